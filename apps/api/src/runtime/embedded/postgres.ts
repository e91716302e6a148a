import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './postgres-binaries.js';

export interface EmbeddedPostgres {
  readonly port: number;
  /** `postgres://postgres:…@127.0.0.1:PORT/postgres` */
  readonly superuserUrl: string;
  /** An earlier start was killed and left this server behind; this start took it over. */
  readonly adopted: boolean;
  /** Fast shutdown: it ends sessions, and loses nothing that was committed. */
  stop(): Promise<void>;
}

interface PostgresOptions {
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** A free one unless named. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** How long a start or a stop can take before we give it up, in ms. */
const PATIENCE_MS = 30_000;
const STEP_MS = 40;

/** A real PostgreSQL on a free port of this machine, for laptops and tests. Kept under `dataDir`. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log = () => undefined } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const cluster = join(dataDir, 'cluster');
  const binaries = findBinaries(log);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries, dataDir, cluster);
  const password = readFileSync(join(dataDir, 'password'), 'utf8').trim();
  const url = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

  const left = readPidFile(cluster);
  if (left && (await isAnswering(url(left.port)))) return server(left.pid, left.port, url(left.port), true);
  // Postgres would not start before that process is gone.
  if (left && !serves(left.pid, cluster)) rmSync(pidFile(cluster));

  const port = await freePort(options.port);
  const pid = launch(binaries, { ...options, cluster, port });
  await until(
    () => isAnswering(url(port)),
    () => startFailure(dataDir, pid),
  );
  return server(pid, port, url(port), false);
}

/** Made beside and renamed when finished: a first start that was killed is not taken for a good one. */
function initialise(binaries: Binaries, dataDir: string, cluster: string): void {
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
  const passwordFile = join(dataDir, 'password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  const [file, ...args] = binaries.command('initdb');
  const flags = ['-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const result = spawnSync(file, [...args, ...flags, '--locale=C.UTF-8', '--no-sync', '-D', fresh]);
  if (result.status !== 0) throw new Error(`initdb failed: ${String(result.error ?? result.stderr)}`);
  renameSync(fresh, cluster);
}

function launch(binaries: Binaries, { cluster, dataDir, port, settings }: PostgresOptions & Launch): number {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '200',
    ...settings,
  };
  const log = openSync(join(dataDir, 'postgres.log'), 'w', 0o600);
  const [file, ...args] = binaries.command('postgres');
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A group of its own: Ctrl+C in the terminal must not reach it before the API has drained.
  const child = spawn(file, [...args, '-D', cluster, ...flags], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  if (child.pid === undefined) throw new Error('PostgreSQL could not be started');
  return child.pid;
}

interface Launch {
  readonly cluster: string;
  readonly port: number;
}

function server(pid: number, port: number, superuserUrl: string, adopted: boolean): EmbeddedPostgres {
  const stop = async () => {
    signal(pid, 'SIGINT');
    await until(
      () => !alive(pid),
      () => undefined,
    ).catch(() => signal(pid, 'SIGQUIT'));
  };
  return { port, superuserUrl, adopted, stop };
}

/** PID, data directory, start time and port: lines 1 to 4 of what Postgres writes about itself. */
function readPidFile(cluster: string): { pid: number; port: number } | undefined {
  const file = pidFile(cluster);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && port > 0 && alive(pid) ? { pid, port } : undefined;
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid');

/** The machine gives out numbers anew when it restarts; the arguments of a process say whose it is. */
function serves(pid: number, cluster: string): boolean {
  const command = `/proc/${pid}/cmdline`;
  if (existsSync(command)) return readFileSync(command, 'utf8').includes(cluster);
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
  return ps.status !== 0 || ps.stdout.includes(cluster);
}

/** A server that answers to our password is ours. */
export async function isAnswering(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startFailure(dataDir: string, pid: number): Error | undefined {
  if (alive(pid)) return undefined;
  const tail = readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n').slice(-10).join('\n');
  return new Error(`PostgreSQL did not start:\n${tail}`);
}

async function until(done: () => Promise<boolean> | boolean, failed: () => Error | undefined): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    if (await done()) return;
    const failure = failed();
    if (failure) throw failure;
    await delay(STEP_MS);
  }
  throw new Error('PostgreSQL took too long');
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** A dead child that nobody has waited for yet still answers to signal 0. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z ');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

/** @throws when a wanted port is taken; 0 wants any */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
