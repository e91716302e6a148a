import { type Permission, type Role, systemRole } from './catalog.js';
import type { Condition } from './condition.js';

/** One line of policy: a permission, for every row or for those that meet a condition. */
export interface Rule {
  readonly permission: Permission;
  readonly when?: Condition;
}

/** A role given to somebody; what a row of `grants` says. */
export interface Grant {
  readonly role_id: string;
}

/** A grant of a role that does not exist (any more) gives nothing. */
export function rolesOf(grants: readonly Grant[]): Role[] {
  return grants.flatMap((grant) => systemRole(grant.role_id) ?? []);
}
