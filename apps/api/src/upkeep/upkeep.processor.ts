import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import { QUEUE_POOL, takenUpAgain } from '@bailiwick/audit';
import type { Job, Queue } from 'bullmq';
import type { Pool } from 'pg';
import { ExpiriesService } from '../expiries/expiries.service.js';
import { UPKEEP } from '../queue.js';
import { RemovalUpkeepService } from '../removals/removal-upkeep.service.js';

const HOUR_MS = 3_600_000;
/** People were promised a mail two hours before. */
const REMOVALS_MS = 600_000;

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

/** Removes what has expired and is of no further use, and looks after removals; each time on one of the workers. */
@Processor(UPKEEP, takenUpAgain)
export class UpkeepProcessor extends WorkerHost implements OnModuleInit {
  constructor(
    @InjectQueue(UPKEEP) private readonly queue: Queue,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
    private readonly expiries: ExpiriesService,
    private readonly removals: RemovalUpkeepService,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('hourly', { every: HOUR_MS }, { name: 'hourly', opts });
    await this.queue.upsertJobScheduler('removals', { every: REMOVALS_MS }, { name: 'removals', opts });
  }

  async process({ name }: Job): Promise<void> {
    if (name === 'removals') return this.removals.run();
    for (const table of forgetful) await this.pool.query(`delete from public.${table}`);
    await this.expiries.attendAll();
  }
}
