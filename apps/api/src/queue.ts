import type { QueueOptions } from 'bullmq';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import type { Config } from './config.js';

const SCHEMA = 'bullmq';

/** Where BullMQ keeps its jobs: Redis when configured, else the Postgres that is there anyway. */
export function queueConnection(config: Config): QueueOptions['connection'] {
  if (config.REDIS_URL) {
    setDefaultBackendFactory();
    return { url: config.REDIS_URL, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const { QUEUE_DATABASE_URL: connectionString } = config;
  return { connectionString, schema: SCHEMA, max: 3, application_name: 'bailiwick-queue' };
}

/**
 * Brings BullMQ's own schema up to date. Its migration creates the schema if it is missing, for which the
 * role needs a right on the database that it has at no other time.
 */
export async function migrateQueue(queueUrl: string, superuserUrl: string): Promise<void> {
  const database = new URL(queueUrl).pathname.slice(1);
  const superuser = new pg.Client({ connectionString: inDatabase(superuserUrl, database) });
  const client = new pg.Client({ connectionString: queueUrl });
  await Promise.all([superuser.connect(), client.connect()]);
  try {
    await superuser.query(
      `grant create on database ${superuser.escapeIdentifier(database)} to bailiwick_queue`,
    );
    await runMigrations(client, SCHEMA);
  } finally {
    await superuser.query(
      `revoke create on database ${superuser.escapeIdentifier(database)} from bailiwick_queue`,
    );
    await Promise.all([superuser.end(), client.end()]);
  }
}

export function inDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}
