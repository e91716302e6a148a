import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import { QUEUE_POOL, takenUpAgain } from '@bailiwick/audit';
import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { UPKEEP } from '../queue.js';

const EVERY_MS = 3_600_000;

/** Row-level security shows the role of this pool only those rows that may go: see `upkeepForgets`. */
const forgetful = [
  'throttles',
  'backoffs',
  'idempotency_keys',
  'sessions',
  'sign_up_attempts',
  'sign_in_challenges',
  'password_resets',
  'known_devices',
] as const;

/** Removes what has expired and is of no further use, once an hour on one of the workers. */
@Processor(UPKEEP, takenUpAgain)
export class UpkeepProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    @InjectQueue(UPKEEP) private readonly queue: Queue,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('hourly', { every: EVERY_MS }, { name: 'hourly', opts });
  }

  async process(): Promise<void> {
    for (const table of forgetful) await this.pool.query(`delete from public.${table}`);
  }
}
