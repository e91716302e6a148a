import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { type BackendUrls, queueConnection } from './backend.js';
import { DispatchProcessor } from './dispatch.processor.js';
import { QUEUE_POOL, openPool } from './pools.js';
import { definedQueues } from './queue.js';
import { Queues } from './queues.js';
import { TenantJobs } from './tenant-jobs.js';
import { Wake } from './wake.js';

export interface JobsOptions extends BackendUrls {
  /** This process hands over the rows of the job outbox. */
  readonly works: boolean;
}

/** Every queue that is defined, the way from the job outbox to it, and the way back to the tenant of a job. */
@Module({})
export class JobsModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_POOL) private readonly pool: Pool) {}

  static forRoot({ works, ...urls }: JobsOptions): DynamicModule {
    const names = definedQueues().map(({ name }) => ({ name }));
    return {
      module: JobsModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: queueConnection(urls) }),
        BullModule.registerQueue(...names),
      ],
      providers: [
        { provide: QUEUE_POOL, useFactory: () => openPool(urls.QUEUE_DATABASE_URL) },
        {
          provide: Queues,
          useFactory: (...queues: Queue[]) => new Queues(queues),
          inject: names.map(({ name }) => getQueueToken(name)),
        },
        Wake,
        TenantJobs,
        ...(works ? [DispatchProcessor] : []),
      ],
      exports: [QUEUE_POOL, Queues, Wake, TenantJobs, BullModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
