import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { QUEUE_POOL, takenUpAgain } from '@bailiwick/audit';
import type { Job, Queue } from 'bullmq';
import type { Pool } from 'pg';
import { UPKEEP } from './queue.js';
import { type Attendant, Upkeep, hourly } from './upkeep.js';

/** Removes what has expired and is of no further use, and calls whoever registered; each time on one of the workers. */
@Processor(UPKEEP, takenUpAgain)
@Upkeep(hourly('expired-rows'))
export class UpkeepProcessor extends WorkerHost implements OnModuleInit, Attendant {
  private readonly attendants = new Map<string, Attendant>();

  constructor(
    @InjectQueue(UPKEEP) private readonly queue: Queue,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
    private readonly discovery: DiscoveryService,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    for (const wrapper of this.discovery.getProviders({ metadataKey: Upkeep.KEY })) {
      const rhythm = this.discovery.getMetadataByDecorator(Upkeep, wrapper);
      if (!rhythm) continue;
      const { name, everyMs: every } = rhythm;
      this.attendants.set(name, wrapper.instance as Attendant);
      await this.queue.upsertJobScheduler(name, { every }, { name, opts });
    }
  }

  async process({ name }: Job): Promise<void> {
    await this.attendants.get(name)?.attend();
  }

  /** Row-level security shows the role of this pool only those rows that may go: see `upkeepForgets`. */
  async attend(): Promise<void> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select tablename as name from pg_policies where schemaname = 'public' and policyname = tablename || '_upkeep'
        and cmd = 'ALL' order by 1`,
    );
    for (const { name } of rows) await this.pool.query(`delete from public.${name}`);
  }
}
