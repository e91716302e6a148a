import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join as pathOf } from 'node:path';
import { newId } from '@bailiwick/tenancy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RemovalUpkeepService } from '../../../apps/api/src/workspaces/removals/removal-upkeep.service.js';
import built from '../../faults/harness/built.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import { type Client, createWorkspace, hire, join } from '../../support/people.js';
import { type PlantedMember, plantEverywhere, tables } from '../../support/planted.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

type Database = Pick<TestDatabase, 'superuser'>;

/** As if its removal had been scheduled so that its moment lies there, seen from now. */
const schedule = ({ superuser }: Database, workspaceId: string, moment: string) =>
  superuser.query(
    `update workspaces set scheduled_for_removal_at = now() + $2::interval, removal_warned_at = null where id = $1`,
    [workspaceId, moment],
  );

describe('the last two hours of a workspace', () => {
  let app: TestApp;
  let owner: Client;
  let admin: Client;
  let addresses: Record<'owner' | 'admin' | 'view', string>;

  beforeAll(async () => {
    app = await sharedApp();
    const [founder, second, third] = [newcomer(), newcomer(), newcomer()];
    owner = await createWorkspace(await join(app, founder), 'Harbour Agency');
    admin = await hire(app, owner, second, 'admin');
    await hire(app, owner, third, 'view');
    addresses = { owner: founder.email, admin: second.email, view: third.email };
  });
  afterAll(() => app.close());

  const upkeep = () => app.app.get(RemovalUpkeepService).attend();
  const warnings = async (who: keyof typeof addresses) =>
    (await templatesTo(app, addresses[who])).filter((one) => one === 'removal_soon').length;

  it('are told once to a person who may cancel, however often and by however many upkeep is done', async () => {
    await schedule(app.db, owner.workspaceId, '2 hours 1 minute');
    await upkeep();
    expect(await warnings('owner')).toBe(0);
    await schedule(app.db, owner.workspaceId, '1 hour 59 minutes');
    await Promise.all([upkeep(), upkeep(), upkeep()]);
    await upkeep();
    expect([await warnings('owner'), await warnings('admin'), await warnings('view')]).toEqual([1, 1, 0]);
  });

  it('are told again when it was cancelled, and wanted anew', async () => {
    await admin.delete('workspaces/current/schedule-for-removal').expect(200);
    await owner.post('workspaces/current/schedule-for-removal').expect(200);
    const before = await warnings('owner');
    await app.db.superuser.query(
      `update workspaces set scheduled_for_removal_at = now() + interval '1 hour' where id = $1`,
      [owner.workspaceId],
    );
    await upkeep();
    expect(await warnings('owner')).toBe(before + 1);
  });

  it('are told no more when they are over', async () => {
    const before = await warnings('owner');
    await schedule(app.db, owner.workspaceId, '-1 minute');
    await upkeep();
    expect(await warnings('owner')).toBe(before);
  });
});

describe('a workspace that was removed', () => {
  let db: TestDatabase;
  let gone: PlantedMember;
  let other: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    gone = await plantEverywhere(db.superuser);
    other = await plantEverywhere(db.superuser);
    // What refers to another row of the same table, and to a member who goes before it.
    await db.superuser.query(
      `update workspaces set pending_owner_id = $2, pending_owner_until = now() + interval '1 day' where id = $1`,
      [gone.workspaceId, gone.userId],
    );
  });

  async function purge({ workspaceId }: PlantedMember): Promise<boolean> {
    const queue = await connect(db.urls.QUEUE_DATABASE_URL);
    const { rows } = await queue
      .query<{ purged: boolean }>('select public.purge_workspace($1) as purged', [workspaceId])
      .finally(() => queue.end());
    return rows[0]!.purged;
  }

  /** How many rows of the workspace lie in which table. */
  async function left({ workspaceId }: PlantedMember): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of await tables(db.superuser)) {
      const { rows } = await db.superuser.query<{ n: number }>(
        `select count(*)::int as n from ${table} t where to_jsonb(t) ->> 'workspace_id' = $1`,
        [workspaceId],
      );
      if (rows[0]!.n > 0) counts[table] = rows[0]!.n;
    }
    return counts;
  }

  it('keeps everything for 30 days', async () => {
    const before = await left(gone);
    expect(Object.keys(before).length).toBeGreaterThan(8);
    for (const moment of ['1 hour', '-29 days -23 hours']) {
      await schedule(db, gone.workspaceId, moment);
      expect(await purge(gone)).toBe(false);
    }
    await db.superuser.query('update workspaces set scheduled_for_removal_at = null where id = $1', [
      gone.workspaceId,
    ]);
    expect(await purge(gone)).toBe(false);
    expect(await left(gone)).toEqual(before);
  });

  it('then has rows in no table but the log, and a tombstone without a name', async () => {
    await schedule(db, gone.workspaceId, '-30 days');
    expect(await purge(gone)).toBe(true);
    expect(await left(gone)).toEqual({ audit_heads: 1, audit_log: 1, audit_outbox: 1 });
    const { rows } = await db.superuser.query(
      `select name, org_logo_url, pending_owner_id, purged_at is not null as purged from workspaces where id = $1`,
      [gone.workspaceId],
    );
    expect(rows).toEqual([{ name: '', org_logo_url: null, pending_owner_id: null, purged: true }]);
  });

  it('takes nothing of any other workspace, and nobody’s account, with it', async () => {
    const [before, people] = [await left(other), await db.superuser.query('select id from users order by 1')];
    await schedule(db, gone.workspaceId, '-31 days');
    await purge(gone);
    expect(await left(other)).toEqual(before);
    expect((await db.superuser.query('select id from users order by 1')).rows).toEqual(people.rows);
  });

  it('is purged once, by however many at once', async () => {
    await schedule(db, gone.workspaceId, '-31 days');
    const purged = await Promise.all([purge(gone), purge(gone), purge(gone)]);
    expect(purged.filter(Boolean)).toHaveLength(1);
    expect(await purge(gone)).toBe(false);
  });

  it('is purged again as if for the first time where that was interrupted', async () => {
    await schedule(db, gone.workspaceId, '-31 days');
    const before = await left(gone);
    const killed = await connect(db.urls.QUEUE_DATABASE_URL);
    await killed.query('begin');
    await killed.query('select public.purge_workspace($1)', [gone.workspaceId]);
    await killed.end();
    expect(await left(gone)).toEqual(before);
    expect(await purge(gone)).toBe(true);
  });

  it('is not purged by halves where a table was forgotten', async () => {
    await schedule(db, gone.workspaceId, '-31 days');
    const before = await left(gone);
    await db.superuser.query(`create table forgotten (workspace_id uuid)`);
    try {
      await expect(purge(gone)).rejects.toThrow('forgotten');
      expect(await left(gone)).toEqual(before);
    } finally {
      await db.superuser.query('drop table forgotten');
    }
  });

  it('can be purged by nobody who serves requests', async () => {
    for (const url of [db.urls.DATABASE_URL, db.urls.DATABASE_AUDIT_URL]) {
      const client = await connect(url);
      const attempt = client.query('select public.purge_workspace($1)', [gone.workspaceId]);
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
      await client.end();
    }
  });
});

