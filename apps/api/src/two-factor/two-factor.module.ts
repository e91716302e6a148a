import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { FactorsService } from './factors.service.js';
import { TwoFactorController } from './two-factor.controller.js';
import { TwoFactorService } from './two-factor.service.js';

@Module({
  imports: [MailModule, SessionsModule],
  controllers: [TwoFactorController],
  providers: [FactorsService, TwoFactorService],
  exports: [FactorsService],
})
export class TwoFactorModule {}
