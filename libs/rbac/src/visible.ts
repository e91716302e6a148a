import { rulesToCondition } from '@casl/ability/extra';
import type { Ability, Casl } from './ability.js';
import type { Permission } from './catalog.js';
import type { Condition } from './condition.js';

/** Which rows a list may hold: all, none, or those that meet the condition. Never "no filter" by accident. */
export type Visible = 'all' | 'none' | Condition;

const everything: Condition = { and: [] };

/** The filter under which a list shows exactly the rows that `decide` would allow one by one. */
export function visible(ability: Ability, permission: Permission): Visible {
  const condition = rulesToCondition<Casl, Condition, Condition>(
    ability.rulesFor(permission),
    ({ inverted, conditions = everything }) => (inverted ? { not: conditions } : conditions),
    {
      and: (conditions) => ({ and: conditions }),
      or: (conditions) => ({ or: conditions }),
      empty: () => everything,
    },
  );
  if (condition === null) return 'none';
  return condition === everything ? 'all' : condition;
}
