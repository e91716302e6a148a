import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { QueueOptions } from 'bullmq';
import pg from 'pg';
import { AuditInterceptor, STRICT_AUDIT } from './audit.interceptor.js';
import { DispatchProcessor } from './dispatch.processor.js';
import { AUDIT_POOL, QUEUE_POOL } from './pools.js';
import { DISPATCH, MAIL, SEAL, Wake } from './queues.js';
import { Refusals } from './refusal.js';
import { SealProcessor } from './seal.processor.js';

export interface AuditOptions {
  readonly auditDatabaseUrl: string;
  readonly queueDatabaseUrl: string;
  /** Redis, or a pool whose search path leads to BullMQ's schema. */
  readonly connection: QueueOptions['connection'];
  /** This process seals and dispatches. */
  readonly works: boolean;
  /** A mutating route that does not account for itself fails. For tests. */
  readonly strict: boolean;
}

@Module({})
export class AuditModule implements OnApplicationShutdown {
  constructor(
    @Inject(AUDIT_POOL) private readonly auditPool: pg.Pool,
    @Inject(QUEUE_POOL) private readonly queuePool: pg.Pool,
  ) {}

  static forRoot(options: AuditOptions): DynamicModule {
    const pool = (connectionString: string) =>
      new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
    const workers = options.works ? [SealProcessor, DispatchProcessor] : [];
    return {
      module: AuditModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: options.connection }),
        BullModule.registerQueue({ name: SEAL }, { name: DISPATCH }, { name: MAIL }),
      ],
      providers: [
        { provide: AUDIT_POOL, useFactory: () => pool(options.auditDatabaseUrl) },
        { provide: QUEUE_POOL, useFactory: () => pool(options.queueDatabaseUrl) },
        { provide: STRICT_AUDIT, useValue: options.strict },
        Wake,
        Refusals,
        AuditInterceptor,
        ...workers,
      ],
      exports: [Wake, Refusals, AuditInterceptor, STRICT_AUDIT, AUDIT_POOL, QUEUE_POOL, BullModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.auditPool.end(), this.queuePool.end()]);
  }
}
