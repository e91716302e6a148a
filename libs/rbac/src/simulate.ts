import type { Permission } from './catalog.js';
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
