import { setTimeout as delay } from 'node:timers/promises';
import { type Answered, type Asked, Exchange } from './exchange.js';

/** An answer, or what the connection died of. */
export interface Heard {
  readonly status: number | string;
  readonly code: unknown;
  readonly retryAfter: string | undefined;
  readonly ms: number;
}

export interface CrowdOptions {
  readonly members: number;
  /** What each asks, over and over. Its path may be absolute: then it says which server is asked. */
  readonly ask: () => Asked;
  readonly headers?: Readonly<Record<string, string>>;
  /** Between an answer and the next request of the same member. */
  readonly paceMs?: number;
}

/** Many clients at once, each with a keep-alive connection of its own, who write down every answer. */
export class Crowd {
  /** All that was ever heard. */
  readonly everything: Heard[] = [];
  private told = 0;
  private stopped = false;
  private readonly members: Promise<unknown>;

  constructor(
    origin: string,
    private readonly options: CrowdOptions,
  ) {
    this.members = Promise.all(Array.from({ length: options.members }, () => this.member(origin)));
  }

  /** What was heard since it was last asked. */
  hear(): Heard[] {
    const heard = this.everything.slice(this.told);
    this.told = this.everything.length;
    return heard;
  }

  async stop(): Promise<Heard[]> {
    this.stopped = true;
    await this.members;
    return this.hear();
  }

  private async member(origin: string): Promise<void> {
    const exchange = new Exchange(origin, this.options.headers);
    while (!this.stopped) {
      const began = performance.now();
      await exchange.ask(this.options.ask()).then(
        (answer) => this.everything.push(heardOf(answer)),
        (error: unknown) => {
          const { code, message } = error as NodeJS.ErrnoException;
          const ms = performance.now() - began;
          this.everything.push({ status: code ?? message, code: undefined, retryAfter: undefined, ms });
        },
      );
      await delay(this.options.paceMs ?? 5);
    }
    exchange.close();
  }
}

function heardOf({ status, body, headers, ms }: Answered): Heard {
  return { status, code: body['code'], retryAfter: headers['retry-after'], ms };
}

/** How often each status was heard. */
export function statuses(heard: readonly Heard[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of heard) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export const slowest = (heard: readonly Heard[]): number => Math.max(0, ...heard.map(({ ms }) => ms));

export function percentile(heard: readonly Heard[], p: number): number {
  const sorted = heard.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0;
}
