import { withoutForce } from '@bailiwick/tenancy';
import { DataSource, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerDataSource } from '../../../apps/api/src/runtime/data-source.js';
import { migrations } from '../../../apps/api/src/migrations/index.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantEverywhere, plantWorkspace, tables } from '../../support/planted.js';
import { schemaLines } from '../../support/schema.js';

describe('the migrations', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase({ empty: true });
  });
  afterAll(() => db.drop());

  const withFirst = async (n: number, work: (source: DataSource) => Promise<unknown>) => {
    const { options } = ownerDataSource(db.urls.DATABASE_OWNER_URL);
    const source = await new DataSource({ ...options, migrations: migrations.slice(0, n) }).initialize();
    await work(source).finally(() => source.destroy());
    return schemaLines(db.superuser);
  };

  it('go up one by one, down to nothing, and up again to the very same', async () => {
    const grown = [await schemaLines(db.superuser)];
    for (const n of migrations.keys())
      grown.push(await withFirst(n + 1, (source) => source.runMigrations({ transaction: 'each' })));
    expect(grown[0]!.filter((line) => !line.startsWith('schema'))).toEqual([]);
    for (const n of [...migrations.keys()].reverse()) {
      const left = await withFirst(n + 1, (source) => source.undoLastMigration({ transaction: 'each' }));
      expect(left, `after ${migrations[n]!.name} was undone`).toEqual(grown[n]);
    }
    const again = await withFirst(migrations.length, (source) =>
      source.runMigrations({ transaction: 'each' }),
    );
    expect(again).toEqual(grown.at(-1));
  });

  it('run again where they ran, and change nothing', async () => {
    const before = await schemaLines(db.superuser);
    expect(await withFirst(migrations.length, (source) => source.runMigrations())).toEqual(before);
  });
});

describe('the words by which members are found', () => {
  it('are those of everybody who was there before, in every workspace', async () => {
    const db = await createDatabase();
    const owner = await ownerDataSource(db.urls.DATABASE_OWNER_URL).initialize();
    const words = async () => (await db.superuser.query('select * from member_words order by 1, 2, 3')).rows;
    const isThere = async () =>
      (await db.superuser.query(`select 1 from pg_tables where tablename = 'member_words'`)).rows.length > 0;
    for (let n = 0; n < 2; n += 1) await plantWorkspace(db.superuser);
    const written = await words();
    expect(new Set(written.map((row) => (row as { workspace_id: string }).workspace_id)).size).toBe(2);
    while (await isThere()) await owner.undoLastMigration({ transaction: 'each' });
    await owner.runMigrations({ transaction: 'each' });
    expect(await words()).toEqual(written);
    await owner.destroy();
    await db.drop();
  });
});

describe('a migration of data', () => {
  let db: TestDatabase;
  let owner: DataSource;
  let members: PlantedMember[];

  beforeAll(async () => {
    db = await createDatabase();
    owner = await ownerDataSource(db.urls.DATABASE_OWNER_URL).initialize();
    members = [await plantEverywhere(db.superuser), await plantEverywhere(db.superuser)];
  });
  afterAll(async () => {
    await owner.destroy();
    await db.drop();
  });

  /** As TypeORM runs a migration: one transaction, as the owner. */
  const migrate = async (work: (q: QueryRunner) => Promise<unknown>) => {
    const q = owner.createQueryRunner();
    try {
      await q.startTransaction();
      await work(q);
      await q.commitTransaction();
    } catch (error) {
      await q.rollbackTransaction();
      throw error;
    } finally {
      await q.release();
    }
  };
  const backfill = `update workspace_members set nickname = 'from ' || split_part(email, '@', 1)`;
  const nicknames = async () => {
    const { rows } = await db.superuser.query<{ n: number }>(
      'select count(nickname)::int as n from workspace_members',
    );
    return rows[0]!.n;
  };
  const forced = async () => {
    const { rows } = await db.superuser.query<{ forced: boolean }>(
      `select relforcerowsecurity as forced from pg_class where relname = 'workspace_members'`,
    );
    return rows[0]!.forced;
  };

  it('sees no row of any table as the owner, and silently changes none', async () => {
    await migrate(async (q) => {
      for (const table of await tables(db.superuser))
        expect(await q.query(`select 1 from ${table}`), table).toEqual([]);
      await q.query(backfill);
    });
    expect(await nicknames()).toBe(0);
  });

  it('that fails without the force leaves the force on, and nothing changed', async () => {
    const work = migrate((q) =>
      withoutForce(q, 'workspace_members', async () => {
        await q.query(backfill);
        throw new Error('meant to fail');
      }),
    );
    await expect(work).rejects.toThrow('meant to fail');
    expect(await nicknames()).toBe(0);
    expect(await forced()).toBe(true);
  });

  it('reaches the rows of every workspace without the force, which is on again afterwards', async () => {
    await migrate((q) => withoutForce(q, 'workspace_members', () => q.query(backfill)));
    expect(await nicknames()).toBe(members.length);
    expect(await forced()).toBe(true);
  });
});
