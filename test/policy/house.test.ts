import { describe, expect, it } from 'vitest';
import { reasons } from '../support/golden.js';
import {
  arrowFindings,
  featureFindings,
  importsOf,
  rings,
  serviceFindings,
  sources,
} from './checks/house.js';

describe('the house', () => {
  const ours = sources('apps', 'libs').flatMap(importsOf);
  const excused = reasons('house.txt');
  const findings = arrowFindings([...ours, ...sources('seeds', 'test').flatMap(importsOf)]);

  it('has systems that lean on each other by the table, features known by their doors, and libraries with one door', () => {
    expect(findings.filter((one) => !excused.has(one))).toEqual([]);
  });

  it('has no file that leads back to itself, not even by a type', () => {
    expect(rings(ours)).toEqual([]);
  });

  it('has services that are one injectable class each', () => {
    expect(serviceFindings(sources('apps/api'))).toEqual([]);
  });

  it('has at most six files in a feature', () => {
    expect(featureFindings(sources('apps/api'))).toEqual([]);
  });

  it('excuses only what still stands, and says why', () => {
    expect([...excused.keys()].filter((one) => !findings.includes(one))).toEqual([]);
    expect([...excused.values()]).not.toContain(undefined);
  });
});

/** Imports a person might write, each of which the checks above must find. */
describe('a house with a hole', () => {
  const api = 'apps/api/src';
  const imported = (path: string, text: string) => importsOf({ path, text });
  const findingsIn = (path: string, text: string) => arrowFindings(imported(path, text));

  it.each([
    ['access/roles/x.ts', '../../workspaces/members/members.service.js', 'access may not lean on workspaces'],
    ['identity/auth/x.ts', '../../groups/links/links.service.js', 'identity may not lean on groups'],
    ['http/gate/x.ts', '../../identity/people/people.service.js', 'http is ground and knows no system'],
    ['jobs/x.ts', '../access/access.module.js', 'jobs is ground and knows no system'],
    ['workspaces/members/x.ts', '../../access/roles/roles.queries.js', 'this is no door'],
    ['access/grants/x.ts', '../roles/roles.controller.js', 'this is no door'],
    [
      'billing/plans/x.ts',
      '../../access/roles/roles.schema.js',
      'billing does not stand in the table of arrows',
    ],
    ['mail/x.ts', '../app.module.js', 'a program leans on its parts, not the other way round'],
    ['mail/x.ts', '../../../console/src/words/roles.js', 'the API does not know the console'],
  ])('is found where %s imports %s', (file, to, finding) => {
    const [found] = findingsIn(`${api}/${file}`, `import {\n  type A,\n} from '${to}';\n`);
    expect(found).toMatch(new RegExp(`: ${finding}$`));
  });

  it.each([
    ['access/roles/x.tsx', '../../groups/group/use-group.js', 'access may not lean on groups'],
    ['shell/x.tsx', '../workspaces/members/leave-dialog.js', 'shell may not lean on workspaces'],
    ['ui/x.tsx', '../shell/page-layout.js', 'ui may not lean on shell'],
    ['server/x.ts', '../ui/toast.js', 'server may not lean on ui'],
    ['billing/plans/x.tsx', '../../ui/button.js', 'billing does not stand in the table of arrows'],
    ['shell/x.tsx', '../router.js', 'a program leans on its parts, not the other way round'],
  ])('is found in the console where %s imports %s', (file, to, finding) => {
    const [found] = findingsIn(`apps/console/src/${file}`, `const late = await import('${to}');`);
    expect(found).toMatch(new RegExp(`: ${finding}$`));
  });

  it.each([
    ['groups/group/x.tsx', '../../access/roles/use-roles.js'],
    ['audit/audit-log/x.tsx', '../../shell/page-layout.js'],
    ['ui/x.tsx', '../words/common.js'],
    ['router.tsx', './groups/group/group-page.js'],
  ])('is none in the console where %s imports %s', (file, to) => {
    expect(findingsIn(`apps/console/src/${file}`, `const late = await import('${to}');`)).toEqual([]);
  });

  it.each([
    ['groups/links/x.ts', '../../workspaces/links/links.rules.js'],
    ['access/roles/x.ts', '../../http/body/shapes.js'],
    ['access/access.module.ts', './roles/roles.controller.js'],
    ['identity/auth/x.ts', '../../errors.js'],
  ])('is none where %s imports %s', (file, to) => {
    expect(findingsIn(`${api}/${file}`, `import '${to}';`)).toEqual([]);
  });

  it('is found where a library is taken apart, or leans the wrong way', () => {
    const text = `import { Tx } from '@bailiwick/tenancy/src/tx.js';\nimport { sql } from '../libs/tenancy/src/sql.js';`;
    expect(findingsIn('test/x.test.ts', text)).toHaveLength(2);
    expect(findingsIn('libs/tenancy/src/tx.ts', `import { sql } from './sql.js';`)).toEqual([]);
    expect(findingsIn('libs/tenancy/src/tx.ts', `import { record } from '@bailiwick/audit';`)).toHaveLength(
      1,
    );
  });

  it('is found where files stand in a ring, however long, and only by a type', () => {
    const file = (name: string, text: string) => imported(`${api}/mail/${name}.ts`, text);
    const imports = [
      ...file('b', `import type { C } from './c.js';`),
      ...file('c', `export { A } from './a.js';`),
      ...file('a', `const late = await import('./b.js');`),
      ...file('d', `import { B } from './b.js';`),
    ];
    expect(rings(imports)).toEqual([['a', 'b', 'c'].map((name) => `${api}/mail/${name}`)]);
    expect(rings(file('d', `import { B } from './b.js';`))).toEqual([]);
  });

  it.each([
    ['a function beside the class', 'export async function help(tx: Tx): Promise<void> {}'],
    ['a constant beside the class', 'export const MOST = 5;'],
    ['another class', 'export abstract class Base {}'],
    ['what another file holds', `export { help } from './help.rules.js';`],
  ])('is found where a service exports %s', (_, more) => {
    const path = `${api}/access/x/x.service.ts`;
    const text = `export interface X {}\n@Injectable()\nexport class XService {}\n`;
    expect(serviceFindings([{ path, text }])).toEqual([]);
    expect(serviceFindings([{ path, text: text + more }])).toEqual([`${path} is not one injectable class`]);
    expect(serviceFindings([{ path, text: more }])).toHaveLength(1);
  });

  it('is found where a feature has a seventh file, which is no test', () => {
    const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ path: `${api}/access/x/${name}.ts` }));
    const beside = [{ path: `${api}/access/x/a.test.ts` }, { path: `${api}/http/gate/g.ts` }];
    expect(featureFindings([...files, ...beside])).toEqual([]);
    expect(featureFindings([...files, { path: `${api}/access/x/g.ts` }])).toEqual([
      `${api}/access/x has 7 files`,
    ]);
  });
});
