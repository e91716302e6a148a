import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { openPool } from '@bailiwick/jobs';
import type { Pool } from 'pg';
import { AuditInterceptor, STRICT_AUDIT } from './audit.interceptor.js';
import { AUDIT_POOL } from './pools.js';
import { Refusals } from './refusal.js';
import { SealProcessor } from './seal.processor.js';

export interface AuditOptions {
  readonly auditDatabaseUrl: string;
  /** This process seals. */
  readonly works: boolean;
  /** Fails a mutating route that neither records nor says that nothing changed. For tests. */
  readonly strict: boolean;
}

@Module({})
export class AuditModule implements OnApplicationShutdown {
  constructor(@Inject(AUDIT_POOL) private readonly pool: Pool) {}

  static forRoot(options: AuditOptions): DynamicModule {
    return {
      module: AuditModule,
      global: true,
      providers: [
        { provide: AUDIT_POOL, useFactory: () => openPool(options.auditDatabaseUrl) },
        { provide: STRICT_AUDIT, useValue: options.strict },
        Refusals,
        AuditInterceptor,
        ...(options.works ? [SealProcessor] : []),
      ],
      exports: [Refusals, AuditInterceptor, STRICT_AUDIT, AUDIT_POOL],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
