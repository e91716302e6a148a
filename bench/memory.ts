import {
  type Ability,
  type PermissionSet,
  type Role,
  abilityFor,
  permissionsOf,
  rolesIn,
} from '@bailiwick/rbac';
import { permissionsOfAsker } from './decision.js';
import { type Population, population } from './population.js';

/**
 * A program of its own, run with --expose-gc: bytes of heap that the policy of all takes, were all of them asked for at
 * once and kept. Every role as an object and as a set, and one ability for each person; the rows themselves are not
 * counted, nor the catalogue, of which there is one.
 */
function policyOf({ roles, askers }: Population): [Map<string, [Role, PermissionSet]>, Ability[]] {
  return [
    new Map(rolesIn(roles).map((role) => [role.id, [role, permissionsOf([role])]])),
    askers.map((asker) => abilityFor(permissionsOfAsker(asker))),
  ];
}

const heap = (): number => {
  global.gc?.();
  return process.memoryUsage().heapUsed;
};

const everybody = population();
policyOf({ ...everybody, askers: everybody.askers.slice(0, 10) });
const before = heap();
const [roles, abilities] = policyOf(everybody);
const bytes = heap() - before;
process.stdout.write(JSON.stringify({ roles: roles.size, people: abilities.length, bytes }));
