import { record, sealBatch } from '@bailiwick/audit';
import type { Ctx } from '@bailiwick/tenancy';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealedRows, verify } from '../../support/chain.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';
import { until } from '../../support/until.js';

const SEALERS = 8;
const WRITERS = 4;
const ACTS = 100;

describe('sealing', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let pool: pg.Pool;
  let workspaces: PlantedMember[];

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL, { pool: WRITERS });
    pool = new pg.Pool({ connectionString: db.urls.DATABASE_AUDIT_URL, max: SEALERS });
    pool.on('error', () => undefined);
    workspaces = await Promise.all(
      Array.from({ length: 20 }, (_, n) => plantWorkspace(db.superuser, `Harbour ${n}`)),
    );
  });
  afterAll(async () => {
    await Promise.all([tenancy.close(), pool.end()]);
    await db.drop();
  });

  const act = (ctx: Ctx, name: string) =>
    tenancy.db.run(ctx, (tx) => record(tx, 'workspace.updated', { target: { id: ctx.workspace.id, name } }));
  const drain = async () => {
    while ((await sealBatch(pool)) > 0);
  };
  const waiting = async () => {
    const { rows } = await db.superuser.query<{ n: number }>('select count(*)::int as n from audit_outbox');
    return rows[0]!.n;
  };
  const names = async (workspaceId: string) =>
    (await sealedRows(db.superuser, workspaceId)).map(
      ({ body }) => (body as { target_name: string }).target_name,
    );

  it('by eight at once while others write: no deadlock, no gap, every act once and in its writer’s order', async () => {
    let writing = true;
    const sealers = Array.from({ length: SEALERS }, async () => {
      while (writing || (await waiting()) > 0) await sealBatch(pool);
    });
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < ACTS; n++) {
        // Each writer leaps through the workspaces in an order of its own.
        const member = workspaces[(n * (2 * writer + 1)) % workspaces.length]!;
        await act(ctxOf(member), `${writer}:${String(n).padStart(3, '0')}`);
      }
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    let sealed = 0;
    for (const { workspaceId } of workspaces) {
      const inLog = await names(workspaceId);
      sealed += inLog.length;
      expect(await verify(db.superuser, workspaceId)).toEqual({ ok: true, records: inLog.length, erased: 0 });
      for (let writer = 0; writer < WRITERS; writer++) {
        const own = inLog.filter((name) => name.startsWith(`${writer}:`));
        expect(own).toEqual([...own].sort());
      }
    }
    expect(sealed).toBe(WRITERS * ACTS);
  });

  it('takes the oldest of a long queue first', async () => {
    const member = await plantWorkspace(db.superuser, 'Long queue');
    await db.superuser.query(
      `insert into audit_outbox (id, workspace_id, act_id, occurred_at, content, persons)
       select id, $1, id, now() - n * interval '1 ms', json_build_object('id', id, 'activity', 1002, 'actor_id', null, 'n', n),
         '{}' from (select n, gen_random_uuid() as id from generate_series(1, 2500) n) made`,
      [member.workspaceId],
    );
    expect(await sealBatch(pool)).toBe(1000);
    const oldest = await sealedRows(db.superuser, member.workspaceId);
    expect(oldest.map(({ body }) => (body as { n: number }).n)).toEqual(
      Array.from({ length: 1000 }, (_, i) => 2500 - i),
    );
    await drain();
    expect(await sealedRows(db.superuser, member.workspaceId)).toHaveLength(2500);
  });

  describe('by one that dies in the middle', () => {
    it('loses nothing and doubles nothing', async () => {
      const member = await plantWorkspace(db.superuser, 'Interrupted');
      const expected = ['first', 'second', 'third'];
      for (const name of expected) await act(ctxOf(member), name);
      // The sealer gets as far as writing into the log, and there waits for this lock.
      const blocker = await db.superuser.connect();
      await blocker.query('begin; lock table audit_log in share mode');
      const sealing = sealBatch(pool).catch((error: unknown) => error);
      const pid = await until('the sealer is in the middle', async () => {
        const { rows } = await db.superuser.query<{ pid: number }>(
          `select pid from pg_stat_activity where usename = 'bailiwick_audit' and wait_event_type = 'Lock'
             and datname = current_database()`,
        );
        return rows[0]?.pid;
      });
      await db.superuser.query('select pg_terminate_backend($1)', [pid]);
      expect(await sealing).toBeInstanceOf(Error);
      await blocker.query('rollback');
      blocker.release();
      expect(await waiting()).toBe(expected.length);
      await drain();
      expect(await names(member.workspaceId)).toEqual(expected);
      expect(await verify(db.superuser, member.workspaceId)).toMatchObject({ ok: true });
    });

    it('holds up nobody: what it had claimed is free again, other workspaces never waited', async () => {
      const [stuck, other] = [
        await plantWorkspace(db.superuser, 'Stuck'),
        await plantWorkspace(db.superuser, 'Other'),
      ];
      for (const member of [stuck, other]) await act(ctxOf(member), 'done');
      const holder = await db.superuser.connect();
      await holder.query('begin');
      await holder.query('select from audit_heads where workspace_id = $1 for update', [stuck.workspaceId]);
      await drain();
      expect(await names(other.workspaceId)).toEqual(['done']);
      expect(await names(stuck.workspaceId)).toEqual([]);
      await holder.query('rollback');
      holder.release();
      await drain();
      expect(await names(stuck.workspaceId)).toEqual(['done']);
    });
  });

  describe('into partitions', () => {
    const partitionOf = async (workspaceId: string) => {
      const { rows } = await db.superuser.query<{ table: string }>(
        `select distinct tableoid::regclass::text as table from audit_log where workspace_id = $1`,
        [workspaceId],
      );
      return rows.map(({ table }) => table);
    };
    const month = async (ahead: number) => {
      const { rows } = await db.superuser.query<{ month: string }>(
        `select to_char(now() at time zone 'UTC' + make_interval(months => $1), 'YYYYMM') as month`,
        [ahead],
      );
      return rows[0]!.month;
    };

    it('that exist for each class, for this month and two ahead', async () => {
      const { rows } = await db.superuser.query<{ name: string }>(
        `select relname as name from pg_class where relispartition and relname ~ '^audit_log_.*_[0-9]{6}$' order by 1`,
      );
      const months = await Promise.all([0, 1, 2].map(month));
      const classes = ['1y', '3m', '3y', '7y'];
      const expected = classes.flatMap((name) => months.map((one) => `audit_log_${name}_${one}`));
      expect(rows.map(({ name }) => name)).toEqual(expected.sort());
    });

    it('by class and month', async () => {
      const member = await plantWorkspace(db.superuser, 'Seven years');
      await db.superuser.query(`update audit_heads set retention = '7y' where workspace_id = $1`, [
        member.workspaceId,
      ]);
      await act(ctxOf(member), 'kept for long');
      await drain();
      expect(await partitionOf(member.workspaceId)).toEqual([`audit_log_7y_${await month(0)}`]);
    });

    it('or, for a month that nobody made one for, into the default one, where the chain still holds', async () => {
      const member = await plantWorkspace(db.superuser, 'Unforeseen');
      await act(ctxOf(member), 'before');
      await drain();
      await db.superuser.query(`drop table audit_log_3y_${await month(0)}`);
      await db.superuser.query(`update audit_heads set retention = '3y' where workspace_id = $1`, [
        member.workspaceId,
      ]);
      await act(ctxOf(member), 'after');
      await drain();
      expect((await partitionOf(member.workspaceId)).sort()).toEqual([
        `audit_log_1y_${await month(0)}`,
        'audit_log_3y_default',
      ]);
      expect(await verify(db.superuser, member.workspaceId)).toEqual({ ok: true, records: 2, erased: 0 });
    });

    it('which goes on being made for other months, though the default one holds records of one', async () => {
      const { rows } = await pool.query<{ made: number }>(
        `select audit_make_partitions((now() at time zone 'UTC')::date, 5) as made`,
      );
      expect(rows).toEqual([{ made: 8 }]);
    });
  });
});
