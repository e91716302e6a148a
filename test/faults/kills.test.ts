import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chance } from '../support/random.js';
import { noRedis } from '../support/redis.js';
import { type Plan, anyPlan, strike } from './harness/nemesis.js';
import { faultSeed, isFull } from '../support/profile.js';
import { type Finding, reconcile } from './harness/reconcile.js';
import { World } from './harness/world.js';

const WRITERS = 8;
const withRedis = noRedis() === undefined;

/** Of each kind one, so that the short profile is not left to luck. */
const one: readonly Plan[] = [
  { victim: 'worker', how: 'kill -9', momentMs: 200 },
  { victim: 'api', how: 'kill -9', momentMs: 0, at: { within: 'api', point: 'after commit', after: 20 } },
  {
    victim: 'postgres',
    how: 'kill -9',
    momentMs: 0,
    at: { within: 'api', point: 'before commit', after: 20 },
  },
  { victim: withRedis ? 'redis' : 'postgres', how: 'kill -9', momentMs: 200 },
  { victim: 'api', how: 'kill -9', momentMs: 200 },
];

const ROUNDS = 13;
const KILLS_A_ROUND = 25;
const victims = ['api', 'api', 'worker', 'worker', 'postgres'] as const;

interface Round {
  readonly redis: boolean;
  readonly seed: number;
  readonly plans: readonly Plan[];
  readonly isFirst: boolean;
}

/** Every other one with its jobs in Redis. */
function longRound(n: number): Round {
  const redis = withRedis && n % 2 === 1;
  const chance = new Chance(faultSeed + n);
  const those = redis ? ([...victims, 'redis'] as const) : victims;
  return {
    redis,
    seed: faultSeed + n,
    isFirst: n === 0,
    plans: Array.from({ length: KILLS_A_ROUND }, () => anyPlan(chance, those)),
  };
}

const rounds = isFull
  ? Array.from({ length: ROUNDS }, (_, n) => longRound(n))
  : [{ redis: withRedis, seed: faultSeed, plans: one, isFirst: true }];

describe.each(rounds)(
  'killed $plans.length times (Redis: $redis, seed $seed)',
  ({ redis, plans, seed, isFirst }) => {
    let world: World;
    beforeAll(async () => {
      world = await World.open({ redis });
    });
    afterAll(() => world.close());

    it('loses nothing it acknowledged, and records every change exactly once', async () => {
      world.write(new Chance(seed), WRITERS);
      const struck: string[] = [];
      for (const plan of plans) {
        struck.push(await strike(world, plan));
        world.everybodyRuns(struck.at(-1) ?? '');
      }
      await world.quiesce();
      const { findings, counts } = await world.reconcile();
      if (isFull)
        console.log(JSON.stringify({ seed, redis, kills: struck.length, ...counts, struck: tally(struck) }));
      expect(counts.acknowledged).toBeGreaterThan(plans.length * 10);
      expect(findings.slice(0, 10), `FAULT_SEED=${seed} has it again; ${findings.length} findings`).toEqual(
        [],
      );
    });

    /** It is only worth what it would find: on the same world, which was clean, one planted bug after the other. */
    describe.runIf(isFirst)('the harness', () => {
      const known = new Set<string>();

      /** The flaws that came in while the API was wrong in this way. */
      async function found(bug: string): Promise<string[]> {
        await world.sabotage(bug);
        world.write(new Chance(seed), 4, 30);
        await world.quiesce();
        const { findings } = await world.reconcile();
        const fresh = findings.filter((finding) => !known.has(finding.what));
        for (const { what } of fresh) known.add(what);
        return flaws(fresh);
      }

      it.each([
        ['drop-audit', 'a record that is forgotten', ['unaudited']],
        ['double', 'an act that is recorded twice', ['double']],
        ['late', 'a record that is written after the commit', ['orphan', 'unaudited']],
        ['lose', 'an answer without a commit', ['lost']],
        ['drop-mail', 'a mail that is forgotten', ['unmailed']],
      ])('finds %s: %s', async (bug, _what, expected) => {
        // Others may follow from it: a forgotten record of a new name contradicts the next.
        expect(await found(bug)).toEqual(expect.arrayContaining(expected));
      });

      it.each([
        [
          'a record that was changed',
          "update audit_log set canonical = replace(canonical, 'genesis', 'exodus')",
          'broken',
        ],
        ['a record that was removed', 'delete from audit_log where seq = 3', 'broken'],
        [
          'a record that was moved',
          'update audit_log set sealed_at = sealed_at, seq = 7 - seq where seq < 7',
          'broken',
        ],
        ['a row that was changed by hand', "update workspaces set name = 'Elsewhere'", 'contradicted'],
      ])('finds %s', async (_what, tampering, expected) => {
        const { findings } = await world.asSuperuser(async (client) => {
          await client.query('begin');
          await client.query(tampering);
          return reconcile(client, world.ledger.file, world.mailbox.mails);
        });
        expect(flaws(findings)).toContain(expected);
      });

      it('finds a mail that never left', async () => {
        const { findings } = await world.asSuperuser((client) =>
          reconcile(client, world.ledger.file, world.mailbox.mails.slice(0, 1)),
        );
        expect(flaws(findings)).toContain('unsent');
      });
    });
  },
);

const flaws = (findings: readonly Finding[]) => [...new Set(findings.map(({ flaw }) => flaw))].sort();

function tally(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
