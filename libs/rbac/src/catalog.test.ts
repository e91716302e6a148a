import { describe, expect, it } from 'vitest';
import {
  type Permission,
  type Role,
  type SystemRole,
  administers,
  askedByDefault,
  delegable,
  grantable,
  isPermission,
  ownerOnly,
  permissions,
  resources,
  systemRole,
  systemRoleNames,
  systemRoles,
  underCeiling,
} from './catalog.js';

const sentences = Object.entries(resources).flatMap(([resource, actions]) =>
  Object.entries(actions).map(([action, sentence]) => [`${resource}:${action}`, sentence] as const),
);

describe('the catalogue', () => {
  it.each(sentences)('says %s in one sentence', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Z][^.!?]+\.$/);
  });

  it('says no two permissions in the same words', () => {
    expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(permissions.length);
  });

  it('takes what it lists for permissions', () => {
    expect(permissions.filter(isPermission)).toEqual(permissions);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__:read',
    'constructor:read',
    'workspaces:__proto__',
    'workspaces:toString',
    'workspaces:delete',
    'workspaces',
    'workspaces:',
    ':read',
    '',
    'workspaces:read ',
    'Workspaces:read',
    'workspaces:read:update',
    'workspaces:all',
    'all:read',
    'all:all',
    '*',
  ])('does not take %j for a permission', (value) => {
    expect(isPermission(value)).toBe(false);
  });
});

describe('the system roles', () => {
  it('keep their ids for ever', () => {
    expect(systemRoleNames.map((name) => [name, systemRoles[name].id])).toEqual([
      ['owner', '0192a000-0000-7000-8000-000000000001'],
      ['admin', '0192a000-0000-7000-8000-000000000002'],
      ['editor', '0192a000-0000-7000-8000-000000000003'],
      ['view', '0192a000-0000-7000-8000-000000000004'],
      ['client', '0192a000-0000-7000-8000-000000000005'],
    ]);
  });

  it.each(systemRoleNames)('are found by their id: %s', (name) => {
    expect(systemRole(systemRoles[name].id)).toMatchObject({ name, id: systemRoles[name].id });
  });

  it.each(['', 'owner', '__proto__', 'constructor', '0192A000-0000-7000-8000-000000000001'])(
    'are not found by %j',
    (id) => {
      expect(systemRole(id)).toBeUndefined();
    },
  );

  it('leave nothing to nobody: the owner holds every permission', () => {
    expect([...systemRoles.owner.permissions].sort()).toEqual([...permissions].sort());
  });

  it.each([
    ['owner', 'admin'],
    ['admin', 'editor'],
    ['editor', 'view'],
    ['view', 'client'],
  ] as const)('are ordered: %s holds all that %s holds', (stronger, weaker) => {
    expect(systemRoles[stronger].permissions).toEqual(
      expect.arrayContaining([...systemRoles[weaker].permissions]),
    );
  });

  it.each(systemRoleNames)('list no permission twice: %s', (name) => {
    expect(new Set(systemRoles[name].permissions).size).toBe(systemRoles[name].permissions.length);
  });
});

/** What a row of the product's table of roles reserves to the roles beside it. */
const reserved: readonly [Permission, readonly SystemRole[]][] = [
  ['workspace_ownership:update', ['owner']],
  ['workspace_removals:create', ['owner']],
  ['group_consents:create', ['owner']],
  ['group_consents:read', ['owner']],
  ['group_consents:update', ['owner']],
  ['group_consents:delete', ['owner']],
  ['workspace_removals:delete', ['owner', 'admin']],
  ['roles:create', ['owner', 'admin']],
  ['api_keys:create', ['owner', 'admin']],
  ['lead_exports:create', ['owner', 'admin']],
  ['campaigns:update', ['owner', 'admin', 'editor']],
  ['accounts:delete', ['owner', 'admin', 'editor']],
  ['accounts:update', ['owner', 'admin', 'editor', 'view']],
  ['visitor_sites:update', ['owner', 'admin']],
  ['visitors:read', ['owner', 'admin', 'editor', 'view']],
  ['member_nicknames:read', ['owner']],
  ['member_nicknames:update', ['owner']],
  ['workspaces:update', ['owner', 'admin']],
  ['workspace_members:create', ['owner', 'admin']],
  ['workspace_members:update', ['owner', 'admin']],
  ['workspace_members:delete', ['owner', 'admin']],
  ['audit_logs:read', ['owner', 'admin']],
];

