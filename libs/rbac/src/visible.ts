import { rulesToCondition } from '@casl/ability/extra';
import { type Ability, type Casl, split } from './ability.js';
import { type Permission, isPermission } from './catalog.js';
import type { Condition } from './condition.js';

/** Which rows a list may hold: all, none, or those that meet the condition. Never "no filter" by accident. */
export type Visible = 'all' | 'none' | Condition;

const everything: Condition = { and: [] };

/** The filter under which a list shows exactly the rows that `decide` would allow one by one. */
export function visible(ability: Ability, permission: Permission): Visible {
  const read = `${split(permission)[0]}:read`;
  const done = filter(ability, permission);
  return isPermission(read) && read !== permission ? both(filter(ability, read), done) : done;
}

function both(one: Visible, other: Visible): Visible {
  if (one === 'none' || other === 'none') return 'none';
  if (one === 'all') return other;
  return other === 'all' ? one : { and: [one, other] };
}

function filter(ability: Ability, permission: Permission): Visible {
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
