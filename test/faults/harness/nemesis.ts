import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../../support/random.js';
import { until } from '../../support/until.js';
import type { Downfall } from './postgres.js';
import type { Program, World } from './world.js';

export interface Plan {
  readonly victim: Program | 'postgres' | 'redis';
  readonly how: Downfall;
  /** At a point of a transaction, in the process that is in it; otherwise at a moment. */
  readonly at?: { readonly within: Program; readonly point: string; readonly after: number };
  readonly momentMs: number;
}

const points = [
  'after begin',
  'before statement',
  'after statement',
  'before statement',
  'after statement',
  'before commit',
  'after commit',
  'after commit',
];
/** Some points come by rarely, and a busy machine is slow. */
const PATIENCE_MS = 60_000;

const downfalls: readonly Downfall[] = ['kill -9', 'kill -9', 'immediate', 'fast'];

/** The next event, by chance alone. */
export function anyPlan(chance: Chance, victims: readonly Plan['victim'][]): Plan {
  const victim = chance.pick(victims);
  const how = victim === 'postgres' ? chance.pick(downfalls) : 'kill -9';
  const within = victim === 'worker' ? 'worker' : 'api';
  // Redis is struck by its own process only, so there is no point in a transaction to wait for.
  const hooked = victim !== 'redis' && chance.below(2) === 0;
  const at = { within, point: chance.pick(points), after: 1 + chance.below(40) } as const;
  return { victim, how, momentMs: 50 + chance.below(450), ...(hooked && { at }) };
}

/** Kills as planned and brings back what was killed. @returns what was struck, in words */
export async function strike(world: World, plan: Plan): Promise<string> {
  const struck = plan.at ? await strikeAtPoint(world, plan, plan.at) : await strikeAtMoment(world, plan);
  await revive(world, plan.victim);
  return `${plan.victim} ${plan.how} ${struck}`;
}

async function strikeAtMoment(world: World, { victim, how, momentMs }: Plan): Promise<string> {
  // Not a wait for anything: the moment is what is drawn.
  await delay(momentMs);
  if (victim === 'postgres') await world.postgres.strike(how);
  else if (victim === 'redis') await world.redis!.kill();
  else await world.service(victim).kill('SIGKILL');
  return 'at a moment';
}

type At = NonNullable<Plan['at']>;

/** The process that reaches the point strikes at once, itself or the server it talks to. */
async function strikeAtPoint(world: World, { victim, how }: Plan, at: At): Promise<string> {
  const { postgres, strikes } = world;
  const before = strikesIn(strikes).length;
  const whom =
    victim === 'postgres'
      ? { victims: postgres.victims(how), signal: postgres.victims(how).signal }
      : { victims: 'self', signal: 'SIGKILL' };
  const { pid } = postgres;
  world.service(at.within).tell({ fault: { point: at.point, after: at.after, ...whom, log: strikes } });
  const reached = () => Promise.resolve(strikesIn(strikes)[before]);
  const strike = await until(`${at.point} is reached`, reached, PATIENCE_MS);
  if (victim === 'postgres') await postgres.gone(pid);
  else await world.service(at.within).ended;
  return `${strike.point} (${strike.statement})`;
}

interface Strike {
  readonly point: string;
  readonly statement: string;
}

export function strikesIn(file: string): Strike[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Strike);
}

async function revive(world: World, victim: Plan['victim']): Promise<void> {
  if (victim === 'postgres') await world.postgres.restart(world.settings);
  else if (victim === 'redis') await world.redis!.restart();
  else await world.start(victim);
}
