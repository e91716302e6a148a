import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ReauthenticationModule } from '../reauthentication/reauthentication.module.js';
import { OwnershipController } from './ownership.controller.js';
import { OwnershipService } from './ownership.service.js';
import { ReversalsService } from './reversals.service.js';

@Module({
  imports: [MailModule, ReauthenticationModule],
  controllers: [OwnershipController],
  providers: [OwnershipService, ReversalsService],
})
export class OwnershipModule {}
