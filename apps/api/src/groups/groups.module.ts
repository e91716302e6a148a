import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AdoptionsController } from './adoptions/adoptions.controller.js';
import { AdoptionsService } from './adoptions/adoptions.service.js';
import { BlocksController } from './consents/blocks.controller.js';
import { BlocksService } from './consents/blocks.service.js';
import { ConsentsController } from './consents/consents.controller.js';
import { ConsentsService } from './consents/consents.service.js';
import { GroupGrantsController } from './grants/group-grants.controller.js';
import { GroupGrantsService } from './grants/group-grants.service.js';
import { GuardrailsController, GuardrailsAboveController } from './guardrails/guardrails.controller.js';
import { GuardrailsService } from './guardrails/guardrails.service.js';
import { GroupInvitationsController } from './invitations/group-invitations.controller.js';
import { GroupInvitationsService } from './invitations/group-invitations.service.js';
import { LeaversController } from './leavers/leavers.controller.js';
import { LeaversService } from './leavers/leavers.service.js';
import { ReceiptsService } from './leavers/receipts.service.js';
import { GroupNoticesService } from './links/group-notices.service.js';
import { LinkEndsService } from './links/link-ends.service.js';
import { LinksController } from './links/links.controller.js';
import { LinksService } from './links/links.service.js';
import { HandOversService } from './managed-subs/hand-overs.service.js';
import { ManagedSubsController } from './managed-subs/managed-subs.controller.js';
import { ManagedSubsService } from './managed-subs/managed-subs.service.js';
import { GroupOverviewController } from './overview/group-overview.controller.js';
import { GroupOverviewService } from './overview/group-overview.service.js';
import { ImpactService } from './overview/impact.service.js';

@Module({
  imports: [MailModule, AccessModule],
  controllers: [
    LinksController,
    AdoptionsController,
    ConsentsController,
    BlocksController,
    GroupInvitationsController,
    ManagedSubsController,
    GroupGrantsController,
    GroupOverviewController,
    GuardrailsController,
    GuardrailsAboveController,
    LeaversController,
  ],
  providers: [
    LinksService,
    LinkEndsService,
    GroupNoticesService,
    AdoptionsService,
    ConsentsService,
    BlocksService,
    GroupInvitationsService,
    ManagedSubsService,
    HandOversService,
    GroupGrantsService,
    GroupOverviewService,
    ImpactService,
    GuardrailsService,
    LeaversService,
    ReceiptsService,
  ],
})
export class GroupsModule {}
