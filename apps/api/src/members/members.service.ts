import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type PermissionSet, effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
import {
  type Ctx,
  Hidden,
  Member,
  type Page,
  Refused,
  TenantDb,
  type Tx,
  newId,
  personName,
  sql,
} from '@bailiwick/tenancy';
import { InvitationsService } from '../invitations/invitations.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { membersListing, oneMember, ownMember } from './members.queries.js';
import {
  type CreateMember,
  type ListMembers,
  type MemberRow,
  type MemberView,
  type UpdateMember,
  toMember,
} from './members.schema.js';
import { roleIdsOf } from '../roles/roles.schema.js';
import { actorOf, rolesNamed } from '../roles/roles.service.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly db: TenantDb,
    private readonly invitations: InvitationsService,
    private readonly notices: NoticesService,
  ) {}

  async list(ctx: Ctx, query: ListMembers): Promise<Page<MemberView>> {
    const page = await this.db.read(ctx, (tx) => tx.page<MemberRow>(membersListing(tx, query), query));
    return { ...page, items: page.items.map((row) => toMember(row, seesNicknames(ctx))) };
  }

  async read(ctx: Ctx, id: string): Promise<MemberView> {
    return this.db.read(ctx, (tx) => this.show(tx, id));
  }

  /** Inviting one person; the pending member and the invitation are the same row. */
  async create(ctx: Ctx, body: CreateMember): Promise<MemberView> {
    const { email, nickname = null, permissions = null } = body;
    return this.db.run(ctx, async (tx) => {
      if (nickname !== null) tx.ask('member_nicknames:update');
      const roles = await rolesNamed(tx, roleIdsOf(body));
      const id = await this.invitations.invite(tx, { email, roles, nickname, permissions });
      return this.show(tx, id);
    });
  }

  async update(ctx: Ctx, id: string, body: UpdateMember): Promise<MemberView> {
    return this.db.run(ctx, async (tx) => {
      const member = await tx.load(Member, id);
      if (body.nickname !== undefined) tx.ask('member_nicknames:update');
      const before = await this.load(tx, id);
      const roleIds = roleIdsOf(body);
      if (roleIds.length > 0) await changeRoles(tx, before, roleIds);
      const { nickname = before.nickname } = body;
      if (nickname === before.nickname && isSameSet(roleIds, roleIdsHeld(before))) {
        unchanged(tx);
        return toMember(before, seesNicknames(ctx));
      }
      // Also where only the roles changed: they are part of the object, so its version moves.
      await tx.update(member, Member, { nickname });
      const after = await this.load(tx, id);
      const change = { before: rolesView(before), after: rolesView(after) };
      record(tx, 'member.updated', { target: targetOf(after), ...change });
      if (!isInvited(before)) await this.tell(tx, before, after);
      return toMember(after, seesNicknames(ctx));
    });
  }

  /** Leaving, removing a member, or withdrawing an invitation: by whose row it is. */
  async remove(ctx: Ctx, id: string): Promise<MemberView> {
    if (id === ctx.member.id) return this.leave(ctx);
    return this.db.run(ctx, async (tx) => {
      tx.ask('workspace_members:delete');
      const member = await tx.load(Member, id, 'workspace_members:delete');
      const row = await this.load(tx, id);
      if (isInvited(row)) {
        await this.invitations.revoke(tx, member);
        return toMember(row, seesNicknames(ctx));
      }
      const target = { isActor: false, permissions: permissionsOf(row) };
      refuseUnless(refuseRoleChange({ actor: actorOf(ctx), target, give: [] }));
      await takeOut(tx, member);
      record(tx, 'member.removed', { target: targetOf(row), before: rolesView(row) });
      return toMember(row, seesNicknames(ctx));
    });
  }

  /** Anybody may, whatever their roles; but the owner, since there is always one. */
  private async leave(ctx: Ctx): Promise<MemberView> {
    if (ctx.ability.mayType('workspace_ownership:update')) throw new Refused('owner_role');
    return this.db.run(ctx, async (tx) => {
      const { id } = ctx.member;
      const member = await tx.one<Member>(sql`select * from workspace_members
        where workspace_id = ${ctx.workspace.id} and id = ${id} for update`);
      const row = await tx.one<MemberRow>(ownMember(ctx.workspace.id, id));
      if (!member || !row) throw new Hidden();
      await takeOut(tx, member);
      record(tx, 'member.left', { target: targetOf(row), before: rolesView(row) });
      return toMember(row, false);
    });
  }

  /** A member as the caller may see it; for other features that answer with one. */
  async show(tx: Tx<Ctx>, id: string): Promise<MemberView> {
    return toMember(await this.load(tx, id), seesNicknames(tx.ctx));
  }

  /** A member as the person it is may see it, who holds no permission yet. */
  async showOwn(tx: Tx, workspaceId: string, id: string): Promise<MemberView> {
    const row = await tx.one<MemberRow>(ownMember(workspaceId, id));
    if (!row) throw new Hidden();
    return toMember(row, false);
  }

  /** Of roles that were not held before. */
  private tell(tx: Tx<Ctx>, before: MemberRow, after: MemberRow): Promise<void> {
    const held = roleIdsHeld(before);
    const roleIds = roleIdsHeld(after).filter((id) => !held.includes(id));
    const { name, email } = { ...targetOf(after), email: after.account_email ?? after.email };
    return this.notices.rolesGiven(tx, {
      person: { name, email },
      roleIds,
      by: personName(tx.ctx.principal),
    });
  }

  private async load(tx: Tx<Ctx>, id: string): Promise<MemberRow> {
    const row = await tx.one<MemberRow>(oneMember(tx, id));
    if (!row) throw new Hidden();
    return row;
  }
}

