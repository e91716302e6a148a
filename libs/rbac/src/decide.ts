import { type Ability, splitPermission } from './ability.js';
import { type Permission, permissions } from './catalog.js';
import type { Attributes, Row } from './condition.js';

/** `hidden`: the caller must not learn that the row exists. `refused`: the caller can see it, and cannot do this. */
export type Decision = 'allowed' | 'refused' | 'hidden';

/**
 * The one question about a row. It checks reading first: a row is hidden from a caller who cannot read it, even with
 * other permissions.
 */
export function decide(
  ability: Ability,
  permission: Permission,
  row: Row,
  attributes: Attributes = {},
): Decision {
  const read = readPermissionFor(permission);
  if (read && !ability.mayRow(read, row, attributes)) return 'hidden';
  return ability.mayRow(permission, row, attributes) ? 'allowed' : 'refused';
}

/** The permission to read the resource of another permission; none where the resource has no read action. */
export const readPermissionFor = (permission: Permission): Permission | undefined => readings.get(permission);

const readings: ReadonlyMap<Permission, Permission | undefined> = new Map(
  permissions.map((one) => [one, permissions.find((other) => other === `${splitPermission(one)[0]}:read`)]),
);
