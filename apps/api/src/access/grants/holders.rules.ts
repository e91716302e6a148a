import {
  type HeldRole,
  type Role,
  type Target,
  effective,
  maskOf,
  rolesIn,
  systemRoles,
} from '@bailiwick/rbac';
import {
  type Ctx,
  type Failure,
  Hidden,
  type Member,
  Refused,
  type Tx,
  heldRoles,
  newId,
  sql,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { administersHere, refuseGiving } from '../roles/roles.service.js';

/** A member with what they hold, as whoever changes that must know it. */
export interface Holder extends Pick<
  Member,
  'workspace_id' | 'id' | 'user_id' | 'email' | 'status' | 'kind'
> {
  /** The name of a program. */
  readonly name: string | null;
  /** Of the account behind a person who joined. */
  readonly account_email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** The mask, in the words of the shared format. */
  readonly permissions: readonly string[] | null;
  readonly roles: readonly HeldRole[];
}

/**
 * Held until the transaction is over, so that what was decided about them stays true; and read only then, since waiting for
 * the lock may have been waiting for their roles to change. @throws Hidden
 */
export async function holderOf(
  tx: Tx<Ctx>,
  id: string,
  lock: 'update' | 'share' = 'update',
): Promise<Holder> {
  const one = sql`m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}`;
  await tx.query(
    sql`select 1 from workspace_members m where ${one} ${lock === 'update' ? sql`for update` : sql`for share`}`,
  );
  const row = await tx.one<Holder>(sql`select m.*, u.email as account_email, u.first_name, u.last_name,
    ${heldRoles} as roles from workspace_members m left join users u on u.id = m.user_id where ${one}`);
  if (!row) throw new Hidden();
  return row;
}

/**
 * Many at once, held in the order of their ids, so that two who hold the same people do not wait for each other; each once,
 * and those who are not there are left out.
 */
export async function holdersOf(tx: Tx<Ctx>, ids: readonly string[]): Promise<Holder[]> {
  const some = sql`m.workspace_id = ${tx.ctx.workspace.id} and m.id = any(${ids}::uuid[])`;
  tx.write(sql`select 1 from workspace_members m where ${some} order by m.id for update`);
  return tx.query<Holder>(sql`select m.*, u.email as account_email, u.first_name, u.last_name, ${heldRoles} as roles
    from workspace_members m left join users u on u.id = m.user_id where ${some} order by m.id`);
}

/** The same, where a body names them: a field that is wrong, and no row that is not there. @throws unknown_member */
export async function holderNamed(tx: Tx<Ctx>, id: string, lock?: 'update' | 'share'): Promise<Holder> {
  return holderOf(tx, id, lock).catch((error: unknown) => {
    throw error instanceof Hidden ? failField('unknown_member', 'member_id') : error;
  });
}

/** More time is a matter of giving, less of taking. No end is later than any. */
export const isLonger = (before: Date | null, after: Date | null): boolean =>
  before !== null && (after === null || after > before);

type Bound = Pick<Holder, 'user_id' | 'status' | 'permissions' | 'roles'>;

/** Whoever has not joined yet may do nothing, so anybody who invites may change or withdraw it. */
export const isInvited = ({ status }: Pick<Holder, 'status'>): boolean =>
  status === 'pending' || status === 'needs_confirmation';

/** What the engine is told of whoever is changed. A suspended member is judged by what they hold, not by what it gives. */
export function targetOf(ctx: Ctx, holder: Bound): Target {
  const { roles, permissions: mask } = holder;
  return {
    isActor: holder.user_id === ctx.principal.userId,
    isOwner: roles.some(({ id }) => id === systemRoles.owner.id),
    administers: administersHere(roles),
    permissions: isInvited(holder) ? new Set() : effective({ direct: rolesIn(roles), mask: maskOf(mask) }),
  };
}

type Named = Pick<Holder, 'name' | 'first_name' | 'last_name' | 'email'>;

export const nameOf = ({ name, first_name, last_name, email }: Named): string =>
  name ?? (`${first_name ?? ''} ${last_name ?? ''}`.trim() || email);

/** Replaces all roles by these; the engine decides whether the caller may. @returns the roles not held so before */
export async function replaceRoles(
  tx: Tx<Ctx>,
  holder: Bound & Pick<Holder, 'workspace_id' | 'id'>,
  give: readonly Role[],
): Promise<readonly Role[]> {
  refuseGiving(tx.ctx, give, targetOf(tx.ctx, holder));
  const { workspace_id, id } = holder;
  const stay = give.map((role) => role.id);
  await tx.query(sql`delete from grants
    where workspace_id = ${workspace_id} and member_id = ${id} and not role_id = any(${stay})`);
  const given: Role[] = [];
  for (const role of give) if (await giveRole(tx, { workspace_id, id }, role)) given.push(role);
  return given;
}

/**
 * Without end. What they hold already stays as it is, unless its time is over, or it was lent by way of a link and the giver
 * gives what is the workspace's own. @returns whether they hold it otherwise than before
 */
export async function giveRole(
  tx: Tx<Ctx>,
  { workspace_id, id }: Pick<Holder, 'workspace_id' | 'id'>,
  role: Role,
): Promise<boolean> {
  const written = await tx.query(sql`insert into grants (workspace_id, id, member_id, role_id, granted_by)
    values (${workspace_id}, ${newId()}, ${id}, ${role.id}, ${tx.ctx.principal.userId})
    on conflict (workspace_id, member_id, role_id) do update set granted_by = excluded.granted_by,
      expires_at = null, reason = null, warned_at = null, extension_requested_at = null,
      via_link_id = excluded.via_link_id, timestamp_updated = now()
    where ${isGivenAnew} returning id`);
  return written.length > 0;
}

/** Of `grants`, where another of the same is given: it is over, or was lent and becomes the workspace's own. */
export const isGivenAnew = sql`(grants.expires_at <= now() or grants.via_link_id is not null and excluded.via_link_id is null)`;

/**
 * For whatever takes something from a member: whoever handed the workspace over stays what that made of them while they
 * can reverse it; they themselves may leave. To be asked when the member's row is locked: a change holds it too, and is
 * then over or not yet begun.
 * @throws ownership_reversible; Refused owner_role or owner_stays, where they became the owner a moment ago
 */
export async function refuseProtected(tx: Tx<Ctx>, memberId: string): Promise<void> {
  const row = await tx.one<{ is_owner: boolean; until: Date | null }>(sql`
    select w.owner_id = m.user_id as is_owner, (select max(c.reversible_until) from ownership_changes c
        where c.workspace_id = m.workspace_id and c.old_owner_id = m.user_id and c.reversed_at is null
          and c.reversible_until > now()) as until
    from workspace_members m join workspaces w on w.id = m.workspace_id
    where m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${memberId}`);
  const isSelf = memberId === tx.ctx.member.id;
  if (row?.is_owner) throw new Refused(isSelf ? 'owner_role' : 'owner_stays');
  if (!isSelf && row?.until) throw reversibleUntil(row.until);
}

export const reversibleUntil = (until: Date): Failure =>
  fail('ownership_reversible', undefined, { until: until.toISOString() });
