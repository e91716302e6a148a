import { type HeldRole, effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
import {
  type Caller,
  type InvitationByToken,
  type Member,
  type Person,
  type Tx,
  heldRoles,
  personName,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { rolesHeldBy } from '../../access/holders/holders.rules.js';

export function callerJoining(
  { facts, principal }: Person,
  { workspace_id, email }: InvitationByToken,
): Caller {
  const { userId } = principal;
  return {
    facts,
    scope: { workspaceId: workspace_id, userId, address: email },
    actor: { type: 'user', id: userId, name: personName(principal), email },
  };
}

export function refuseEnded({ ended_as, expired }: InvitationByToken): void {
  if (ended_as) throw fail(`invitation_${ended_as}`);
  if (expired) throw fail('invitation_expired');
}

/** Locks the row first, then the link: a second request waits here and finds the link used. */
export async function lockPendingMember(
  tx: Tx,
  { workspace_id, member_id }: InvitationByToken,
  token: string,
  ending: 'used' | 'declined' = 'used',
): Promise<Member> {
  const member = await tx.one<Member>(sql`select * from workspace_members
    where workspace_id = ${workspace_id} and id = ${member_id} for update`);
  if (!member) throw fail('invitation_revoked');
  const { userId } = tx.ctx.scope;
  const joined = await tx.one(sql`select 1 from workspace_members
    where workspace_id = ${workspace_id} and user_id = ${userId ?? null} and id <> ${member.id}`);
  if (joined) throw fail('already_member');
  const ended = await tx.query(sql`update invitation_tokens set ended_as = ${ending}
    where workspace_id = ${workspace_id} and token_hash = ${tokenHash(token)} and ended_as is null
      and expires_at > now() returning id`);
  if (ended.length === 0 || member.status !== 'pending') throw fail('invitation_used');
  return member;
}

/** A member who invited through a link answers for it with their rights through that link. */
const inviterOf = ({ workspace_id, issuer_id, via_link_id }: Member) =>
  via_link_id === null
    ? sql`select ${heldRoles} as roles, m.permissions as mask from workspace_members m
        where m.workspace_id = ${workspace_id} and m.user_id = ${issuer_id} and m.status = 'active'`
    : sql`select case when t.user_id is null then ${heldRoles} else (select jsonb_agg(r || jsonb_build_object('ceiling', t.ceiling))
          from jsonb_array_elements(t.roles) r) end as roles, case when t.user_id is null then m.permissions end as mask
        from (select ${issuer_id}::uuid as user_id) i
        left join member_through_group(i.user_id) t on true
        left join workspace_members m on m.workspace_id = ${workspace_id} and m.user_id = i.user_id and m.status = 'active'`;

export async function inviterStillMay(tx: Tx, member: Member): Promise<boolean> {
  const inviter = await tx.one<{ roles: HeldRole[]; mask: string[] | null }>(inviterOf(member));
  const held = inviter?.roles ?? [];
  // An invitation that stands by itself needs an inviter who does, too.
  const roles = rolesIn(member.via_link_id === null ? held.filter(({ ceiling }) => !ceiling) : held);
  const permissions = effective({ direct: roles, mask: maskOf(inviter?.mask) });
  const give = await rolesHeldBy(tx, member);
  return (
    permissions.has('workspace_members:create') && !refuseRoleChange({ actor: { permissions, roles }, give })
  );
}
