import { Failure, Hidden, Member, Refused, type Tx, Workspace, sql } from '@bailiwick/tenancy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

/** One connection, so that the next transaction meets all that one leaves behind. */
describe('a transaction of a workspace', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owners: PlantedMember[];
  let owner: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL, { pool: 1 });
    owners = await Promise.all(
      ['Harbour', 'Lighthouse', 'Tidewater'].map((n) => plantWorkspace(db.superuser, n)),
    );
    owner = owners[0]!;
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });

  const nameOf = async ({ workspaceId }: PlantedMember) => {
    const { rows } = await db.superuser.query<{ name: string }>('select name from workspaces where id = $1', [
      workspaceId,
    ]);
    return rows[0]!.name;
  };
  const rename = (name: string) => sql`update workspaces set name = ${name} where id = ${owner.workspaceId}`;
  const stillWorks = () =>
    tenancy.db.read(ctxOf(owner), (tx) => tx.one<{ works: number }>(sql`select ${1}::int as works`));

  describe('leaves nothing on its connection', () => {
    const left = async () => {
      const [row] = await tenancy.source.query<Record<string, string | number | null>[]>(`
        select coalesce(current_setting('app.workspace_id', true), '') as workspace,
          coalesce(current_setting('app.user_id', true), '') as person,
          coalesce(current_setting('app.address', true), '') as address,
          (select count(*) from workspaces)::int as rows`);
      return row;
    };
    const nothing = { workspace: '', person: '', address: '', rows: 0 };
    const failing = () => Promise.reject(new Error('meant to fail'));

    it('however it ends, through hundreds of workspaces in turn', async () => {
      expect(await left()).toEqual(nothing);
      for (let turn = 0; turn < 300; turn++) {
        const ctx = { ...ctxOf(owners[turn % 3]!) };
        const bound = { ...ctx, scope: { ...ctx.scope, address: 'pat@harbour.example' } };
        const endings = [
          () => tenancy.db.run(bound, (tx) => tx.query(sql`select 1`)),
          () => tenancy.db.run(bound, failing),
          () => tenancy.db.run(bound, (tx) => tx.query(sql`select 1 / ${0}::int`)),
          () => tenancy.db.read(bound, (tx) => tx.query(sql`select id from workspaces`)),
          () => tenancy.db.read(bound, (tx) => tx.query(sql`select 1 / ${0}::int`)),
        ];
        await endings[turn % endings.length]!().catch(() => undefined);
        expect(await left(), `after turn ${turn}`).toEqual(nothing);
      }
    });

    it('not even what the transaction before had and this one lacks', async () => {
      const ctx = ctxOf(owner);
      await tenancy.db.run({ ...ctx, scope: { ...ctx.scope, address: owner.email } }, () =>
        Promise.resolve(),
      );
      const seen = await tenancy.db.read({ ...ctx, scope: {} }, (tx) =>
        tx.one(
          sql`select current_setting('app.workspace_id') as workspace, current_setting('app.address') as address`,
        ),
      );
      expect(seen).toEqual({ workspace: '', address: '' });
    });
  });

  describe('which writes', () => {
    it('is kept as a whole', async () => {
      await tenancy.db.run(ctxOf(owner), async (tx) => {
        await tx.query(rename('Harbour One'));
        await tx.query(rename('Harbour Two'));
      });
      expect(await nameOf(owner)).toBe('Harbour Two');
    });

    it('leaves nothing when the work fails midway', async () => {
      const work = tenancy.db.run(ctxOf(owner), async (tx) => {
        await tx.query(rename('Half done'));
        throw new Failure('conflict');
      });
      await expect(work).rejects.toBeInstanceOf(Failure);
      expect(await nameOf(owner)).not.toBe('Half done');
    });

    it('leaves nothing when a statement fails midway', async () => {
      const work = tenancy.db.run(ctxOf(owner), async (tx) => {
        await tx.query(rename('Half done'));
        await tx.query(sql`update workspaces set name = null where id = ${owner.workspaceId}`);
      });
      await expect(work).rejects.toMatchObject({ code: '23502' });
      expect(await nameOf(owner)).not.toBe('Half done');
    });

    it.each([
      ['was the last', () => Promise.resolve()],
      ['was followed by others', (tx: Tx) => tx.query(sql`select 1`)],
    ])('leaves nothing when a statement fails that nobody waited for and that %s', async (_, andThen) => {
      const work = tenancy.db.run(ctxOf(owner), async (tx) => {
        await tx.query(rename('Half done'));
        tx.write(sql`update workspaces set name = null where id = ${owner.workspaceId}`);
        await andThen(tx);
      });
      await expect(work).rejects.toMatchObject({ code: '23502' });
      expect(await nameOf(owner)).not.toBe('Half done');
      expect(await stillWorks()).toEqual({ works: 1 });
    });

    it('is an error when its COMMIT was answered by ROLLBACK, so that nobody takes it for done', async () => {
      const work = tenancy.db.run(ctxOf(owner), async (tx) => {
        await tx.query(rename('Never there'));
        await tx.query(sql`select 1 / ${0}::int`).catch(() => undefined);
        return 'done';
      });
      await expect(work).rejects.toThrow();
      expect(await nameOf(owner)).not.toBe('Never there');
    });

    it('takes no statement after its end, and heals', async () => {
      const late = await tenancy.db.run(ctxOf(owner), (tx) =>
        Promise.resolve(() => tx.query(rename('Too late'))),
      );
      await expect(late()).rejects.not.toBeInstanceOf(Hidden);
      expect(await nameOf(owner)).not.toBe('Too late');
      expect(await stillWorks()).toEqual({ works: 1 });
    });
  });

  describe('which reads', () => {
    it('cannot write', async () => {
      const work = tenancy.db.read(ctxOf(owner), (tx) => tx.query(rename('Written by a read')));
      await expect(work).rejects.toMatchObject({ code: '25006' });
      expect(await stillWorks()).toEqual({ works: 1 });
    });

    it('fails as a bug, not as a refusal, when it asks again after it awaited; and heals', async () => {
      const work = tenancy.db.read(ctxOf(owner), async (tx) => {
        await tx.query(sql`select 1`);
        return tx.query(sql`select 2`);
      });
      const bug = await work.catch((error: unknown) => error);
      expect(bug).toBeInstanceOf(Error);
      for (const refusal of [Hidden, Refused, Failure]) expect(bug).not.toBeInstanceOf(refusal);
      expect(await stillWorks()).toEqual({ works: 1 });
    });

    it('answers several statements in the order they were asked', async () => {
      const seen = await tenancy.db.read(ctxOf(owner), (tx) =>
        Promise.all([1, 2, 3].map((n) => tx.one(sql`select ${n}::int as n`))),
      );
      expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    });
  });

  describe.each(['read', 'run'] as const)('whose first statement fails (%s)', (how) => {
    it('does not spoil that statement, when its values were wrong', async () => {
      // A text of its own for each way, so that it is prepared here for the first time.
      const divide = (by: number) =>
        how === 'read' ? sql`select 6 / ${by}::int as a` : sql`select 6 / ${by}::int as b`;
      const ask = (by: number) => tenancy.db[how](ctxOf(owner), (tx) => tx.query(divide(by)));
      await expect(ask(0)).rejects.toMatchObject({ code: '22012' });
      expect(await ask(2)).toEqual([expect.objectContaining({ [how === 'read' ? 'a' : 'b']: 3 })]);
    });

    it('does not spoil that statement, when it could not be prepared at all', async () => {
      const table = `tides_${how}`;
      const tides = how === 'read' ? sql`select n from tides_read` : sql`select n from tides_run`;
      const ask = () =>
        tenancy.db[how](ctxOf(owner), (tx) => Promise.all([tx.query(tides), tx.query(tides)]));
      await expect(ask()).rejects.toMatchObject({ code: '42P01' });
      await db.superuser.query(`create table ${table} (n int); grant select on ${table} to bailiwick_app`);
      expect(await ask()).toEqual([[], []]);
    });
  });

  describe('that changes a row', () => {
    it('is hidden when it hits nothing', async () => {
      const gone = { id: owner.memberId, workspace_id: owners[1]!.workspaceId };
      const { db } = tenancy;
      const change = db.run(ctxOf(owner), (tx) =>
        tx.change(Workspace, { id: gone.workspace_id }, { name: 'Mine' }),
      );
      const update = db.run(ctxOf(owner), (tx) => tx.update(gone as Member, Member, { nickname: 'Mine' }));
      const remove = db.run(ctxOf(owner), (tx) => tx.remove(gone as Member, Member));
      for (const work of [change, update, remove]) await expect(work).rejects.toBeInstanceOf(Hidden);
      expect(await nameOf(owners[1]!)).toBe('Lighthouse');
    });
  });
});
