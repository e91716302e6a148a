import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAnswering, freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { until } from './until.js';

const binary = '/usr/sbin/pgbouncer';
const NOBODY = 65_534;

/** Why the tests behind a pooler are left out here; nothing where it is installed. */
export function noPgBouncer(): string | undefined {
  if (existsSync(binary)) return undefined;
  const why = 'pgbouncer is not installed: the tests behind a pooler are left out';
  if (process.env['CI']) throw new Error(why);
  return why;
}

/** A PgBouncer with nothing configured but what the documentation says: transactions share few connections. */
export class PgBouncer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly dir: string,
    /** The URL that was given, through the pooler. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<PgBouncer> {
    const url = new URL(databaseUrl);
    const dir = mkdtempSync(join(tmpdir(), 'bailiwick-pgbouncer-'));
    const port = await freePort();
    const users = join(dir, 'users.txt');
    writeFileSync(users, `"${url.username}" "${decodeURIComponent(url.password)}"\n`);
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      unix_socket_dir: '',
      auth_type: 'scram-sha-256',
      auth_file: users,
      pool_mode: 'transaction',
      default_pool_size: 4,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    const databases = `* = host=${url.hostname} port=${url.port}`;
    writeFileSync(
      join(dir, 'pgbouncer.ini'),
      ['[databases]', databases, '[pgbouncer]', ...lines, ''].join('\n'),
    );
    const child = launch(dir);
    url.port = String(port);
    const bouncer = new PgBouncer(child, dir, url.href);
    await until('the pooler answers', () => isAnswering(url.href));
    return bouncer;
  }

  async close(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** It refuses to run as root. */
function launch(dir: string): ChildProcess {
  const file = join(dir, 'pgbouncer.ini');
  if (process.getuid?.() !== 0) return spawn(binary, ['-q', file], { stdio: 'ignore' });
  for (const path of [dir, file, join(dir, 'users.txt')]) chownSync(path, NOBODY, NOBODY);
  chmodSync(dir, 0o700);
  const as = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return spawn('setpriv', [...as, binary, '-q', file], { stdio: 'ignore' });
}
