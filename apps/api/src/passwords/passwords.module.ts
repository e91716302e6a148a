import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TwoFactorModule } from '../two-factor/two-factor.module.js';
import { PasswordChangesService } from './password-changes.service.js';
import { PasswordResetsService } from './password-resets.service.js';
import { PasswordsController } from './passwords.controller.js';
import { ResetRequestsService } from './reset-requests.service.js';

@Module({
  imports: [MailModule, PeopleModule, SessionsModule, TwoFactorModule],
  controllers: [PasswordsController],
  providers: [PasswordChangesService, PasswordResetsService, ResetRequestsService],
})
export class PasswordsModule {}
