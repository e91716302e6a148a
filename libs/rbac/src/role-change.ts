import { type PermissionSet, isStrictSubset, isSubset } from './effective.js';
import { type Role, systemRoles } from './catalog.js';

/** Why a change of somebody's roles is refused. */
export type RoleChangeRefusal =
  /** `owner` is never given or taken here; there is exactly one, and a workspace changes hands otherwise. */
  | 'owner_role'
  /** Nobody changes their own roles. */
  | 'own_roles'
  /** One may change only people whose permissions are a strict subset of one's own. */
  | 'outranked'
  /** Giving a role needs everything that is in it. */
  | 'role_beyond_own';

export interface RoleChange {
  readonly actor: PermissionSet;
  /** The person whose roles change; none when somebody is invited. */
  readonly target?: { readonly isActor: boolean; readonly permissions: PermissionSet };
  /** The roles given; none when somebody is removed. */
  readonly give: readonly Role[];
}

/**
 * The one place that decides who may change whose roles, for every path: inviting, accepting, editing,
 * removing. Having the permission to do such a thing at all is asked before.
 * @returns why not, or `undefined` when it is allowed
 */
export function refuseRoleChange({ actor, target, give }: RoleChange): RoleChangeRefusal | undefined {
  if (give.some((role) => role.id === systemRoles.owner.id)) return 'owner_role';
  if (target?.isActor) return 'own_roles';
  if (target && !isStrictSubset(target.permissions, actor)) return 'outranked';
  if (give.some((role) => !isSubset(new Set(role.permissions), actor))) return 'role_beyond_own';
  return undefined;
}
