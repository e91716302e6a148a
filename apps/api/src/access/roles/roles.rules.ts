import {
  type Actor,
  type HeldRole,
  type Role,
  type Target,
  administers,
  refuseRoleChange,
  rolesIn,
  systemRole,
} from '@bailiwick/rbac';
import { type Ctx, Refused, type Tx, sql } from '@bailiwick/tenancy';
import { failField } from '../../errors.js';
import { refuseUnlessFresh } from '../../http/gate/fresh.js';

/** The caller who changes roles, as the engine sees them. */
export const actorOf = ({ ability, roles, scope }: Ctx): Actor => ({
  permissions: ability.permissions,
  roles,
  isActing: scope.viaLinkId !== undefined,
});

/** By what the workspace itself gave them. */
export const administersHere = (held: readonly HeldRole[]): boolean =>
  rolesIn(held.filter(({ ceiling }) => !ceiling)).some(administers);

/**
 * The one gate of every way to give roles.
 * @throws Refused when the caller cannot give these, or needs a fresh login first
 */
export function refuseGiving(ctx: Ctx, give: readonly Role[], target?: Target): void {
  const refusal = refuseRoleChange({ actor: actorOf(ctx), give, ...(target && { target }) });
  if (refusal) throw new Refused(refusal);
  if (give.some(administers)) refuseUnlessFresh(ctx);
}

/**
 * The roles of these ids, the system's or the workspace's own; held until the transaction is over, so that none is deleted
 * meanwhile. @throws unknown_role
 */
export async function lockRoles(tx: Tx<Ctx>, ids: readonly string[], field = 'role_ids'): Promise<Role[]> {
  const roles = await lockExistingRoles(tx, ids);
  if (roles.length !== ids.length) throw failField('unknown_role', field);
  return roles;
}

/**
 * The same for roles that the request names. It runs before any other check, so that a login that is not fresh learns
 * nothing of them.
 * @throws unknown_role, Refused reauth_required
 */
export async function lockRolesToGive(tx: Tx<Ctx>, ids: readonly string[], field?: string): Promise<Role[]> {
  const roles = await lockRoles(tx, ids, field);
  if (roles.some(administers)) refuseUnlessFresh(tx.ctx);
  return roles;
}

/** Those there are of these ids, each once named; held like the above. */
export async function lockExistingRoles(tx: Tx<Ctx>, ids: readonly string[]): Promise<Role[]> {
  const own = ids.filter((id) => !systemRole(id));
  const rows =
    own.length === 0
      ? []
      : await tx.query<HeldRole>(sql`select id, name, permissions, assignable_role_ids from roles
          where workspace_id = ${tx.ctx.workspace.id} and id = any(${own}) order by id for share`);
  return [...ids.flatMap((id) => systemRole(id) ?? []), ...rolesIn(rows)];
}

/**
 * A published role changes in the whole group: a request that locks its rows comes earlier or later, and never between.
 */
export const lockOwnGroup = (tx: Tx<Ctx>): void =>
  tx.write(sql`select lock_group(array[${tx.ctx.workspace.id}::uuid])`);
