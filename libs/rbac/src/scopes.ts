import { type Action, type Permission, type Resource, grantable, resources } from './catalog.js';
import { type PermissionSet, Permissions } from './permission-set.js';

const actions = ['create', 'read', 'update', 'delete'] as const satisfies readonly Action[];

/** What the scopes of a key may say: a permission, or a wildcard of the shared format. Never what is the owner's alone. */
export const scopes: readonly string[] = [
  ...grantable,
  ...(Object.keys(resources) as Resource[])
    .filter((resource) => grantable.some((permission) => permission.startsWith(`${resource}:`)))
    .map((resource) => `${resource}:all`),
  ...actions.map((action) => `all:${action}`),
  'all:all',
];

/** What each stands for: a wildcard for everything of what a key may hold at all, today. It grows with the catalogue. */
const standsFor: ReadonlyMap<string, Permissions> = new Map(
  scopes.map((scope) => [scope, Permissions.of(grantable.filter((permission) => covers(scope, permission)))]),
);

export const isScope = (value: string): boolean => standsFor.has(value);

export function expand(given: readonly string[]): PermissionSet {
  return expandAll([given]);
}

/** What a key may do at most that carries its own scopes and those of every key above it. */
export const expandAll = (chain: readonly (readonly string[])[]): PermissionSet =>
  chain.map(together).reduce((all, one) => all.and(one), Permissions.of(grantable));

const together = (given: readonly string[]): Permissions =>
  given.reduce((all, scope) => all.or(standsFor.get(scope) ?? Permissions.none), Permissions.none);

function covers(scope: string, permission: Permission): boolean {
  const [resource, action] = scope.split(':');
  const [itsResource, itsAction] = permission.split(':');
  return (resource === 'all' || resource === itsResource) && (action === 'all' || action === itsAction);
}
