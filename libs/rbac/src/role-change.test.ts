import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Permission,
  type Role,
  type SystemRole,
  permissions,
  systemRole,
  systemRoleNames,
  systemRoles,
} from './catalog.js';
import { type PermissionSet, isStrictSubset, isSubset } from './effective.js';
import { type RoleChangeRefusal, refuseRoleChange } from './role-change.js';

const role = (name: SystemRole): Role => systemRole(systemRoles[name].id)!;
const may = (name: SystemRole): PermissionSet => new Set(role(name).permissions);
const other = (name: SystemRole) => ({ isActor: false, permissions: may(name) });
const self = (name: SystemRole) => ({ isActor: true, permissions: may(name) });

/** Whether they may do such a thing at all is asked before: here only who ranks above whom, and may give what. */
const mayChange: Record<SystemRole, readonly SystemRole[]> = {
  owner: ['admin', 'editor', 'view', 'client'],
  admin: ['editor', 'view', 'client'],
  editor: ['client'],
  view: ['client'],
  client: [],
};
const mayGive: Record<SystemRole, readonly SystemRole[]> = {
  owner: ['admin', 'editor', 'view', 'client'],
  admin: ['admin', 'editor', 'view', 'client'],
  // Without the work data the two are still the same set.
  editor: ['editor', 'view', 'client'],
  view: ['editor', 'view', 'client'],
  client: ['client'],
};

const pairs = systemRoleNames.flatMap((actor) => systemRoleNames.map((second) => [actor, second] as const));

describe('a change of roles', () => {
  describe('of somebody else', () => {
    it.each(pairs)('by %s: removing %s', (actor, target) => {
      const refusal = mayChange[actor].includes(target) ? undefined : 'outranked';
      expect(refuseRoleChange({ actor: may(actor), target: other(target), give: [] })).toBe(refusal);
    });

    it.each(pairs)('by %s: inviting as %s', (actor, given) => {
      const otherwise = given === 'owner' ? 'owner_role' : 'role_beyond_own';
      const refusal = mayGive[actor].includes(given) ? undefined : otherwise;
      expect(refuseRoleChange({ actor: may(actor), give: [role(given)] })).toBe(refusal);
    });

    it.each(pairs)('by %s: making %s anything', (actor, target) => {
      const expected = (given: SystemRole): RoleChangeRefusal | undefined => {
        if (given === 'owner') return 'owner_role';
        if (!mayChange[actor].includes(target)) return 'outranked';
        return mayGive[actor].includes(given) ? undefined : 'role_beyond_own';
      };
      const found = systemRoleNames.map((given) =>
        refuseRoleChange({ actor: may(actor), target: other(target), give: [role(given)] }),
      );
      expect(found).toEqual(systemRoleNames.map(expected));
    });

    it('is refused for the worst of the roles given, wherever it stands', () => {
      const give = [role('client'), role('admin')];
      expect(refuseRoleChange({ actor: may('editor'), give })).toBe('role_beyond_own');
      expect(refuseRoleChange({ actor: may('editor'), give: give.reverse() })).toBe('role_beyond_own');
      expect(refuseRoleChange({ actor: may('owner'), give: [role('view'), role('owner')] })).toBe(
        'owner_role',
      );
    });
  });

  describe('of one’s own', () => {
    it.each(pairs)('is refused: %s becoming %s', (actor, given) => {
      const refusal = given === 'owner' ? 'owner_role' : 'own_roles';
      expect(refuseRoleChange({ actor: may(actor), target: self(actor), give: [role(given)] })).toBe(refusal);
    });

    it.each(systemRoleNames)('is refused: %s giving up all', (actor) => {
      expect(refuseRoleChange({ actor: may(actor), target: self(actor), give: [] })).toBe('own_roles');
    });
  });

  describe('whatever the roles', () => {
    const set = fc.subarray([...permissions]);
    const custom: fc.Arbitrary<Role> = fc.record({
      id: fc.uuid(),
      name: fc.string(),
      permissions: set,
    });
    const give = fc.array(fc.oneof(custom, fc.constantFrom(...systemRoleNames).map(role)), { maxLength: 3 });
    const target = fc.option(
      fc.record({ isActor: fc.boolean(), permissions: set.map((some) => new Set(some)) }),
      {
        nil: undefined,
      },
    );
    const change = fc
      .record({ actor: set.map((some) => new Set(some)), target, give })
      .map(({ target: whose, ...rest }) => ({ ...rest, ...(whose && { target: whose }) }));

    it('gives nothing that the actor has not, to nobody who is not below, and never the owner', () => {
      const property = fc.property(change, (asked) => {
        fc.pre(refuseRoleChange(asked) === undefined);
        const given = new Set<Permission>(asked.give.flatMap((one) => [...one.permissions]));
        expect(isSubset(given, asked.actor)).toBe(true);
        expect(asked.target?.isActor ?? false).toBe(false);
        expect(!asked.target || isStrictSubset(asked.target.permissions, asked.actor)).toBe(true);
        expect(asked.give.map((one) => one.id)).not.toContain(systemRoles.owner.id);
      });
      fc.assert(property, { seed: 1, numRuns: 300, maxSkipsPerRun: 1000 });
    });

    it('does not refuse somebody who may more what it allows somebody who may less', () => {
      const property = fc.property(change, set, (asked, more) => {
        fc.pre(refuseRoleChange(asked) === undefined);
        const actor = new Set([...asked.actor, ...more]);
        expect(refuseRoleChange({ ...asked, actor })).toBeUndefined();
      });
      fc.assert(property, { seed: 2, numRuns: 300, maxSkipsPerRun: 1000 });
    });
  });
});
