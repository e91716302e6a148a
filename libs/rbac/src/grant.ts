import { type Permission, type Role, isPermission, systemRole, underCeiling } from './catalog.js';
import type { Condition } from './condition.js';

/** One line of policy: a permission, for every row or for those that meet a condition. */
export interface Rule {
  readonly permission: Permission;
  readonly when?: Condition;
}

/** A system role with a holder. */
export interface Grant {
  readonly role_id: string;
}

/** A grant of a missing role gives nothing. */
export function rolesOf(grants: readonly Grant[]): Role[] {
  return grants.flatMap((grant) => systemRole(grant.role_id) ?? []);
}

/** A role of a member, from rows: a system role has only its id, a custom role also its permissions. */
export interface HeldRole {
  readonly id: string;
  readonly name: string | null;
  readonly permissions: readonly string[] | null;
  readonly assignable_role_ids: readonly string[] | null;
  /** For a lent role: the present ceiling. The role permits nothing beyond it. */
  readonly ceiling?: readonly string[] | null;
}

/**
 * The roles of the rows. For a system role only the catalogue counts, not the row. A permission that this release does not
 * know permits nothing.
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

/** The permissions of lent roles that the ceiling leaves out. */
export function rolesBeyond(held: readonly HeldRole[]): Role[] {
  return held.flatMap((one) => {
    const role = one.ceiling ? (systemRole(one.id) ?? ownRole(one)) : undefined;
    if (!role) return [];
    const { permissions: open } = under(role, one.ceiling);
    return [{ ...role, permissions: role.permissions.filter((p) => !open.includes(p)) }];
  });
}