describe('npx bailiwick workspace', () => {
  let app: TestApp;
  let owner: Client;
  let environment: Readonly<Record<string, string>>;

  beforeAll(built, 120_000);
  beforeAll(async () => {
    app = await sharedApp();
    owner = await createWorkspace(await join(app, newcomer()), 'Harbour Agency');
    environment = {
      ...app.db.urls,
      SMTP_URL: 'smtp://127.0.0.1:1',
      APP_URL: 'http://app.test',
      AUTH_URL: 'http://auth.test',
      SECRET_KEY: randomBytes(32).toString('base64'),
      NODE_ENV: 'test',
    };
  });
  afterAll(() => app.close());

  const program = pathOf(import.meta.dirname, '../../../tools/bailiwick.mjs');
  function run(...words: string[]): Promise<{ code: unknown; output: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, ...environment };
    return new Promise((resolve) => {
      execFile(process.execPath, [program, 'workspace', ...words], { env }, (error, stdout, stderr) => {
        resolve({ code: error ? error.code : 0, output: stdout + stderr });
      });
    });
  }

  it('lists what was removed, and brings it back with all that was in it', async () => {
    const { workspaceId } = owner;
    await schedule(app.db, workspaceId, '-29 days');
    await owner.get('workspaces/current').expect(problem(404, 'not_found'));
    expect((await run('list-removed')).output).toContain(workspaceId);
    expect(await run('restore', workspaceId.toUpperCase())).toMatchObject({ code: 0 });
    const { body } = await owner.get('workspaces/current').expect(200);
    expect(body).toMatchObject({ name: 'Harbour Agency', scheduled_for_removal_at: null });
    expect((await run('list-removed')).output).not.toContain(workspaceId);
    const records = await auditLog(app, owner);
    expect(records.filter(({ activity }) => activity === 'workspace.restored')).toMatchObject([
      { user_id: null, outcome: 'done', changes: { scheduled_for_removal_at: { after: null } } },
    ]);
  });

  it('says why it cannot, and changes nothing', async () => {
    const { workspaceId } = owner;
    const said = async (id: string) => {
      const { code, output } = await run('restore', id);
      expect(code).toBe(1);
      return output;
    };
    const unknown = await Promise.all([newId(), 'anything'].map(said));
    for (const output of unknown) expect(output).toContain('not known');
    await schedule(app.db, workspaceId, '1 hour');
    expect(await said(workspaceId)).toContain('not removed');
    await schedule(app.db, workspaceId, '-31 days');
    await app.app.get(RemovalUpkeepService).attend();
    expect(await said(workspaceId)).toContain('purged');
    await owner.get('workspaces/current').expect(problem(404, 'not_found'));
  });

  it('explains itself when it is not understood', async () => {
    const wrong = [['restore'], ['restore', 'a', 'b'], ['purge', newId()]];
    const runs = await Promise.all(wrong.map((words) => run(...words)));
    expect(runs.map(({ code }) => code)).toEqual([64, 64, 64]);
  });
});
