import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bindings,
  type Permission,
  type Role,
  delegable,
  difference,
  effective,
  expand,
  explain,
  maskOf,
  permissions,
  refuseRoleChange,
  refuseSuspension,
  rolesIn,
  scopes as knownScopes,
  systemRoleNames,
  systemRoles,
  underCeiling,
} from '@bailiwick/rbac';
import {
  type NaiveRole,
  type NaiveWorld,
  canBeLent,
  everything,
  mayChangeRoles,
  maySuspend,
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
const unknown = fc.subarray(['rockets:launch', 'all:all', '__proto__']);
// Of a release to come, or of one gone by: rows may name what the catalogue does not.
const named = fc.tuple(some, unknown).map(([known, others]) => [...known, ...others]);
const role: fc.Arbitrary<NaiveRole> = fc.oneof(
  fc.constantFrom(...systemRoleNames).map((system) => ({ system })),
  named.map((listed) => ({ permissions: listed })),
);
/** Of roles held some were given through a link, and that may be over. */
const heldRole = fc
  .tuple(role, fc.option(fc.oneof(named, fc.constant([])), { nil: undefined }))
  .map(([one, ceiling]): NaiveRole => ({ ...one, ceiling }));
const roles = fc.array(role, { maxLength: 4 });
const world: fc.Arbitrary<NaiveWorld> = fc.record({
  direct: fc.array(heldRole, { maxLength: 4 }),
  mask: fc.option(fc.subarray([...stringNames, 'dashboard.view', 'unibox.all']), { nil: undefined }),
  group: fc.option(fc.record({ roles, ceiling: named, isManaged: fc.boolean() }), { nil: undefined }),
  scopes: fc.option(fc.subarray([...knownScopes, 'rockets:all', 'all']), { nil: undefined }),
});

const rarely = fc.nat(9).map((n) => n === 0);
const gift: fc.Arbitrary<Role> = fc.oneof(
  fc.constantFrom(...systemRoleNames).map((name): Role => ({ name, ...systemRoles[name] })),
  fc.tuple(fc.uuid(), some).map(([id, listed]): Role => ({ id, name: 'Own', permissions: listed })),
  fc.uuid().map((id): Role => ({ id, name: 'Empty', permissions: [] })),
);

const engineRole = ({ system, permissions: listed = [], ceiling }: NaiveRole, i: number): Role[] =>
  rolesIn([
    system === undefined
      ? {
          id: `role ${i}`,
          name: 'Own',
          permissions: listed,
          assignable_role_ids: [],
          ceiling: ceiling ?? null,
        }
      : {
          id: systemRoles[system as keyof typeof systemRoles].id,
          name: null,
          permissions: null,
          assignable_role_ids: null,
          ceiling: ceiling ?? null,
        },
  ]);

function bindingsOf({ direct, mask, group, scopes }: NaiveWorld): Bindings {
  return {
    direct: direct.flatMap(engineRole),
    mask: maskOf(mask),
    ...(group && {
      group: {
        roles: group.roles.flatMap(engineRole),
        ceiling: new Set(underCeiling(group.ceiling, group.isManaged === true)),
      },
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
      expect([...delegable].sort()).toEqual(everything.filter(canBeLent).sort());
    });

    it('allows and refuses the same, for every caller and every act', () => {
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

    it('changes nobody’s roles, and keeps nobody out, but by rank: of the admins of a workspace nobody who acts there', () => {
      const asked = fc.record({
        mine: fc.record({ may: some, isActing: fc.boolean(), names: fc.boolean() }),
        theirs: fc.record({
          ...{ may: some, isActor: rarely, isOwner: rarely, administers: fc.boolean() },
          isBelow: fc.boolean(),
        }),
        give: fc.array(gift, { maxLength: 2 }),
        invites: fc.boolean(),
      });
      check(
        fc.property(asked, ({ mine, theirs, give, invites }) => {
          const may = mine.may;
          const least = theirs.isBelow ? may.slice(1) : theirs.may;
          const assignable = mine.names ? give.map(({ id }) => id) : [];
          const target = { ...theirs, permissions: new Set(least) };
          const roles: Role[] = [{ id: 'mine', name: 'Mine', permissions: may, assignable }];
          const actor = { permissions: new Set(may), roles, isActing: mine.isActing };
          const naive = [
            { may, assignable, isActing: mine.isActing },
            { ...theirs, may: least, isDirectAdmin: theirs.administers },
          ] as const;
          const isRefused = refuseRoleChange({ actor, give, ...(!invites && { target }) }) !== undefined;
          const gifts = give.map((one) => ({ ...one, isOwnerRole: one.id === systemRoles.owner.id }));
          expect(isRefused).toBe(!mayChangeRoles(naive[0], invites ? undefined : naive[1], gifts));
          expect(refuseSuspension({ actor, target }) !== undefined).toBe(!maySuspend(...naive));
        }),
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
