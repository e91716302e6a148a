import { Injectable } from '@nestjs/common';
import { recordAccount } from '@bailiwick/audit';
import {
  type Caller,
  Hidden,
  type ResetByToken,
  SystemDb,
  TenantDb,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { GuessesService } from '../people/guesses.service.js';
import { FactorsService } from '../two-factor/factors.service.js';
import { PasswordChangesService } from './password-changes.service.js';
import type { ShownReset } from './passwords.schema.js';

/** The bearer of a mailed link can choose a new password, once. The link opens no session and skips no factor. */
@Injectable()
export class PasswordResetsService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly guesses: GuessesService,
    private readonly changes: PasswordChangesService,
    private readonly factors: FactorsService,
  ) {}

  async show(token: string): Promise<ShownReset> {
    const { email, ended_as, expired } = await this.find(token);
    return { email, state: ended_as ?? (expired ? 'expired' : 'open') };
  }

  async reset(caller: Caller, token: string, password: string, device?: string): Promise<{ email: string }> {
    const { id, user_id: userId, email, ended_as, expired } = await this.find(token);
    if (ended_as) throw fail(`password_reset_${ended_as}`);
    if (expired) throw fail('password_reset_expired');
    const hash = await this.changes.prepare(password, email);
    await this.db.run({ ...caller, scope: { userId } }, async (tx) => {
      // Before the link, so that two links of one account never wait for each other.
      await this.factors.lockAccount(tx);
      const used = await tx.query(sql`update password_resets set ended_as = 'used'
        where id = ${id} and ended_as is null and expires_at > now() returning id`);
      if (used.length === 0) throw fail('password_reset_used');
      await this.changes.set(tx, { email, hash, session: null, device });
      this.guesses.forgive(tx, [this.guesses.guess('password', email, GuessesService.ANYWHERE)]);
      recordAccount(tx, 'account.password_reset');
    });
    return { email };
  }

  private async find(token: string): Promise<ResetByToken> {
    const found = await this.system.resetByToken(tokenHash(token));
    if (!found) throw new Hidden();
    return found;
  }
}
