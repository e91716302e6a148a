import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AcceptancesController } from './acceptances.controller.js';
import { AcceptancesService } from './acceptances.service.js';
import { NewcomersService } from './newcomers.service.js';

@Module({
  imports: [MembersModule, NoticesModule, PeopleModule, SessionsModule],
  controllers: [AcceptancesController],
  providers: [AcceptancesService, NewcomersService],
})
export class AcceptancesModule {}
