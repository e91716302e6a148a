import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Permission, type Role, permissions, systemRoleNames, systemRoles } from './catalog.js';
import { type Bindings, effective, isStrictSubset, isSubset, permissionsOf } from './effective.js';
import { rolesOf } from './grant.js';

const UNKNOWN = '0192a000-0000-7000-8000-00000000ffff';
const holding = (ids: readonly string[]) =>
  new Set(effective({ direct: rolesOf(ids.map((role_id) => ({ role_id }))) }));

const id = fc.constantFrom(...systemRoleNames.map((name) => systemRoles[name].id), UNKNOWN, '__proto__');
const ids = fc.array(id, { maxLength: 6 });

describe('what a person may do in effect', () => {
  it('is nothing without a role', () => {
    expect(holding([])).toEqual(new Set());
  });

  it.each(systemRoleNames)('is what the one role permits: %s', (name) => {
    expect(holding([systemRoles[name].id])).toEqual(new Set(systemRoles[name].permissions));
  });

  it.each([UNKNOWN, '', 'owner', '__proto__', 'constructor', 'toString'])(
    'is nothing by a role that does not exist: %j',
    (unknown) => {
      expect(holding([unknown])).toEqual(new Set());
    },
  );

  it('is not less by a role that does not exist', () => {
    const { editor } = systemRoles;
    expect(holding([UNKNOWN, editor.id])).toEqual(new Set(editor.permissions));
  });

  it('is never less with more roles', () => {
    const property = fc.property(ids, ids, (some, more) => {
      expect(isSubset(holding(some), holding([...some, ...more]))).toBe(true);
    });
    fc.assert(property, { seed: 1 });
  });

  it('is never more than the roles permit one by one', () => {
    const property = fc.property(ids, (some) => {
      for (const permission of holding(some))
        expect(some.some((one) => holding([one]).has(permission))).toBe(true);
    });
    fc.assert(property, { seed: 2 });
  });

  it('does not depend on the order of roles, nor on how often one was given', () => {
    const again = ids.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
    );
    const property = fc.property(again, ([some, shuffled]) => {
      expect(holding(shuffled)).toEqual(holding(some));
    });
    fc.assert(property, { seed: 3 });
  });
});

describe('what limits it', () => {
  const role = (...given: Permission[]): Role => ({ id: 'own', name: 'Own', permissions: given });
  const set = (...given: Permission[]) => new Set(given);
  const leads = role('leads:read', 'leads:update');
  const group = { roles: [role('brand:read', 'brand:update')], ceiling: set('brand:read', 'leads:delete') };

  it.each<[string, Bindings, Permission[]]>([
    ['nothing', { direct: [leads] }, ['leads:read', 'leads:update']],
    ['a mask', { direct: [leads], mask: set('leads:read', 'leads:delete') }, ['leads:read']],
    ['a mask that leaves nothing', { direct: [leads], mask: set() }, []],
    ['scopes', { direct: [leads], scopes: set('leads:update', 'leads:delete') }, ['leads:update']],
    ['scopes that stand for nothing', { direct: [leads], scopes: set() }, []],
    ['a mask and scopes', { direct: [leads], mask: set('leads:read'), scopes: set('leads:update') }, []],
    ['a ceiling, on what comes through the group', { direct: [], group }, ['brand:read']],
    ['a mask, not on what comes through the group', { direct: [leads], mask: set(), group }, ['brand:read']],
    ['scopes, on both', { direct: [leads], group, scopes: set('brand:read') }, ['brand:read']],
  ])('%s', (_, bindings, expected) => {
    expect([...effective(bindings)].sort()).toEqual(expected.sort());
  });

  it('of roles alone is what they permit together', () => {
    expect([...permissionsOf([])]).toEqual([]);
    expect([...permissionsOf([role('leads:read'), role('brand:read')])].sort()).toEqual([
      'brand:read',
      'leads:read',
    ]);
  });
});

describe('one set of permissions beside another', () => {
  const set = fc.subarray([...permissions]).map((some) => new Set<Permission>(some));

  it('is within itself, and not strictly', () => {
    const property = fc.property(set, (one) => {
      expect([isSubset(one, one), isStrictSubset(one, one)]).toEqual([true, false]);
    });
    fc.assert(property, { seed: 4 });
  });

  it('is strictly within it when it is within and something is missing', () => {
    const property = fc.property(set, set, (one, other) => {
      const within = [...one].every((permission) => other.has(permission));
      expect(isSubset(one, other)).toBe(within);
      expect(isStrictSubset(one, other)).toBe(within && [...other].some((p) => !one.has(p)));
    });
    fc.assert(property, { seed: 5, numRuns: 500 });
  });

  it('has nothing within it that is as large but different', () => {
    expect(
      isStrictSubset(new Set(['workspaces:read']), new Set(['audit_logs:read', 'workspaces:update'])),
    ).toBe(false);
  });
});
