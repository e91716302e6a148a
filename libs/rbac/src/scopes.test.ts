import { describe, expect, it } from 'vitest';
import { type Permission, grantable, ownerOnly, permissions } from './catalog.js';
import { expand, expandAll, isScope, scopes } from './scopes.js';

const sorted = (set: Iterable<Permission>) => [...set].sort();
const where = (holds: (permission: Permission) => boolean) => sorted(grantable.filter(holds));

describe('a scope', () => {
  it.each(grantable)('names a permission, and stands for that one: %s', (permission) => {
    expect(isScope(permission)).toBe(true);
    expect([...expand([permission])]).toEqual([permission]);
  });

  it.each(['create', 'read', 'update', 'delete'])('stands for one action on everything: all:%s', (action) => {
    expect(isScope(`all:${action}`)).toBe(true);
    expect(sorted(expand([`all:${action}`]))).toEqual(where((one) => one.endsWith(`:${action}`)));
  });

  it.each(['workspaces', 'campaigns', 'lead_lists', 'leads', 'workspace_removals'])(
    'stands for everything that may be done to %s',
    (resource) => {
      expect(isScope(`${resource}:all`)).toBe(true);
      expect(sorted(expand([`${resource}:all`]))).toEqual(where((one) => one.startsWith(`${resource}:`)));
    },
  );

  it('stands for everything but what is the owner’s alone: all:all', () => {
    expect(sorted(expand(['all:all']))).toEqual(sorted(grantable));
  });

  it.each(ownerOnly)('never names what is the owner’s alone: %s', (permission) => {
    expect(isScope(permission)).toBe(false);
    expect([...expand([permission])]).toEqual([]);
    expect(expand(scopes).has(permission)).toBe(false);
  });

  it.each([
    ...['', 'all', 'workspaces', 'workspaces:', ':read', 'read:all', 'rockets:all', 'workspaces:read:all'],
    ...[
      'ALL:ALL',
      'all:all ',
      '*',
      '__proto__',
      'member_nicknames:all',
      'group_consents:all',
      'workspaces:delete',
    ],
  ])('that nobody knows stands for nothing: %j', (unknown) => {
    expect(isScope(unknown)).toBe(false);
    expect([...expand([unknown])]).toEqual([]);
  });

  it('is listed once', () => {
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(scopes.every(isScope)).toBe(true);
  });
});

describe('several scopes', () => {
  it('stand for what any of them stands for', () => {
    expect(sorted(expand(['campaigns:read', 'rockets:all', 'workspaces:all']))).toEqual(
      sorted(['campaigns:read', 'workspaces:read', 'workspaces:update']),
    );
  });

  it('stand for nothing where there is none', () => {
    expect([...expand([])]).toEqual([]);
  });
});

describe('the scopes of a key and of those above it', () => {
  it('leave what all of them leave, whichever comes first', () => {
    const [narrow, wide] = [
      ['all:read', 'campaigns:update'],
      ['campaigns:all', 'leads:read'],
    ];
    const both: Permission[] = ['campaigns:read', 'campaigns:update', 'leads:read'];
    expect(sorted(expandAll([narrow, wide]))).toEqual(both);
    expect(sorted(expandAll([wide, narrow]))).toEqual(both);
  });

  it('are each asked, however many there are', () => {
    expect([...expandAll([['all:all'], ['all:read'], ['all:all'], ['leads:all']])]).toEqual(['leads:read']);
  });

  it('leave nothing where one of them stands for nothing', () => {
    expect([...expandAll([['all:all'], []])]).toEqual([]);
    expect([...expandAll([['rockets:all'], ['all:all']])]).toEqual([]);
  });

  it('never leave what is the owner’s alone', () => {
    const left = expandAll([]);
    expect(permissions.filter((one) => !left.has(one)).sort()).toEqual([...ownerOnly].sort());
  });
});
