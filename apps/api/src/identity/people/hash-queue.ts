import { availableParallelism } from 'node:os';
import { fail } from '../../errors.js';

/** More waiting than this is a storm; later clients are told to come back. */
const MOST_WAITING = 200;

/**
 * Hashing is slow on purpose, so a process never does so much of it at once that no core is left for other requests.
 */
class HashQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly atOnce = Math.max(1, availableParallelism() - 1);

  get load(): Record<string, number> {
    return { running: this.running, waiting: this.waiting.length };
  }

  /** @throws overloaded */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) await this.turn();
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) throw fail('overloaded');
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

export const hashQueue = new HashQueue();
