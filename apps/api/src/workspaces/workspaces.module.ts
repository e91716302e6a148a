import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AcceptancesController } from './acceptances/acceptances.controller.js';
import { AcceptancesService } from './acceptances/acceptances.service.js';
import { NewcomersService } from './acceptances/newcomers.service.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { BulkInvitationsService } from './invitations/bulk-invitations.service.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { MemberExportsController } from './member-exports/member-exports.controller.js';
import { MemberExportsService } from './member-exports/member-exports.service.js';
import { DeparturesService } from './members/departures.service.js';
import { MembersController } from './members/members.controller.js';
import { MembersService } from './members/members.service.js';
import { OwnershipController } from './ownership/ownership.controller.js';
import { OwnershipService } from './ownership/ownership.service.js';
import { ReversalsService } from './ownership/reversals.service.js';
import { RemovalNoticesService } from './removals/removal-notices.service.js';
import { RemovalUpkeepService } from './removals/removal-upkeep.service.js';
import { RemovalsController } from './removals/removals.controller.js';
import { RemovalsService } from './removals/removals.service.js';
import { EntryRulesService } from './workspace/entry-rules.service.js';
import { WorkspacesController } from './workspace/workspaces.controller.js';
import { WorkspacesService } from './workspace/workspaces.service.js';

/** What time brings about here. */
export const workspacesUpkeep = [RemovalUpkeepService, RemovalNoticesService];

@Module({
  imports: [MailModule, AccessModule, IdentityModule],
  controllers: [
    WorkspacesController,
    OwnershipController,
    RemovalsController,
    MembersController,
    MemberExportsController,
    InvitationsController,
    AcceptancesController,
  ],
  providers: [
    WorkspacesService,
    EntryRulesService,
    OwnershipService,
    ReversalsService,
    RemovalsService,
    RemovalNoticesService,
    MembersService,
    DeparturesService,
    MemberExportsService,
    InvitationsService,
    BulkInvitationsService,
    AcceptancesService,
    NewcomersService,
  ],
})
export class WorkspacesModule {}
