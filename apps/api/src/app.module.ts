import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '@bailiwick/audit';
import { JobsModule } from '@bailiwick/jobs';
import { TenancyModule, purposeKey } from '@bailiwick/tenancy';
import { AccessModule, accessUpkeep } from './access/access.module.js';
import { AuditLogModule } from './audit/audit.module.js';
import { CONFIG, type Config } from './config.js';
import { GroupsModule } from './groups/groups.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { UpkeepProcessor } from './jobs/upkeep.processor.js';
import { MailModule } from './mail/mail.module.js';
import { MailProcessor } from './mail/mail.processor.js';
import { ConsoleModule } from './runtime/console-files/console.module.js';
import { appDataSource } from './runtime/data-source.js';
import { InboxModule } from './runtime/embedded/inbox.module.js';
import { HealthController } from './runtime/health/health.controller.js';
import { OperationsModule } from './runtime/operations/operations.module.js';
import { WorkspacesModule, workspacesUpkeep } from './workspaces/workspaces.module.js';

/** The product, and the console that people see of it. */
const systems = [IdentityModule, AccessModule, WorkspacesModule, GroupsModule, AuditLogModule, ConsoleModule];

/** What a working process does beside sealing and dispatching. */
const workers = [MailProcessor, UpkeepProcessor, ...accessUpkeep, ...workspacesUpkeep];

/** The parts that a process needs to serve requests, and also to work off queues. */
function foundation(config: Config, works: boolean): (DynamicModule | Type)[] {
  return [
    {
      module: ConfigModule,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
      global: true,
    },
    TypeOrmModule.forRoot(appDataSource(config)),
    TenancyModule.forRoot({
      cursorKey: purposeKey(config.SECRET_KEY, 'cursor'),
      preparedStatements: config.DATABASE_PREPARED,
    }),
    JobsModule.forRoot({
      REDIS_URL: config.REDIS_URL,
      QUEUE_DATABASE_URL: config.QUEUE_DATABASE_URL,
      works,
    }),
    AuditModule.forRoot({
      auditDatabaseUrl: config.DATABASE_AUDIT_URL,
      works,
      strict: config.NODE_ENV === 'test',
    }),
    OperationsModule,
  ];
}

@Global()
@Module({})
class ConfigModule {}

/** Serves requests; with `WORKER=inline` also does the work. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    const works = config.WORKER === 'inline';
    const { EMBEDDED_INBOX_DIR: inbox, SMTP_URL } = config;
    return {
      module: AppModule,
      imports: [
        ...foundation(config, works),
        DiscoveryModule,
        HttpModule,
        MailModule,
        ...systems,
        ...(inbox ? [InboxModule.forRoot(inbox, SMTP_URL)] : []),
      ],
      controllers: [HealthController],
      providers: works ? workers : [],
    };
  }
}

/** Seals, dispatches and sends; serves nothing. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [...foundation(config, true), DiscoveryModule, MailModule],
      providers: workers,
    };
  }
}
