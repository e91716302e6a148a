import type { QueueOptions } from 'bullmq';
import {
  LATEST_SCHEMA_VERSION,
  assertSchemaCompatibility,
  createPostgresBackend,
  runMigrations,
  setDefaultBackendFactory,
} from 'bullmq';
import pg from 'pg';

export const SCHEMA = 'bullmq';
/** BullMQ would wait up to 20 s between tries, and all that time after Redis is back no record would be sealed. */
const RECONNECT_MS = 1000;

/** Where BullMQ can keep its jobs. */
export interface BackendUrls {
  readonly REDIS_URL?: string | undefined;
  readonly QUEUE_DATABASE_URL: string;
}

/** Where BullMQ keeps its jobs: Redis when configured, else the Postgres that is there anyway. */
export function queueConnection(config: BackendUrls): QueueOptions['connection'] {
  if (config.REDIS_URL) {
    setDefaultBackendFactory();
    return { url: config.REDIS_URL, maxRetriesPerRequest: null, retryStrategy: () => RECONNECT_MS };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const { QUEUE_DATABASE_URL: connectionString } = config;
  return { connectionString, schema: SCHEMA, max: 3, application_name: 'bailiwick-queue' };
}

/**
 * Brings BullMQ's own schema up to date. Its migration wants to create the schema even where it stands, for
 * which the role needs a right on the database that it should have at no other time: with a superuser at hand
 * it is given for the moment.
 */
export async function migrateQueue(queueUrl: string, superuserUrl?: string): Promise<void> {
  const client = new pg.Client({ connectionString: queueUrl });
  await client.connect();
  try {
    if (await isCurrent(client)) return;
    if (!superuserUrl) await runMigrations(client, SCHEMA);
    else await withCreate(superuserUrl, queueUrl, () => runMigrations(client, SCHEMA));
  } finally {
    await client.end();
  }
}

async function isCurrent(client: pg.Client): Promise<boolean> {
  const version = await assertSchemaCompatibility(client, SCHEMA).catch(() => 0);
  return version >= LATEST_SCHEMA_VERSION;
}

async function withCreate(
  superuserUrl: string,
  queueUrl: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const name = new URL(queueUrl).pathname.slice(1);
  const database = pg.escapeIdentifier(name);
  const superuser = new pg.Client({ connectionString: inDatabase(superuserUrl, name) });
  await superuser.connect();
  try {
    await superuser.query(`grant create on database ${database} to bailiwick_queue`);
    await work();
  } finally {
    await superuser.query(`revoke create on database ${database} from bailiwick_queue`);
    await superuser.end();
  }
}

export function inDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}
