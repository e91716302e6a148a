import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abilityFor, compile, splitPermission } from './ability.js';
import { type Permission, permissions } from './catalog.js';
import type { Condition } from './condition.js';
import { matches } from './condition.js';
import { decide } from './decide.js';
import type { Rule } from './grant.js';
import { visible } from './visible.js';

const me = { user_id: 'u1' };
const mine: Condition = { eq: ['owner_id', { attribute: 'user_id' }] };

describe('an ability', () => {
  it.each(permissions)('without rules allows nothing: %s', (permission) => {
    const ability = compile([]);
    expect(ability.mayType(permission)).toBe(false);
    expect(ability.mayRow(permission, { owner_id: 'u1' }, me)).toBe(false);
  });

  it.each(permissions)('allows exactly the one thing it was given: %s', (given) => {
    const ability = compile([{ permission: given }]);
    expect(permissions.filter((asked) => ability.mayType(asked))).toEqual([given]);
    expect(permissions.filter((asked) => ability.mayRow(asked, {}, me))).toEqual([given]);
  });

  it('with a condition allows the type, and of its rows those that meet it', () => {
    const ability = compile([{ permission: 'workspace_members:read', when: mine }]);
    expect(ability.mayType('workspace_members:read')).toBe(true);
    expect(ability.mayRow('workspace_members:read', { owner_id: 'u1' }, me)).toBe(true);
    expect(ability.mayRow('workspace_members:read', { owner_id: 'u2' }, me)).toBe(false);
  });

  it('asks the attributes of the present caller, not of the previous one', () => {
    const ability = compile([{ permission: 'workspace_members:read', when: mine }]);
    const asks = (user_id: string) =>
      ability.mayRow('workspace_members:read', { owner_id: 'u1' }, { user_id });
    expect([asks('u1'), asks('u2'), asks('u1')]).toEqual([true, false, true]);
  });

  it('does not let a row say what it is', () => {
    const ability = compile([{ permission: 'audit_logs:read' }]);
    const row = {
      __caslSubjectType__: 'audit_logs',
      resource: 'audit_logs',
      modelName: 'audit_logs',
      constructor: { modelName: 'audit_logs', name: 'audit_logs' },
    };
    expect(ability.mayRow('workspaces:read', row, me)).toBe(false);
  });

  it.each(['all:manage', 'all:read', 'workspaces:manage'])('knows no wildcard: %s', (permission) => {
    const ability = compile([{ permission: permission as Permission }]);
    expect(permissions.filter((asked) => ability.mayType(asked))).toEqual([]);
    expect(permissions.filter((asked) => ability.mayRow(asked, {}, me))).toEqual([]);
  });

  it.each(['all:manage', 'all:read', 'workspaces:manage'])(
    'knows none on a condition either: %s',
    (permission) => {
      const ability = compile([{ permission: permission as Permission, when: { and: [] } }]);
      expect(permissions.filter((asked) => ability.mayType(asked))).toEqual([]);
      expect(permissions.filter((asked) => ability.mayRow(asked, {}, me))).toEqual([]);
      expect(permissions.flatMap((asked) => ability.conditionsFor(asked))).toEqual([]);
    },
  );

  it('allows without a condition what one rule allows so, with any other rule', () => {
    const ability = compile([{ permission: 'roles:read', when: mine }, { permission: 'roles:read' }]);
    expect(ability.mayAnyRow('roles:read')).toBe(true);
    expect(ability.mayRow('roles:read', { owner_id: 'u2' }, me)).toBe(true);
  });

  it('tells the conditions of a permission, and of no other', () => {
    const ability = compile([{ permission: 'roles:read', when: mine }, { permission: 'roles:update' }]);
    expect(ability.mayAnyRow('roles:read')).toBe(false);
    expect(ability.conditionsFor('roles:read')).toEqual([mine]);
    expect(permissions.flatMap((asked) => ability.conditionsFor(asked))).toEqual([mine]);
  });

  it.each(permissions)('asks about both halves of a permission: %s', (permission) => {
    expect(splitPermission(permission).join(':')).toBe(permission);
  });

  describe('agrees with the plainest reading of its rules', () => {
    const scalar = fc.constantFrom('u1', 'u2', 1, true);
    const field = fc.constantFrom('owner_id', 'kind');
    const when: fc.Arbitrary<Condition> = fc.oneof(
      fc.constant(mine),
      fc.record({ eq: fc.tuple(field, scalar) }),
      fc.record({ not: fc.record({ eq: fc.tuple(field, scalar) }) }),
    );
    const permission = fc.constantFrom(...permissions);
    const rule: fc.Arbitrary<Rule> = fc.oneof(fc.record({ permission }), fc.record({ permission, when }));
    const rules = fc.array(rule, { maxLength: 12 });
    const row = fc.dictionary(field, scalar);

    const plainly = (all: readonly Rule[], asked: Permission, given: object) =>
      all.some((one) => one.permission === asked && (!one.when || matches(one.when, given, me)));

    it('about rows', () => {
      const property = fc.property(rules, permission, row, (all, asked, given) => {
        expect(compile(all).mayRow(asked, given, me)).toBe(plainly(all, asked, given));
      });
      fc.assert(property, { seed: 1, numRuns: 2000 });
    });

    it('in any order', () => {
      const shuffled = rules.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      );
      const property = fc.property(shuffled, permission, row, ([all, again], asked, given) => {
        expect(compile(again).mayRow(asked, given, me)).toBe(compile(all).mayRow(asked, given, me));
      });
      fc.assert(property, { seed: 2, numRuns: 500 });
    });
  });
});

