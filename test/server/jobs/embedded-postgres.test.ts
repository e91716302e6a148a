import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from '../../../apps/api/src/runtime/embedded/postgres.js';

describe('the embedded PostgreSQL', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bailiwick-embedded-'));
  const cluster = join(dataDir, 'cluster');
  const pidFile = join(cluster, 'postmaster.pid');
  let server: EmbeddedPostgres;

  const start = async () => (server = await startPostgres({ dataDir, settings: { fsync: 'off' } }));
  const pid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const isAlive = (one: number) =>
    existsSync(`/proc/${one}`) && !readFileSync(`/proc/${one}/stat`, 'utf8').includes(') Z ');
  const ask = async <T>(question: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: server.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query(question).finally(() => client.end());
    return rows as T[];
  };

  beforeAll(async () => {
    // What a first start leaves that was killed while it made the cluster.
    mkdirSync(join(`${cluster}.new`, 'base'), { recursive: true });
    writeFileSync(join(`${cluster}.new`, 'PG_VERSION'), '18\n');
    await start();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('begins anew where the first start was killed halfway', async () => {
    expect(server.adopted).toBe(false);
    expect(await ask('select 1 as works')).toEqual([{ works: 1 }]);
    expect(existsSync(`${cluster}.new`)).toBe(false);
  });

  it('opens to its password only, which only its owner can read', async () => {
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    const url = new URL(server.superuserUrl);
    url.password = 'another';
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it.runIf(process.platform === 'linux')('listens on loopback and nowhere else', () => {
    const port = server.port.toString(16).toUpperCase().padStart(4, '0');
    const LISTEN = '0A';
    const listening = ['tcp', 'tcp6'].flatMap((table) =>
      readFileSync(`/proc/net/${table}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${port}`))
        .map(([, local]) => local!.split(':')[0]),
    );
    expect(listening).toEqual(['0100007F']);
    expect(readFileSync('/proc/net/unix', 'utf8')).not.toContain(`.s.PGSQL.${server.port}`);
  });

  it('keeps what was written when it is stopped and started again', async () => {
    await ask('create table tides as select 1 as n');
    const before = pid();
    await server.stop();
    expect(isAlive(before)).toBe(false);
    await start();
    expect(server.adopted).toBe(false);
    expect(await ask('select n from tides')).toEqual([{ n: 1 }]);
  });

  it('outlives the process that started it, and is taken over by the next start', async () => {
    const [left, port] = [pid(), server.port];
    await start();
    expect(server).toMatchObject({ adopted: true, port });
    expect(pid()).toBe(left);
    expect(await ask('select n from tides')).toEqual([{ n: 1 }]);
  });

  it('starts where it was killed itself, at once, with all it had acknowledged', async () => {
    await ask('insert into tides values (2)');
    const busy = expect(ask('select pg_sleep(600)')).rejects.toThrow();
    const killed = pid();
    process.kill(killed, 'SIGKILL');
    await start();
    expect(server.adopted).toBe(false);
    expect(pid()).not.toBe(killed);
    await busy;
    expect(await ask('select n from tides order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  describe('whose pid file names a process of another program', () => {
    let stranger: ChildProcess;
    beforeAll(async () => {
      stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
      await once(stranger, 'spawn');
    });
    afterAll(() => stranger.kill('SIGKILL'));

    it('does not take it over, leaves it alone, and starts', async () => {
      process.kill(pid(), 'SIGKILL');
      const lines = readFileSync(pidFile, 'utf8').split('\n');
      writeFileSync(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'));
      await start();
      expect(server.adopted).toBe(false);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
      expect(await ask('select count(*)::int as n from tides')).toEqual([{ n: 2 }]);
      await server.stop();
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    });
  });
});
