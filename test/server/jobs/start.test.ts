import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { Visitor } from '../../../seeds/visitor.js';
import { Program, processesOf } from '../../support/program.js';
import { until } from '../../support/until.js';

/** A first start makes a cluster, migrates and plants the demo: seconds, and more of them on a busy machine. */
describe('npm start', { timeout: 90_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-start-'));
  const settings = { DATA_DIR: dir };
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const gone = () => until('no process is left', () => Promise.resolve(processesOf(dir).length === 0));

  it('needs nothing configured, and plants a demo in which each role can sign in', async () => {
    const program = new Program(settings);
    const origin = await program.ready();
    for (const person of Object.values(cast)) {
      expect(await new Visitor(origin).signIn(person.email, PASSWORD), person.email).toBe(true);
      expect(program.output).toContain(person.email);
    }
    const inbox = await fetch(`${origin}/dev/inbox`);
    expect(inbox.headers.get('content-type')).toContain('text/html');
    program.kill('SIGINT');
    expect(await program.exitCode()).toBe(0);
    await gone();
  });

  it('keeps its secrets where only their owner reads them', () => {
    for (const file of ['secrets.json', 'postgres/password']) {
      expect(statSync(join(dir, file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it('starts again on what an earlier start left when it was killed, and plants nothing twice', async () => {
    const killed = new Program(settings);
    await killed.ready();
    killed.kill('SIGKILL');
    await killed.exitCode();
    // Its children notice that it is gone; PostgreSQL stays, and is taken over.
    const again = new Program({ ...settings, WORKER: 'inline' });
    const origin = await again.ready();
    expect(again.output).toContain('taken over');
    const owner = new Visitor(origin);
    await owner.signIn(cast.owner.email, PASSWORD);
    const { items } = await owner.get<{ items: unknown[] }>('workspaces');
    expect(items).toHaveLength(4);
    const second = new Program(settings);
    expect(await second.exitCode(), 'two starts on one folder').toBe(78);
    again.kill('SIGTERM');
    expect(await again.exitCode()).toBe(0);
    await gone();
  });

  it('names a bad value and refuses to start', async () => {
    const program = new Program({ ...settings, PASSWORD_MIN_LENGTH: 'many' });
    expect(await program.exitCode()).toBe(78);
    expect(program.output).toContain('PASSWORD_MIN_LENGTH');
    await gone();
  });

  it('starts nothing embedded in production, and names what is missing', async () => {
    const program = new Program({ ...settings, NODE_ENV: 'production' });
    expect(await program.exitCode()).toBe(78);
    for (const name of [
      'DATABASE_URL',
      'DATABASE_AUDIT_URL',
      'QUEUE_DATABASE_URL',
      'SMTP_URL',
      'SECRET_KEY',
    ]) {
      expect(program.output).toContain(name);
    }
    await gone();
  });
});
