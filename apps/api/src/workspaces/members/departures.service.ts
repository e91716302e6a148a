import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Hidden, Member, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import {
  type Holder,
  lockHolder,
  isInvited,
  refusalOfTaking,
  refuseTaking,
} from '../../access/holders/holders.rules.js';
import { roleView } from '../../access/roles/roles.schema.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { grantsGivenBy, invitationsSentBy, keysMadeBy } from './members.queries.js';
import { type LegacyView, MOST_SHOWN, type MemberView, type RemoveMember } from './members.schema.js';
import { auditRoles, auditTarget, deleteBindings } from './members.rules.js';
import { MembersService } from './members.service.js';

type Listed<T> = { items: T[]; is_complete: boolean };

/** How members go, and what becomes of what stands because of them. */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly db: TenantDb,
    private readonly members: MembersService,
    private readonly invitations: InvitationsService,
  ) {}

  /** What they invited, gave and made. */
  async legacy(ctx: Ctx, id: string): Promise<LegacyView> {
    return this.db.run(ctx, async (tx) => {
      const member = await personOf(tx, id);
      const grants = await tx.query<GrantLeft>(grantsGivenBy(member));
      return {
        invitations: upToMost(
          await tx.query<LegacyView['invitations']['items'][number]>(invitationsSentBy(member)),
        ),
        grants: upToMost(
          grants.map(({ role_id, name, ...rest }) => ({
            ...rest,
            role: roleView(role_id, name),
          })),
        ),
        api_keys: upToMost(await tx.query<LegacyView['api_keys']['items'][number]>(keysMadeBy(member))),
      };
    });
  }

  /** Leaving, removing a member, or withdrawing an invitation: by whose row it is. */
  async remove(ctx: Ctx, id: string, { revokes }: RemoveMember): Promise<MemberView> {
    if (id === ctx.member.id) return this.leave(ctx);
    return this.db.run(ctx, async (tx) => {
      tx.ask('workspace_members:delete');
      const member = await tx.load(Member, id, 'workspace_members:delete');
      const holder = await personOf(tx, id);
      const view = await this.members.show(tx, id);
      if (isInvited(holder)) {
        await this.invitations.revoke(tx, member);
        return view;
      }
      await refuseTaking(tx, holder);
      const taken = {
        invitations: revokes('invitations') ? await this.invitations.revokeAllOf(tx, holder.user_id) : 0,
        grants: revokes('grants') ? await takeBack(tx, holder) : 0,
        service_keys: revokes('service_keys') ? await revokeMade(tx, holder) : 0,
      };
      await takeOut(tx, member);
      record(tx, 'member.removed', {
        target: auditTarget(view),
        before: auditRoles(view),
        details: { revoked: taken },
      });
      return view;
    });
  }

  /** Every member can, with any role, except the owner, since there is always one. */
  private async leave(ctx: Ctx): Promise<MemberView> {
    if (ctx.principal.key) throw new Refused('session_required');
    if (ctx.ability.mayType('workspace_ownership:update')) throw new Refused('owner_role');
    return this.db.run(ctx, async (tx) => {
      const { id } = ctx.member;
      const member = await lockHolder(tx, id);
      await refuseTaking(tx, member, 'own');
      const view = await this.members.showOwn(tx, ctx.workspace.id, id);
      await takeOut(tx, member);
      record(tx, 'member.left', { target: auditTarget(view), before: auditRoles(view) });
      return view;
    });
  }
}

interface GrantLeft {
  readonly id: string;
  readonly member_id: string;
  readonly member_name: string;
  readonly role_id: string;
  readonly name: string | null;
}

const upToMost = <T>(rows: readonly T[]): Listed<T> => ({
  items: rows.slice(0, MOST_SHOWN),
  is_complete: rows.length <= MOST_SHOWN,
});

async function personOf(tx: Tx<Ctx>, id: string): Promise<Holder> {
  const holder = await lockHolder(tx, id);
  if (holder.kind !== 'person') throw new Hidden();
  return holder;
}

/**
 * Takes back the roles that they gave to people who joined, by the rules for taking each: a member who stands above the
 * caller keeps them.
 */
async function takeBack(tx: Tx<Ctx>, { workspace_id, user_id, id }: Holder): Promise<number> {
  const given = await tx.query<{ id: string; member_id: string }>(sql`select id, member_id from grants
    where workspace_id = ${workspace_id} and granted_by = ${user_id} and member_id <> ${id} order by member_id`);
  let taken = 0;
  for (const grant of given) {
    if (await refusalOfTaking(tx, await lockHolder(tx, grant.member_id))) continue;
    tx.write(sql`delete from grants where workspace_id = ${workspace_id} and id = ${grant.id}`);
    taken += 1;
  }
  return taken;
}

async function revokeMade(tx: Tx<Ctx>, { workspace_id, user_id }: Holder): Promise<number> {
  const gone = await tx.query(sql`with made as (
      select id from api_keys where workspace_id = ${workspace_id} and created_by = ${user_id})
    delete from api_keys where workspace_id = ${workspace_id}
      and (id in (select id from made) or ancestor_ids && array(select id from made)) returning id`);
  return gone.length;
}

/** All bindings and all keys of the member go with them. */
async function takeOut(
  tx: Tx<Ctx>,
  { workspace_id, id }: Pick<Member, 'workspace_id' | 'id'>,
): Promise<void> {
  deleteBindings(tx, { workspace_id, id });
  const gone = await tx.query(sql`delete from workspace_members
    where workspace_id = ${workspace_id} and id = ${id} returning id`);
  if (gone.length !== 1) throw new Hidden();
}
