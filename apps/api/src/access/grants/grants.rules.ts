import type { Role } from '@bailiwick/rbac';
import { type Ctx, type Tx, newId, sql } from '@bailiwick/tenancy';
import { refuseGiving } from '../roles/roles.rules.js';
import { type Holder, refuseTaking, targetOfHolder } from '../holders/holders.rules.js';

/**
 * Replaces all roles by these; the engine decides whether the caller can.
 * @returns the roles that were not held so earlier
 */
export async function replaceRoles(
  tx: Tx<Ctx>,
  holder: Holder,
  give: readonly Role[],
): Promise<readonly Role[]> {
  refuseGiving(tx.ctx, give, targetOfHolder(tx.ctx, holder));
  await refuseTaking(tx, holder);
  const { workspace_id, id } = holder;
  const stay = give.map((role) => role.id);
  await tx.query(sql`delete from grants
    where workspace_id = ${workspace_id} and member_id = ${id} and not role_id = any(${stay})`);
  const given: Role[] = [];
  for (const role of give) if (await giveRole(tx, { workspace_id, id }, role)) given.push(role);
  return given;
}

/**
 * Gives the role without an end. A grant that the member holds already stays as it is, with two exceptions: its time is
 * over, or it was lent through a link and the giver gives one of the workspace's own.
 * @returns whether the member's grant changed
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
    where ${grantIsReplaceable} returning id`);
  return written.length > 0;
}

/**
 * Whether another grant of the same role can replace one of `grants`: it is over, or was lent and becomes the
 * workspace's own.
 */
export const grantIsReplaceable = sql`(grants.expires_at <= now() or grants.via_link_id is not null and excluded.via_link_id is null)`;

/** More time is a matter of giving, less of taking. No end is later than any. */
export const endsLater = (before: Date | null, after: Date | null): boolean =>
  before !== null && (after === null || after > before);
