import { Queues } from '@bailiwick/jobs';
import { randomUUID } from 'node:crypto';
import { upkeepQueue } from '../../../apps/api/src/jobs/upkeep.processor.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../apps/api/src/config.js';
import { runChecks } from '../../../apps/api/src/runtime/doctor/checks.js';
import { PrivateListener } from '../../../apps/api/src/runtime/operations/private-listener.js';
import { type TestApp, startApp, testEnvironment } from '../../support/app.js';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, foundAgency, inviteAndAccept } from '../../support/people.js';
import { until } from '../../support/until.js';

describe('operations', () => {
  let app: TestApp;
  let agency: Agency;
  let origin: string;

  beforeAll(async () => {
    app = await startApp({ APP_URL: 'http://localhost', AUTH_URL: 'http://localhost' });
    agency = await foundAgency(app);
    // At the door, since an invitation is a mail: the queue has something to show.
    await inviteAndAccept(app, agency.owner, newcomer(), 'view');
    origin = `http://127.0.0.1:${await app.app.get(PrivateListener).listen(0, '127.0.0.1')}`;
  });
  afterAll(() => app.close());

  describe('the private listener', () => {
    const metrics = async () => (await fetch(`${origin}/metrics`)).text();

    it('measures requests by the pattern of their route, never by URL', async () => {
      await agency.owner.get(`workspace-members/${randomUUID()}`).expect(404);
      const text = await metrics();
      expect(text).toContain('route="/api/v2/workspace-members/:id",status="404"');
      expect(text).not.toMatch(/route="[^"]*[0-9a-f]{8}-[0-9a-f]{4}/);
    });

    it('tells of the pool, the hashing, the queues and both outboxes', async () => {
      const text = await metrics();
      for (const name of ['pg_pool_connections', 'argon2_jobs', 'queue_jobs', 'audit_outbox', 'job_outbox']) {
        expect(text, name).toMatch(new RegExp(`^${name}\\{`, 'm'));
      }
    });

    it('shows the queues, and nothing of what a job carries', async () => {
      expect((await fetch(`${origin}/queues`)).status).toBe(200);
      const board = await (
        await fetch(`${origin}/queues/api/queues?activeQueue=mail&status=completed`)
      ).text();
      expect(board).toContain('"name":"mail"');
      expect(board).toContain('(not shown)');
      expect(board).not.toContain('@harbour.example');
    });

    it('is not reached through the public one', async () => {
      const ours = await Promise.all(
        ['/metrics', '/queues', '/queues/api/queues'].map((path) => agency.owner.get(path)),
      );
      for (const { text } of ours) expect(text).not.toMatch(/pg_pool_connections|"queues"/);
    });
  });

  describe('upkeep', () => {
    it('forgets what has expired, and keeps the rest', async () => {
      const { superuser } = app.db;
      await agency.owner
        .send('post', 'workspace-members')
        .set('idempotency-key', 'kept')
        .send({ email: 'kept@new.example', role: 'view' })
        .expect(200);
      const stale = [
        `insert into throttles values ('\\x01', 1, now() - interval '1 s')`,
        `insert into idempotency_keys values ('${agency.workspaceId}', '\\x01', '\\x01', null, now() - interval '1 s')`,
        `update sessions set expires_at = now() - interval '31 days' where user_id = '${agency.view.userId}'`,
        `update sign_up_attempts set expires_at = now() - interval '31 days' where email like 'simon@%'`,
      ];
      for (const statement of stale) await superuser.query(statement);
      await app.app.get(Queues).of(upkeepQueue).add('expired-rows', {});
      const count = async (question: string) => (await superuser.query<{ n: number }>(question)).rows[0]?.n;
      await until('what has expired is gone', async () => {
        const gone = await count(`select (select count(*) from throttles where key = '\\x01')::int
          + (select count(*) from idempotency_keys where key = '\\x01')::int
          + (select count(*) from sessions where user_id = '${agency.view.userId}')::int
          + (select count(*) from sign_up_attempts where email like 'simon@%')::int as n`);
        return gone === 0;
      });
      expect(await count('select count(*)::int as n from idempotency_keys')).toBe(1);
      expect(await count('select count(*)::int as n from throttles')).toBeGreaterThan(0);
      await agency.owner.get('me').expect(200);
    });
  });

  describe('the doctor', () => {
    /** The tests' cluster does not wait for the disk, and the doctor is right to say so. */
    const wrong = async (config = app.config) =>
      (await runChecks(config))
        .filter((finding) => finding.problem !== undefined)
        .map((finding) => finding.what)
        .filter((what) => what !== 'the database keeps what it has acknowledged');

    it('finds nothing wrong with what works, and leaves nothing behind', async () => {
      const count = 'select count(*)::int as n from workspaces';
      const before = await app.db.superuser.query(count);
      expect(await wrong()).toEqual([]);
      expect((await app.db.superuser.query(count)).rows).toEqual(before.rows);
    });

    it('says what is wrong with each part that does not work', async () => {
      const broken = await testEnvironment(app.db, {
        APP_URL: 'http://nowhere.invalid',
        REDIS_URL: 'redis://127.0.0.1:1',
        DATABASE_AUDIT_URL: app.db.urls.DATABASE_URL,
      });
      expect(await wrong(parseConfig(broken))).toEqual([
        'the sealing role can reach its log',
        'the queue answers',
        'the mail server answers',
        'the addresses of the console and of sign-in can be resolved',
      ]);
    });

    it('finds a wall that is down', async () => {
      const { superuser } = app.db;
      await superuser.query('alter table workspace_members disable row level security');
      const found = await wrong();
      await superuser.query('alter table workspace_members enable row level security');
      expect(found).toEqual(['two tenants that probe each other find nothing']);
    });
  });
});
