import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TwoFactorModule } from '../two-factor/two-factor.module.js';
import { AuthController } from './auth.controller.js';
import { EntranceService } from './entrance.service.js';
import { SignInService } from './sign-in.service.js';
import { SignUpService } from './sign-up.service.js';

@Module({
  imports: [MailModule, PeopleModule, SessionsModule, TwoFactorModule],
  controllers: [AuthController],
  providers: [SignInService, SignUpService, EntranceService],
})
export class AuthModule {}
