import { type Permission, grantable, scopes as allScopes } from '@bailiwick/rbac';
import { describe, expect, it } from 'vitest';
import {
  findWiderScope,
  containsScope,
  inShort,
  lockOf,
  meaningOf,
  nameOfScope,
  pickScope,
} from './scopes.js';
import { idsBelow, endOf, dayField, mayRotate } from './keys.js';

const held = (...those: Permission[]) => new Set<Permission>(those);
const everything = new Set<Permission>(grantable);

describe('picking scopes', () => {
  it('knows what a wildcard contains: by what it says', () => {
    expect(containsScope('all:all', 'leads:all')).toBe(true);
    expect(containsScope('all:read', 'leads:read')).toBe(true);
    expect(containsScope('leads:all', 'leads:delete')).toBe(true);
    expect(containsScope('all:read', 'leads:all')).toBe(false);
    expect(containsScope('leads:all', 'lead_lists:read')).toBe(false);
    expect(containsScope('leads:read', 'leads:read')).toBe(false);
  });

  it('does not name beside a wildcard what it contains, and keeps the rest', () => {
    const chosen = new Set(['leads:read', 'campaigns:read', 'campaigns:update']);
    expect([...pickScope(chosen, 'all:read', true)].toSorted()).toEqual(['all:read', 'campaigns:update']);
    expect([...pickScope(chosen, 'campaigns:read', false)]).toEqual(['leads:read', 'campaigns:update']);
    expect(findWiderScope(['all:read'], 'leads:read')).toBe('all:read');
  });

  it('locks what its maker does not hold, and then what whoever it is for does not', () => {
    const [mine, owners] = [held('leads:read', 'leads:update'), held('leads:read')];
    expect(lockOf('leads:read', { mine, owners })).toBeUndefined();
    expect(lockOf('leads:update', { mine, owners })).toBe('owners');
    expect(lockOf('leads:update', { mine, owners: undefined })).toBeUndefined();
    expect(lockOf('leads:all', { mine, owners })).toBe('mine');
    expect(lockOf('all:all', { mine: everything, owners: everything })).toBeUndefined();
  });

  it('has a name and a meaning for every scope there is', () => {
    for (const scope of allScopes) {
      expect(nameOfScope(scope)).not.toMatch(/[_]|^$/);
      expect(meaningOf(scope)).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('says in short what is long', () => {
    expect(inShort(['all:all'])).toBe('Everything');
    expect(inShort(['leads:read', 'leads:update', 'campaigns:all'])).toBe(
      'Leads: see, Leads: change and 1 more',
    );
  });
});

describe('keys', () => {
  const key = (id: string, parent_id: string | null = null) => ({ id, parent_id });

  it('counts all that die with one, however deep', () => {
    const all = [key('a'), key('b', 'a'), key('c'), key('d', 'b'), key('e', 'c')];
    expect(idsBelow(all, 'a')).toEqual(['b', 'd']);
    expect(idsBelow(all, 'e')).toEqual([]);
  });

  it('ends a key after its term, or with the day', () => {
    const now = Date.parse('2026-01-02T03:04:05.678Z');
    expect(endOf('never', '', now)).toBeNull();
    expect(endOf('30', '', now)).toBe('2026-02-01T03:04:05.678Z');
    const end = new Date(endOf('date', '2026-03-04') ?? '');
    expect([dayField(end.getTime()), end.getHours(), end.getMinutes()]).toEqual(['2026-03-04', 23, 59]);
  });

  it('offers a new secret to whom the key belongs, and for programs, within what they hold', () => {
    const mine = held('api_keys:create', 'leads:read');
    const standing = { memberId: 'me', permissions: mine, may: (one: Permission) => mine.has(one) };
    const of = (member_id: string, ...scopes: string[]) =>
      ({ member_id, scopes }) as unknown as Parameters<typeof mayRotate>[0];
    expect(mayRotate(of('me', 'leads:read'), { standing, isService: false })).toBe(true);
    expect(mayRotate(of('program', 'leads:read'), { standing, isService: true })).toBe(true);
    expect(mayRotate(of('another', 'leads:read'), { standing, isService: false })).toBe(false);
    expect(mayRotate(of('me', 'leads:all'), { standing, isService: false })).toBe(false);
  });
});
