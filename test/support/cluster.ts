import { randomBytes } from 'node:crypto';
import { migrateQueue } from '@bailiwick/jobs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../apps/api/src/runtime/data-source.js';
import {
  type RolePasswords,
  databaseUrls,
  loginRoles,
  prepareDatabase,
} from '../../apps/api/src/runtime/db-roles.js';
import { startPostgres } from '../../apps/api/src/runtime/embedded/postgres.js';

/** Where the tests' own PostgreSQL is: one cluster a run, a migrated template, a database per file. */
export interface Cluster {
  readonly host: string;
  readonly superuserUrl: string;
  readonly passwords: RolePasswords;
  readonly template: string;
  /** Where programs that end with their worker keep mails, so that the run can take them away. */
  readonly inboxes: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

/** It lives as long as the run: losing it loses nothing, so it need not wait for the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-test-'));
  const postgres = await startPostgres({ dataDir: dir, settings });
  const passwords = Object.fromEntries(
    loginRoles.map((role) => [role, randomBytes(12).toString('hex')]),
  ) as unknown as RolePasswords;
  const cluster: Cluster = {
    host: `127.0.0.1:${postgres.port}`,
    superuserUrl: postgres.superuserUrl,
    passwords,
    template: 'template_bailiwick',
    inboxes: mkdtempSync(join(tmpdir(), 'bailiwick-inboxes-')),
  };
  const strike = async () => {
    await postgres.stop();
    for (const made of [dir, cluster.inboxes]) rmSync(made, { recursive: true, force: true });
  };
  await makeTemplate(cluster).catch(async (error: unknown) => {
    await strike();
    throw error;
  });
  project.provide('cluster', cluster);
  return strike;
}

async function makeTemplate({ superuserUrl, host, template, passwords }: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await prepareDatabase(client, template, passwords);
  await client.end();
  const urls = databaseUrls(host, template, passwords);
  await migrate(urls.DATABASE_OWNER_URL);
  await migrateQueue(urls.QUEUE_DATABASE_URL, superuserUrl);
}
