import { describe, expect, it } from 'vitest';
import { systemRole, systemRoleNames, systemRoles } from './catalog.js';
import { type HeldRole, rolesBeyond, rolesIn, rolesOf } from './grant.js';

const own: HeldRole = {
  id: 'own',
  name: 'Own',
  permissions: ['campaigns:read', 'campaigns:update'],
  assignable_role_ids: ['other'],
};

describe('the roles behind rows', () => {
  it.each(systemRoleNames)('are the catalogue’s by their id: %s', (name) => {
    const { id } = systemRoles[name];
    const role = systemRole(id);
    expect(rolesOf([{ role_id: id }])).toEqual([role]);
    expect(rolesIn([{ id, name: null, permissions: null, assignable_role_ids: null }])).toEqual([role]);
  });

  it('are the catalogue’s, against a row with such an id', () => {
    const { id } = systemRoles.view;
    expect(rolesIn([{ ...own, id }])).toEqual([systemRole(id)]);
  });

  it('are a workspace’s own as it made them', () => {
    const { permissions } = own;
    expect(rolesIn([own])).toEqual([{ id: 'own', name: 'Own', permissions, assignable: ['other'] }]);
  });

  it('let nothing be given where a row names nothing', () => {
    expect(rolesIn([{ ...own, assignable_role_ids: null }])).toMatchObject([{ assignable: [] }]);
  });

  it('permit nothing that no release knows', () => {
    const permissions = ['rockets:launch', 'campaigns:read', 'all:all', '__proto__'];
    expect(rolesIn([{ ...own, permissions }])).toMatchObject([{ permissions: ['campaigns:read'] }]);
  });

  it.each<Partial<HeldRole>>([{ name: null }, { permissions: null }, { name: null, permissions: null }])(
    'are none where there is none any more: %j',
    (gone) => {
      expect(rolesIn([{ ...own, ...gone }])).toEqual([]);
    },
  );

  it('are as many as there are, in their order', () => {
    const { view, admin } = systemRoles;
    expect(rolesOf([{ role_id: view.id }, { role_id: 'gone' }, { role_id: admin.id }])).toEqual([
      systemRole(view.id),
      systemRole(admin.id),
    ]);
    expect(rolesIn([own, { ...own, id: 'second' }]).map(({ id }) => id)).toEqual(['own', 'second']);
  });
});

describe('a lent role', () => {
  const editor: HeldRole = {
    ...{ id: systemRoles.editor.id, name: null, permissions: null, assignable_role_ids: null },
  };

  it('permits of what is in it what the group may reach now', () => {
    const ceiling = ['campaigns:read', 'leads:delete', 'workspaces:update'];
    expect(rolesIn([{ ...own, ceiling }])).toEqual([
      { id: 'own', name: 'Own', permissions: ['campaigns:read'], assignable: [] },
    ]);
    expect(rolesIn([{ ...editor, ceiling }])).toEqual([
      { ...systemRole(editor.id), permissions: ['campaigns:read', 'leads:delete'], assignable: [] },
    ]);
  });

  it('permits nothing once the group may reach nothing', () => {
    expect(rolesIn([{ ...editor, ceiling: [] }])).toMatchObject([{ permissions: [], assignable: [] }]);
  });

  it('is the whole role where it is not lent', () => {
    expect(rolesIn([{ ...editor, ceiling: null }])).toEqual([systemRole(editor.id)]);
    expect(rolesIn([{ ...own, ceiling: null }])).toEqual(rolesIn([own]));
  });

  it.each([
    'member_sessions:delete',
    'audit_retention:update',
    'workspace_removals:delete',
    'rockets:launch',
  ])('never permits what nobody can be lent, under any agreement: %s', (beyond) => {
    const admin = { ...editor, id: systemRoles.admin.id, ceiling: [beyond, 'leads:read'] };
    expect(rolesIn([admin])).toMatchObject([{ permissions: ['leads:read'] }]);
  });

  it('is told apart from what it would permit beyond that', () => {
    const ceiling = ['campaigns:read'];
    const [inside, beyond] = [rolesIn([{ ...editor, ceiling }])[0], rolesBeyond([{ ...editor, ceiling }])[0]];
    expect(inside?.permissions).toEqual(['campaigns:read']);
    expect([...(inside?.permissions ?? []), ...(beyond?.permissions ?? [])].sort()).toEqual(
      [...systemRoles.editor.permissions].sort(),
    );
    expect(rolesBeyond([editor, { ...editor, ceiling: null }, { ...own, name: null, ceiling }])).toEqual([]);
  });

  it('leaves the role itself as it is, for those to whom it was given otherwise', () => {
    const before = [...systemRoles.editor.permissions];
    rolesIn([{ ...editor, ceiling: [] }]);
    expect(systemRoles.editor.permissions).toEqual(before);
    expect(rolesIn([{ ...editor, ceiling: [] }, editor])[1]).toEqual(systemRole(editor.id));
  });
});
