import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { RemovalNoticesService } from './removal-notices.service.js';
import { RemovalsController } from './removals.controller.js';
import { RemovalsService } from './removals.service.js';

@Module({
  imports: [MailModule],
  controllers: [RemovalsController],
  providers: [RemovalsService, RemovalNoticesService],
})
export class RemovalsModule {}
