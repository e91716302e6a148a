import { type Ability, split } from './ability.js';
import { type Permission, isPermission } from './catalog.js';
import type { Attributes, Row } from './condition.js';

/** `hidden`: the asker may not even learn that the row exists. `refused`: may see it, may not do this. */
export type Decision = 'allowed' | 'refused' | 'hidden';

/** The one question about a row. Seeing comes first: what one may not read is hidden whatever else one may. */
export function decide(
  ability: Ability,
  permission: Permission,
  row: Row,
  attributes: Attributes = {},
): Decision {
  const read = `${split(permission)[0]}:read`;
  if (isPermission(read) && !ability.mayRow(read, row, attributes)) return 'hidden';
  return ability.mayRow(permission, row, attributes) ? 'allowed' : 'refused';
}
