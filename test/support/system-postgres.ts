import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { connect } from './database.js';
import { until } from './until.js';

const HOME = '/usr/lib/postgresql';
/** The newest server that the distribution brings, whose `pg_dump` fits it; the embedded one brings none. */
const bin = existsSync(HOME)
  ? readdirSync(HOME)
      .map((version) => join(HOME, version, 'bin'))
      .at(-1)
  : undefined;

export const hasPostgres = bin !== undefined && existsSync(join(bin, 'postgres'));

/** Postgres does not run as root: root maps itself to another user. */
const somebody = process.getuid?.() === 0 ? ['unshare', '-U', '--map-user=1000', '--map-group=1000'] : [];
const command = (name: string, ...args: string[]): [string, string[]] => {
  const [file = '', ...rest] = [...somebody, join(bin ?? '', name), ...args];
  return [file, rest];
};

export interface System {
  /** `postgres://postgres:…@127.0.0.1:PORT` */
  readonly url: string;
  run(name: string, ...args: string[]): string;
  stop(): Promise<void>;
}

export async function startSystemPostgres(): Promise<System> {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-system-'));
  const [cluster, passwordFile] = [join(dir, 'cluster'), join(dir, 'password')];
  writeFileSync(passwordFile, 'password\n');
  const flags = ['-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  execFileSync(...command('initdb', ...flags, '--locale=C.UTF-8', '--no-sync', '-D', cluster));
  const port = await freePort();
  const options = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
  const settings = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(...command('postgres', '-D', cluster, ...settings), { stdio: 'ignore' });
  const url = `postgres://postgres:password@127.0.0.1:${port}`;
  await until('the system PostgreSQL answers', () =>
    connect(`${url}/postgres`).then(
      (client) => client.end().then(() => true),
      () => false,
    ),
  );
  return {
    url,
    run: (name, ...args) => execFileSync(join(bin ?? '', name), args, { encoding: 'utf8' }),
    stop: async () => {
      server.kill('SIGINT');
      await once(server, 'exit');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
