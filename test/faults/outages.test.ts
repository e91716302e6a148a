import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { Balancer } from '../support/balancer.js';
import { Crowd, type Heard, slowest, statuses } from '../support/crowd.js';
import { type Asked, Exchange } from '../support/exchange.js';
import { noRedis } from '../support/redis.js';
import { Service } from '../support/service.js';
import { SlowClients } from '../support/slow.js';
import { until } from '../support/until.js';
import { isFull } from '../support/profile.js';
import { World } from './harness/world.js';

/** Nobody waits longer for an answer, with any part away; measured with all the noise of a busy machine. */
const LONGEST_MS = 3500;
const redisIsMissing = noRedis();
/** How long Redis is away. */
const REDIS_AWAY_MS = isFull ? 60_000 : 2500;
/** What an API process needs that was asked a great deal is about 250 MB; what it piles up would come on top. */
const MOST_MB = 450;
const downfalls = ['fast', 'immediate', 'kill -9'] as const;

describe('when a part goes away under load', () => {
  let world: World;
  let crowd: Crowd | undefined;

  beforeAll(async () => {
    world = await World.open({
      redis: !redisIsMissing,
      workspaces: 1,
      settings: { max_connections: '60' },
    });
  });
  afterAll(() => world.close());
  afterEach(() => crowd?.stop());

  let n = 0;
  /** Reads, writes, and what has to be mailed, in turn. */
  const act = (): Asked => {
    n += 1;
    if (n % 8 === 0)
      return {
        method: 'POST',
        path: 'workspace-members',
        body: { email: `m${n}@away.example`, role: 'view' },
      };
    if (n % 4 === 0) return { method: 'PATCH', path: 'workspaces/current', body: { name: `name ${n}` } };
    return { method: 'GET', path: 'workspaces/current' };
  };
  const asOwner = () => ({ cookie: world.actors.owner, 'x-as-workspace': world.actors.workspaceIds[0]! });
  const gather = (origin = world.actors.origin, ask = act): Crowd => {
    crowd = new Crowd(origin, { members: 10, headers: asOwner(), ask });
    return crowd;
  };
  const hearing = async (what: string, enough: (all: Heard[]) => boolean): Promise<Heard[]> => {
    const all: Heard[] = [];
    const hear = () => Promise.resolve(enough((all.push(...crowd!.hear()), all)));
    await until(what, hear, REDIS_AWAY_MS + 15_000).catch((error: unknown) => {
      throw new Error(`${String(error)}; heard ${JSON.stringify(statuses(all))}`);
    });
    return all;
  };
  const times = (most: number, status: number) => (all: Heard[]) => (statuses(all)[status] ?? 0) >= most;
  const served = () => hearing('requests are served', times(50, 200));
  const onlyUnavailable = (all: Heard[]): void => {
    const refused = all.filter(({ status }) => status !== 200);
    expect(statuses(refused), world.service('api').output).toEqual({ 503: refused.length });
    for (const { code, retryAfter } of refused)
      expect({ code, retryAfter }).toEqual({ code: 'unavailable', retryAfter: '1' });
    expect(slowest(all)).toBeLessThan(LONGEST_MS);
  };

  describe('PostgreSQL', () => {
    it.each(isFull ? [...downfalls, ...downfalls, ...downfalls] : downfalls.slice(0, 1))(
      'restarted (%s): 503 with Retry-After while it is away, and served as soon as it is back',
      async (how) => {
        gather();
        await served();
        await world.postgres.strike(how);
        const away = await hearing('requests are refused', times(100, 503));
        await world.postgres.restart(world.settings);
        onlyUnavailable([...away, ...(await served())]);
        world.everybodyRuns('a restart of PostgreSQL');
      },
    );

    it('that stops answering: 503 rather than waiting for it', async () => {
      gather();
      await served();
      world.postgres.signal('SIGSTOP');
      const frozen = await hearing('requests are refused', times(isFull ? 40 : 10, 503)).finally(() =>
        world.postgres.signal('SIGCONT'),
      );
      onlyUnavailable([...frozen, ...(await served())]);
      world.everybodyRuns('PostgreSQL stood still');
    });

    it('whose connections others hold: 503 at once', async () => {
      gather();
      await served();
      const refused: Heard[] = [];
      await othersHoldEverything(world, () => {
        world.everybodyRuns('others held everything');
        return times(50, 503)((refused.push(...crowd!.hear()), refused));
      });
      onlyUnavailable([...refused, ...(await served())]);
    });
  });

  describe('the API', () => {
    it('asked to end: fails nobody, ends well, and is soon ready again', async () => {
      const second = await sibling(world);
      const balancer = await Balancer.before(world.actors.origin, second.origin);
      gather(world.actors.origin, () => {
        const asked = act();
        return { ...asked, path: `${balancer.ready}/api/v2/${asked.path}` };
      });
      await served();
      // As browsers do that guess where one will click next.
      const silent = await SlowClients.hold(Number(new URL(world.actors.origin).port), 2);
      expect(await world.service('api').kill('SIGTERM')).toBe(0);
      silent.close();
      await served();
      await world.start('api');
      expect(await second.kill('SIGTERM')).toBe(0);
      await served();
      await crowd!.stop();
      balancer.close();
      const { everything } = crowd!;
      expect(statuses(everything), world.service('api').output).toEqual({ 200: everything.length });
    });
  });

  describe.skipIf(redisIsMissing)('Redis', () => {
    const ways: Record<string, { go: () => unknown; comeBack: () => unknown }> = {
      'that stops answering': {
        go: () => world.redis!.signal('SIGSTOP'),
        comeBack: () => world.redis!.signal('SIGCONT'),
      },
      'that was killed': { go: () => world.redis!.kill(), comeBack: () => world.redis!.restart() },
    };

    it.each(Object.keys(ways))('%s: requests go on, and nothing is lost', async (way) => {
      const { go, comeBack } = ways[way]!;
      gather();
      await served();
      await go();
      const back = performance.now() + REDIS_AWAY_MS;
      const all = await hearing('a while has passed', () => performance.now() > back);
      await comeBack();
      expect(statuses(all), world.service('api').output).toEqual({ 200: all.length });
      expect(slowest(all)).toBeLessThan(2000);
      // Soon nobody asks it any more: not even the time it is given to answer is lost.
      expect(Math.min(...all.slice(-10).map(({ ms }) => ms))).toBeLessThan(300);
      expect(residentMb(world.service('api'))).toBeLessThan(MOST_MB);
      await crowd!.stop();
      await world.quiesce();
      expect((await world.reconcile()).findings).toEqual([]);
    });

    it('that was killed: a new process serves, limits as strictly, and ends well', async () => {
      await world.redis!.kill();
      const second = await sibling(world, { RATE_LIMIT_FACTOR: '1' });
      const owner = new Exchange(second.origin, asOwner());
      const left = [];
      for (let n = 0; n < 3; n += 1) left.push(await remaining(owner));
      owner.close();
      expect(left).toEqual([5999, 5998, 5997]);

      const body = { email: 'owner@faults.example', password: 'not this one at all' };
      const guess = () => ({ method: 'POST', path: 'auth/sign-in', body });
      crowd = new Crowd(second.origin, { members: 2, ask: guess });
      await hearing('a person guesses', times(1, 401));
      await crowd.stop();
      await world.asSuperuser((client) => client.query('update throttles set hits = 60'));
      crowd = new Crowd(second.origin, { members: 2, ask: guess });
      await hearing('the limit on guesses holds', times(4, 429));
      await crowd.stop();
      expect(Object.keys(statuses(crowd.everything))).toEqual(['429']);
      expect(await second.kill('SIGTERM')).toBe(0);
      await world.redis!.restart();
    });
  });
});

