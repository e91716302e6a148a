import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { MemberExportsController } from './member-exports.controller.js';
import { MemberExportsService } from './member-exports.service.js';

@Module({
  imports: [MembersModule, NoticesModule],
  controllers: [MemberExportsController],
  providers: [MemberExportsService],
})
export class MemberExportsModule {}
