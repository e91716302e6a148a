import type { Permission, Role } from './catalog.js';

export type PermissionSet = ReadonlySet<Permission>;

/** Everything that binds a principal to one workspace. */
export interface Bindings {
  /** Roles held in the workspace itself. */
  readonly direct: readonly Role[];
  /** What is left open to the member; without it, everything is. */
  readonly mask?: PermissionSet | undefined;
  /** Roles held through an admin workspace, under the ceiling that the workspace agreed to. */
  readonly group?: { readonly roles: readonly Role[]; readonly ceiling: PermissionSet };
  /** What the key they come with stands for; without one, everything. */
  readonly scopes?: PermissionSet;
}

/** ((direct ∩ mask) ∪ (group ∩ ceiling)) ∩ scopes. More roles never mean less. */
export function effective({ direct, mask, group, scopes }: Bindings): PermissionSet {
  const here = intersect(permissionsOf(direct), mask);
  const through = group ? intersect(permissionsOf(group.roles), group.ceiling) : [];
  return intersect(new Set([...here, ...through]), scopes);
}

export const permissionsOf = (roles: readonly Role[]): PermissionSet =>
  new Set(roles.flatMap((role) => role.permissions));

const intersect = (set: PermissionSet, limit: PermissionSet | undefined): PermissionSet =>
  limit ? new Set([...set].filter((permission) => limit.has(permission))) : set;

export function isSubset(a: PermissionSet, b: PermissionSet): boolean {
  for (const permission of a) if (!b.has(permission)) return false;
  return true;
}

export function isStrictSubset(a: PermissionSet, b: PermissionSet): boolean {
  return a.size < b.size && isSubset(a, b);
}
