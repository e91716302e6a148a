import { describe, expect, it } from 'vitest';
import { reasons } from '../support/golden.js';
import { roomFindings, importsOf, libraryFindings, rings, sources } from './checks/house.js';

describe('the house', () => {
  const imports = sources('apps', 'libs', 'seeds', 'test').flatMap(importsOf);

  const excused = reasons('house.txt');
  const findings = [...roomFindings(imports), ...libraryFindings(imports)];

  it('has features that know each other by their services, never in a ring, and libraries with one door', () => {
    expect(findings.filter((one) => !excused.has(one))).toEqual([]);
  });

  it('excuses only what still stands, and says why', () => {
    expect([...excused.keys()].filter((one) => !findings.includes(one))).toEqual([]);
    expect([...excused.values()]).not.toContain(undefined);
  });
});

/** Imports somebody might write, each of which the checks above must find. */
describe('a house with a hole', () => {
  const api = 'apps/api/src';
  const found = (path: string, text: string) => importsOf({ path, text });

  it('is found where a feature reaches into another', () => {
    const text = `import { Module } from '@nestjs/common';\nimport {\n  a,\n} from '../roles/roles.queries.js';\n`;
    expect(roomFindings(found(`${api}/members/members.service.ts`, text))).toEqual([
      `${api}/members/members.service.ts imports ${api}/roles/roles.queries.ts, which is no door`,
    ]);
  });

  it('is found where the ground leans on what stands upon it', () => {
    expect(roomFindings(found(`${api}/http/x.ts`, `import '../members/members.service.js';`))).toEqual([
      `${api}/http/x.ts imports ${api}/members/members.service.ts, which stands upon it`,
    ]);
    expect(roomFindings(found(`${api}/members/x.ts`, `import '../http/text.js';`))).toEqual([]);
  });

  it('is found where features stand in a ring, however long', () => {
    const imports = [
      ...found(`${api}/b/b.service.ts`, `import type { C } from '../c/c.service.js';`),
      ...found(`${api}/c/c.service.ts`, `export { A } from '../a/a.schema.js';`),
      ...found(`${api}/a/a.module.ts`, `const late = await import('../b/b.module.js');`),
      ...found(`${api}/d/d.service.ts`, `import { B } from '../b/b.service.js';`),
    ];
    expect(roomFindings(imports)).toEqual(['a ring: a → b → c → a']);
    expect(
      rings([
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'c'],
        ['c', 'a'],
      ]),
    ).toHaveLength(2);
  });

  it('is found where somebody takes a library apart', () => {
    const text = `import { Tx } from '@bailiwick/tenancy/src/tx.js';\nimport { sql } from '../libs/tenancy/src/sql.js';`;
    expect(libraryFindings(found('test/x.test.ts', text))).toHaveLength(2);
    expect(libraryFindings(found('libs/tenancy/src/tx.ts', `import { sql } from './sql.js';`))).toEqual([]);
  });
});
