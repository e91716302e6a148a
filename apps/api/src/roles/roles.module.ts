import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PublicationsService } from './publications.service.js';
import { RolesController } from './roles.controller.js';
import { RolesService } from './roles.service.js';

@Module({
  imports: [MailModule],
  controllers: [RolesController],
  providers: [RolesService, PublicationsService],
  exports: [PublicationsService],
})
export class RolesModule {}
