import { type Role, type SystemRole, effective, systemRoles } from '@bailiwick/rbac';
import { describe, expect, it } from 'vitest';
import {
  type Giver,
  type KnownRole,
  type Member,
  giverOf,
  mayLeave,
  mayRemove,
  maySuspend,
  mayVouch,
  knownSystemRoles,
  refusalToChange,
  rolesToGive,
} from './roles.js';

const reviewer: KnownRole = {
  id: '0192a000-0000-7000-8000-0000000000aa',
  name: 'Reviewer',
  sentence: '',
  permissions: ['campaigns:read'],
};
/** May give what they could not do themselves. */
const recruiter: KnownRole = {
  id: '0192a000-0000-7000-8000-0000000000bb',
  name: 'Recruiter',
  sentence: '',
  permissions: ['workspace_members:create', 'workspace_members:read', 'roles:read'],
  assignable: [systemRoles.editor.id],
};
const all = [...knownSystemRoles, reviewer, recruiter];

const member = (role: Role, more: Partial<Member> = {}): Member => ({
  id: role.name,
  email: `${role.name}@harbour.example`,
  user_email: null,
  via_link_id: null,
  nickname: null,
  name: { first: '', last: '' },
  role: 'view',
  roles: [{ id: role.id, name: role.name, grant_id: `grant of ${role.name}`, expires_at: null }],
  permissions: null,
  accepted: true,
  status: 'active',
  issuer_id: null,
  user_id: role.name,
  workspace_id: 'w',
  invitation_expires_at: null,
  source: 'direct',
  two_factor: false,
  last_active_at: null,
  timestamp_created: '2026-01-02T03:04:05.678Z',
  timestamp_updated: '2026-01-02T03:04:05.678Z',
  ...more,
});
const of = (role: SystemRole, more?: Partial<Member>) => member({ ...systemRoles[role], name: role }, more);

const giver = (...roles: readonly Role[]): Giver => {
  const permissions = effective({ direct: roles });
  const memberId = roles[0]?.name ?? '';
  return giverOf({ memberId, permissions, may: (one) => permissions.has(one) }, roles, all);
};
const as = (role: SystemRole) => giver(knownSystemRoles.find(({ name }) => name === role)!);
const names = (roles: readonly KnownRole[]) => roles.map(({ name }) => name);

describe('what the console offers', () => {
  it('never offers to make somebody owner', () => {
    expect(names(rolesToGive(as('owner')))).toEqual([
      ...['admin', 'editor', 'view', 'client'],
      ...['Reviewer', 'Recruiter'],
    ]);
    expect(names(rolesToGive(as('owner'), of('editor')))).not.toContain('owner');
  });

  it('offers nobody to change their own role, nor that of their like', () => {
    expect(rolesToGive(as('admin'), of('admin'))).toEqual([]);
    expect(rolesToGive(as('admin'), of('admin', { id: 'another' }))).toEqual([]);
    expect(mayRemove(as('admin'), of('owner'))).toBe(false);
  });

  it('says why not', () => {
    expect(refusalToChange(as('admin'), of('admin'))).toBe('own_roles');
    expect(refusalToChange(as('admin'), of('admin', { id: 'another' }))).toBe('outranked');
    expect(refusalToChange(as('admin'), member(reviewer))).toBeUndefined();
  });

  it('offers an admin to change and remove those below', () => {
    expect(names(rolesToGive(as('admin'), of('view')))).toContain('Reviewer');
    expect(mayRemove(as('admin'), of('view'))).toBe(true);
    expect(mayRemove(as('admin'), member(recruiter))).toBe(true);
  });

  it('offers a role that one of one’s own lets be given, and only to somebody below', () => {
    expect(names(rolesToGive(giver(recruiter)))).toEqual(['editor', 'client', 'Recruiter']);
    expect(rolesToGive(giver(recruiter), of('client'))).toEqual([]);
  });

  it('keeps an equal out for a while, but neither the owner nor oneself', () => {
    expect(maySuspend(as('admin'), of('admin', { id: 'another' }))).toBe(true);
    expect(maySuspend(as('admin'), of('admin'))).toBe(false);
    expect(maySuspend(as('admin'), of('owner'))).toBe(false);
    expect(maySuspend(as('admin'), of('view', { status: 'pending' }))).toBe(false);
  });

  it('lets whoever invites change somebody who has not joined, whatever they are to be', () => {
    expect(mayRemove(as('admin'), of('admin', { id: 'another', status: 'pending' }))).toBe(true);
  });

  it.each(['editor', 'view', 'client'] as const)('offers %s no power over people but to leave', (role) => {
    expect(rolesToGive(as(role))).toEqual([]);
    expect(mayRemove(as(role), of('client', { id: 'another' }))).toBe(false);
    expect(maySuspend(as(role), of('client', { id: 'another' }))).toBe(false);
    expect(mayVouch(as(role), of('client', { id: 'another' }))).toBe(false);
    expect(mayLeave(as(role))).toBe(true);
  });

  it('keeps the owner from leaving', () => {
    expect(mayLeave(as('owner'))).toBe(false);
  });
});
