import { setTimeout as delay } from 'node:timers/promises';
import { Exchange } from '../../support/exchange.js';
import type { Chance } from '../../support/random.js';
import type { Ledger, Outcome } from './ledger.js';
import { type Operation, type Pending, anyOperation } from './operations.js';
import type { Actors } from './actors.js';

/** How often a request that may or may not have happened is sent again, where it has a key. */
const MOST_TRIES = 6;
/** What a client does that was told to come back; without it an outage would fill the ledger with nothing else. */
const PACE_MS = 40;

/** One client that acts, one act after the other, and writes down what it knows. */
export class Writer {
  private stopped = false;
  private readonly pending: Pending = [];
  private readonly exchanges: Record<Operation['as'], Exchange>;

  constructor(
    actors: Actors,
    workspaceId: string,
    private readonly ledger: Ledger,
    private readonly chance: Chance,
  ) {
    const exchange = (cookie: string) =>
      new Exchange(actors.origin, { cookie, 'x-as-workspace': workspaceId });
    this.exchanges = { owner: exchange(actors.owner), viewer: exchange(actors.viewer) };
  }

  /** Until it is stopped, or has done so many. */
  async run(most = Infinity): Promise<void> {
    for (let n = 0; n < most && !this.stopped; n += 1)
      await this.perform(anyOperation(this.chance, this.pending));
    for (const exchange of Object.values(this.exchanges)) exchange.close();
  }

  stop(): void {
    this.stopped = true;
  }

  private async perform(operation: Operation): Promise<void> {
    const { op, kind, marks, keyed } = operation;
    const insists = keyed && this.chance.below(3) > 0;
    for (let tries = 1; ; tries += 1) {
      this.ledger.write({ type: 'invoke', op, kind, marks, again: tries > 1 });
      const outcome = await this.attempt(operation);
      if (outcome !== 'info') return;
      await delay(PACE_MS);
      if (!insists || tries >= MOST_TRIES) return;
    }
  }

  private async attempt({ op, as, asked, keyed, learn }: Operation): Promise<Outcome> {
    const began = performance.now();
    const headers = keyed ? { 'idempotency-key': op } : {};
    try {
      const answer = await this.exchanges[as].ask({ ...asked, headers });
      const type = outcomeOf(answer.status);
      this.ledger.write({ type, op, status: answer.status, ms: Math.round(answer.ms) });
      if (type === 'ok') learn?.(answer);
      return type;
    } catch (error) {
      const status = (error as NodeJS.ErrnoException).code ?? String(error);
      this.ledger.write({ type: 'info', op, status, ms: Math.round(performance.now() - began) });
      return 'info';
    }
  }
}

/** Told to come back (429, 5xx) is not told that it did not happen. */
function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'ok';
  return status >= 500 || status === 429 ? 'info' : 'fail';
}
