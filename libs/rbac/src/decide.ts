import { type Ability, split } from './ability.js';
import { type Permission, permissions } from './catalog.js';
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
  const read = reading(permission);
  if (read && !ability.mayRow(read, row, attributes)) return 'hidden';
  return ability.mayRow(permission, row, attributes) ? 'allowed' : 'refused';
}

/** The permission to see what another is about; none where nobody reads it. */
export const reading = (permission: Permission): Permission | undefined => readings.get(permission);

const readings: ReadonlyMap<Permission, Permission | undefined> = new Map(
  permissions.map((one) => [one, permissions.find((other) => other === `${split(one)[0]}:read`)]),
);
