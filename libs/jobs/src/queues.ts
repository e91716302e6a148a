import type { Queue } from 'bullmq';
import type { QueueDefinition } from './queue.js';

/** Numbers by what they count: `mail waiting`. */
export type Counts = Readonly<Record<string, number>>;

/** The queues of this process, one for each definition. */
export class Queues {
  private readonly byName: ReadonlyMap<string, Queue>;

  constructor(readonly all: readonly Queue[]) {
    this.byName = new Map(all.map((queue) => [queue.name, queue]));
  }

  /** @throws when no module of this process had defined it at the start */
  of({ name }: Pick<QueueDefinition, 'name'>): Queue {
    const queue = this.byName.get(name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  }

  /** Jobs by queue and state. */
  async counts(): Promise<Counts> {
    const counted = await Promise.all(
      this.all.map(async (queue) => {
        const states = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
        return Object.entries(states).map(([state, n]): [string, number] => [`${queue.name} ${state}`, n]);
      }),
    );
    return Object.fromEntries(counted.flat());
  }
}
