import { Injectable, Logger } from '@nestjs/common';
import type { Facts } from '@bailiwick/tenancy';
import type { Queue } from 'bullmq';
import { definedQueues } from './queue.js';
import { Queues } from './queues.js';

type State = 'idle' | 'sending' | 'again';

/**
 * Tells the worker that an outbox has rows. It is only a hint: a tick comes every second, so a failed wake-up loses
 * nothing, and one wake-up on its way serves for all.
 */
@Injectable()
export class Wake {
  private readonly log = new Logger('Wake');
  private readonly states = new Map<Queue, State>();

  constructor(private readonly queues: Queues) {}

  /** Wakes the workers for which the request left work. */
  after(facts: Facts): void {
    for (const definition of definedQueues())
      if (definition.wokenBy && facts[definition.wokenBy]) this.one(this.queues.of(definition));
  }

  private one(queue: Queue): void {
    if ((this.states.get(queue) ?? 'idle') !== 'idle') {
      this.states.set(queue, 'again');
      return;
    }
    this.states.set(queue, 'sending');
    void this.send(queue);
  }

  private async send(queue: Queue): Promise<void> {
    try {
      const deduplication = { id: 'wake', keepLastIfActive: true };
      await queue.add('wake', {}, { deduplication, removeOnComplete: true, removeOnFail: 100 });
    } catch (error) {
      this.log.warn(`could not wake ${queue.name}: ${String(error)}`);
    }
    const again = this.states.get(queue) === 'again';
    this.states.set(queue, 'idle');
    if (again) this.one(queue);
  }
}
