import type { Permission } from './catalog.js';
import { type Grant, rolesOf } from './grant.js';

export type PermissionSet = ReadonlySet<Permission>;

/** Everything that binds a principal to one workspace. */
export interface Bindings {
  readonly direct: readonly Grant[];
}

/** The union of what the roles permit: more roles never mean less. */
export function effective(bindings: Bindings): PermissionSet {
  return new Set(rolesOf(bindings.direct).flatMap((role) => role.permissions));
}

export function isSubset(a: PermissionSet, b: PermissionSet): boolean {
  for (const permission of a) if (!b.has(permission)) return false;
  return true;
}

export function isStrictSubset(a: PermissionSet, b: PermissionSet): boolean {
  return a.size < b.size && isSubset(a, b);
}
