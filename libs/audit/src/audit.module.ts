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
  /** Fails a mutating route that neither records nor says that nothing changed. For tests. */
  readonly strict: boolean;
}

@Module({})
export class AuditModule implements OnApplicationShutdown {
  constructor(
    @Inject(AUDIT_POOL) private readonly auditPool: pg.Pool,
    @Inject(QUEUE_POOL) private readonly queuePool: pg.Pool,
  ) {}

  static forRoot(options: AuditOptions): DynamicModule {
    const workers = options.works ? [SealProcessor, DispatchProcessor] : [];
    return {
      module: AuditModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: options.connection }),
        BullModule.registerQueue({ name: SEAL }, { name: DISPATCH }, { name: MAIL }),
      ],
      providers: [
        { provide: AUDIT_POOL, useFactory: () => openPool(options.auditDatabaseUrl) },
        { provide: QUEUE_POOL, useFactory: () => openPool(options.queueDatabaseUrl) },
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

/**
 * A lost connection fails the statements that wait for it, and the pool opens another for the next. No code needs the
 * event. But an `error` without a listener ends the process.
 */
function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
  const nobody = () => undefined;
  // The pool listens only to idle connections, not to connections in use.
  return pool.on('error', nobody).on('connect', (client) => client.on('error', nobody));
}
