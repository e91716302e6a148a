import { lookup } from 'node:dns/promises';
import { SCHEMA } from '@bailiwick/jobs';
import { assertSchemaCompatibility } from 'bullmq';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import type { Config } from '../../config.js';
import { excessRights } from '../db-roles.js';
import { migrations } from '../../migrations/index.js';
import { probeTenants } from './tenants.js';

/** The result of one check. `what` names it in plain words; `problem` says what is wrong, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly problem?: string;
}

/** @returns what is wrong, or nothing */
type Check = (config: Config) => Promise<string | undefined>;

const OLDEST_POSTGRES = 150_000;
const MOST_SKEW_S = 2;

export const doctorChecks: Readonly<Record<string, Check>> = {
  'the database answers, and is new enough': async (config) => {
    const version = await ask<number>(
      config.DATABASE_URL,
      `select current_setting('server_version_num')::int as it`,
    );
    return version < OLDEST_POSTGRES ? `PostgreSQL 15 or newer is needed; this is ${version}` : undefined;
  },
  'the database keeps what it has acknowledged': async (config) => {
    const off = await ask<string | null>(
      config.DATABASE_URL,
      `select string_agg(name || ' is ' || setting, ', ') as it from pg_settings
       where (name in ('fsync', 'full_page_writes') and setting <> 'on') or (name = 'synchronous_commit' and setting = 'off')`,
    );
    return off ? `${off}: a crash of the machine could lose acts that were acknowledged` : undefined;
  },
  'the roles of the database may do no more than they should': async (config) => {
    const excess = await withClient(config.DATABASE_URL, excessRights);
    return excess.length > 0 ? `the role of DATABASE_URL ${excess.join(', ')}` : undefined;
  },
  'all migrations were run': async ({ DATABASE_OWNER_URL }) => {
    if (!DATABASE_OWNER_URL) return undefined;
    const done = await ask<number>(DATABASE_OWNER_URL, 'select count(*)::int as it from migrations');
    const missing = migrations.length - done;
    return missing > 0
      ? `${missing} are missing: start once with DATABASE_OWNER_URL, or run npm run db:prepare`
      : undefined;
  },
  'two tenants that probe each other find nothing': (config) => withClient(config.DATABASE_URL, probeTenants),
  'the sealing role can reach its log': async (config) => {
    const may = await ask<boolean>(
      config.DATABASE_AUDIT_URL,
      `select has_table_privilege('audit_log', 'insert') and has_table_privilege('audit_outbox', 'delete') as it`,
    );
    return may ? undefined : 'the role of DATABASE_AUDIT_URL may not seal: is it bailiwick_audit?';
  },
  'the clocks of this machine and of the database agree': async (config) => {
    const before = Date.now();
    const theirs = await ask<Date>(config.DATABASE_URL, 'select clock_timestamp() as it');
    const skew = Math.abs(theirs.getTime() - (before + Date.now()) / 2) / 1000;
    return skew > MOST_SKEW_S ? `they differ by ${skew.toFixed(1)} s` : undefined;
  },
  'the queue answers': (config) =>
    config.REDIS_URL ? redisProblem(config.REDIS_URL) : postgresQueueProblem(config),
  'the mail server answers': async (config) => {
    const transport = createTransport({
      url: config.SMTP_URL,
      connectionTimeout: 5000,
      greetingTimeout: 5000,
    } as object);
    await transport.verify().finally(() => transport.close());
    return undefined;
  },
  'the addresses of the console and of sign-in can be resolved': async (config) => {
    const hosts = [...new Set([config.APP_URL, config.AUTH_URL].map((url) => new URL(url).hostname))];
    await Promise.all(hosts.map((host) => lookup(host)));
    return undefined;
  },
};

/** Every check, also after one has failed. */
export async function runChecks(config: Config): Promise<Finding[]> {
  return Promise.all(
    Object.entries(doctorChecks).map(async ([what, check]) => {
      const problem = await check(config).catch((error: unknown) => reasonOf(error));
      return problem === undefined ? { what } : { what, problem };
    }),
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message || error.name : String(error);
}

async function redisProblem(url: string): Promise<string | undefined> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (policy !== 'noeviction')
      return `maxmemory-policy is ${policy ?? 'unknown'}: jobs could be evicted; set noeviction`;
    const [, appendOnly] = (await redis.config('GET', 'appendonly')) as string[];
    return appendOnly === 'yes'
      ? undefined
      : 'appendonly is off: a restart of Redis loses jobs; outboxes hand them over again only if they had not yet';
  } finally {
    redis.disconnect();
  }
}

async function postgresQueueProblem({ QUEUE_DATABASE_URL }: Config): Promise<string | undefined> {
  await withClient(QUEUE_DATABASE_URL, (client) => assertSchemaCompatibility(client, SCHEMA));
  return undefined;
}

async function ask<T>(url: string, question: string): Promise<T> {
  return withClient(url, async (client) => (await client.query<{ it: T }>(question)).rows[0]?.it as T);
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
