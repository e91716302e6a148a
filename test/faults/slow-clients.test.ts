import { readdirSync } from 'node:fs';
import { newId, newToken, tokenHash } from '@bailiwick/tenancy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { testEnvironment } from '../support/app.js';
import { Crowd, percentile, statuses } from '../support/crowd.js';
import { type TestDatabase, createDatabase } from '../support/database.js';
import { Service } from '../support/service.js';
import { SlowClients } from '../support/slow.js';
import { until } from '../support/until.js';
import { isFull } from '../support/profile.js';

const SLOW = isFull ? 5000 : 500;
const REQUESTS = isFull ? 2000 : 300;
const TURNS = isFull ? 5 : 3;

describe(`${SLOW} clients that hold a connection and say nothing`, () => {
  let db: TestDatabase;
  let api: Service;
  let port: number;
  let cookie: string;

  beforeAll(async () => {
    db = await createDatabase();
    port = await freePort();
    cookie = `session=${await openSession(db)}`;
    api = await Service.start(
      'main.js',
      await testEnvironment(db, { PORT: String(port), WORKER: 'separate' }),
    );
  });
  afterAll(async () => {
    await api.kill('SIGKILL');
    await db.drop();
  });

  const descriptors = () => readdirSync(`/proc/${api.pid}/fd`).length;

  /** The time in which 99 of 100 ordinary requests were answered. */
  async function p99(): Promise<number> {
    const ask = () => ({ method: 'GET', path: 'me' });
    const crowd = new Crowd(`http://127.0.0.1:${port}`, { members: 8, headers: { cookie }, ask });
    await until('enough was asked', () => Promise.resolve(crowd.everything.length >= REQUESTS), 60_000);
    await crowd.stop();
    expect(Object.keys(statuses(crowd.everything))).toEqual(['200']);
    return percentile(crowd.everything, 99);
  }

  it('make no other request wait more than twice as long, and leave nothing behind', async () => {
    await p99();
    const base = descriptors();
    const alone: number[] = [];
    const beside: number[] = [];
    // In turns, since a busy machine changes its mind from one minute to the next.
    for (let turn = 0; turn < TURNS; turn += 1) {
      alone.push(await p99());
      const slow = await SlowClients.hold(port, SLOW, { insist: true });
      beside.push(await p99());
      expect(slow.held).toBeGreaterThan(SLOW * 0.9);
      slow.close();
      await until('all are gone', () => Promise.resolve(descriptors() < base + SLOW / 10));
    }
    if (isFull) console.log(JSON.stringify({ slow: SLOW, alone, beside }));
    expect(median(beside)).toBeLessThan(2 * median(alone));
    await until('nothing is left', () => Promise.resolve(descriptors() <= base + 10));
  });

  it.runIf(isFull)('are sent away: soon without a head, later without a body', async () => {
    const began = performance.now();
    const slow = await SlowClients.hold(port, 90);
    await until('two thirds never finished a head', () => Promise.resolve(slow.held <= 30), 20_000);
    expect(performance.now() - began).toBeLessThan(15_000);
    await until('the last never sent a body', () => Promise.resolve(slow.held === 0), 40_000);
    slow.close();
  });
});

/** A person who is signed in, without the detour by mail. */
async function openSession({ superuser }: TestDatabase): Promise<string> {
  const [id, token] = [newId(), newToken()];
  await superuser.query(
    "insert into users (id, email, first_name, last_name) values ($1, 'p@slow.example', 'P', 'N')",
    [id],
  );
  await superuser.query(
    `insert into sessions (id, user_id, token_hash, ip, idle_expires_at, expires_at)
     values ($1, $2, $3, '127.0.0.1', now() + interval '1 h', now() + interval '1 h')`,
    [newId(), id, tokenHash(token)],
  );
  return token;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
