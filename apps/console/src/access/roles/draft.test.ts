import {
  type Permission,
  type SystemRole,
  effective,
  isPermission,
  rolesOf,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../server/session.js';
import { bodyOf, copyOf, draftOf, patchFor } from './draft.js';
import { type FullRole, givableRoles, mayBeAssignable, whyReadOnly } from './rights.js';

const standing = (role: SystemRole): Standing => {
  const permissions = effective({ direct: rolesOf([{ role_id: systemRoles[role].id }]) });
  return { memberId: role, permissions, may: (permission) => permissions.has(permission) };
};

const role = (name: string, permissions: readonly Permission[], more: Partial<FullRole> = {}): FullRole => ({
  id: name,
  name,
  description: '',
  is_system: false,
  publication_version: null,
  published_version: null,
  offered_permissions: null,
  permissions: [...permissions],
  assignable_role_ids: [],
  holders: 0,
  timestamp_created: null,
  timestamp_updated: null,
  ...more,
});

const system = systemRoleNames.map((name) =>
  role(name, systemRoles[name].permissions, { id: systemRoles[name].id, is_system: true }),
);
const named = (name: SystemRole) => system.find((one) => one.name === name)!;
const labels = role('Labels', ['leads:read', 'lead_labels:update']);

describe('a role in the editor', () => {
  it('sends what is different, and nothing where nothing is', () => {
    const draft = draftOf(labels);
    expect(patchFor(draft, labels)).toBeUndefined();
    expect(patchFor({ ...draft, name: ' Labels ' }, labels)).toBeUndefined();
    expect(patchFor({ ...draft, name: 'Labelling' }, labels)).toEqual({ name: 'Labelling' });
    const fewer = { ...draft, permissions: new Set<Permission>(['leads:read']) };
    expect(patchFor(fewer, labels)).toEqual({ permissions: ['leads:read'] });
  });

  it('does not mind the order in which permissions were chosen', () => {
    const other = new Set<Permission>(['lead_labels:update', 'leads:read']);
    expect(patchFor({ ...draftOf(labels), permissions: other }, labels)).toBeUndefined();
  });

  it('starts as a copy, without what its author does not hold', () => {
    const admin = standing('admin');
    const copy = copyOf(named('owner'), admin, system);
    expect([...copy.permissions].every((one) => admin.permissions.has(one))).toBe(true);
    expect(copy.permissions.has('workspace_ownership:update')).toBe(false);
    expect(copy.name).toBe('Copy of Owner');
  });

  it('copies only those roles to give that its author could put there', () => {
    const hires = role('Hires', ['workspace_members:create'], {
      assignable_role_ids: [named('admin').id, named('view').id],
    });
    const copy = copyOf(hires, standing('editor'), system);
    expect([...copy.assignable]).toEqual([named('view').id]);
    expect(bodyOf(copy).assignable_role_ids).toEqual([named('view').id]);
  });
});

describe('what may be done with a role', () => {
  it.each(systemRoleNames)('leaves the system role %s as it is', (name) => {
    expect(whyReadOnly(standing('owner'), named(name))).toBe('system');
  });

  it('says what stands in the way of others', () => {
    expect(whyReadOnly(standing('admin'), labels)).toBeUndefined();
    expect(whyReadOnly(standing('admin'))).toBeUndefined();
    expect(whyReadOnly(standing('view'), labels)).toBe('permission');
    expect(whyReadOnly(standing('owner'), { ...labels, published_version: 1 })).toBe('kept');
    expect(whyReadOnly(standing('owner'), { ...labels, publication_version: 1 })).toBeUndefined();
    const narrow: Standing = {
      ...standing('admin'),
      permissions: new Set<Permission>(['roles:update', 'roles:read', 'leads:read']),
    };
    expect(whyReadOnly(narrow, labels)).toBe('beyond');
  });

  it('offers to give what one holds, or what one’s role says may be given', () => {
    const names = (...given: Parameters<typeof givableRoles>) =>
      givableRoles(...given).map(({ name }) => name);
    const actor = { permissions: standing('editor').permissions, roles: [] };
    expect(names(actor, [...system, labels])).toEqual(['editor', 'view', 'client', 'Labels']);
    const hires = { id: 'h', name: 'Hires', permissions: [], assignable: [named('editor').id] };
    const hirer = { permissions: new Set<Permission>(['workspace_members:create']), roles: [hires] };
    expect(names(hirer, [...system, labels])).toEqual(['editor', 'client']);
  });

  it('never lets the owner’s role be given', () => {
    expect(mayBeAssignable(standing('owner'), named('owner'))).toBe(false);
    expect(named('owner').permissions.every(isPermission)).toBe(true);
  });
});
