import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HeldRole,
  type Permission,
  effective,
  expand,
  isSubset,
  permissions,
  scopes as knownScopes,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import {
  type NaiveGroup,
  type NaiveRole,
  type NaiveWorld,
  everything,
  naivelyAllowed,
  stringNames,
} from '../../../../test/rbac/naive.js';
import { type Membership, contextOf } from './bindings.js';
import { type Ctx, personCaller } from './ctx.js';
import { jobFacts } from './facts.js';

const person = personCaller(jobFacts('request', 'test'), {
  ...{ userId: 'ann', email: 'ann@harbour.example', firstName: 'Ann', lastName: 'Admin' },
  ...{ sessionId: 'session', isService: false },
});
const link = { id: 'link', isManaged: false, from: { id: 'above', name: 'Above' } };

const held = ({ system, permissions: listed = [], ceiling }: NaiveRole, i: number): HeldRole => ({
  ...(system === undefined
    ? { id: `role ${i}`, name: 'Own', permissions: listed, assignable_role_ids: [`role ${i + 1}`] }
    : {
        id: systemRoles[system as keyof typeof systemRoles].id,
        ...{ name: null, permissions: null, assignable_role_ids: null },
      }),
  ceiling: ceiling ?? null,
});

interface Case {
  readonly own: readonly NaiveRole[];
  readonly lent: readonly NaiveRole[];
  readonly mask?: readonly string[] | undefined;
  readonly group?: NaiveGroup | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly permission: Permission;
}

/** One of those whom a link binds to the workspace, as the database tells of them. */
function membershipOf({ own, lent, mask, group, scopes }: Omit<Case, 'permission'>): Membership {
  return {
    ...{ workspace_id: 'here', workspace_name: 'Here', member_id: 'member' },
    roles: [...lent, ...own].map(held),
    mask: mask ?? null,
    ...(scopes && { scopes: expand(scopes) }),
    link: { ...link, isManaged: group?.isManaged === true },
    ...(group && { through: { roles: group.roles.map(held), ceiling: group.ceiling } }),
  };
}

/** What each of the three alone would allow: what the workspace gave, what was lent, what the group gives. */
const hatsOf = ({ own, lent, mask, group, scopes }: Case): Record<string, NaiveWorld> => ({
  own: { direct: own, mask, scopes },
  lent: { direct: lent, mask, scopes },
  group: { direct: [], group, scopes },
});
const together = ({ own, lent, ...rest }: Case): NaiveWorld => ({ ...rest, direct: [...own, ...lent] });
const naivelyAll = (world: NaiveWorld) => everything.filter((one) => naivelyAllowed(world, one)).sort();
const sorted = (some: Iterable<Permission>) => [...some].sort();

const wornIn = ({ acting, scope }: Ctx): string => {
  if (acting) return 'group';
  return scope.viaLinkId ? 'lent' : 'own';
};

const listed = fc.subarray([...permissions]);
const few = fc.subarray([...permissions], { maxLength: 12 });
const role: fc.Arbitrary<NaiveRole> = fc.oneof(
  fc.constantFrom(...systemRoleNames).map((system) => ({ system })),
  few.map((some) => ({ permissions: some })),
);
const roles = fc.array(role, { maxLength: 2 });
const lent = fc.array(
  fc.tuple(role, listed).map(([one, ceiling]): NaiveRole => ({ ...one, ceiling })),
  { maxLength: 2 },
);
const asked: fc.Arbitrary<Case> = fc.record({
  ...{ own: roles, lent },
  mask: fc.option(fc.subarray(stringNames), { nil: undefined }),
  group: fc.option(fc.record({ roles, ceiling: listed, isManaged: fc.boolean() }), { nil: undefined }),
  scopes: fc.option(fc.subarray([...knownScopes]), { nil: undefined }),
  permission: fc.constantFrom(...permissions),
});
const check = (property: (one: Case) => void) => {
  fc.assert(fc.property(asked, property), { seed: 20_261_128, numRuns: 1000 });
};

