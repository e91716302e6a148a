import { type Permission, type Role, systemRoleNames, systemRoles } from './catalog.js';
import { type PermissionSet, Permissions } from './permission-set.js';

/** Everything that binds a principal to one workspace. */
export interface Bindings {
  /** Roles in the workspace itself. */
  readonly direct: readonly Role[];
  /** The permissions that the mask leaves open to the member; without a mask, all. */
  readonly mask?: PermissionSet | undefined;
  /** Roles through an admin workspace, under the ceiling that the workspace agreed to. */
  readonly group?: { readonly roles: readonly Role[]; readonly ceiling: PermissionSet };
  /** The permissions in the scopes of the caller's key; without a key, all. */
  readonly scopes?: PermissionSet;
}

/** ((direct ∩ mask) ∪ (group ∩ ceiling)) ∩ scopes. More roles never mean less. */
export function effective({ direct, mask, group, scopes }: Bindings): PermissionSet {
  const here = within(permitted(direct), mask);
  const all = group ? here.or(within(permitted(group.roles), group.ceiling)) : here;
  return within(all, scopes);
}

export const permissionsOf = (roles: readonly Role[]): PermissionSet => permitted(roles);

const permitted = (roles: readonly Role[]): Permissions =>
  roles.reduce(
    (all, { permissions }) => all.or(ofSystemRoles.get(permissions) ?? Permissions.of(permissions)),
    Permissions.none,
  );

const within = (set: Permissions, limit: PermissionSet | undefined): Permissions =>
  limit ? set.and(limit) : set;

/** The lists of the catalogue never change, so the engine reads them once. */
const ofSystemRoles: ReadonlyMap<readonly Permission[], Permissions> = new Map(
  systemRoleNames.map((name) => {
    const { permissions } = systemRoles[name];
    // Stryker disable next-line ArrayDeclaration: reading a list again gives the same result, only later
    return [permissions, Permissions.of(permissions)];
  }),
);

export function isSubset(a: PermissionSet, b: PermissionSet): boolean {
  for (const permission of a) if (!b.has(permission)) return false;
  return true;
}

export function isStrictSubset(a: PermissionSet, b: PermissionSet): boolean {
  return a.size < b.size && isSubset(a, b);
}
