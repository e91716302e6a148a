import { Injectable } from '@nestjs/common';
import {
  type Caller,
  Hidden,
  SystemDb,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import type { AttemptByToken } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { MailService } from '../../mail/mail.service.js';
import { PasswordsService } from '../people/passwords.service.js';
import { PeopleService } from '../people/people.service.js';
import type { SignUp } from './auth.schema.js';

const LINK_HOURS = 24;

/**
 * Signing up makes an attempt, not an account. Name and password belong to the attempt. When a person confirms a mailed
 * link, its attempt becomes the account, and all others of the address die. So nobody can prepare an account that
 * another person then walks into.
 */
@Injectable()
export class SignUpService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly passwords: PasswordsService,
    private readonly people: PeopleService,
    private readonly mails: MailService,
  ) {}

  /** Takes as long, and answers the same, for an address with and without an account: only the mail tells. */
  async signUp(caller: Caller, { email, password, ...names }: SignUp): Promise<{ email: string }> {
    this.passwords.check(password, email);
    const password_hash = await this.passwords.hash(password);
    const subject = await this.system.signInSubject(email);
    await this.db.run({ ...caller, scope: { address: email } }, async (tx) => {
      if (subject?.user_id) {
        this.mails.enqueue(tx, { to: email, template: 'account_exists', data: {}, path: '/sign-in' });
        return;
      }
      const token = newToken();
      await tx.query(sql`insert into sign_up_attempts
        (id, email, password_hash, first_name, last_name, token_hash, expires_at)
        values (${newId()}, ${email}, ${password_hash}, ${names.first_name}, ${names.last_name},
        ${tokenHash(token)}, now() + make_interval(hours => ${LINK_HOURS}))`);
      this.mailLink(tx, email, token);
    });
    return { email };
  }

  /**
   * Sends another link for an open attempt; silent where there is none. Earlier links stay good: anyone can ask, and
   * must not be able to void the link that the owner is about to click. If the address signed up several times and the
   * request names no attempt, nobody can know whose is whose. A link to a stranger's attempt would make the stranger's
   * password good, so then the mail says to sign up anew.
   */
  async sendAgain(caller: Caller, email: string, attemptId?: string): Promise<{ email: string }> {
    await this.db.run({ ...caller, scope: { address: email } }, async (tx) => {
      const open = await this.people.lockAttempts(tx);
      const named = open.filter(({ id }) => attemptId === undefined || id === attemptId);
      const [attempt] = named;
      if (!attempt) return;
      const isOne = named.every(({ password_hash }) => password_hash === attempt.password_hash);
      if (isOne) await this.renew(tx, attempt.id);
      else this.mails.enqueue(tx, { to: email, template: 'sign_up_again', data: {}, path: '/sign-up' });
    });
    return { email };
  }

  async show(token: string): Promise<{ email: string; state: 'open' | 'expired' | 'used' | 'revoked' }> {
    const attempt = await this.attempt(token);
    return { email: attempt.email, state: attempt.ended_as ?? (attempt.expired ? 'expired' : 'open') };
  }

  /** Makes the account; opens no session, since the link alone proves the address and not the person. */
  async confirm(caller: Caller, token: string): Promise<{ email: string }> {
    const { id, email, ended_as, expired } = await this.attempt(token);
    if (ended_as) throw fail(`email_verification_${ended_as}`);
    if (expired) throw fail('email_verification_expired');
    const userId = newId();
    await this.db.run({ ...caller, scope: { address: email, userId } }, async (tx) => {
      const attempt = (await this.people.lockAttempts(tx)).find((open) => open.id === id);
      // Another link of the address, or a second click on this one, was faster.
      if (!attempt) throw fail('email_verification_used');
      const { password_hash, first_name, last_name } = attempt;
      const person = { id: userId, email, password_hash, first_name, last_name };
      if (!(await this.people.create(tx, person, id))) throw fail('email_verification_revoked');
    });
    return { email };
  }

  /** Makes the same attempt once more, with a link of its own. */
  private async renew(tx: Tx, id: string): Promise<void> {
    const token = newToken();
    const renewed = await tx.one<{ email: string }>(sql`insert into sign_up_attempts
      (id, email, password_hash, first_name, last_name, token_hash, expires_at)
      select ${newId()}::uuid, email, password_hash, first_name, last_name, ${tokenHash(token)}::bytea,
        now() + make_interval(hours => ${LINK_HOURS})
      from sign_up_attempts where id = ${id} returning email`);
    if (renewed) this.mailLink(tx, renewed.email, token);
  }

  private async attempt(token: string): Promise<AttemptByToken> {
    const attempt = await this.system.attemptByToken(tokenHash(token));
    if (!attempt) throw new Hidden();
    return attempt;
  }

  private mailLink(tx: Tx, to: string, token: string): void {
    this.mails.enqueue(tx, { to, template: 'verify_email', data: {}, path: `/verify-email/${token}` });
  }
}
