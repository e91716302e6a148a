import { randomBytes } from 'node:crypto';
import { inDatabase } from '@bailiwick/jobs';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrls } from '../../apps/api/src/runtime/db-roles.js';
import type { Cluster } from './cluster.js';

export interface TestDatabase {
  readonly name: string;
  readonly urls: ReturnType<typeof databaseUrls>;
  /** Sees everything, bound by no policy: what really lies there. */
  readonly superuser: pg.Pool;
  drop(): Promise<void>;
}

/** A migrated database of one's own; `empty` leaves it without any table. */
export async function createDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asSuperuser(cluster, async (client) => {
    const template = empty ? 'template1' : cluster.template;
    await client.query(`create database ${name} template ${template} owner bailiwick_owner`);
    // Rights on the database itself are not part of a template.
    await client.query(`revoke all on database ${name} from public`);
    await client.query(
      `grant connect on database ${name} to bailiwick_app, bailiwick_audit, bailiwick_queue`,
    );
  });
  const superuser = new pg.Pool({ connectionString: inDatabase(cluster.superuserUrl, name), max: 4 });
  // Dropping the database ends what is still idle in a pool; that is no failure of a test.
  superuser.on('error', () => undefined);
  return {
    name,
    urls: databaseUrls(cluster.host, name, cluster.passwords),
    superuser,
    drop: async () => {
      await superuser.end();
      await asSuperuser(cluster, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function asSuperuser(cluster: Cluster, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The role a test wants to be, on the test's database. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
