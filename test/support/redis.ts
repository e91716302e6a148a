import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { until } from './until.js';

const binary = 'redis-server';

/**
 * Why the tests on a real Redis are left out here; nothing where it is installed. A machine that checks for
 * everybody has no excuse.
 */
export function noRedis(): string | undefined {
  if (spawnSync(binary, ['--version']).status === 0) return undefined;
  const why = `${binary} is not installed (npm run setup:system): the tests on a real Redis are left out`;
  if (process.env['CI']) throw new Error(why);
  return why;
}

/** A real Redis on a free port, configured as the documentation asks: it writes down what it acknowledges. */
export class RedisServer {
  private constructor(
    readonly port: number,
    private readonly dir: string,
    private child: ChildProcess,
  ) {}

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    const dir = mkdtempSync(join(tmpdir(), 'bailiwick-redis-'));
    const server = new RedisServer(port, dir, launch(port, dir));
    await server.ready();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** How much lies in it. */
  async keys(): Promise<number> {
    const client = new Redis(this.url);
    return client.dbsize().finally(() => client.disconnect());
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Again, on the same port and with what it had written down. */
  async restart(): Promise<void> {
    this.child = launch(this.port, this.dir);
    await this.ready();
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const client = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on('error', () => undefined);
    try {
      // It answers LOADING until what was written down is read.
      await until('Redis answers', () => client.ping().catch(() => false));
    } finally {
      client.disconnect();
    }
  }
}

function launch(port: number, dir: string): ChildProcess {
  const settings = {
    port,
    dir,
    bind: '127.0.0.1',
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return spawn(binary, flags, { stdio: 'ignore' });
}
