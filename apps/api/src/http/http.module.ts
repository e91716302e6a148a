import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AuditInterceptor } from '@bailiwick/audit';
import { EntryInterceptor } from './gate/entry.interceptor.js';
import { ApiKeyStrategy } from './gate/api-key.strategy.js';
import { AccessGuard } from './gate/access.guard.js';
import { DocsController } from './route/docs.controller.js';
import { Drain } from './out/drain.js';
import { ErrorFilter } from './out/error.filter.js';
import { IdempotencyInterceptor } from './body/idempotency.interceptor.js';
import { InputInterceptor } from './body/input.interceptor.js';
import { Limits } from './gate/limits.js';
import { RouteTable } from './route/route-table.js';
import { SessionStrategy } from './gate/session.strategy.js';
import { VersionInterceptor } from './body/version.interceptor.js';

/** The first of the four rooms, and the door out. */
@Module({
  imports: [DiscoveryModule],
  controllers: [DocsController],
  providers: [
    RouteTable,
    Limits,
    Drain,
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
