import {
  type Decision,
  type Permission,
  type PermissionSet,
  abilityFor,
  decide,
  effective,
  expandAll,
  isPermission,
  maskOf,
  permissions,
} from '@bailiwick/rbac';
import { createMongoAbility } from '@casl/ability';
import { decideByHand } from './bitset.js';
import { type Asker, population } from './population.js';
import type { Contender } from './rounds.js';

type Way = (asker: Asker) => Decision;

/** All that stands between what binds a person and the answer, in three ways that agree about everybody. */
export function openDecisions() {
  const { askers } = population();
  for (const asker of askers.slice(0, 1000))
    for (const asks of permissions) {
      const [engine, ...others] = [byEngine, decideByHand, byCasl].map((way) => way({ ...asker, asks }));
      if (others.some((one) => one !== engine)) throw new Error(`they differ about ${asks}`);
    }
  const sets = new Map(askers.map((asker) => [asker, permissionsOfAsker(asker)]));
  const [seen = new Set<Permission>()] = sets.values();
  const asked = (set: PermissionSet, { asks }: Asker) => decide(abilityFor(set), asks, {});
  return {
    hand: timed('a bitset written by hand for this question alone', askers, decideByHand, 40),
    engine: timed('a decision, from bindings to answer', askers, byEngine, 40),
    casl: timed('the same by CASL, built for the request from the same rules', askers, byCasl, 1),
    seenSet: timed(
      'an ability of the same set again, made and asked',
      askers,
      (one) => asked(seen, one),
      100,
    ),
    newSet: timed(
      'an ability of a set never seen, made and asked',
      askers,
      (one) => asked(sets.get(one) ?? seen, one),
      100,
    ),
  };
}

export function permissionsOfAsker({ roles, mask, key_scopes }: Asker): PermissionSet {
  const scopes = key_scopes ? expandAll(key_scopes) : undefined;
  return effective({ direct: roles, mask: maskOf(mask), ...(scopes && { scopes }) });
}

const byEngine: Way = (asker) => decide(abilityFor(permissionsOfAsker(asker)), asker.asks, {});

/** Every permission of every role allowed, then what the mask or the scopes close forbidden: later rules win. */
function byCasl({ roles, mask, key_scopes: chain, asks }: Asker): Decision {
  const limits = [...(mask ? [maskOf(mask)] : []), ...(chain ? [expandAll(chain)] : [])];
  const closed = limits.flatMap((open) => permissions.filter((permission) => !open?.has(permission)));
  const ability = createMongoAbility([
    ...roles.flatMap((role) => role.permissions).map((permission) => ruleOf(permission)),
    ...closed.map((permission) => ({ ...ruleOf(permission), inverted: true })),
  ]);
  const { subject, action } = ruleOf(asks);
  if (isPermission(`${subject}:read`) && !ability.can('read', subject)) return 'hidden';
  return ability.can(action, subject) ? 'allowed' : 'refused';
}

const rules = new Map(
  permissions.map((permission) => {
    const [subject = '', action = ''] = permission.split(':');
    return [permission, { subject, action }];
  }),
);
const ruleOf = (permission: Permission) => rules.get(permission) ?? { subject: '', action: '' };

function timed(name: string, askers: readonly Asker[], way: Way, times: number): Contender {
  return {
    name,
    run: () => {
      const [began, node] = [performance.now(), process.cpuUsage()];
      let allowed = 0;
      for (let n = 0; n < times; n += 1)
        for (const asker of askers) if (way(asker) === 'allowed') allowed += 1;
      const { user, system } = process.cpuUsage(node);
      // Said, so that nothing may be left out as unused.
      if (allowed === 0) throw new Error('nobody was allowed anything');
      return Promise.resolve({
        done: times * askers.length,
        seconds: (performance.now() - began) / 1000,
        node: (user + system) / 1e6,
        postgres: 0,
      });
    },
  };
}
