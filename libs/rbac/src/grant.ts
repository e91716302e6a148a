import { type Permission, type Role, isPermission, systemRole } from './catalog.js';
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
}

/**
 * The roles behind the rows. A system role is what the catalogue says, whatever a row says; what a release no longer
 * knows permits nothing.
 */
export function rolesIn(held: readonly HeldRole[]): Role[] {
  return held.flatMap(
    ({ id, name, permissions, assignable_role_ids }) =>
      systemRole(id) ??
      (name === null || permissions === null
        ? []
        : {
            id,
            name,
            permissions: permissions.filter(isPermission),
            assignable: assignable_role_ids ?? [],
          }),
  );
}
