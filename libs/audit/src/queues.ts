import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Facts } from '@bailiwick/tenancy';
import type { Queue } from 'bullmq';

export const SEAL = 'seal';
export const DISPATCH = 'dispatch';
export const MAIL = 'mail';

/**
 * Another worker resumes the job of a killed worker within a quarter of a minute. The queue gives a job up only after it
 * has killed so many workers that it must be the cause.
 */
export const takenUpAgain = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 10 } as const;

type Woken = typeof SEAL | typeof DISPATCH;

/**
 * Tells the worker that an outbox has rows. It is only a hint: a tick comes every second, so a failed wake-up loses
 * nothing, and one wake-up on its way serves for all.
 */
@Injectable()
export class Wake {
  private readonly log = new Logger('Wake');
  private readonly state: Record<Woken, 'idle' | 'sending' | 'again'> = { seal: 'idle', dispatch: 'idle' };

  constructor(
    @InjectQueue(SEAL) private readonly seal: Queue,
    @InjectQueue(DISPATCH) private readonly dispatch: Queue,
  ) {}

  /** Wakes the workers for which the request left work. */
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
