import { randomBytes } from 'node:crypto';
import { inDatabase, migrateQueue } from '@bailiwick/jobs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../../apps/api/src/runtime/data-source.js';
import {
  type RolePasswords,
  databaseUrls,
  loginRoles,
  prepareDatabase,
} from '../../../apps/api/src/runtime/db-roles.js';
import { freePort } from '../../../apps/api/src/runtime/embedded/postgres.js';
import type { Environment } from '../../support/app.js';
import { Mailbox } from '../../support/mailbox.js';
import type { Chance } from '../../support/random.js';
import { RedisServer } from '../../support/redis.js';
import { Service } from '../../support/service.js';
import { until } from '../../support/until.js';
import { type Actors, makeActors } from './actors.js';
import { Ledger } from './ledger.js';
import { MortalPostgres } from './postgres.js';
import { type Reconciliation, reconcile } from './reconcile.js';
import { castShadow } from './shadow.js';
import { Writer } from './writer.js';

const instrument = join(import.meta.dirname, 'instrument.mjs');
const DATABASE = 'faults';

export type Program = 'api' | 'worker';
const files = { api: 'main.js', worker: 'worker.js' } as const;

export interface WorldOptions {
  /** Jobs lie in a real Redis; otherwise in Postgres. */
  readonly redis: boolean;
  readonly workspaces?: number;
  /** Of PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The whole product as processes that can be killed, and a client that cannot. */
export class World {
  readonly dir = mkdtempSync(join(tmpdir(), 'bailiwick-world-'));
  readonly ledger = new Ledger(join(this.dir, 'ledger.jsonl'));
  /** Where the instrument writes what it struck at. */
  readonly strikes = join(this.dir, 'strikes.jsonl');
  actors!: Actors;
  private readonly services = new Map<Program, Service>();
  private readonly others: Service[] = [];
  private writers: Writer[] = [];
  private working: Promise<unknown> = Promise.resolve();
  private hurried = false;

