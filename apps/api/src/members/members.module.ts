import { Module } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { DeparturesService } from './departures.service.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [InvitationsModule, NoticesModule],
  controllers: [MembersController],
  providers: [MembersService, DeparturesService],
  exports: [MembersService],
})
export class MembersModule {}
