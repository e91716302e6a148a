import { describe, expect, it } from 'vitest';
import { affectedBy } from '../../tools/affected.mjs';
import { leansOn } from '../../tools/arrows.mjs';

describe('what a change needs', () => {
  it.each(Object.keys(leansOn))(
    'is, for %s of the API, its tests, those of all that lean on it, and the policy',
    (system) => {
      const leaners = Object.entries(leansOn).filter(([, leans]) => leans.includes(system));
      const { server = [], browser } = affectedBy([`apps/api/src/${system}/feature/x.service.ts`]) ?? {};
      expect(server).toEqual(
        expect.arrayContaining([
          'test/policy',
          ...[system, ...leaners.map(([leaner]) => leaner)].map((one) => `test/server/${one}`),
        ]),
      );
      expect(browser).toEqual([]);
    },
  );

  it('reaches those who lean on it through others', () => {
    expect(affectedBy(['apps/api/src/access/roles/roles.service.ts'])?.server).toContain(
      'test/server/groups',
    );
  });

  it.each([
    'libs/rbac/src/catalog.ts',
    'libs/tenancy/src/rows/tx.ts',
    'apps/api/src/migrations/1764000001000-create-people.ts',
    'apps/api/src/http/route/route-table.ts',
    'apps/api/src/app.module.ts',
    'apps/api/src/errors.ts',
    'apps/console/src/ui/button.tsx',
    'test/support/people.ts',
    'package.json',
    'a/folder/nobody/has/heard/of.ts',
  ])('is everything for %s', (path) => {
    expect(affectedBy([path, 'docs/audit.md'])).toBeUndefined();
  });

  it.each([
    [['test/server/groups/groups.test.ts'], { server: ['test/server/groups/groups.test.ts'], browser: [] }],
    [['test/policy/golden/routes.txt'], { server: ['test/policy'], browser: [] }],
    [['README.md'], { server: ['test/policy', 'test/server/http'], browser: [] }],
    [['apps/console/src/groups/page.tsx'], { server: [], browser: ['test/browser/groups'] }],
    [[], { server: [], browser: [] }],
  ])('is, for %j, no more than it takes', (paths, needed) => {
    expect(affectedBy(paths)).toEqual(needed);
  });
});
