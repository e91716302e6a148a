import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Caller, TenantDb, type Tx, sql, systemCaller, tokenHash } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { fail } from '../../errors.js';

/** How many wrong guesses at a secret are free; each further one has to wait. */
const free = { password: 5, second_factor: 10, reset: 3, network: 50 } as const;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;

export interface Guess {
  readonly at: keyof typeof free;
  /**
   * A secret, and the origin of a guess at it: a known device has a count of its own, so that strangers cannot lock it
   * out.
   */
  readonly key: Buffer;
}

interface Count {
  readonly key: Buffer;
  readonly failures: number;
  readonly wait: number;
}

/**
 * Guesses at passwords and codes, on every way in (ASVS 6.3.1, 6.6.3; NIST SP 800-63B 3.2.2). The database counts them,
 * so the counts hold over several processes, with or without Redis.
 */
@Injectable()
export class GuessesService {
  /** The origin of every guess that comes from no known browser. */
  static readonly ANYWHERE = 'anywhere';

  constructor(
    private readonly db: TenantDb,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Hashed, so that the table tells nothing about people. */
  guess(at: Guess['at'], ...whose: readonly string[]): Guess {
    const key = createHash('sha256')
      .update(JSON.stringify([at, ...whose]))
      .digest();
    return { at, key };
  }

  /**
   * The origin of a guess, as far as it has a count of its own: a browser that signed in as this person earlier, or any
   * other place. For an unknown person it takes as long.
   */
  async origin({ facts }: Caller, userId: string | null, device: string | undefined): Promise<string> {
    if (device === undefined) return GuessesService.ANYWHERE;
    const hash = tokenHash(device);
    const known = await this.db.read(systemCaller(facts, userId ? { userId } : {}), (tx) =>
      tx.query(sql`select 1 from known_devices where user_id = ${userId} and token_hash = ${hash}`),
    );
    return known.length > 0 ? hash.toString('hex') : GuessesService.ANYWHERE;
  }

  /**
   * Counts the guess before the service looks at the secret, so many guesses at once are no way around. A right one is
   * forgiven.
   * @throws rate_limited, with the seconds after which another guess is heard
   */
  async attempt({ facts }: Caller, guesses: readonly Guess[]): Promise<void> {
    const keys = guesses.map(({ key }) => key);
    await this.db.run(systemCaller(facts, {}), async (tx) => {
      tx.write(sql`insert into backoffs (key, failures, blocked_until, expires_at)
        select key, 0, 'epoch', now() from unnest(${keys}::bytea[]) key on conflict do nothing`);
      const counts = await tx.query<Count>(sql`select key,
        case when expires_at <= clock_timestamp() then 0 else failures end as failures,
        extract(epoch from blocked_until - clock_timestamp())::float8 as wait
        from backoffs where key = any(${keys}) order by key for update`);
      const longest = Math.max(...counts.map(({ wait }) => wait));
      if (longest > 0) throw fail('rate_limited', undefined, { retry_after: Math.ceil(longest) });
      for (const { at, key } of guesses) this.count(tx, at, key, counts);
    });
  }

  /** The person showed that they know the secret; others of their network may still be guessing. */
  forgive(tx: Tx, guesses: readonly Guess[]): void {
    for (const { at, key } of inOrder(guesses)) {
      const left = at === 'network' ? sql`greatest(failures - 1, 0)` : sql`0`;
      tx.write(sql`update backoffs set failures = ${left}, blocked_until = 'epoch' where key = ${key}`);
    }
  }

  private count(tx: Tx, at: Guess['at'], key: Buffer, counts: readonly Count[]): void {
    const failures = 1 + (counts.find((count) => count.key.equals(key))?.failures ?? 0);
    const wait = waitAfter(failures, free[at] * this.config.RATE_LIMIT_FACTOR);
    const until = wait > 0 ? sql`clock_timestamp() + make_interval(secs => ${wait})` : sql`'epoch'`;
    tx.write(sql`update backoffs set failures = ${failures}, blocked_until = ${until},
      expires_at = now() + interval '24 hours' where key = ${key}`);
  }
}

/** The order in which counting locks them: a request that forgives and one that counts never wait for each other. */
const inOrder = (guesses: readonly Guess[]): Guess[] =>
  [...guesses].sort((a, b) => Buffer.compare(a.key, b.key));

/** Half a minute after the last free guess, twice as long after each further one, a quarter of an hour at most. */
const waitAfter = (failures: number, allowed: number): number =>
  failures < allowed ? 0 : Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failures - allowed));
