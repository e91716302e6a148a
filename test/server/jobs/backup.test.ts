import { mkdtempSync, rmSync } from 'node:fs';
import { migrateQueue } from '@bailiwick/jobs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '@bailiwick/audit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../../../seeds/cast.js';
import { migrate } from '../../../apps/api/src/runtime/data-source.js';
import {
  type RolePasswords,
  databaseStatements,
  databaseUrls,
  loginRoles,
  roleStatements,
} from '../../../apps/api/src/runtime/db-roles.js';
import { startApp } from '../../support/app.js';
import type { TestDatabase } from '../../support/database.js';
import { foundAgency, signIn } from '../../support/people.js';
import { type System, hasPostgres, startSystemPostgres } from '../../support/system-postgres.js';
import { auditLog, settled } from '../../support/until.js';

const passwords = Object.fromEntries(loginRoles.map((role) => [role, 'role'])) as unknown as RolePasswords;
const NAME = 'bailiwick';

describe.skipIf(!hasPostgres && !process.env['CI'])('a backup, by the tools of PostgreSQL', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-backup-'));
  const dump = join(dir, 'backup.dump');
  let here: System;
  let elsewhere: System;

  beforeAll(async () => {
    [here, elsewhere] = await Promise.all([startSystemPostgres(), startSystemPostgres()]);
  });
  afterAll(async () => {
    await Promise.all([here.stop(), elsewhere.stop()]);
    rmSync(dir, { recursive: true, force: true });
  });

  it('is restored elsewhere with every person, role and record, and the chain verifies', async () => {
    const source = await prepared(here);
    await migrate(source.urls.DATABASE_OWNER_URL);
    await migrateQueue(source.urls.QUEUE_DATABASE_URL, `${here.url}/postgres`);
    const app = await startApp({}, source);
    const agency = await foundAgency(app);
    await agency.editor.patch('workspaces/current', { name: 'Mine' }).expect(403);
    // The first request of a session in a workspace is recorded there, so this one must not be the one that reads.
    await agency.owner.get('workspaces/current').expect(200);
    const before = await auditLog(app, agency.owner);
    await settled(app);
    here.run('pg_dump', '--format=custom', `--file=${dump}`, `${here.url}/${NAME}`);
    await app.close();

    const target = await prepared(elsewhere);
    elsewhere.run('pg_restore', '--exit-on-error', `--dbname=${elsewhere.url}/${NAME}`, dump);
    const head = await target.superuser.query('select seq, hash from audit_heads where workspace_id = $1', [
      agency.workspaceId,
    ]);
    const log = await target.superuser.query('select * from audit_log where workspace_id = $1 order by seq', [
      agency.workspaceId,
    ]);
    expect(await verifyChain(log.rows, head.rows[0])).toMatchObject({ ok: true, records: before.length });

    const restored = await startApp({}, target);
    const owner = (await signIn(restored, cast.owner.email)).in(agency.workspaceId);
    const after = await auditLog(restored, owner);
    expect(after.slice(-before.length)).toEqual(before);
    await owner.patch('workspaces/current', { name: 'Harbour & Co' }).expect(200);
    await restored.close();
  }, 60_000);
});

/** The roles and the empty database, as `db:prepare` prints them. */
async function prepared({ url }: System): Promise<TestDatabase> {
  const { create, rights } = databaseStatements(NAME);
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  for (const statement of [...roleStatements(passwords), create, ...rights]) await client.query(statement);
  await client.end();
  const superuser = new pg.Pool({ connectionString: `${url}/${NAME}`, max: 2 });
  superuser.on('error', () => undefined);
  const urls = databaseUrls(new URL(url).host, NAME, passwords);
  return { name: NAME, urls, superuser, drop: () => superuser.end() };
}