/** Another process of the same installation. */
async function sibling(world: World, otherwise: Readonly<Record<string, string>> = {}) {
  const port = String(await freePort());
  const service = await Service.start('main.js', { ...world.env, PORT: port, ...otherwise });
  world.alsoClose(service);
  return Object.assign(service, { origin: `http://127.0.0.1:${port}` });
}

/** Another client of the same server takes every connection there is, those of the application too. */
async function othersHoldEverything(world: World, enough: () => boolean): Promise<void> {
  const held: pg.Client[] = [];
  const take = async () => {
    const client = new pg.Client({ connectionString: world.env['QUEUE_DATABASE_URL'] });
    client.on('error', () => undefined);
    await client.connect();
    held.push(client);
  };
  await world
    .asSuperuser((superuser) =>
      until('there is no connection to be had', async () => {
        await superuser.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bailiwick-app'",
        );
        await Promise.allSettled(Array.from({ length: 12 }, take));
        return enough();
      }),
    )
    .finally(() => Promise.all(held.map((client) => client.end())));
}

/** What is left of the general limit over a minute. */
async function remaining(exchange: Exchange): Promise<number> {
  const { headers } = await exchange.ask({ method: 'GET', path: 'workspaces/current' });
  return Number(/"sustained";r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);
}

function residentMb({ pid }: Service): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
