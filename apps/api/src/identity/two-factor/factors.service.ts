import { Inject, Injectable } from '@nestjs/common';
import { recordEverywhere } from '@bailiwick/audit';
import { type SecretBox, type Tx, sql } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { MailService } from '../../mail/mail.service.js';
import { isRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';
import { totpBox, matchingTotpStep } from './totp.js';

export interface Factor {
  /** Sealed. */
  readonly secret: string;
  readonly last_step: string;
  readonly timestamp_enabled: Date | null;
}

/** The kind of the right code. */
export type FactorProof = 'totp' | 'recovery_code';

/** The factor of the person a transaction is bound to: its rows, and whether a code is right. */
@Injectable()
export class FactorsService {
  private readonly box: SecretBox;

  constructor(
    private readonly mails: MailService,
    @Inject(CONFIG) config: Config,
  ) {
    this.box = totpBox(config);
  }

  /**
   * Every act that changes how a person signs in, and every sign-in, waits here for the others: nobody enters by a
   * state that is already over. An account has one such row.
   */
  async lockAccount(tx: Tx): Promise<void> {
    await tx.query(sql`select 1 from passwords where user_id = ${tx.ctx.scope.userId} for update`);
  }

  async find(tx: Tx, status: 'enabled' | 'pending'): Promise<Factor | undefined> {
    return tx.one<Factor>(sql`select secret, last_step, timestamp_enabled from totp_factors
      where user_id = ${tx.ctx.scope.userId} and status = ${status}`);
  }

  /** Replaces a secret that an earlier request began. */
  async begin(tx: Tx, secret: string): Promise<void> {
    const { userId } = tx.ctx.scope;
    await tx.query(sql`insert into totp_factors (user_id, status, secret)
      values (${userId}, 'pending', ${this.box.seal(secret)})
      on conflict (user_id, status) do update
        set secret = excluded.secret, last_step = 0, timestamp_created = now()`);
  }

  /** The pending secret becomes the enabled one; the earlier one goes. */
  async enable(tx: Tx): Promise<void> {
    const { userId } = tx.ctx.scope;
    await tx.query(sql`delete from totp_factors where user_id = ${userId} and status = 'enabled'`);
    await tx.query(sql`update totp_factors set status = 'enabled', timestamp_enabled = now()
      where user_id = ${userId} and status = 'pending'`);
  }

  async disable(tx: Tx): Promise<void> {
    const { userId } = tx.ctx.scope;
    await tx.query(sql`delete from totp_factors where user_id = ${userId}`);
    await tx.query(sql`delete from recovery_codes where user_id = ${userId}`);
  }

  /** Ten new ones; the previous ones are good for nothing. */
  async newCodes(tx: Tx): Promise<string[]> {
    const { userId } = tx.ctx.scope;
    const codes = newRecoveryCodes();
    await tx.query(sql`delete from recovery_codes where user_id = ${userId}`);
    await tx.query(sql`insert into recovery_codes (user_id, code_hash)
      select ${userId}, hash from unnest(${codes.map(recoveryCodeHash)}::bytea[]) hash`);
    return codes;
  }

  async codesLeft(tx: Tx): Promise<number> {
    const row = await tx.one<{ left: number }>(sql`select count(*)::int as left from recovery_codes
      where user_id = ${tx.ctx.scope.userId} and used_at is null`);
    return row?.left ?? 0;
  }

  /**
   * Is it a code of the factor, or a recovery code? Each is good once, also when several requests bring it at the same
   * moment.
   */
  async prove(tx: Tx, code: string): Promise<FactorProof | undefined> {
    if (isRecoveryCode(code)) return (await this.spend(tx, code)) ? 'recovery_code' : undefined;
    return (await this.matches(tx, 'enabled', code)) ? 'totp' : undefined;
  }

  /** RFC 6238 5.2: a code that was taken is never taken again, so its step must be later than the last. */
  async matches(tx: Tx, status: 'enabled' | 'pending', code: string): Promise<boolean> {
    const factor = await this.find(tx, status);
    const step = factor && matchingTotpStep(this.box.open(factor.secret), code, new Date());
    if (step === undefined) return false;
    const taken = await tx.query(sql`update totp_factors set last_step = ${step}
      where user_id = ${tx.ctx.scope.userId} and status = ${status} and last_step < ${step} returning status`);
    return taken.length === 1;
  }

  /** The person must know that a code was used: perhaps another person used it. */
  async tellOfRecovery(tx: Tx, to: string): Promise<void> {
    const left = await this.codesLeft(tx);
    this.mails.notify(tx, { to, template: 'recovery_code_used', data: { left } });
    await recordEverywhere(tx, 'two_factor.recovery_code_used', { after: { left } });
  }

  private async spend(tx: Tx, code: string): Promise<boolean> {
    const spent = await tx.query(sql`update recovery_codes set used_at = now()
      where user_id = ${tx.ctx.scope.userId} and code_hash = ${recoveryCodeHash(code)} and used_at is null
      returning code_hash`);
    return spent.length === 1;
  }
}
