import { Global, Module } from '@nestjs/common';
import { Entries } from '../http/gate/entries.js';
import { Metrics } from '../runtime/operations/metrics.js';
import { hashQueue } from './people/hash-queue.js';
import { EntriesService } from './sessions/entries.service.js';
import { MailModule } from '../mail/mail.module.js';
import { AuthController } from './auth/auth.controller.js';
import { EntranceService } from './auth/entrance.service.js';
import { SignInService } from './auth/sign-in.service.js';
import { SignUpService } from './auth/sign-up.service.js';
import { PasswordChangesService } from './passwords/password-changes.service.js';
import { PasswordResetsService } from './passwords/password-resets.service.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { ResetRequestsService } from './passwords/reset-requests.service.js';
import { GuessesService } from './people/guesses.service.js';
import { PasswordsService } from './people/passwords.service.js';
import { PeopleService } from './people/people.service.js';
import { ProofsService } from './people/proofs.service.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileService } from './profile/profile.service.js';
import { IdentityService } from './reauthentication/identity.service.js';
import { ReauthenticationController } from './reauthentication/reauthentication.controller.js';
import { ReauthenticationService } from './reauthentication/reauthentication.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { FactorsService } from './two-factor/factors.service.js';
import { TwoFactorController } from './two-factor/two-factor.controller.js';
import { TwoFactorService } from './two-factor/two-factor.service.js';

/** Global, since the gate reports every session that comes in. */
@Global()
@Module({
  imports: [MailModule],
  controllers: [
    AuthController,
    ReauthenticationController,
    PasswordsController,
    TwoFactorController,
    SessionsController,
    ProfileController,
  ],
  providers: [
    { provide: Entries, useClass: EntriesService },
    SignInService,
    SignUpService,
    EntranceService,
    ReauthenticationService,
    IdentityService,
    PasswordChangesService,
    PasswordResetsService,
    ResetRequestsService,
    PasswordsService,
    PeopleService,
    GuessesService,
    ProofsService,
    FactorsService,
    TwoFactorService,
    SessionsService,
    ProfileService,
  ],
  exports: [
    Entries,
    IdentityService,
    PasswordsService,
    PeopleService,
    GuessesService,
    ProofsService,
    FactorsService,
    SessionsService,
    ProfileService,
  ],
})
export class IdentityModule {
  constructor(metrics: Metrics) {
    metrics.gauge(
      'argon2_jobs',
      'Password hashes being computed, or waiting for their turn.',
      ['state'],
      () => hashQueue.load,
    );
  }
}
