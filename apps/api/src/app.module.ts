import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '@bailiwick/audit';
import { TenancyModule, purposeKey } from '@bailiwick/tenancy';
import { AcceptancesModule } from './acceptances/acceptances.module.js';
import { AccessModule } from './access/access.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CONFIG, type Config } from './config.js';
import { ConsoleModule } from './console/console.module.js';
import { appDataSource } from './data-source.js';
import { InboxModule } from './embedded/inbox.module.js';
import { ExpiriesModule } from './expiries/expiries.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { GuardrailsModule } from './guardrails/guardrails.module.js';
import { GroupAdoptionsModule } from './group-adoptions/group-adoptions.module.js';
import { GroupConsentsModule } from './group-consents/group-consents.module.js';
import { GroupGrantsModule } from './group-grants/group-grants.module.js';
import { GroupInvitationsModule } from './group-invitations/group-invitations.module.js';
import { GroupOverviewModule } from './group-overview/group-overview.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { HealthController } from './health/health.controller.js';
import { HttpModule } from './http/http.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { LeaversModule } from './leavers/leavers.module.js';
import { MailModule } from './mail/mail.module.js';
import { MailProcessor } from './mail/mail.processor.js';
import { ManagedSubsModule } from './managed-subs/managed-subs.module.js';
import { MemberExportsModule } from './member-exports/member-exports.module.js';
import { MembersModule } from './members/members.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OwnershipModule } from './ownership/ownership.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { ReauthenticationModule } from './reauthentication/reauthentication.module.js';
import { RemovalNoticesService } from './removals/removal-notices.service.js';
import { RemovalUpkeepService } from './removals/removal-upkeep.service.js';
import { RemovalsModule } from './removals/removals.module.js';
import { RolesModule } from './roles/roles.module.js';
import { ServicePrincipalsModule } from './service-principals/service-principals.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { TwoFactorModule } from './two-factor/two-factor.module.js';
import { ProfileModule } from './profile/profile.module.js';
import { queueConnection } from './queue.js';
import { UpkeepProcessor } from './upkeep/upkeep.processor.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

const features = [
  AuthModule,
  ReauthenticationModule,
  PasswordsModule,
  TwoFactorModule,
  SessionsModule,
  ProfileModule,
  WorkspacesModule,
  OwnershipModule,
  RemovalsModule,
  MembersModule,
  MemberExportsModule,
  RolesModule,
  GuardrailsModule,
  AccessModule,
  InvitationsModule,
  AcceptancesModule,
  GrantsModule,
  ApiKeysModule,
  ServicePrincipalsModule,
  GroupsModule,
  GroupAdoptionsModule,
  GroupConsentsModule,
  GroupInvitationsModule,
  ManagedSubsModule,
  GroupGrantsModule,
  GroupOverviewModule,
  LeaversModule,
  AuditLogModule,
  ConsoleModule,
];

/** What a working process does beside sealing and dispatching. */
const workers = [MailProcessor, UpkeepProcessor, RemovalUpkeepService, RemovalNoticesService];
const work = [MailModule, ExpiriesModule];

/** What a process needs whether it serves requests or works off queues. */
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
    AuditModule.forRoot({
      auditDatabaseUrl: config.DATABASE_AUDIT_URL,
      queueDatabaseUrl: config.QUEUE_DATABASE_URL,
      connection: queueConnection(config),
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
        HttpModule,
        ...work,
        ...features,
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
      imports: [...foundation(config, true), ...work],
      providers: workers,
    };
  }
}
