import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Permission, permissions } from './catalog.js';
import { Permissions } from './permission-set.js';

const some = fc.subarray([...permissions]);
const listed = (set: ReadonlySet<Permission>) => permissions.filter((permission) => set.has(permission));

describe('a set of permissions', () => {
  it.each(permissions)('of one holds that and no other: %s', (one) => {
    expect(listed(Permissions.of([one]))).toEqual([one]);
  });

  it('of none holds nothing', () => {
    expect(listed(Permissions.none)).toEqual([]);
    expect(listed(Permissions.of([]))).toEqual([]);
  });

  it.each(['', 'rockets:launch', 'all:all', '__proto__', 'constructor'])(
    'neither takes nor has what the catalogue does not know: %j',
    (unknown) => {
      const set = Permissions.of([unknown, 'workspaces:read']);
      expect(set.has(unknown as Permission)).toBe(false);
      expect([...set]).toEqual(['workspaces:read']);
    },
  );

  it('does not change when what it was made of does', () => {
    const source = new Set<Permission>(['workspaces:read']);
    const set = Permissions.of(source);
    source.add('workspaces:update');
    expect([...set]).toEqual(['workspaces:read']);
  });

  it('made of another is that other: neither can change', () => {
    const set = Permissions.of(['workspaces:read']);
    expect(Permissions.of(set)).toBe(set);
  });

  it('unites and intersects as sets do, and leaves both as they were', () => {
    const property = fc.property(some, some, (one, other) => {
      const [a, b] = [Permissions.of(one), Permissions.of(other)];
      expect(listed(a.or(b))).toEqual(permissions.filter((p) => one.includes(p) || other.includes(p)));
      expect(listed(a.and(b))).toEqual(permissions.filter((p) => one.includes(p) && other.includes(p)));
      expect([listed(a), listed(b)]).toEqual([one, other]);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('unites and intersects with an ordinary set as with one of its own', () => {
    const property = fc.property(some, some, (one, other) => {
      const [a, b] = [Permissions.of(one), new Set(other)];
      expect([...a.or(b)]).toEqual([...a.or(Permissions.of(b))]);
      expect([...a.and(b)]).toEqual([...a.and(Permissions.of(b))]);
    });
    fc.assert(property, { seed: 2, numRuns: 100 });
  });

  it('can be read in every way that a set can be', () => {
    const property = fc.property(some, (one) => {
      const set = Permissions.of(one);
      const seen: unknown[] = [];
      set.forEach((...each) => seen.push(each));
      expect(set.size).toBe(one.length);
      expect([[...set], [...set.keys()], [...set.values()]]).toEqual([one, one, one]);
      expect([...set.entries()]).toEqual(one.map((permission) => [permission, permission]));
      expect(seen).toEqual(one.map((permission) => [permission, permission, set]));
    });
    fc.assert(property, { seed: 3, numRuns: 100 });
  });
});
