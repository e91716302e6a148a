import { Injectable } from '@nestjs/common';
import { recordAccount } from '@bailiwick/audit';
import { type Person, TenantDb, type Tx, sql, tokenHash } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { MailService } from '../../mail/mail.service.js';
import { PasswordsService } from '../people/passwords.service.js';
import { ProofsService } from '../people/proofs.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { ChangePassword } from './passwords.schema.js';

interface NewSecret {
  readonly email: string;
  readonly hash: string;
  /** The session that stays; none after a reset. */
  readonly session: string | null;
  /** The browser that stays a known one. */
  readonly device: string | undefined;
}

@Injectable()
export class PasswordChangesService {
  constructor(
    private readonly db: TenantDb,
    private readonly passwords: PasswordsService,
    private readonly proofs: ProofsService,
    private readonly sessions: SessionsService,
    private readonly mails: MailService,
  ) {}

  /** @throws wrong_password, password_too_short, password_too_common */
  async change(
    person: Person,
    { current_password, password }: ChangePassword,
    device?: string,
  ): Promise<{ sessions_ended: number }> {
    const { email, sessionId: session } = person.principal;
    this.passwords.check(password, email);
    const proof = await this.proofs.ofSession(person, email, session, current_password);
    const hash = proof.right ? await this.passwords.hash(password) : '';
    const ended = await this.db.run(person, async (tx) => {
      const right = proof.right && (await this.proofs.stillHolds(tx, proof));
      recordAccount(tx, 'account.password_changed', { outcome: right ? 'done' : 'failed' });
      if (!right) return undefined;
      this.proofs.forgive(tx, proof);
      return this.set(tx, { email, hash, session, device });
    });
    if (ended === undefined) throw fail('wrong_password');
    return { sessions_ended: ended };
  }

  /** Its hash, outside of any transaction. @throws password_too_short, password_too_common */
  async prepare(password: string, email: string): Promise<string> {
    this.passwords.check(password, email);
    return this.passwords.hash(password);
  }

  /**
   * Ends everything that the old password opened: other sessions, unfinished sign-ins, links to reset it, and the
   * device cookies of browsers.
   * @returns how many sessions ended
   */
  async set(tx: Tx, { email, hash, session, device }: NewSecret): Promise<number> {
    const { userId } = tx.ctx.scope;
    await tx.query(
      sql`update passwords set hash = ${hash}, timestamp_updated = now() where user_id = ${userId}`,
    );
    await tx.query(sql`update password_resets set ended_as = 'revoked'
      where user_id = ${userId} and ended_as is null`);
    await tx.query(sql`update sign_in_challenges set ended_as = 'revoked'
      where user_id = ${userId} and ended_as is null`);
    await tx.query(sql`delete from known_devices
      where user_id = ${userId} and token_hash is distinct from ${device ? tokenHash(device) : null}::bytea`);
    this.mails.notify(tx, { to: email, template: 'password_changed', data: {} });
    return this.sessions.endOthers(tx, session);
  }
}
