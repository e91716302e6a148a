import type { Ability } from './ability.js';
import type { Permission } from './catalog.js';
import type { Condition } from './condition.js';
import { readPermissionFor } from './decide.js';

/** The rows of a list: all, none, or those that meet the condition. Never "no filter" by accident. */
export type Visible = 'all' | 'none' | Condition;

/** The filter with which a list shows exactly the rows that `decide` allows one by one. */
export function visible(ability: Ability, permission: Permission): Visible {
  const read = readPermissionFor(permission);
  const done = filter(ability, permission);
  return read ? both(filter(ability, read), done) : done;
}

function both(one: Visible, other: Visible): Visible {
  if (one === 'none' || other === 'none') return 'none';
  if (one === 'all') return other;
  return other === 'all' ? one : { and: [one, other] };
}

function filter(ability: Ability, permission: Permission): Visible {
  if (ability.mayAnyRow(permission)) return 'all';
  const conditions = ability.conditionsFor(permission);
  return conditions.length > 0 ? { or: conditions } : 'none';
}
