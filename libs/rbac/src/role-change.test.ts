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
import { isStrictSubset, isSubset } from './effective.js';
import type { PermissionSet } from './permission-set.js';
import {
  type Actor,
  type RoleChangeRefusal,
  mayGive as mayGiveRole,
  refuseRoleChange,
  refuseRoleEdit,
  refuseSuspension,
} from './role-change.js';

const role = (name: SystemRole): Role => systemRole(systemRoles[name].id)!;
const may = (name: SystemRole): PermissionSet => new Set(role(name).permissions);
/** A person who holds that one role. */
const as = (name: SystemRole): Actor => ({ permissions: may(name), roles: [role(name)] });
const other = (name: SystemRole) => ({ isActor: false, permissions: may(name) });
const self = (name: SystemRole) => ({ isActor: true, permissions: may(name) });

/** Whether they may do such a thing at all is asked before: here only who ranks above whom, and may give what. */
const mayChange: Record<SystemRole, readonly SystemRole[]> = {
  owner: ['admin', 'editor', 'view', 'client'],
  admin: ['editor', 'view', 'client'],
  editor: ['view', 'client'],
  view: ['client'],
  client: [],
};
const mayGive: Record<SystemRole, readonly SystemRole[]> = {
  owner: ['admin', 'editor', 'view', 'client'],
  admin: ['admin', 'editor', 'view', 'client'],
  editor: ['editor', 'view', 'client'],
  view: ['view', 'client'],
  client: ['client'],
};

const pairs = systemRoleNames.flatMap((actor) => systemRoleNames.map((second) => [actor, second] as const));

describe('a change of roles', () => {
  describe('of another person', () => {
    it.each(pairs)('by %s: removing %s', (actor, target) => {
      const refusal = mayChange[actor].includes(target) ? undefined : 'outranked';
      expect(refuseRoleChange({ actor: as(actor), target: other(target), give: [] })).toBe(refusal);
    });

    it.each(pairs)('by %s: inviting as %s', (actor, given) => {
      const otherwise = given === 'owner' ? 'owner_role' : 'role_beyond_own';
      const refusal = mayGive[actor].includes(given) ? undefined : otherwise;
      expect(refuseRoleChange({ actor: as(actor), give: [role(given)] })).toBe(refusal);
    });

    it.each(pairs)('by %s: making %s anything', (actor, target) => {
      const expected = (given: SystemRole): RoleChangeRefusal | undefined => {
        if (given === 'owner') return 'owner_role';
        if (!mayChange[actor].includes(target)) return 'outranked';
        return mayGive[actor].includes(given) ? undefined : 'role_beyond_own';
      };
      const found = systemRoleNames.map((given) =>
        refuseRoleChange({ actor: as(actor), target: other(target), give: [role(given)] }),
      );
      expect(found).toEqual(systemRoleNames.map(expected));
    });

    it('is refused for the worst of the roles given, wherever it stands', () => {
      const give = [role('client'), role('admin')];
      expect(refuseRoleChange({ actor: as('editor'), give })).toBe('role_beyond_own');
      expect(refuseRoleChange({ actor: as('editor'), give: give.reverse() })).toBe('role_beyond_own');
      expect(refuseRoleChange({ actor: as('owner'), give: [role('view'), role('owner')] })).toBe(
        'owner_role',
      );
    });
  });

  describe('of one’s own', () => {
    it.each(pairs)('is refused: %s becoming %s', (actor, given) => {
      const refusal = given === 'owner' ? 'owner_role' : 'own_roles';
      expect(refuseRoleChange({ actor: as(actor), target: self(actor), give: [role(given)] })).toBe(refusal);
    });

    it.each(systemRoleNames)('is refused: %s giving up all', (actor) => {
      expect(refuseRoleChange({ actor: as(actor), target: self(actor), give: [] })).toBe('own_roles');
    });
  });

  describe('with any roles', () => {
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
      .record({ actor: set.map((some): Actor => ({ permissions: new Set(some), roles: [] })), target, give })
      .map(({ target: whose, ...rest }) => ({ ...rest, ...(whose && { target: whose }) }));

    it('gives nothing that the actor has not, to nobody who is not below, and never the owner', () => {
      const property = fc.property(change, (asked) => {
        fc.pre(refuseRoleChange(asked) === undefined);
        const given = new Set<Permission>(asked.give.flatMap((one) => [...one.permissions]));
        expect(isSubset(given, asked.actor.permissions)).toBe(true);
        expect(asked.target?.isActor ?? false).toBe(false);
        expect(!asked.target || isStrictSubset(asked.target.permissions, asked.actor.permissions)).toBe(true);
        expect(asked.give.map((one) => one.id)).not.toContain(systemRoles.owner.id);
      });
      fc.assert(property, { seed: 1, numRuns: 300, maxSkipsPerRun: 1000 });
    });

    it('does not refuse to a member with more rights what it allows to one with fewer', () => {
      const property = fc.property(change, set, (asked, more) => {
        fc.pre(refuseRoleChange(asked) === undefined);
        const permissions = new Set([...asked.actor.permissions, ...more]);
        expect(refuseRoleChange({ ...asked, actor: { permissions, roles: [] } })).toBeUndefined();
      });
      fc.assert(property, { seed: 2, numRuns: 300, maxSkipsPerRun: 1000 });
    });
  });
});

