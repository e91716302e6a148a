import { type PermissionSet, type Resource, expand, isPermission, isSubset } from '@bailiwick/rbac';
import { allActions, nameOfAction, nameOfResource, sentenceOf } from '../../words/resources.js';
import { scopes as s } from './strings.js';

const partsOf = (scope: string): readonly [string, string] => {
  const [resource = '', action = ''] = scope.split(':');
  return [resource, action];
};

/** Whether whatever the second stands for, the first does too: by what they say, now and in later releases. */
export function containsScope(wide: string, narrow: string): boolean {
  const [[resource, action], [itsResource, itsAction]] = [partsOf(wide), partsOf(narrow)];
  return (
    wide !== narrow &&
    (resource === 'all' || resource === itsResource) &&
    (action === 'all' || action === itsAction)
  );
}

/** The chosen scope in which this one is contained already. */
export const findWiderScope = (chosen: Iterable<string>, scope: string): string | undefined =>
  [...chosen].find((one) => containsScope(one, scope));

/** Chosen, or let go of. What a wildcard contains need not be named beside it. */
export function pickScope(
  chosen: ReadonlySet<string>,
  scope: string,
  isChosen: boolean,
): ReadonlySet<string> {
  if (!isChosen) return new Set([...chosen].filter((one) => one !== scope));
  return new Set([...[...chosen].filter((one) => !containsScope(scope, one)), scope]);
}

export interface Limits {
  /** What whoever makes the key may do. */
  readonly mine: PermissionSet;
  /** What whoever it is for may do; unknown where one may not see their roles. */
  readonly owners: PermissionSet | undefined;
}

/** Why a scope is not to be had: a key does nothing that its maker or its owner may not. */
export function lockOf(scope: string, { mine, owners }: Limits): 'mine' | 'owners' | undefined {
  const stated = expand([scope]);
  if (!isSubset(stated, mine)) return 'mine';
  return owners && !isSubset(stated, owners) ? 'owners' : undefined;
}

/** The wildcards that reach over all resources, the widest first. */
export const wideScopes: readonly string[] = ['all:all', ...allActions.map((action) => `all:${action}`)];

/** What a scope is called: "Leads: see", "Everything about leads". */
export function nameOfScope(scope: string): string {
  const [resource, action] = partsOf(scope);
  if (resource === 'all') return s.wide[action] ?? scope;
  const name = nameOfResource[resource as Resource];
  if (!Object.hasOwn(nameOfResource, resource)) return scope;
  return action === 'all'
    ? s.every(name)
    : `${name}: ${nameOfAction[action as keyof typeof nameOfAction].toLocaleLowerCase()}`;
}

/** What it lets a key do, in a sentence. */
export const meaningOf = (scope: string): string =>
  isPermission(scope) ? sentenceOf(scope) : partsOf(scope)[0] === 'all' ? s.wideMeaning : s.everyMeaning;

const SHOWN = 2;

/** In short: the first of them, and how many more. */
export function inShort(scopes: readonly string[]): string {
  const names = scopes.slice(0, SHOWN).map(nameOfScope).join(', ');
  return scopes.length > SHOWN ? s.andMore(names, scopes.length - SHOWN) : names;
}
