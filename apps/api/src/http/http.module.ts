import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AuditInterceptor } from '@bailiwick/audit';
import { EntriesService } from './entries.service.js';
import { EntryInterceptor } from './entry.interceptor.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { AccessGuard } from './access.guard.js';
import { DocsController } from './docs.controller.js';
import { Drain } from './drain.js';
import { ErrorFilter } from './error.filter.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { InputInterceptor } from './input.interceptor.js';
import { Limits } from './limits.js';
import { RouteTable } from './route-table.js';
import { SessionStrategy } from './session.strategy.js';
import { VersionInterceptor } from './version.interceptor.js';

/** The first of the four rooms, and the door out. */
@Module({
  imports: [DiscoveryModule],
  controllers: [DocsController],
  providers: [
    RouteTable,
    Limits,
    Drain,
    EntriesService,
    SessionStrategy,
    ApiKeyStrategy,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useExisting: AuditInterceptor },
    { provide: APP_INTERCEPTOR, useClass: EntryInterceptor },
    { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
    { provide: APP_INTERCEPTOR, useClass: InputInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [RouteTable, Drain],
})
export class HttpModule {}