const seesNicknames = (ctx: Ctx): boolean => ctx.ability.mayType('member_nicknames:read');
const permissionsOf = ({ roles, permissions }: MemberRow): PermissionSet =>
  effective({ direct: rolesIn(roles), mask: maskOf(permissions) });
const roleIdsHeld = ({ roles }: MemberRow): string[] => roles.map(({ id }) => id);
/** Whoever has not joined yet may do nothing, so anybody who invites may change or withdraw it. */
const isInvited = ({ status }: MemberRow): boolean => status === 'pending' || status === 'needs_confirmation';

const rolesView = ({ roles, nickname }: MemberRow) => ({
  roles: rolesIn(roles)
    .map((role) => role.name)
    .sort(),
  nickname,
});

const targetOf = (row: MemberRow) => ({
  id: row.id,
  name: `${row.first_name ?? ''} ${row.last_name ?? ''}`.trim() || row.email,
  user_id: row.user_id,
});

/** No role named means that the roles stay. */
const isSameSet = (named: readonly string[], held: readonly string[]): boolean =>
  named.length === 0 || (named.length === held.length && named.every((id) => held.includes(id)));

function refuseUnless(refusal: ReturnType<typeof refuseRoleChange>): void {
  if (refusal) throw new Refused(refusal);
}

async function takeOut(tx: Tx<Ctx>, member: Member): Promise<void> {
  const { workspace_id, id } = member;
  await tx.query(sql`delete from grants where workspace_id = ${workspace_id} and member_id = ${id}`);
  await tx.remove(member, Member);
}

/** Replaces all roles by these; the engine decides whether the caller may. */
async function changeRoles(tx: Tx<Ctx>, row: MemberRow, roleIds: readonly string[]): Promise<void> {
  const { ctx } = tx;
  const give = await rolesNamed(tx, roleIds);
  const permissions = isInvited(row) ? new Set<never>() : permissionsOf(row);
  const target = { isActor: row.user_id === ctx.principal.userId, permissions };
  refuseUnless(refuseRoleChange({ actor: actorOf(ctx), target, give }));
  await tx.query(sql`delete from grants
    where workspace_id = ${row.workspace_id} and member_id = ${row.id} and not role_id = any(${roleIds})`);
  for (const roleId of roleIds) {
    await tx.query(sql`insert into grants (workspace_id, id, member_id, role_id, granted_by)
      values (${row.workspace_id}, ${newId()}, ${row.id}, ${roleId}, ${ctx.principal.userId})
      on conflict (workspace_id, member_id, role_id) do nothing`);
  }
}