describe('what is reserved', () => {
  it.each(reserved)('%s is held by %j alone', (permission, holders) => {
    const holds = (name: SystemRole) =>
      (systemRoles[name].permissions as readonly Permission[]).includes(permission);
    expect(systemRoleNames.filter(holds)).toEqual(holders);
  });

  it('to the owner is listed as such, so that no custom role and no key gets it', () => {
    const owners = reserved.filter(([, holders]) => holders.length === 1).map(([permission]) => permission);
    expect([...ownerOnly].sort()).toEqual(owners.sort());
  });
});

describe('a role administers', () => {
  const administrative = [
    ...(['create', 'update', 'delete'] as const).flatMap((action) =>
      (['workspace_members', 'roles', 'grants', 'api_keys', 'service_principals'] as const).map(
        (resource): Permission => `${resource}:${action}`,
      ),
    ),
    'member_sessions:delete',
    'workspace_group_members:create',
    'workspace_group_members:update',
    'workspace_group_members:delete',
    'group_grants:create',
    'group_grants:delete',
  ];
  const holding = (...given: Permission[]): Role => ({ id: 'own', name: 'Own', permissions: given });

  it.each(permissions)('by what changes what people may do, and by nothing else: %s', (permission) => {
    expect(administers(holding(permission))).toBe(administrative.includes(permission));
  });

  it('by one such permission among others', () => {
    expect(administers(holding('campaigns:read', 'roles:update', 'leads:read'))).toBe(true);
    expect(administers(holding('campaigns:read', 'roles:read', 'leads:delete'))).toBe(false);
    expect(administers(holding())).toBe(false);
  });

  it.each(systemRoleNames)('where the table says so: %s', (name) => {
    expect(administers(systemRole(systemRoles[name].id)!)).toBe(name === 'owner' || name === 'admin');
  });
});

describe('what may be given to roles and keys', () => {
  it('is everything but what is the owner’s alone', () => {
    const left = permissions.filter((one) => !grantable.includes(one));
    expect(left.sort()).toEqual([...ownerOnly].sort());
  });
});

/** Acting never reaches these, under any ceiling: the group, ownership, removal, the trail, everybody's sessions. */
const beyondAnyCeiling: readonly Permission[] = [
  ...(['create', 'read', 'update', 'delete'] as const).map(
    (action): Permission => `workspace_group_members:${action}`,
  ),
  ...(['create', 'read', 'delete'] as const).map((action): Permission => `group_grants:${action}`),
  ...(['create', 'update', 'delete'] as const).map((action): Permission => `audit_streams:${action}`),
  'guardrails:read',
  'guardrails:update',
  'audit_retention:update',
  'member_sessions:delete',
  'workspace_removals:delete',
];

describe('what a ceiling may hold', () => {
  it('is all that a role may hold, but what is beyond any', () => {
    const left = permissions.filter((one) => !delegable.includes(one));
    expect(left.sort()).toEqual([...ownerOnly, ...beyondAnyCeiling].sort());
  });

  it('is asked for by default as the admin’s, without the audit log', () => {
    const asked = systemRoles.admin.permissions.filter((one) => delegable.includes(one));
    const log = ['audit_logs:read', 'audit_log_exports:create', 'audit_log_exports:read'];
    expect([...askedByDefault].sort()).toEqual(asked.filter((one) => !log.includes(one)).sort());
  });

  it.each([...ownerOnly, ...beyondAnyCeiling])('opens nothing where it holds %s all the same', (beyond) => {
    expect(underCeiling([beyond, 'leads:read'], false)).toEqual(['leads:read']);
  });

  it('opens nothing that no release knows', () => {
    expect(underCeiling(['rockets:launch', 'all:all', '__proto__'], false)).toEqual([]);
    expect(underCeiling([], false)).toEqual([]);
  });

  it('opens all that it holds of what may be lent', () => {
    expect(underCeiling(permissions, false)).toEqual(delegable);
  });

  it('is passed by one thing: a workspace that was made by its admin workspace can be kept by it', () => {
    expect(underCeiling([], true)).toEqual(['workspace_removals:delete']);
    expect(underCeiling(['leads:read', 'workspace_removals:create'], true)).toEqual([
      'leads:read',
      'workspace_removals:delete',
    ]);
  });
});
