import { type Action, type Permission, type Resource, grantable, resources } from './catalog.js';
import { type PermissionSet, Permissions } from './permission-set.js';

const actions = ['create', 'read', 'update', 'delete'] as const satisfies readonly Action[];

/** A scope of a key: a permission, or a wildcard of the shared format. Never a permission that only the owner has. */
export const scopes: readonly string[] = [
  ...grantable,
  ...(Object.keys(resources) as Resource[])
    .filter((resource) => grantable.some((permission) => permission.startsWith(`${resource}:`)))
    .map((resource) => `${resource}:all`),
  ...actions.map((action) => `all:${action}`),
  'all:all',
];

/** The permissions of each scope: a wildcard has all that a key can have today, and grows with the catalogue. */
const standsFor: ReadonlyMap<string, Permissions> = new Map(
  scopes.map((scope) => [scope, Permissions.of(grantable.filter((permission) => covers(scope, permission)))]),
);

export const isScope = (value: string): boolean => standsFor.has(value);

export function expand(given: readonly string[]): PermissionSet {
  return expandAll([given]);
}

/** The most that a key can do, under its own scopes and those of every key above it. */
export const expandAll = (chain: readonly (readonly string[])[]): PermissionSet =>
  chain.map(together).reduce((all, one) => all.and(one), Permissions.of(grantable));

const together = (given: readonly string[]): Permissions =>
  given.reduce((all, scope) => all.or(standsFor.get(scope) ?? Permissions.none), Permissions.none);

function covers(scope: string, permission: Permission): boolean {
  const [resource, action] = scope.split(':');
  const [itsResource, itsAction] = permission.split(':');
  return (resource === 'all' || resource === itsResource) && (action === 'all' || action === itsAction);
}
