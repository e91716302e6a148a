import { Injectable } from '@nestjs/common';
import { Refusals, recordAccount } from '@bailiwick/audit';
import { type Caller, SystemDb, TenantDb, newId, newToken, sql, tokenHash } from '@bailiwick/tenancy';
import { MailService } from '../../mail/mail.service.js';
import { GuessesService } from '../people/guesses.service.js';

const LINK_MINUTES = 60;

@Injectable()
export class ResetRequestsService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly mails: MailService,
    private readonly guesses: GuessesService,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Answers the same, and takes as long, for an address with and without an account. Earlier links stay good: anyone
   * can ask, and must not be able to void the link that the owner is about to click.
   * @throws rate_limited
   */
  async ask(caller: Caller, email: string): Promise<{ email: string }> {
    await this.guesses.attempt(caller, [this.guesses.guess('reset', email)]);
    const userId = (await this.system.signInSubject(email))?.user_id;
    if (userId) await this.mailLink({ ...caller, scope: { userId } }, email);
    // An unknown address costs as many writes.
    else await this.refusals.recordForOperator(caller, 'unknown_address');
    return { email };
  }

  private mailLink(caller: Caller, to: string): Promise<void> {
    const token = newToken();
    return this.db.run(caller, (tx) => {
      tx.write(sql`insert into password_resets (id, user_id, token_hash, expires_at)
        values (${newId()}, ${caller.scope.userId}, ${tokenHash(token)},
        now() + make_interval(mins => ${LINK_MINUTES}))`);
      this.mails.enqueue(tx, { to, template: 'reset_password', data: {}, path: `/reset-password/${token}` });
      recordAccount(tx, 'account.password_reset_requested');
    });
  }
}
