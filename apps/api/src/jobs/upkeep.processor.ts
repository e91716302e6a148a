import { WorkerHost } from '@nestjs/bullmq';
import { QUEUE_POOL, Queues } from '@bailiwick/jobs';
import { Inject, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { WorksOn, defineQueue, repeatEvery } from '@bailiwick/jobs';
import type { Job } from 'bullmq';
import type { Pool } from 'pg';
import { type Attendant, Upkeep, hourly } from './upkeep.js';

export const upkeepQueue = defineQueue('upkeep');

/**
 * Deletes expired rows that have no further use, and calls every registered provider: each time on one of the workers.
 */
@WorksOn(upkeepQueue)
@Upkeep(hourly('expired-rows'))
export class UpkeepProcessor extends WorkerHost implements OnModuleInit, Attendant {
  private readonly attendants = new Map<string, Attendant>();

  constructor(
    private readonly queues: Queues,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
    private readonly discovery: DiscoveryService,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const queue = this.queues.of(upkeepQueue);
    for (const wrapper of this.discovery.getProviders({ metadataKey: Upkeep.KEY })) {
      const rhythm = this.discovery.getMetadataByDecorator(Upkeep, wrapper);
      if (!rhythm) continue;
      this.attendants.set(rhythm.name, wrapper.instance as Attendant);
      await repeatEvery(queue, rhythm.name, rhythm.everyMs);
    }
  }

  async process({ name }: Job): Promise<void> {
    await this.attendants.get(name)?.attend();
  }

  /** Row-level security shows the role of this pool only the rows that can go: see `upkeepForgets`. */
  async attend(): Promise<void> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select tablename as name from pg_policies where schemaname = 'public' and policyname = tablename || '_upkeep'
        and cmd = 'ALL' order by 1`,
    );
    for (const { name } of rows) await this.pool.query(`delete from public.${name}`);
  }
}
