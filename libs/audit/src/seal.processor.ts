import { WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import { Queues, WorksOn, repeatEvery } from '@bailiwick/jobs';
import type { Job } from 'bullmq';
import type { Pool } from 'pg';
import { AUDIT_POOL } from './pools.js';
import { sealBatch, sealQueue } from './seal.js';

/** Months of partitions that exist before they are needed. */
const MONTHS_AHEAD = 3;

/** Empties the audit outbox into the log: on every wake-up, and once a second. */
@WorksOn(sealQueue)
export class SealProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    private readonly queues: Queues,
    @Inject(AUDIT_POOL) private readonly pool: Pool,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.makePartitions();
    const queue = this.queues.of(sealQueue);
    await repeatEvery(queue, 'tick', 1000);
    await repeatEvery(queue, 'partitions', 86_400_000);
  }

  async process(job: Job): Promise<void> {
    if (job.name === 'partitions') await this.makePartitions();
    while ((await sealBatch(this.pool)) > 0);
  }

  private async makePartitions(): Promise<void> {
    await this.pool.query(`select audit_make_partitions((now() at time zone 'UTC')::date, $1)`, [
      MONTHS_AHEAD,
    ]);
  }
}
