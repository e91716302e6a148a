import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bindings,
  type Permission,
  type Role,
  difference,
  effective,
  expand,
  explain,
  maskOf,
  permissions,
  rolesIn,
  scopes as knownScopes,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import {
  type NaiveRole,
  type NaiveWorld,
  everything,
  naivelyAllowed,
  stringNames,
  systemRolePermits,
} from './naive.js';

/**
 * 1,000 worlds, each asked every permission, are more than 100,000 cases; ten times as many with the full profile, and a
 * tenth for each of the many runs of `npm run mutate`.
 */
const profiles: Readonly<Record<string, number>> = { full: 10_000, mutation: 100 };
const WORLDS = profiles[process.env['PROFILE'] ?? ''] ?? 1000;
const SEED = Number(process.env['SEED'] ?? 20_261_124);

const some = fc.subarray([...permissions]);
const role: fc.Arbitrary<NaiveRole> = fc.oneof(
  fc.constantFrom(...systemRoleNames).map((system) => ({ system })),
  // Of a release to come, or of one gone by: rows may name what the catalogue does not.
  fc.tuple(some, fc.subarray(['rockets:launch', 'all:all', '__proto__'])).map(([known, unknown]) => ({
    permissions: [...known, ...unknown],
  })),
);
const roles = fc.array(role, { maxLength: 4 });
const world: fc.Arbitrary<NaiveWorld> = fc.record({
  direct: roles,
  mask: fc.option(fc.subarray([...stringNames, 'dashboard.view', 'unibox.all']), { nil: undefined }),
  group: fc.option(fc.record({ roles, ceiling: some }), { nil: undefined }),
  scopes: fc.option(fc.subarray([...knownScopes, 'rockets:all', 'all']), { nil: undefined }),
});

const engineRole = ({ system, permissions: listed = [] }: NaiveRole, i: number): Role[] =>
  rolesIn([
    system === undefined
      ? { id: `role ${i}`, name: 'Own', permissions: listed, assignable_role_ids: [] }
      : {
          id: systemRoles[system as keyof typeof systemRoles].id,
          name: null,
          permissions: null,
          assignable_role_ids: null,
        },
  ]);

function bindingsOf({ direct, mask, group, scopes }: NaiveWorld): Bindings {
  return {
    direct: direct.flatMap(engineRole),
    mask: maskOf(mask),
    ...(group && {
      group: { roles: group.roles.flatMap(engineRole), ceiling: new Set(group.ceiling as Permission[]) },
    }),
    ...(scopes && { scopes: expand(scopes) }),
  };
}

const check = <Ts>(property: fc.IProperty<Ts>, numRuns = WORLDS): void => {
  fc.assert(property, { seed: SEED, numRuns });
};

describe(
  `the engine beside the policy written a second time (seed ${SEED}, ${WORLDS} worlds)`,
  { timeout: 120_000 },
  () => {
    it('knows the same permissions, and the same system roles', () => {
      expect([...permissions].sort()).toEqual([...everything].sort());
      for (const name of systemRoleNames)
        expect(everything.filter((one) => systemRolePermits(name, one)).sort()).toEqual(
          [...systemRoles[name].permissions].sort(),
        );
    });

    it('allows and refuses the same, whoever asks for whatever', () => {
      let cases = 0;
      check(
        fc.property(world, (one) => {
          const allowed = effective(bindingsOf(one));
          for (const permission of everything) {
            cases += 1;
            if (allowed.has(permission as Permission) !== naivelyAllowed(one, permission))
              throw new Error(`they differ about ${permission}`);
          }
        }),
      );
      expect(cases).toBeGreaterThanOrEqual(WORLDS * 100);
    });

    it('is never less with a role more, and never depends on their order', () => {
      check(
        fc.property(world, role, (one, more) => {
          const [before, after] = [one, { ...one, direct: [...one.direct, more] }].map((w) =>
            effective(bindingsOf(w)),
          );
          for (const permission of before!) expect(after!.has(permission)).toBe(true);
          const turned = effective(bindingsOf({ ...one, direct: [...one.direct].reverse() }));
          expect(turned).toEqual(before);
        }),
        WORLDS / 10,
      );
    });

    it('explains what it does: allowed exactly where a binding gives it and nothing stands between', () => {
      check(
        fc.property(world, fc.constantFrom(...permissions), (one, permission) => {
          const { allowed, reasons } = explain(bindingsOf(one), permission, []);
          expect(allowed).toBe(naivelyAllowed(one, permission));
          expect(reasons.some(({ obstacles }) => obstacles.length === 0)).toBe(allowed);
        }),
        WORLDS / 2,
      );
    });

    it('says of a change what is gained and lost, and nothing else', () => {
      check(
        fc.property(world, world, (now, then) => {
          const { gains, loses } = difference(bindingsOf(now), bindingsOf(then));
          const expected = (a: NaiveWorld, b: NaiveWorld) =>
            everything.filter((one) => naivelyAllowed(b, one) && !naivelyAllowed(a, one)).sort();
          expect([gains, loses]).toEqual([expected(now, then), expected(then, now)]);
        }),
        WORLDS / 10,
      );
    });
  },
);
