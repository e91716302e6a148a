import { type Permission, type Role, isPermission, systemRole, underCeiling } from './catalog.js';
import type { Condition } from './condition.js';

/** One line of policy: a permission, for every row or for those that meet a condition. */
export interface Rule {
  readonly permission: Permission;
  readonly when?: Condition;
}

/** A system role given to somebody. */
export interface Grant {
  readonly role_id: string;
}

/** A grant of a role that does not exist (any more) gives nothing. */
export function rolesOf(grants: readonly Grant[]): Role[] {
  return grants.flatMap((grant) => systemRole(grant.role_id) ?? []);
}

/** A role that somebody holds, as rows tell of it: a system role by its id alone, a workspace's own with what it permits. */
export interface HeldRole {
  readonly id: string;
  readonly name: string | null;
  readonly permissions: readonly string[] | null;
  readonly assignable_role_ids: readonly string[] | null;
  /** Where the role was given by way of a group: what that may reach, now. It permits nothing beyond. */
  readonly ceiling?: readonly string[] | null;
}

/**
 * The roles behind the rows. A system role is what the catalogue says, whatever a row says; what a release no longer
 * knows permits nothing.
 */
export function rolesIn(held: readonly HeldRole[]): Role[] {
  return held.flatMap((one) => {
    const role = systemRole(one.id) ?? ownRole(one);
    return role ? [under(role, one.ceiling)] : [];
  });
}

function ownRole({ id, name, permissions, assignable_role_ids }: HeldRole): Role | undefined {
  if (name === null || permissions === null) return undefined;
  return { id, name, permissions: permissions.filter(isPermission), assignable: assignable_role_ids ?? [] };
}

function under(role: Role, ceiling: readonly string[] | null | undefined): Role {
  if (!ceiling) return role;
  const open = underCeiling(ceiling, false);
  return { ...role, permissions: role.permissions.filter((one) => open.includes(one)), assignable: [] };
}

/** Of the roles that were given by way of a group, what its ceiling leaves out. */
export function rolesBeyond(held: readonly HeldRole[]): Role[] {
  return held.flatMap((one) => {
    const role = one.ceiling ? (systemRole(one.id) ?? ownRole(one)) : undefined;
    if (!role) return [];
    const { permissions: open } = under(role, one.ceiling);
    return [{ ...role, permissions: role.permissions.filter((p) => !open.includes(p)) }];
  });
}
