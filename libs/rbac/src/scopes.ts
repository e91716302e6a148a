import { type Action, type Permission, type Resource, grantable, resources } from './catalog.js';
import type { PermissionSet } from './effective.js';

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

const known: ReadonlySet<string> = new Set(scopes);

export const isScope = (value: string): boolean => known.has(value);

/** Everything the scopes stand for, of what a key may hold at all, today: a wildcard grows with the catalogue. */
export function expand(given: readonly string[]): PermissionSet {
  return new Set(given.flatMap(one));
}

function one(scope: string): readonly Permission[] {
  if (!isScope(scope)) return [];
  const [resource = '', action = ''] = scope.split(':');
  return grantable.filter((permission) => {
    const [itsResource, itsAction] = permission.split(':');
    return (resource === 'all' || resource === itsResource) && (action === 'all' || action === itsAction);
  });
}
