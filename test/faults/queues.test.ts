import { jobFacts } from '@bailiwick/tenancy';
import { type OutboxJob, Queues, Wake, dispatchQueue } from '@bailiwick/jobs';
import { mailQueue } from '../../apps/api/src/mail/mail.queue.js';
import { sealQueue } from '@bailiwick/audit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../../seeds/cast.js';
import { type TestApp, startApp } from '../support/app.js';
import { beside } from '../support/beside.js';
import { mailsTo } from '../support/mails.js';
import { type Client, createWorkspace, join } from '../support/people.js';
import { RedisServer, noRedis } from '../support/redis.js';
import { auditLog, settled, until } from '../support/until.js';

const noServer = noRedis();
const backends = noServer ? (['PostgreSQL'] as const) : (['PostgreSQL', 'Redis'] as const);
if (noServer) console.warn(noServer);

describe.each(backends)('jobs in %s', (backend) => {
  let redis: RedisServer | undefined;
  let app: TestApp;
  let owner: Client;

  beforeAll(async () => {
    redis = backend === 'Redis' ? await RedisServer.start() : undefined;
    app = await startApp({ ...(redis && { REDIS_URL: redis.url }) });
    owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
  });
  afterAll(async () => {
    await app.close();
    await redis?.close();
  });

  const queue = (name: string) => app.app.get(Queues).of({ name });
  const invite = (email: string) => owner.post('workspace-members', { email, role: 'view' }).expect(200);

  /** The row of the outbox that a mail came from, as it was handed to the queue. */
  async function handedOver(email: string): Promise<{ id: string; data: Omit<OutboxJob, 'id' | 'kind'> }> {
    const jobs = await queue(mailQueue.name).getJobs(['completed']);
    const job = jobs.find((one) => one.data.payload.to === email)!;
    return { id: job.id!.replace(/^ob-/, ''), data: job.data };
  }

  async function putIntoOutbox(
    id: string,
    { workspace_id, actor_id, request_id, payload }: Omit<OutboxJob, 'id' | 'kind'>,
  ) {
    await app.db.superuser.query(
      'insert into job_outbox (id, kind, workspace_id, actor_id, request_id, payload) values ($1, $2, $3, $4, $5, $6)',
      [id, mailQueue.name, workspace_id, actor_id, request_id, payload],
    );
  }

  it('a mail leaves, once', async () => {
    await invite('once@jobs.example');
    expect(await mailsTo(app, 'once@jobs.example')).toHaveLength(1);
  });

  it('a row that is handed over twice is one job', async () => {
    const { id, data } = await handedOver('once@jobs.example');
    await putIntoOutbox(id, data);
    expect(await mailsTo(app, 'once@jobs.example')).toHaveLength(1);
  });

  it('what nobody was woken for is found by the clock', async () => {
    const { data } = await handedOver('once@jobs.example');
    await putIntoOutbox('01900000-0000-7000-8000-000000000001', data);
    await settled(app);
    expect(await mailsTo(app, 'once@jobs.example')).toHaveLength(2);
  });

  it('a hundred acts, many at once, are a hundred records in a row', async () => {
    const before = (await auditLog(app, owner)).length;
    for (let n = 0; n < 100; n += 20)
      await Promise.all(Array.from({ length: 20 }, (_, i) => invite(`many-${n + i}@jobs.example`)));
    const records = await auditLog(app, owner);
    expect(records.map((one) => one.sequence)).toEqual(records.map((_, i) => records.length - i));
    expect(records).toHaveLength(before + 100);
  });

  it('a thousand wake-ups are a handful of jobs', async () => {
    const second = await beside(app, {});
    for (let n = 0; n < 1000; n += 1)
      app.app.get(Wake).after({ ...jobFacts('many', 'wake'), leftRecord: true, leftJob: true });
    const waiting = await Promise.all(
      [sealQueue.name, dispatchQueue.name].map((name) =>
        queue(name).getJobCountByTypes('waiting', 'active', 'delayed'),
      ),
    );
    // A wake-up and one after it, and the clock's next.
    for (const n of waiting) expect(n).toBeLessThanOrEqual(4);
    await second.close();
  });

  it('nothing has failed on the way', async () => {
    await until(
      'all is quiet',
      async () => (await queue(mailQueue.name).getJobCountByTypes('waiting', 'active')) === 0,
    );
    for (const name of [sealQueue.name, dispatchQueue.name, mailQueue.name])
      expect(await queue(name).getFailedCount(), name).toBe(0);
  });
});
