import { describe, expect, it } from 'vitest';
import { systemRole, systemRoleNames, systemRoles } from './catalog.js';
import { type HeldRole, rolesIn, rolesOf } from './grant.js';

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

  it('are the catalogue’s whatever a row with such an id says', () => {
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
