import { Injectable } from '@nestjs/common';
import { recordAccount } from '@bailiwick/audit';
import { type Caller, type Person, SystemDb, TenantDb } from '@bailiwick/tenancy';
import { fail } from '../errors.js';
import type { OpenedSession } from '../http/session-cookie.js';
import { PasswordsService } from '../people/passwords.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { SignIn } from './auth.schema.js';
import { SignUpService } from './sign-up.service.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly signUps: SignUpService,
  ) {}

  /**
   * Exactly one hash is computed whatever is known of the address, so that time tells nothing (ASVS 6.3.8).
   * @throws wrong_credentials; email_unverified, with a new link sent, for the right password of an open attempt
   */
  async signIn(caller: Caller, { email, password }: SignIn): Promise<OpenedSession> {
    const subject = await this.system.signInSubject(email);
    const right = await this.passwords.verify(
      subject?.password_hash ?? subject?.attempt_hash ?? null,
      password,
    );
    if (right && !subject?.user_id) {
      await this.signUps.sendAgain(caller, email, subject?.attempt_id ?? undefined);
      throw fail('email_unverified');
    }
    const userId = subject?.user_id;
    if (!userId) throw fail('wrong_credentials');
    const session = await this.db.run({ ...caller, scope: { userId } }, async (tx) => {
      recordAccount(tx, right ? 'account.signed_in' : 'account.sign_in_failed', {
        outcome: right ? 'done' : 'failed',
      });
      return right ? this.sessions.open(tx) : undefined;
    });
    if (!session) throw fail('wrong_credentials');
    return session;
  }

  async signOut(person: Person): Promise<{ id: string }> {
    return this.db.run(person, async (tx) => {
      recordAccount(tx, 'account.signed_out');
      return this.sessions.end(tx);
    });
  }
}