describe('what a request is done by', () => {
  it('allows what any of the three ways allows, and nothing else', () => {
    check((one) => {
      const { ability } = contextOf(person, membershipOf(one), one.permission);
      expect(ability.permissions.has(one.permission)).toBe(naivelyAllowed(together(one), one.permission));
    });
  });

  it('is the first way that alone permits it: direct before lent, lent before the group', () => {
    check((one) => {
      const hats = hatsOf(one);
      const first = ['own', 'lent', 'group'].find((hat) => naivelyAllowed(hats[hat]!, one.permission));
      fc.pre(first !== undefined);
      expect(wornIn(contextOf(person, membershipOf(one), one.permission))).toBe(first);
    });
  });

  it('has the rights of that way alone, so that what it makes rests on nothing else', () => {
    check((one) => {
      const ctx = contextOf(person, membershipOf(one), one.permission);
      expect(sorted(ctx.ability.permissions)).toEqual(naivelyAll(hatsOf(one)[wornIn(ctx)]!));
    });
  });

  it('says through which link and from where, exactly where it is lent or acting', () => {
    check((one) => {
      const { scope, acting } = contextOf(person, membershipOf(one), one.permission);
      expect(scope.viaLinkId === link.id).toBe(scope.viaLinkId !== undefined);
      expect(scope.actingFrom).toBe(acting ? link.from.id : undefined);
      expect(acting === undefined || scope.viaLinkId === link.id).toBe(true);
    });
  });

  it('says so of every act with a lent key', () => {
    check((one) => {
      const { scope } = contextOf(person, { ...membershipOf(one), keyIsLent: true }, one.permission);
      expect(scope.viaLinkId).toBe(link.id);
    });
  });

  it('knows all that binds them, however it is done', () => {
    check((one) => {
      const { bindings } = contextOf(person, membershipOf(one), one.permission);
      expect(sorted(effective(bindings))).toEqual(naivelyAll(together(one)));
    });
  });

  it('counts all of it where no permission is asked', () => {
    check((one) => {
      const { ability } = contextOf(person, membershipOf(one));
      expect(sorted(ability.permissions)).toEqual(naivelyAll(together(one)));
    });
  });

  it('lets an acting person give no more than the ceiling leaves of their roles', () => {
    check((one) => {
      const ctx = contextOf(person, membershipOf({ ...one, own: [], lent: [] }), one.permission);
      fc.pre(one.group !== undefined && ctx.acting !== undefined);
      const within = new Set(one.group.ceiling).add('workspace_removals:delete') as Set<Permission>;
      for (const { permissions: some, assignable } of ctx.roles) {
        expect(isSubset(new Set(some), within)).toBe(true);
        expect(assignable).toEqual([]);
      }
    });
  });
});

describe('who is refused', () => {
  const nothing = { own: [], lent: [], permission: 'leads:read' } as const;

  it('holds nothing, by whichever way', () => {
    const group = { roles: [{ system: 'admin' }], ceiling: ['campaigns:read'] };
    for (const one of [nothing, { ...nothing, group }, { ...nothing, own: [{ system: 'client' }] }])
      expect(contextOf(person, membershipOf(one), 'leads:read').ability.mayType('leads:read')).toBe(false);
  });

  it('acts, where nothing but the group binds them; and is here by themselves, where they are a member', () => {
    const group = { roles: [{ system: 'admin' }], ceiling: [] };
    expect(contextOf(person, membershipOf({ ...nothing, group }), 'leads:read').acting?.id).toBe(link.id);
    const member = { ...nothing, group, own: [{ system: 'client' }] };
    expect(contextOf(person, membershipOf(member), 'leads:read').acting).toBeUndefined();
  });
});

describe('the link above a workspace', () => {
  it('is known for every caller, and is none where there is none', () => {
    const m = membershipOf({ own: [{ system: 'view' }], lent: [] });
    expect(contextOf(person, m, 'leads:read')).toMatchObject({ link, scope: { workspaceId: 'here' } });
    const { link: none, ...alone } = m;
    expect(none).toEqual(link);
    expect(contextOf(person, alone, 'leads:read').link).toBeUndefined();
  });

  it('counts for nothing once it is over, with any rights before', () => {
    const { link: over, ...alone } = membershipOf({
      ...{ own: [], lent: [{ system: 'admin', ceiling: [] }] },
      group: { roles: [{ system: 'admin' }], ceiling: [...permissions] },
    });
    const ctx = contextOf(person, { ...alone, keyIsLent: true }, 'leads:read');
    expect(over).toBeDefined();
    expect([...ctx.ability.permissions]).toEqual([]);
    expect(ctx.scope).toEqual({ workspaceId: 'here', userId: 'ann' });
  });
});
