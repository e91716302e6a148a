import { type SystemRole, effective, rolesOf, systemRoles } from '@bailiwick/rbac';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../server/session.js';
import { type Member, mayLeave, mayRemove, mayVouch, rolesToGive } from './roles.js';

const member = (role: SystemRole, id: string = role): Member => ({
  id,
  email: `${id}@harbour.example`,
  user_email: null,
  nickname: null,
  name: { first: '', last: '' },
  role,
  roles: [{ id: systemRoles[role].id, name: role }],
  permissions: null,
  accepted: true,
  status: 'active',
  issuer_id: null,
  user_id: id,
  workspace_id: 'w',
  invitation_expires_at: null,
  timestamp_created: '2026-01-02T03:04:05.678Z',
  timestamp_updated: '2026-01-02T03:04:05.678Z',
});

const standing = (role: SystemRole): Standing => {
  const permissions = effective({ direct: rolesOf([{ role_id: systemRoles[role].id }]) });
  return { memberId: role, permissions, may: (permission) => permissions.has(permission) };
};

describe('what the console offers', () => {
  it('never offers to make somebody owner', () => {
    expect(rolesToGive(standing('owner'))).toEqual(['admin', 'editor', 'view', 'client']);
    expect(rolesToGive(standing('owner'), member('editor'))).not.toContain('owner');
  });

  it('offers nobody to change their own role, nor that of their like', () => {
    expect(rolesToGive(standing('admin'), member('admin'))).toEqual([]);
    expect(rolesToGive(standing('admin'), member('admin', 'another'))).toEqual([]);
    expect(mayRemove(standing('admin'), member('owner'))).toBe(false);
  });

  it('offers an admin to change and remove those below', () => {
    expect(rolesToGive(standing('admin'), member('view'))).toEqual(['admin', 'editor', 'view', 'client']);
    expect(mayRemove(standing('admin'), member('view'))).toBe(true);
  });

  it.each(['editor', 'view', 'client'] as const)('offers %s no power over people but to leave', (role) => {
    expect(rolesToGive(standing(role))).toEqual([]);
    expect(mayRemove(standing(role), member('client', 'another'))).toBe(false);
    expect(mayVouch(standing(role), member('client', 'another'))).toBe(false);
    expect(mayLeave(standing(role))).toBe(true);
  });

  it('keeps the owner from leaving', () => {
    expect(mayLeave(standing('owner'))).toBe(false);
  });
});
