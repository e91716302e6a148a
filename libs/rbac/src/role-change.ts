import { type Permission, type Role, ownerOnly, systemRoles } from './catalog.js';
import { isStrictSubset, isSubset } from './effective.js';
import type { PermissionSet } from './permission-set.js';

/** Why a change of somebody's roles is refused. */
export type RoleChangeRefusal =
  /** `owner` is never given or taken here; there is exactly one, and a workspace changes hands otherwise. */
  | 'owner_role'
  /** Nobody changes their own roles. */
  | 'own_roles'
  /** One may change only people whose permissions are a strict subset of one's own. */
  | 'outranked'
  /** Giving a role needs everything that is in it, or a role that says it may be given. */
  | 'role_beyond_own'
  /** The owner is the one who can always get in. */
  | 'owner_stays'
  /** By way of a group nobody reaches those who administer the workspace by themselves. */
  | 'acting_limited';

/** Whoever changes something: what they may do, and by which roles. */
export interface Actor {
  readonly permissions: PermissionSet;
  /** By way of a group: from the workspace above, or under what it gave. */
  readonly isActing?: boolean;
  readonly roles: readonly Role[];
}

/** The person it is done to. */
export interface Target {
  readonly isActor: boolean;
  readonly isOwner?: boolean;
  readonly permissions: PermissionSet;
  /** Holds a role of the workspace's own giving with which they administer it. */
  readonly administers?: boolean;
}

export interface RoleChange {
  readonly actor: Actor;
  /** The person whose roles change; none when somebody is invited. */
  readonly target?: Target;
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
  if (actor.isActing && target?.administers) return 'acting_limited';
  if (target && !isStrictSubset(target.permissions, actor.permissions)) return 'outranked';
  if (give.some((role) => !mayGive(actor, role))) return 'role_beyond_own';
  return undefined;
}

/**
 * Who may keep somebody out for a while, and let them in again: an emergency brake, so among equals too. What they hold
 * stays as it is.
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

/** By holding all that is in it, or by a role that names it: so can hire who may not do the work themselves. */
export function mayGive({ permissions, roles }: Actor, role: Role): boolean {
  if (role.id === systemRoles.owner.id) return false;
  return (
    isSubset(new Set(role.permissions), permissions) ||
    roles.some(({ assignable }) => assignable?.includes(role.id))
  );
}

export type RoleEditRefusal =
  /** What is the owner's alone is in no role of a workspace. */
  | 'owner_only'
  /** A role holds, and lets be given, only what its author holds. */
  | 'role_beyond_own';

export interface RoleEdit {
  readonly actor: Actor;
  /** As it was; none when it is made. */
  readonly before?: Role;
  readonly after: Pick<Role, 'permissions' | 'assignable'>;
  /** Every role there is, so that those that `assignable` names can be looked at. */
  readonly roles: readonly Role[];
}

/**
 * Who may make a role what it becomes. Whoever holds a role is changed with it, so its author must stand above what it
 * permitted before, too.
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