describe('the ability of a set', () => {
  const sets = fc.subarray([...permissions]);
  it('allows exactly what is in the set', () => {
    const property = fc.property(sets, (set) => {
      const ability = abilityFor(new Set(set));
      expect(permissions.filter((asked) => ability.mayType(asked))).toEqual(set);
      expect(permissions.filter((asked) => ability.mayRow(asked, {}))).toEqual(set);
      expect(permissions.flatMap((asked) => ability.conditionsFor(asked))).toEqual([]);
    });
    fc.assert(property, { seed: 3, numRuns: 300 });
  });

  it('does not change when the set does', () => {
    const set = new Set<Permission>(['workspaces:read']);
    const ability = abilityFor(set);
    set.add('workspaces:update');
    expect(ability.mayType('workspaces:update')).toBe(false);
  });
});

describe('the objects every object comes from', () => {
  /** Every own key, of the prototypes and of each function on them: `toString.polluted` would show. */
  function fingerprint(): string[] {
    return [Object.prototype, Function.prototype, Array.prototype].flatMap((prototype) =>
      Reflect.ownKeys(prototype).flatMap((key) => {
        const { value } = Reflect.getOwnPropertyDescriptor(prototype, key) as { value?: unknown };
        const inner = typeof value === 'function' ? Reflect.ownKeys(value) : [];
        return [key, ...inner].map(String);
      }),
    );
  }

  it.each([
    'toString.polluted',
    'hasOwnProperty.polluted',
    '__proto__',
    '__proto__.polluted',
    'constructor.prototype.polluted',
    'polluted',
  ])('stay as they were when a rule asks for the field %s', (name) => {
    const before = fingerprint();
    for (const when of [{ eq: [name, 'x'] }, { in: [name, ['x']] }, { not: { eq: [name, 'x'] } }] as const) {
      const ability = compile([{ permission: 'workspace_members:read', when }]);
      ability.mayRow('workspace_members:read', JSON.parse(`{"${name}": "x"}`) as object, { [name]: 'x' });
      visible(ability, 'workspace_members:read');
      decide(ability, 'workspace_members:read', {}, me);
    }
    expect(fingerprint()).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
