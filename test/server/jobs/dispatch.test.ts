import { record } from '@bailiwick/audit';
import { Queues, dispatchBatch, enqueue, queueConnection } from '@bailiwick/jobs';
import { mailQueue } from '../../../apps/api/src/mail/mail.queue.js';
import { newId } from '@bailiwick/tenancy';
import { Queue } from 'bullmq';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DispatchProcessor } from '../../../libs/jobs/src/dispatch.processor.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plant, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

const BATCH = 100;

describe('the outbox of jobs', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;
  let pool: pg.Pool;
  let mail: Queue;
  let dispatcher: DispatchProcessor;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    owner = await plantWorkspace(db.superuser);
    pool = new pg.Pool({ connectionString: db.urls.QUEUE_DATABASE_URL, max: 2 });
    const connection = queueConnection(db.urls);
    mail = new Queue(mailQueue.name, { connection });
    await mail.waitUntilReady();
    dispatcher = new DispatchProcessor(new Queues([mail]), pool);
  });
  afterAll(async () => {
    await Promise.all([tenancy.close(), pool.end(), mail.close()]);
    await db.drop();
  });
  afterEach(async () => {
    await db.superuser.query('truncate job_outbox, audit_outbox');
    await mail.drain();
  });

  const put = async (kind = mailQueue.name, n = 1): Promise<string[]> => {
    const ids = Array.from({ length: n }, () => newId());
    for (const id of ids)
      await plant(db.superuser, 'job_outbox', { id, kind, request_id: 'request', payload: { id } });
    return ids;
  };
  const waiting = async (table = 'job_outbox') => {
    const { rows } = await db.superuser.query<{ id: string }>(`select id from ${table} order by id`);
    return rows.map(({ id }) => id);
  };
  const jobs = async () => (await mail.getJobs(['waiting'])).map(({ id }) => id!).sort();
  const idsOf = (ids: string[]) => ids.map((id) => `ob-${id}`).sort();

  it('becomes one job for each row, and is empty', async () => {
    const ids = await put(mailQueue.name, BATCH + 1);
    await dispatcher.process();
    expect(await jobs()).toEqual(idsOf(ids));
    expect(await waiting()).toEqual([]);
  });

  it('is handed over by two who share its rows', async () => {
    const ids = await put(mailQueue.name, 2 * BATCH);
    const taken: string[][] = [];
    let bothTook: () => void;
    const both = new Promise<void>((resolve) => (bothTook = resolve));
    const take = () =>
      dispatchBatch(pool, [mailQueue.name], async (batch) => {
        taken.push(batch.map(({ id }) => id));
        if (taken.length === 2) bothTook();
        // Neither is done before the other has taken its share.
        await both;
      });
    expect(await Promise.all([take(), take()])).toEqual([BATCH, BATCH]);
    expect(taken.flat().sort()).toEqual(ids);
    expect(await waiting()).toEqual([]);
  });

  it('keeps every row when the queue fails in the middle; handed over again, each is still one job', async () => {
    const ids = await put(mailQueue.name, 5);
    const failing = dispatchBatch(pool, [mailQueue.name], async (batch) => {
      for (const { id } of batch.slice(0, 2)) await mail.add(mailQueue.name, { id }, { jobId: `ob-${id}` });
      throw new Error('the queue is away');
    });
    await expect(failing).rejects.toThrow('the queue is away');
    expect(await waiting()).toEqual(ids);
    expect(await jobs()).toHaveLength(2);
    await dispatcher.process();
    expect(await waiting()).toEqual([]);
    expect(await jobs()).toEqual(idsOf(ids));
  });

  it('makes no second job of a row that comes twice', async () => {
    const [id] = await put();
    await dispatcher.process();
    await plant(db.superuser, 'job_outbox', {
      id,
      kind: mailQueue.name,
      request_id: 'request',
      payload: { id: 'again' },
    });
    await dispatcher.process();
    expect(await waiting()).toEqual([]);
    const all = await mail.getJobs(['waiting']);
    expect(all.map(({ data }) => (data as { payload: unknown }).payload)).toEqual([{ id }]);
  });

  it('lets a job of a kind that only a newer worker knows wait for it, and nobody else', async () => {
    const [unknown] = await put('of-tomorrow');
    const known = await put(mailQueue.name, 2);
    await dispatcher.process();
    expect(await jobs()).toEqual(idsOf(known));
    expect(await waiting()).toEqual([unknown]);
  });

  describe('has, with the record of the act,', () => {
    const act = (fails: boolean) =>
      tenancy.db.run(ctxOf(owner), (tx) => {
        record(tx, 'workspace.updated', { target: { id: owner.workspaceId } });
        enqueue(tx, { name: mailQueue.name }, { to: owner.email });
        if (fails) throw new Error('meant to fail');
      });

    it('both when it is done', async () => {
      await act(false);
      expect(await waiting('audit_outbox')).toHaveLength(1);
      const { rows } = await db.superuser.query('select kind, workspace_id, actor_id from job_outbox');
      expect(rows).toEqual([
        { kind: mailQueue.name, workspace_id: owner.workspaceId, actor_id: owner.userId },
      ]);
    });

    it('neither when it was rolled back', async () => {
      await expect(act(true)).rejects.toThrow('meant to fail');
      expect(await waiting('audit_outbox')).toEqual([]);
      expect(await waiting()).toEqual([]);
    });
  });
});
