import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import type { Pool } from 'pg';
import { type OutboxJob, dispatchBatch } from './dispatch.js';
import { QUEUE_POOL } from './pools.js';
import { DISPATCH, MAIL, takenUpAgain } from './queues.js';

const ONE_DAY_S = 86_400;

/** The queue keeps it for a day, so that a row handed over twice is one job. Workers try it for about 18 hours. */
const jobOptions: JobsOptions = {
  attempts: 16,
  backoff: { type: 'exponential', delay: 2000 },
  removeOnComplete: { age: ONE_DAY_S },
  removeOnFail: { age: 30 * ONE_DAY_S },
};

/** Turns rows of the job outbox into jobs. */
@Processor(DISPATCH, takenUpAgain)
export class DispatchProcessor extends WorkerHost implements OnModuleInit {
  private readonly queues: Readonly<Record<string, Queue>>;

  constructor(
    @InjectQueue(DISPATCH) private readonly queue: Queue,
    @InjectQueue(MAIL) mail: Queue,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
  ) {
    super();
    this.queues = { [MAIL]: mail };
  }

  async onModuleInit(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('tick', { every: 1000 }, { name: 'tick', opts });
  }

  async process(): Promise<void> {
    const kinds = Object.keys(this.queues);
    while ((await dispatchBatch(this.pool, kinds, (jobs) => this.hand(jobs))) > 0);
  }

  private async hand(jobs: readonly OutboxJob[]): Promise<void> {
    for (const { id, kind, payload, ...origin } of jobs) {
      const queue = this.queues[kind];
      if (!queue) throw new Error(`no queue for jobs of kind ${kind}`);
      await queue.add(kind, { ...origin, payload }, { ...jobOptions, jobId: `ob-${id}` });
    }
  }
}
