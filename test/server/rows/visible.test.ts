import fc from 'fast-check';
import { type Condition, type Rule, compile, decide, visible } from '@bailiwick/rbac';
import { visibleWhere } from '@bailiwick/tenancy';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';
import { isFull } from '../../support/profile.js';

const WORLDS = isFull ? 2000 : 150;
const SEED = Number(process.env['SEED'] ?? 20_261_128);

interface Thing {
  readonly id: number;
  readonly status: string | null;
  readonly owner: string | null;
  readonly kind: number | null;
  readonly locked: boolean | null;
}

const words = fc.constantFrom('a', 'b', "c'; --");
const things: fc.Arbitrary<Thing[]> = fc
  .array(
    fc.record({
      status: fc.option(words),
      owner: fc.option(words),
      kind: fc.option(fc.integer({ min: 0, max: 2 })),
      locked: fc.option(fc.boolean()),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((one, id) => ({ id, ...one })));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    words.map((one): Condition => ({ eq: ['status', one] })),
    fc.boolean().map((one): Condition => ({ eq: ['locked', one] })),
    fc.constantFrom('me', 'nobody').map((attribute): Condition => ({ eq: ['owner', { attribute }] })),
    fc.subarray([0, 1, 2]).map((some): Condition => ({ in: ['kind', some] })),
    fc.array(tie('condition'), { maxLength: 3 }).map((and): Condition => ({ and })),
    fc.array(tie('condition'), { maxLength: 3 }).map((or): Condition => ({ or })),
    tie('condition').map((not): Condition => ({ not })),
  ),
}));

const rule: fc.Arbitrary<Rule> = fc
  .tuple(fc.constantFrom('leads:read', 'leads:update', 'campaigns:read'), fc.option(condition))
  .map(([permission, when]) => ({ permission, ...(when && { when }) }));

/** With any rules and rows, a list holds exactly what may be loaded one by one. */
describe(`lists and single rows (seed ${SEED}, ${WORLDS} worlds)`, () => {
  let db: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    db = await createDatabase({ empty: true });
    client = await connect(db.urls.DATABASE_OWNER_URL);
  });
  afterAll(async () => {
    await client.end();
    await db.drop();
  });

  const listed = async (rows: readonly Thing[], where: { text: string; values: readonly unknown[] }) => {
    const from = `jsonb_to_recordset($${where.values.length + 1}::jsonb)
      as t (id int, status text, owner text, kind int, locked boolean)`;
    const text = `select id from ${from} where ${where.text} order by id`;
    const { rows: found } = await client.query<{ id: number }>(text, [...where.values, JSON.stringify(rows)]);
    return found.map(({ id }) => id);
  };

  it('agree', { timeout: 120_000 }, async () => {
    const attributes = { me: 'a' };
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { maxLength: 4 }),
        things,
        fc.constantFrom('leads:read' as const, 'leads:update' as const),
        async (rules, rows, permission) => {
          const ability = compile(rules);
          const one = rows.filter((row) => decide(ability, permission, row, attributes) === 'allowed');
          const list = await listed(rows, visibleWhere(visible(ability, permission), attributes, 't'));
          expect(list).toEqual(one.map(({ id }) => id));
        },
      ),
      { seed: SEED, numRuns: WORLDS },
    );
  });
});
