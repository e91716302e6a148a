import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Facts } from '@bailiwick/tenancy';
import type { Queue } from 'bullmq';

export const SEAL = 'seal';
export const DISPATCH = 'dispatch';
export const MAIL = 'mail';

/**
 * What a worker that is killed leaves half done is taken up again within a quarter of a minute; and is given up
 * only when it has cost so many workers their life that it must be the cause.
 */
export const takenUpAgain = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 10 } as const;

type Woken = typeof SEAL | typeof DISPATCH;

/**
 * Tells the worker that an outbox has rows. Only a hint: a tick comes every second anyway, so a wake-up that
 * fails loses nothing, and one that is already on its way serves for all.
 */
@Injectable()
export class Wake {
  private readonly log = new Logger('Wake');
  private readonly state: Record<Woken, 'idle' | 'sending' | 'again'> = { seal: 'idle', dispatch: 'idle' };

  constructor(
    @InjectQueue(SEAL) private readonly seal: Queue,
    @InjectQueue(DISPATCH) private readonly dispatch: Queue,
  ) {}

  /** Whoever the request left something for. */
  after({ leftRecord, leftJob }: Facts): void {
    if (leftRecord) this.one(SEAL, this.seal);
    if (leftJob) this.one(DISPATCH, this.dispatch);
  }

  private one(name: Woken, queue: Queue): void {
    if (this.state[name] !== 'idle') {
      this.state[name] = 'again';
      return;
    }
    this.state[name] = 'sending';
    void this.send(name, queue);
  }

  private async send(name: Woken, queue: Queue): Promise<void> {
    try {
      const deduplication = { id: 'wake', keepLastIfActive: true };
      await queue.add('wake', {}, { deduplication, removeOnComplete: true, removeOnFail: 100 });
    } catch (error) {
      this.log.warn(`could not wake ${name}: ${String(error)}`);
    }
    const again = this.state[name] === 'again';
    this.state[name] = 'idle';
    if (again) this.one(name, queue);
  }
}
