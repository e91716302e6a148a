import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../apps/api/src/app.js';
import { type Config, parseConfig } from '../../apps/api/src/config.js';
import { Inbox } from '../../apps/api/src/runtime/embedded/inbox.js';
import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { createLog } from '../../apps/api/src/runtime/log.js';
import { type TestDatabase, createDatabase } from './database.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  readonly db: TestDatabase;
  readonly inbox: Pick<Inbox, 'list' | 'waitFor'>;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

export type Environment = Readonly<Record<string, string>>;

/** What the program is told when a test runs it. */
export async function testEnvironment(db: TestDatabase, overrides: Environment = {}): Promise<Environment> {
  return {
    ...db.urls,
    NODE_ENV: 'test',
    PORT: '0',
    SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
    APP_URL: 'http://app.test',
    AUTH_URL: 'http://auth.test',
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_POOL: '5',
    WORKER: 'inline',
    LOG_LEVEL: 'fatal',
    RATE_LIMIT_FACTOR: '1000',
    ...overrides,
  };
}

/** The whole program in this process, on a database of its own, with a real inbox to send to. */
export async function startApp(
  overrides: Environment = {},
  given?: TestDatabase,
  log?: { write(line: string): void },
): Promise<TestApp> {
  const db = given ?? (await createDatabase());
  const dir = overrides['EMBEDDED_INBOX_DIR'] ?? mkdtempSync(join(tmpdir(), 'bailiwick-inbox-'));
  const environment = await testEnvironment(db, { ...overrides, EMBEDDED_INBOX_DIR: dir });
  const config = parseConfig(environment);
  const app = await createApp(config, createLog(config, log));
  await app.listen(0, '127.0.0.1');
  return {
    app,
    config,
    db,
    inbox: app.get(Inbox),
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    close: async () => {
      await withinPatience(app.close(), db);
      await db.drop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 20_000;

/** That the program ends is a promise that other tests keep; here, what does not end is reported and left behind. */
async function withinPatience(closing: Promise<void>, { superuser }: TestDatabase): Promise<void> {
  const given = Symbol('given up');
  if ((await Promise.race([closing, delay(PATIENCE_MS, given, { ref: false })])) !== given) return;
  const { rows } = await superuser.query(
    `select application_name, usename, state, wait_event, now() - query_start as since, left(query, 200) as query
     from pg_stat_activity where datname = current_database()`,
  );
  console.error('the program did not end; its connections:', rows, process.getActiveResourcesInfo());
}