describe('a role that lets others be given', () => {
  const editor = role('editor');
  const hiring: Role = {
    id: 'hiring',
    name: 'Hiring',
    permissions: ['workspace_members:create', 'workspace_members:read', 'workspace_members:update'],
    assignable: [editor.id],
  };
  const recruiter: Actor = { permissions: new Set(hiring.permissions), roles: [hiring] };

  it('lets its holder give what it names, and nothing else that is beyond them', () => {
    expect(refuseRoleChange({ actor: recruiter, give: [editor] })).toBeUndefined();
    expect(refuseRoleChange({ actor: recruiter, give: [role('view')] })).toBe('role_beyond_own');
    expect(refuseRoleChange({ actor: recruiter, give: [editor, role('admin')] })).toBe('role_beyond_own');
  });

  it('lets nobody give who merely holds the same permissions', () => {
    const other: Actor = { permissions: recruiter.permissions, roles: [{ ...hiring, assignable: [] }] };
    expect(refuseRoleChange({ actor: other, give: [editor] })).toBe('role_beyond_own');
  });

  it('does not lift its holder above those they hired', () => {
    const hired = { isActor: false, permissions: new Set(editor.permissions) };
    expect(refuseRoleChange({ actor: recruiter, target: hired, give: [] })).toBe('outranked');
  });

  it('never lets the owner’s role be given, with any name', () => {
    const greedy: Role = { ...hiring, assignable: [systemRoles.owner.id] };
    const actor: Actor = { permissions: may('owner'), roles: [greedy] };
    expect(refuseRoleChange({ actor, give: [role('owner')] })).toBe('owner_role');
  });
});

describe('making and changing a role', () => {
  const edit = (actor: Actor, after: Pick<Role, 'permissions' | 'assignable'>, before?: Role) =>
    refuseRoleEdit({ actor, after, ...(before && { before }), roles: systemRoleNames.map(role) });

  it('needs all that is put into it', () => {
    expect(edit(as('admin'), { permissions: ['campaigns:delete'] })).toBeUndefined();
    expect(edit(as('view'), { permissions: ['campaigns:read'] })).toBeUndefined();
    expect(edit(as('view'), { permissions: ['campaigns:delete'] })).toBe('role_beyond_own');
  });

  it('needs all that was in it: who may less does not take from those who may more', () => {
    const before: Role = { id: 'own', name: 'Own', permissions: ['campaigns:delete'] };
    expect(edit(as('view'), { permissions: [] }, before)).toBe('role_beyond_own');
  });

  it('needs all that is in the roles it lets be given, so that nobody prepares a way up', () => {
    expect(edit(as('admin'), { permissions: [], assignable: [role('admin').id] })).toBeUndefined();
    expect(edit(as('editor'), { permissions: [], assignable: [role('admin').id] })).toBe('role_beyond_own');
    expect(edit(as('owner'), { permissions: [], assignable: [role('owner').id] })).toBe('role_beyond_own');
  });

  it('puts what is the owner’s alone into no role, not even by the owner', () => {
    expect(edit(as('owner'), { permissions: ['workspace_ownership:update'] })).toBe('owner_only');
  });

  it('looks at every role that it lets be given, wherever it stands', () => {
    const assignable = [role('view').id, role('admin').id];
    expect(edit(as('editor'), { permissions: [], assignable })).toBe('role_beyond_own');
    expect(edit(as('editor'), { permissions: [], assignable: assignable.reverse() })).toBe('role_beyond_own');
    expect(edit(as('editor'), { permissions: [], assignable: [role('view').id, 'gone'] })).toBeUndefined();
  });

  it('needs each of the permissions put into it, wherever it stands', () => {
    const permissions: Permission[] = ['campaigns:read', 'campaigns:delete'];
    expect(edit(as('view'), { permissions })).toBe('role_beyond_own');
    expect(edit(as('view'), { permissions: permissions.reverse() })).toBe('role_beyond_own');
    const mixed = [...permissions, 'member_nicknames:read'] as const;
    expect(edit(as('owner'), { permissions: mixed })).toBe('owner_only');
  });

  it('is within what the author holds, with any earlier part of it in the role', () => {
    const before: Role = { id: 'own', name: 'Own', permissions: ['campaigns:read'] };
    expect(edit(as('view'), { permissions: ['leads:read'] }, before)).toBeUndefined();
  });
});

