import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { GroupNoticesService } from './group-notices.service.js';

@Module({
  imports: [MailModule],
  providers: [GroupNoticesService],
  exports: [GroupNoticesService],
})
export class GroupLinksModule {}
