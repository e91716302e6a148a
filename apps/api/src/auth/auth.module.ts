import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AuthController } from './auth.controller.js';
import { SignInService } from './sign-in.service.js';
import { SignUpService } from './sign-up.service.js';

@Module({
  imports: [MailModule, PeopleModule, SessionsModule],
  controllers: [AuthController],
  providers: [SignInService, SignUpService],
})
export class AuthModule {}