describe('a suspension', () => {
  it.each(pairs)('by %s: %s', (actor, target) => {
    const weaker = systemRoleNames.indexOf(actor) <= systemRoleNames.indexOf(target);
    const refusal = weaker ? undefined : 'outranked';
    expect(refuseSuspension({ actor: as(actor), target: other(target) })).toBe(refusal);
  });

  it.each(systemRoleNames)('is refused of oneself: %s', (name) => {
    expect(refuseSuspension({ actor: as(name), target: self(name) })).toBe('own_roles');
  });

  it('is refused of the owner, for every caller', () => {
    const owner = { ...other('owner'), isOwner: true };
    expect(refuseSuspension({ actor: as('owner'), target: owner })).toBe('owner_stays');
    expect(refuseSuspension({ actor: as('admin'), target: { ...other('client'), isOwner: true } })).toBe(
      'owner_stays',
    );
  });

  it('is refused for a member with a right that the actor lacks', () => {
    const target = { isActor: false, permissions: new Set<Permission>([...may('view'), 'campaigns:delete']) };
    expect(refuseSuspension({ actor: as('view'), target })).toBe('outranked');
    expect(refuseSuspension({ actor: as('editor'), target })).toBeUndefined();
  });
});

describe('whether one may give a role', () => {
  it.each(pairs)('by %s: %s', (actor, given) => {
    expect(mayGiveRole(as(actor), role(given))).toBe(mayGive[actor].includes(given));
  });

  it('is never so of the owner’s, not even by a role that names it', () => {
    const greedy: Role = {
      id: 'greedy',
      name: 'Greedy',
      permissions: [],
      assignable: [systemRoles.owner.id],
    };
    expect(mayGiveRole({ permissions: may('owner'), roles: [role('owner'), greedy] }, role('owner'))).toBe(
      false,
    );
  });
});

describe('a person who acts through a group', () => {
  const acting = (name: SystemRole): Actor => ({ ...as(name), isActing: true });
  const appointed = (name: SystemRole) => ({ ...other(name), administers: true });

  it.each(pairs)('by %s: cannot remove, change or suspend an admin of the workspace: %s', (actor, target) => {
    expect(refuseRoleChange({ actor: acting(actor), target: appointed(target), give: [] })).toBe(
      'acting_limited',
    );
    expect(refuseSuspension({ actor: acting(actor), target: appointed(target) })).toBe('acting_limited');
  });

  it.each(pairs)('by %s: is bound by rank alone with everybody else: %s', (actor, target) => {
    const removal = { target: other(target), give: [] };
    expect(refuseRoleChange({ actor: acting(actor), ...removal })).toBe(
      refuseRoleChange({ actor: as(actor), ...removal }),
    );
    expect(refuseSuspension({ actor: acting(actor), target: other(target) })).toBe(
      refuseSuspension({ actor: as(actor), target: other(target) }),
    );
  });

  it('may give what they hold, and invite', () => {
    for (const [actor, given] of pairs)
      expect(refuseRoleChange({ actor: acting(actor), give: [role(given)] })).toBe(
        refuseRoleChange({ actor: as(actor), give: [role(given)] }),
      );
  });

  it('is told first what nobody could do', () => {
    const actor = acting('owner');
    const [own, owner] = [
      { ...self('admin'), administers: true },
      { ...appointed('owner'), isOwner: true },
    ];
    expect(refuseRoleChange({ actor, target: own, give: [] })).toBe('own_roles');
    expect(refuseSuspension({ actor, target: own })).toBe('own_roles');
    expect(refuseRoleChange({ actor, target: appointed('admin'), give: [role('owner')] })).toBe('owner_role');
    expect(refuseSuspension({ actor, target: owner })).toBe('owner_stays');
  });

  it('is what makes the difference: the workspace’s own people reach an admin below them', () => {
    const actor: Actor = { ...as('owner'), isActing: false };
    expect(refuseRoleChange({ actor, target: appointed('admin'), give: [] })).toBeUndefined();
    expect(refuseSuspension({ actor, target: appointed('admin') })).toBeUndefined();
  });
});
