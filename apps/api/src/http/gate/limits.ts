import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Caller, TenantDb, sql } from '@bailiwick/tenancy';
import { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { CONFIG, type Config } from '../../config.js';
import { fail } from '../../errors.js';
import { networkOf } from './network.js';
import type { HttpReply, HttpRequest } from './request.js';

/** The requests of one payer in all: over all credentials of a workspace, sessions included. */
const windows = [
  { name: 'burst', points: 100, seconds: 1 },
  { name: 'sustained', points: 6000, seconds: 60 },
] as const;

/** The share of its workspace's limit that one key can use at most. */
const KEY_SHARE = 0.8;

/** Acts that cost more than a request: hashing, mails to strangers, guesses at a secret. The database counts them. */
export const tightLimits = {
  sign_in: { per: 'network', points: 60, seconds: 600 },
  sign_up: { per: 'network', points: 30, seconds: 3600 },
  reset: { per: 'network', points: 30, seconds: 3600 },
  token: { per: 'network', points: 120, seconds: 600 },
  invite: { per: 'workspace', points: 600, seconds: 3600 },
  export: { per: 'workspace', points: 60, seconds: 3600 },
  mint: { per: 'workspace', points: 120, seconds: 3600 },
} as const;
/** `unlimited`: only machines of the operator ask this route. */
export type Limit = keyof typeof tightLimits | 'unlimited';

/**
 * Limits by the payer. This process counts the general ones, or Redis where there is one. Without Redis this process
 * counts again, so a limit always holds. The database counts the tight ones by its own clock, so they hold over several
 * processes, with or without Redis.
 */
@Injectable()
export class Limits implements OnApplicationShutdown {
  private readonly redis: Redis | undefined;
  private readonly limiters: readonly RateLimiterAbstract[];
  private readonly keyLimiters: readonly RateLimiterAbstract[];
  private readonly factor: number;
  private readonly policy: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly db: TenantDb,
  ) {
    this.factor = config.RATE_LIMIT_FACTOR;
    this.redis = config.REDIS_URL ? openRedis(config.REDIS_URL) : undefined;
    const allowed = windows.map((window) => ({ ...window, points: window.points * this.factor }));
    this.policy = allowed.map(({ name, points, seconds }) => `"${name}";q=${points};w=${seconds}`).join(', ');
    this.limiters = allowed.map((window) => limiter(window, this.redis));
    this.keyLimiters = allowed.map(({ name, points, seconds }) =>
      limiter({ name: `key-${name}`, points: Math.floor(points * KEY_SHARE), seconds }, this.redis),
    );
  }

  /** @throws rate_limited, with the seconds after which it is worth trying again */
  async pay(request: HttpRequest, reply: HttpReply, limit?: Limit): Promise<void> {
    if (limit === 'unlimited') return;
    const payer = payerOf(request);
    const budgets = await Promise.all(this.limiters.map((one) => one.consume(payer).catch(asRefusal)));
    const { key } = request.authority?.person.principal ?? {};
    const ofKey = key ? await this.payAsKey(key.id) : [];
    void reply.header('ratelimit-policy', this.policy).header('ratelimit', budgets.map(header).join(', '));
    const waits = [...budgets, ...ofKey].filter(isSpent).map((budget) => budget.msBeforeNext);
    if (waits.length > 0) throw tooMany(Math.max(...waits) / 1000);
    if (limit) await this.payTight(request, limit);
  }

  /** Whether the log still has room for this network, for lines that anyone can cause. */
  async spare(ip: string): Promise<boolean> {
    const budgets = await Promise.all(
      this.limiters.map((one) => one.consume(`knock ${networkOf(ip)}`).catch(asRefusal)),
    );
    return !budgets.some(isSpent);
  }

  /** A key leaves a part of its workspace's limit to the people there. */
  private payAsKey(id: string): Promise<RateLimiterRes[]> {
    return Promise.all(this.keyLimiters.map((one) => one.consume(`key ${id}`).catch(asRefusal)));
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  private async payTight(request: HttpRequest, limit: keyof typeof tightLimits): Promise<void> {
    const { per, points, seconds } = tightLimits[limit];
    const who = per === 'network' ? networkOf(request.facts.ip) : payerOf(request);
    // Hashed, so that the table tells nothing about people.
    const key = createHash('sha256').update(`${limit} ${who}`).digest();
    const nobody: Caller = { facts: request.facts, scope: {}, actor: { type: 'system' } };
    const hit = await this.db.run(nobody, (tx) =>
      tx.one<{ hits: number; wait: number }>(sql`insert into throttles as t (key, hits, resets_at)
        values (${key}, 1, now() + make_interval(secs => ${seconds}))
        on conflict (key) do update set
          hits = case when t.resets_at <= now() then 1 else t.hits + 1 end,
          resets_at = case when t.resets_at <= now() then excluded.resets_at else t.resets_at end
        returning hits, extract(epoch from resets_at - now())::float8 as wait`),
    );
    if (hit && hit.hits > points * this.factor) throw tooMany(hit.wait);
  }
}

/**
 * The workspace from which the caller comes, never the one in which the caller acts; else the person; else the network.
 */
function payerOf({ authority, facts }: HttpRequest): string {
  const { workspace, acting } = authority?.inWorkspace?.ctx ?? {};
  if (workspace) return `workspace ${(acting?.from ?? workspace).id}`;
  if (authority) return `person ${authority.person.principal.userId}`;
  return `network ${networkOf(facts.ip)}`;
}

function limiter({ name, points, seconds: duration }: Window, redis: Redis | undefined): RateLimiterAbstract {
  const inProcess = new RateLimiterMemory({ keyPrefix: name, points, duration });
  if (!redis) return inProcess;
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `limit:${name}`,
    points,
    duration,
    insuranceLimiter: inProcess,
    rejectIfRedisNotReady: true,
  });
}

interface Window {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/**
 * A limiter must never make a request wait for a Redis that is away: it waits for `commandTimeout` at most, and not at
 * all after Redis was silent for `socketTimeout`.
 */
function openRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 300,
    socketTimeout: 1000,
  });
  // Every lost connection is reported, and each later request is insured; there is nothing to add.
  redis.on('error', () => undefined);
  return redis;
}

/** The library refuses by throwing its count. */
function asRefusal(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return Object.assign(thrown, { spent: true });
  throw thrown;
}

const isSpent = (budget: RateLimiterRes): boolean => 'spent' in budget;

const header = ({ remainingPoints, msBeforeNext }: RateLimiterRes, i: number): string =>
  `"${windows[i]?.name ?? ''}";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1000)}`;

const tooMany = (seconds: number) =>
  fail('rate_limited', undefined, { retry_after: Math.max(1, Math.ceil(seconds)) });
