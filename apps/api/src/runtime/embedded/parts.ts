import { randomBytes } from 'node:crypto';
import { migrateQueue } from '@bailiwick/jobs';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { BadConfig } from '../../config.js';
import { type RolePasswords, databaseUrls, prepareDatabase } from '../db-roles.js';
import { freePort, startPostgres } from './postgres.js';

export interface Parts {
  /** The environment, with the missing variables filled in. */
  readonly env: NodeJS.ProcessEnv;
  readonly databaseIsEmbedded: boolean;
  stop(): Promise<void>;
}

/** The variables that a start filled in, for the tools that look at it while it runs. */
export const environmentFile = (dir: string): string => join(dir, 'environment.json');

const DATABASE = 'bailiwick';
const USUAL_PORT = 3000;

/**
 * Stands in for every part that the environment does not name: PostgreSQL, an SMTP inbox, secrets, addresses. All of it
 * lies in `dir`. In production it fills in nothing: there the start names the missing variables and refuses.
 */
export async function startMissingParts(
  given: NodeJS.ProcessEnv,
  dir: string,
  say: (line: string) => void,
): Promise<Parts> {
  if (given['NODE_ENV'] === 'production') return { env: given, databaseIsEmbedded: false, stop: nothing };
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const secrets = keptSecrets(join(dir, 'secrets.json'));
  const database = given['DATABASE_URL'] ? undefined : await openDatabase(dir, secrets, say);
  const port = given['PORT'] ?? String(await usualPort());
  const address = `http://localhost:${port}`;
  const defaults = {
    PORT: port,
    APP_URL: address,
    AUTH_URL: given['APP_URL'] ?? address,
    PRIVATE_PORT: String(await freePort()),
    SECRET_KEY: secrets.secret_key,
    // A person who only wants to see the product run does not want a line for every request.
    LOG_LEVEL: 'warn',
    ...(database && { ...database.urls, EMBEDDED_DATABASE: 'true' }),
    ...(!given['SMTP_URL'] && {
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      EMBEDDED_INBOX_DIR: resolve(dir, 'inbox'),
    }),
  };
  writeFileSync(environmentFile(dir), JSON.stringify(defaults), { mode: 0o600 });
  return {
    env: { ...defaults, ...given },
    databaseIsEmbedded: database !== undefined,
    stop: database?.stop ?? nothing,
  };
}

async function openDatabase(dir: string, secrets: Secrets, say: (line: string) => void) {
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), log: say });
  const client = await holdFolder(postgres.superuserUrl, dir);
  if (postgres.adopted) say('An earlier start was killed; its PostgreSQL is taken over.');
  await prepareDatabase(client, DATABASE, secrets.passwords);
  const urls = databaseUrls(`127.0.0.1:${postgres.port}`, DATABASE, secrets.passwords);
  await migrateQueue(urls.QUEUE_DATABASE_URL, postgres.superuserUrl);
  const stop = async () => {
    await client.end();
    await postgres.stop();
  };
  return { urls, stop };
}

/** The lock is gone with its connection, so a start that was killed holds nothing. */
async function holdFolder(superuserUrl: string, dir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(1) as held');
  if (rows[0]?.held) return client;
  await client.end();
  throw new BadConfig(`${dir} is in use by another start; stop that one, or set DATA_DIR`);
}

interface Secrets {
  readonly secret_key: string;
  readonly passwords: RolePasswords;
}

/** Made once, and kept where only their owner can read them. */
function keptSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    const random = () => randomBytes(32).toString('base64url');
    const passwords: RolePasswords = {
      bailiwick_owner: random(),
      bailiwick_app: random(),
      bailiwick_audit: random(),
      bailiwick_queue: random(),
    };
    const made: Secrets = { secret_key: randomBytes(32).toString('base64'), passwords };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

async function usualPort(): Promise<number> {
  return freePort(USUAL_PORT).catch(() => freePort());
}

const nothing = () => Promise.resolve();
