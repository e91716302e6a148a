import { WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { Pool } from 'pg';
import { type OutboxJob, dispatchBatch, dispatchQueue } from './dispatch.js';
import { QUEUE_POOL } from './pools.js';
import { WorksOn, definedQueues, repeatEvery } from './queue.js';
import { Queues } from './queues.js';

const ONE_DAY_S = 86_400;

/** The queue keeps it for a day, so that a row handed over twice is one job. Workers try it for about 18 hours. */
const jobOptions: JobsOptions = {
  attempts: 16,
  backoff: { type: 'exponential', delay: 2000 },
  removeOnComplete: { age: ONE_DAY_S },
  removeOnFail: { age: 30 * ONE_DAY_S },
};

/** Turns rows of the job outbox into jobs. */
@WorksOn(dispatchQueue)
export class DispatchProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly queues: Queues,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await repeatEvery(this.queues.of(dispatchQueue), 'tick', 1000);
  }

  async process(): Promise<void> {
    const kinds = definedQueues()
      .filter(({ fromOutbox }) => fromOutbox)
      .map(({ name }) => name);
    while ((await dispatchBatch(this.pool, kinds, (jobs) => this.hand(jobs))) > 0);
  }

  private async hand(jobs: readonly OutboxJob[]): Promise<void> {
    for (const { id, kind, payload, ...origin } of jobs)
      await this.queues
        .of({ name: kind })
        .add(kind, { ...origin, payload }, { ...jobOptions, jobId: `ob-${id}` });
  }
}
