import type { Permission, Role } from './catalog.js';
import { type Bindings, effective } from './effective.js';

export interface Difference {
  readonly gains: readonly Permission[];
  readonly loses: readonly Permission[];
}

/** What somebody would gain and lose, were they bound otherwise. */
export function difference(now: Bindings, then: Bindings): Difference {
  const [before, after] = [effective(now), effective(then)];
  return {
    gains: [...after].filter((permission) => !before.has(permission)).sort(),
    loses: [...before].filter((permission) => !after.has(permission)).sort(),
  };
}

/** A change of the roles somebody holds. */
export interface Exchange {
  readonly take?: readonly string[];
  readonly give?: readonly Role[];
}

/** The roles held afterwards. What is given takes the place of what it is a new version of. */
export function exchanged(held: readonly Role[], { take = [], give = [] }: Exchange): readonly Role[] {
  const gone = new Set([...take, ...give.map(({ id }) => id)]);
  return [...held.filter(({ id }) => !gone.has(id)), ...give];
}
