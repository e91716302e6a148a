import { Module } from '@nestjs/common';
import { GroupConsentsModule } from '../group-consents/group-consents.module.js';
import { ManagedSubsModule } from '../managed-subs/managed-subs.module.js';
import { GroupInvitationsController } from './group-invitations.controller.js';
import { GroupInvitationsService } from './group-invitations.service.js';

@Module({
  imports: [GroupConsentsModule, ManagedSubsModule],
  controllers: [GroupInvitationsController],
  providers: [GroupInvitationsService],
})
export class GroupInvitationsModule {}
