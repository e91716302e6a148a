import { type Permission, type Role, ownerOnly, systemRoles } from './catalog.js';
import { isStrictSubset, isSubset } from './effective.js';
import type { PermissionSet } from './permission-set.js';

/** Why the engine refuses a change of a member's roles. */
export type RoleChangeRefusal =
  /** Nobody gives or takes `owner` here: there is exactly one, and another act changes the owner. */
  | 'owner_role'
  /** Nobody changes their own roles. */
  | 'own_roles'
  /** A member can change only people whose permissions are a strict subset of their own. */
  | 'outranked'
  /** To give a role, a member needs all its permissions, or a role that lets them give it. */
  | 'role_beyond_own'
  /** The owner can always enter. */
  | 'owner_stays'
  /** Through a group nobody reaches the people who administer the workspace with its own rights. */
  | 'acting_limited';

/** The member who makes a change: their permissions, and the roles that give them. */
export interface Actor {
  readonly permissions: PermissionSet;
  /** The actor acts through the admin workspace, or with lent roles. */
  readonly isActing?: boolean;
  readonly roles: readonly Role[];
}

/** The person whose roles or membership change. */
export interface Target {
  readonly isActor: boolean;
  readonly isOwner?: boolean;
  readonly permissions: PermissionSet;
  /** Has a role from the workspace itself that administers it. */
  readonly administers?: boolean;
}

export interface RoleChange {
  readonly actor: Actor;
  /** The person whose roles change; none for an invitation. */
  readonly target?: Target;
  /** The given roles; none for a removal. */
  readonly give: readonly Role[];
}

/**
 * The one place that decides who can change whose roles, for every path: inviting, accepting, editing, removing. The
 * caller has already checked the permission for such an act.
 * @returns the reason of the refusal, or `undefined` when the change is allowed
 */
export function refuseRoleChange({ actor, target, give }: RoleChange): RoleChangeRefusal | undefined {
  if (give.some((role) => role.id === systemRoles.owner.id)) return 'owner_role';
  if (target?.isActor) return 'own_roles';
  if (actor.isActing && target?.administers) return 'acting_limited';
  if (target && !isStrictSubset(target.permissions, actor.permissions)) return 'outranked';
  if (give.some((role) => !mayGive(actor, role))) return 'role_beyond_own';
  return undefined;
}

/**
 * Decides who can suspend and reinstate whom. It is an emergency brake, so equals can suspend each other too. The roles of
 * a suspended member stay.
 */
export function refuseSuspension({
  actor,
  target,
}: Required<Omit<RoleChange, 'give'>>): RoleChangeRefusal | undefined {
  if (target.isActor) return 'own_roles';
  if (target.isOwner) return 'owner_stays';
  if (actor.isActing && target.administers) return 'acting_limited';
  return isSubset(target.permissions, actor.permissions) ? undefined : 'outranked';
}

/** With all its permissions, or with a role that names it: so a member can hire people for work that they cannot do. */
export function mayGive({ permissions, roles }: Actor, role: Role): boolean {
  if (role.id === systemRoles.owner.id) return false;
  return (
    isSubset(new Set(role.permissions), permissions) ||
    roles.some(({ assignable }) => assignable?.includes(role.id))
  );
}

export type RoleEditRefusal =
  /** No custom role has a permission that only the owner has. */
  | 'owner_only'
  /** A role permits, and lets its holders give, only what its author can. */
  | 'role_beyond_own';

export interface RoleEdit {
  readonly actor: Actor;
  /** The role before the change; none for a new role. */
  readonly before?: Role;
  readonly after: Pick<Role, 'permissions' | 'assignable'>;
  /** Every role of the workspace, to look up the roles that `assignable` names. */
  readonly roles: readonly Role[];
}

/**
 * Decides who can change a role. The change affects its holders, so its author also needs the permissions that the role had
 * before.
 */
export function refuseRoleEdit({ actor, before, after, roles }: RoleEdit): RoleEditRefusal | undefined {
  if (after.permissions.some((permission) => (ownerOnly as readonly Permission[]).includes(permission)))
    return 'owner_only';
  const named = roles.filter(({ id }) => after.assignable?.includes(id));
  const reaches = [...(before?.permissions ?? []), ...after.permissions];
  const within = isSubset(new Set(reaches), actor.permissions);
  return within &&
    named.every(
      (role) => isSubset(new Set(role.permissions), actor.permissions) && role.id !== systemRoles.owner.id,
    )
    ? undefined
    : 'role_beyond_own';
}