  private constructor(
    readonly postgres: MortalPostgres,
    readonly mailbox: Mailbox,
    readonly redis: RedisServer | undefined,
    readonly env: Environment,
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async open({ redis, workspaces = 4, settings = {} }: WorldOptions): Promise<World> {
    const [postgres, mailbox, server] = await Promise.all([
      MortalPostgres.start(settings),
      Mailbox.open(),
      redis ? RedisServer.start() : undefined,
    ]);
    const urls = await prepare(postgres);
    const env = await environment(urls, mailbox, server);
    const world = new World(postgres, mailbox, server, env, settings);
    await Promise.all([world.start('api'), world.start('worker')]);
    world.actors = await makeActors(env['APP_URL']!, mailbox, workspaces);
    return world;
  }

  service(program: Program): Service {
    const service = this.services.get(program);
    if (!service) throw new Error(`${program} was never started`);
    return service;
  }

  /** As a supervisor in production does: again and again until it runs. */
  async start(program: Program): Promise<void> {
    const start = () => Service.start(files[program], this.env, [instrument]);
    let last: unknown;
    const started = () =>
      start().catch((error: unknown) => {
        last = error;
        return false as const;
      });
    const service = await until(`${program} runs`, started, 60_000).catch((error: unknown) => {
      throw new Error(`${String(error)}; ${String(last)}`);
    });
    this.services.set(program, service);
  }

  /** A process that other code started, and that must not be left behind. */
  alsoClose(service: Service): void {
    this.others.push(service);
  }

  /** Every fifth time something is done, the API does it wrongly from now on. */
  async sabotage(bug: string): Promise<void> {
    const api = this.service('api');
    const planted = api.said('planted');
    api.tell({ sabotage: bug });
    await planted;
  }

  /** @throws with what it said last when one is gone that nobody has killed */
  everybodyRuns(after: string): void {
    for (const [program, { isRunning, output }] of this.services)
      if (!isRunning) throw new Error(`${program} did not survive: ${after}\n${output}`);
  }

  /** Clients who act until the world comes to rest, or so many times. */
  write(chance: Chance, n: number, most?: number): void {
    const { workspaceIds } = this.actors;
    this.writers = Array.from({ length: n }, (_, i) => {
      return new Writer(this.actors, workspaceIds[i % workspaceIds.length]!, this.ledger, chance.fork());
    });
    this.working = Promise.all(this.writers.map((writer) => writer.run(most)));
    this.hurried = most === undefined;
  }

  /** All that was sent has come to an end, and all that was left behind is worked off. */
  async quiesce(): Promise<void> {
    if (this.hurried) for (const writer of this.writers) writer.stop();
    await this.working;
    let before = '';
    await until(
      'outboxes and queues are empty',
      async () => {
        const now = await this.waiting();
        const quiet = now === before && now.startsWith('0 0 0 ');
        before = now;
        return quiet;
      },
      120_000,
    );
  }

  async reconcile(): Promise<Reconciliation> {
    return this.asSuperuser((client) => reconcile(client, this.ledger.file, this.mailbox.mails));
  }

  async asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: inDatabase(this.postgres.superuserUrl, DATABASE) });
    client.on('error', () => undefined);
    await client.connect();
    return work(client).finally(() => client.end());
  }

  async close(): Promise<void> {
    for (const writer of this.writers) writer.stop();
    const running = [...this.services.values(), ...this.others].filter((service) => service.isRunning);
    await Promise.all(running.map((service) => service.kill('SIGKILL')));
    await this.working;
    await Promise.all([this.postgres.close(), this.redis?.close(), this.mailbox.close()]);
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Records and jobs in the outboxes, and mails in the queue; then all that has come of it so far. */
  private async waiting(): Promise<string> {
    const outboxes = await this.asSuperuser((client) =>
      client.query<{ records: number; jobs: number; log: number }>(`select
        (select count(*)::int from audit_outbox) as records, (select count(*)::int from job_outbox) as jobs,
        (select count(*)::int from audit_log) as log`),
    );
    const { records, jobs, log } = outboxes.rows[0]!;
    return `${records} ${jobs} ${await this.mailsWaiting()} ${log} ${this.mailbox.mails.length}`;
  }

  /** As the worker tells its operator. */
  private async mailsWaiting(): Promise<number> {
    const { PRIVATE_HOST = '127.0.0.1', WORKER_PRIVATE_PORT = '' } = this.env;
    const answer = await fetch(`http://${PRIVATE_HOST}:${WORKER_PRIVATE_PORT}/metrics`);
    const states = (await answer.text()).matchAll(/^queue_jobs\{queue="mail",state="(\w+)"\} (\d+)$/gm);
    const waiting = [...states].filter(([, state]) => state !== 'failed').map(([, , n]) => Number(n));
    return waiting.length === 0 ? NaN : waiting.reduce((sum, n) => sum + n);
  }
}

async function prepare(postgres: MortalPostgres): Promise<Environment> {
  const passwords = Object.fromEntries(
    loginRoles.map((role) => [role, randomBytes(12).toString('hex')]),
  ) as unknown as RolePasswords;
  const client = new pg.Client({ connectionString: postgres.superuserUrl });
  await client.connect();
  await prepareDatabase(client, DATABASE, passwords).finally(() => client.end());
  const urls = databaseUrls(`127.0.0.1:${postgres.port}`, DATABASE, passwords);
  await migrate(urls.DATABASE_OWNER_URL);
  await migrateQueue(urls.QUEUE_DATABASE_URL, postgres.superuserUrl);
  const shadow = new pg.Client({ connectionString: inDatabase(postgres.superuserUrl, DATABASE) });
  await shadow.connect();
  await castShadow(shadow).finally(() => shadow.end());
  return urls;
}

async function environment(
  urls: Environment,
  mailbox: Mailbox,
  redis: RedisServer | undefined,
): Promise<Environment> {
  const origin = `http://127.0.0.1:${await freePort()}`;
  return {
    ...urls,
    PORT: new URL(origin).port,
    WORKER_PRIVATE_PORT: String(await freePort()),
    SMTP_URL: mailbox.url,
    APP_URL: origin,
    AUTH_URL: origin,
    SECRET_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_FACTOR: '100000',
    LOG_LEVEL: 'error',
    ...(redis && { REDIS_URL: redis.url }),
  };
}
