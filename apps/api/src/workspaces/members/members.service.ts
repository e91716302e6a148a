import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Role, administers, rolesIn } from '@bailiwick/rbac';
import {
  type Ctx,
  Hidden,
  Member,
  type Page,
  TenantDb,
  type Tx,
  personName,
  refuseBeyondLink,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import {
  type Holder,
  lockHolder,
  isInvited,
  displayNameOf,
  refuseTaking,
} from '../../access/holders/holders.rules.js';
import { replaceRoles } from '../../access/grants/grants.rules.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { NoticesService } from '../../access/notices/notices.service.js';
import { roleIdsOf } from '../../access/roles/roles.schema.js';
import { lockRolesToGive } from '../../access/roles/roles.rules.js';
import { auditRoles, auditTarget } from './members.rules.js';
import { membersListing, memberQuery, ownMemberQuery } from './members.queries.js';
import {
  type CreateMember,
  type ListMembers,
  type MemberRow,
  type MemberView,
  type UpdateMember,
  toMember,
} from './members.schema.js';

/** Who is in the workspace, and as what. */
@Injectable()
export class MembersService {
  constructor(
    private readonly db: TenantDb,
    private readonly invitations: InvitationsService,
    private readonly notices: NoticesService,
  ) {}

  async list(ctx: Ctx, query: ListMembers): Promise<Page<MemberView>> {
    return this.db.read(ctx, (tx) => this.page(tx, query));
  }

  /** One page within a transaction, for a caller that goes through all of them. */
  async page(tx: Tx<Ctx>, query: ListMembers): Promise<Page<MemberView>> {
    const page = await tx.page<MemberRow>(membersListing(tx, query), query);
    return { ...page, items: page.items.map((row) => shown(tx, row)) };
  }

  async read(ctx: Ctx, id: string): Promise<MemberView> {
    return this.db.read(ctx, (tx) => this.show(tx, id));
  }

  /** Inviting one person; the pending member and the invitation are the same row. */
  async create(ctx: Ctx, body: CreateMember): Promise<MemberView> {
    const { email, nickname = null, permissions = null } = body;
    return this.db.run(ctx, async (tx) => {
      if (nickname !== null) tx.ask('member_nicknames:update');
      const roles = await lockRolesToGive(tx, roleIdsOf(body));
      const id = await this.invitations.invite(tx, { email, roles, nickname, permissions });
      return this.show(tx, id);
    });
  }

  async update(ctx: Ctx, id: string, body: UpdateMember): Promise<MemberView> {
    return this.db.run(ctx, async (tx) => {
      const roles = await lockRolesToGive(tx, roleIdsOf(body));
      const member = await tx.load(Member, id);
      if (body.nickname !== undefined) tx.ask('member_nicknames:update');
      const before = await this.show(tx, id);
      const given = roles.length > 0 ? await replaceRoles(tx, await lockHolder(tx, id), roles) : [];
      const { nickname = member.nickname } = body;
      if (nickname === member.nickname && given.length === 0 && isSameSet(roles, before)) {
        unchanged(tx);
        return before;
      }
      // Also where only the roles changed: they are part of the object, so its version moves.
      await tx.update(member, Member, { nickname });
      const after = await this.show(tx, id);
      const change = {
        before: { ...auditRoles(before), nickname: member.nickname },
        after: { ...auditRoles(after), nickname },
      };
      record(tx, 'member.updated', { target: auditTarget(after), ...change });
      if (!isInvited(member)) await this.tell(tx, after, given);
      return after;
    });
  }

  /** Keeps a member out for a while: their roles stay and give nothing, their keys stop. */
  suspend(ctx: Ctx, id: string): Promise<MemberView> {
    return this.setStatus(ctx, id, 'suspended');
  }

  reinstate(ctx: Ctx, id: string): Promise<MemberView> {
    return this.setStatus(ctx, id, 'active');
  }

  private async setStatus(ctx: Ctx, id: string, status: 'active' | 'suspended'): Promise<MemberView> {
    return this.db.run(ctx, async (tx) => {
      const member = await tx.load(Member, id);
      const holder = await lockHolder(tx, id);
      if (holder.kind !== 'person') throw new Hidden();
      if (isInvited(holder)) throw fail('not_joined');
      await refuseTaking(tx, holder, 'access');
      if (status === 'active') refuseBeyondLink(ctx, member);
      if (member.status === status) {
        unchanged(tx);
        return this.show(tx, id);
      }
      await tx.update(member, Member, { status });
      const view = await this.show(tx, id);
      const activity = status === 'suspended' ? 'member.suspended' : 'member.reinstated';
      record(tx, activity, {
        target: auditTarget(view),
        before: { status: member.status },
        after: { status },
      });
      await this.tellOfSuspension(tx, holder, status);
      return view;
    });
  }

  /** A member as the caller can see it; for other features that answer with one. */
  async show(tx: Tx<Ctx>, id: string): Promise<MemberView> {
    return shown(tx, await memberOrHidden(tx, memberQuery(tx, id)));
  }

  /** A member as the person themselves can see it, who holds no permission yet. */
  async showOwn(tx: Tx, workspaceId: string, id: string): Promise<MemberView> {
    return toMember({ ...(await memberOrHidden(tx, ownMemberQuery(workspaceId, id))), nickname: null });
  }

  /** Of roles that were not held before. */
  private tell(tx: Tx<Ctx>, member: MemberView, roles: readonly Role[]): Promise<void> {
    const person = { name: auditTarget(member).name, email: member.user_email ?? member.email };
    return this.notices.rolesGiven(tx, { person, roles, by: personName(tx.ctx.principal) });
  }

  /** Where equals can keep each other out, the owner gets a mail. */
  private async tellOfSuspension(tx: Tx<Ctx>, holder: Holder, status: string): Promise<void> {
    if (status !== 'suspended' || !rolesIn(holder.roles).some(administers)) return;
    await this.notices.adminSuspended(tx, { person: displayNameOf(holder) });
  }
}

const shown = ({ ctx }: Tx<Ctx>, row: MemberRow): MemberView =>
  toMember(ctx.ability.mayType('member_nicknames:read') ? row : { ...row, nickname: null });

async function memberOrHidden(tx: Tx, query: ReturnType<typeof ownMemberQuery>): Promise<MemberRow> {
  const row = await tx.one<MemberRow>(query);
  if (!row) throw new Hidden();
  return row;
}

/** No role named means that the roles stay. */
const isSameSet = (named: readonly Role[], { roles }: MemberView): boolean =>
  named.length === 0 ||
  (named.length === roles.length && roles.every((role) => named.some(({ id }) => id === role.id)));
