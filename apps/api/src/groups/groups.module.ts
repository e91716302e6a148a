import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { AdoptionsService } from './adoptions.service.js';
import { BlocksService } from './blocks.service.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { GroupInvitationsController } from './group-invitations.controller.js';
import { GroupInvitationsService } from './group-invitations.service.js';
import { GroupNoticesService } from './group-notices.service.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';
import { ManagedService } from './managed.service.js';

@Module({
  imports: [MailModule],
  controllers: [LinksController, ConsentsController, GroupInvitationsController],
  providers: [
    LinksService,
    AdoptionsService,
    BlocksService,
    ConsentsService,
    ManagedService,
    GroupInvitationsService,
    GroupNoticesService,
  ],
  exports: [GroupNoticesService],
})
export class GroupsModule {}
