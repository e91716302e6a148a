import type { Permission, Role } from './catalog.js';
import { type Bindings, effective } from './effective.js';

export interface Difference {
  readonly gains: readonly Permission[];
  readonly loses: readonly Permission[];
}

/** The permissions that a member would gain and lose with other bindings. */
export function difference(now: Bindings, then: Bindings): Difference {
  const [before, after] = [effective(now), effective(then)];
  return {
    gains: [...after].filter((permission) => !before.has(permission)).sort(),
    loses: [...before].filter((permission) => !after.has(permission)).sort(),
  };
}

/** A change of a member's roles. */
export interface Exchange {
  readonly take?: readonly string[];
  readonly give?: readonly Role[];
}

/** The roles after the change. A given role replaces its older version. */
export function applyExchange(held: readonly Role[], { take = [], give = [] }: Exchange): readonly Role[] {
  const gone = new Set([...take, ...give.map(({ id }) => id)]);
  return [...held.filter(({ id }) => !gone.has(id)), ...give];
}
