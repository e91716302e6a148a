import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import type { Pool } from 'pg';
import { AUDIT_POOL } from './pools.js';
import { SEAL, takenUpAgain } from './queues.js';
import { sealBatch } from './seal.js';

/** Months of partitions that exist before they are needed. */
const MONTHS_AHEAD = 3;

/** Empties the audit outbox into the log: on every wake-up, and once a second. */
@Processor(SEAL, takenUpAgain)
export class SealProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    @InjectQueue(SEAL) private readonly queue: Queue,
    @Inject(AUDIT_POOL) private readonly pool: Pool,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.makePartitions();
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('tick', { every: 1000 }, { name: 'tick', opts });
    await this.queue.upsertJobScheduler('partitions', { every: 86_400_000 }, { name: 'partitions', opts });
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
