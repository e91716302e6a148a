import {
  type Decision,
  grantable,
  maskStrings,
  permissions,
  scopes,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import type { Asker } from './population.js';

/**
 * The question of a request answered by hand, as fast as we can write it and for nothing but this: a 128-bit set in four
 * numbers, tables for all that can be known before, no objects on the way. What the engine is measured against.
 */
type Four = readonly [number, number, number, number];

const place = new Map<string, number>(permissions.map((permission, i) => [permission, i]));
if (permissions.length > 128) throw new Error('four numbers are no longer enough');

function four(of: readonly string[]): Four {
  const words: [number, number, number, number] = [0, 0, 0, 0];
  for (const permission of of) {
    const at = place.get(permission) ?? 0;
    words[(at >> 5) as 0] |= 1 << (at & 31);
  }
  return words;
}

const covers = (scope: string, permission: string): boolean => {
  const [[resource, action], [itsResource, itsAction]] = [scope.split(':'), permission.split(':')];
  return (resource === 'all' || resource === itsResource) && (action === 'all' || action === itsAction);
};
const governed = new Set<string>(Object.values(maskStrings).flat());

const ofSystemRole = new Map(
  systemRoleNames.map((name) => [systemRoles[name].id as string, four(systemRoles[name].permissions)]),
);
const ofMaskString = new Map(Object.entries(maskStrings).map(([name, opened]) => [name, four(opened)]));
const ungoverned = four(permissions.filter((permission) => !governed.has(permission)));
const ofScope = new Map(scopes.map((scope) => [scope, four(grantable.filter((one) => covers(scope, one)))]));
/** Where the permission to see stands that goes with each; -1 where nobody reads. */
const reading = permissions.map(
  (permission) => place.get(`${permission.slice(0, permission.indexOf(':'))}:read`) ?? -1,
);

export function decideByHand({ roles, mask, key_scopes: chain, asks }: Asker): Decision {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (const role of roles) {
    const system = ofSystemRole.get(role.id);
    if (system) {
      a |= system[0];
      b |= system[1];
      c |= system[2];
      d |= system[3];
    } else
      for (const permission of role.permissions) {
        const at = place.get(permission);
        if (at === undefined) continue;
        if (at < 32) a |= 1 << at;
        else if (at < 64) b |= 1 << (at & 31);
        else if (at < 96) c |= 1 << (at & 31);
        else d |= 1 << (at & 31);
      }
  }
  if (mask) {
    let [e, f, g, h] = ungoverned;
    for (const one of mask) {
      const opened = ofMaskString.get(one);
      if (!opened) continue;
      e |= opened[0];
      f |= opened[1];
      g |= opened[2];
      h |= opened[3];
    }
    a &= e;
    b &= f;
    c &= g;
    d &= h;
  }
  for (const link of chain ?? []) {
    let [e, f, g, h] = [0, 0, 0, 0];
    for (const scope of link) {
      const open = ofScope.get(scope);
      if (!open) continue;
      e |= open[0];
      f |= open[1];
      g |= open[2];
      h |= open[3];
    }
    a &= e;
    b &= f;
    c &= g;
    d &= h;
  }
  const has = (at: number): boolean =>
    (((at < 64 ? (at < 32 ? a : b) : at < 96 ? c : d) >>> (at & 31)) & 1) === 1;
  const at = place.get(asks) ?? -1;
  const read = reading[at] ?? -1;
  if (read >= 0 && !has(read)) return 'hidden';
  return has(at) ? 'allowed' : 'refused';
}
