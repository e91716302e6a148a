import { Injectable } from '@nestjs/common';
import { recordAccount } from '@bailiwick/audit';
import { type Person, TenantDb, type Tx, newToken, sql, tokenHash } from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { type Guess, GuessesService } from '../people/guesses.service.js';
import { type Proof, ProofsService } from '../people/proofs.service.js';
import { FactorsService } from '../two-factor/factors.service.js';
import type { Reauthentication } from './reauthentication.schema.js';

interface Reauthenticated {
  readonly session: OpenedSession;
  readonly sec: string;
  readonly expires: Date;
}

type Refusal = 'wrong_password' | 'wrong_code' | 'code_required';

/** A fresh login within a session: the same person shows once more every factor they have (ASVS 7.5). */
@Injectable()
export class ReauthenticationService {
  constructor(
    private readonly db: TenantDb,
    private readonly proofs: ProofsService,
    private readonly factors: FactorsService,
    private readonly guesses: GuessesService,
  ) {}

  /**
   * Gives the session another token; the previous one is dead (ASVS 7.2.4).
   * @throws wrong_password, wrong_code; code_required where there is a second factor and none was shown
   */
  async reauthenticate(person: Person, { password, code }: Reauthentication): Promise<Reauthenticated> {
    const { email, sessionId, userId } = person.principal;
    const proof = await this.proofs.ofSession(person, email, sessionId, password);
    const guesses = [this.guesses.guess('second_factor', userId, sessionId)];
    if (code !== undefined) await this.guesses.attempt(person, guesses);
    const outcome = await this.db.run(person, async (tx) => {
      await this.factors.lockAccount(tx);
      const refusal = await this.refusal(tx, proof, code);
      recordAccount(tx, 'account.reauthenticated', { outcome: refusal ? 'failed' : 'done' });
      return refusal ?? this.renew(tx, proof, guesses);
    });
    if (outcome === 'code_required') throw failField('code_required', 'code');
    if (typeof outcome === 'string') throw fail(outcome);
    return outcome;
  }

  private async refusal(tx: Tx, proof: Proof, code: string | undefined): Promise<Refusal | undefined> {
    if (!proof.right || !(await this.proofs.stillHolds(tx, proof))) return 'wrong_password';
    if (!(await this.factors.find(tx, 'enabled'))) return undefined;
    if (code === undefined) return 'code_required';
    const shown = await this.factors.prove(tx, code);
    if (shown === 'recovery_code')
      await this.factors.tellOfRecovery(tx, (tx as Tx<Person>).ctx.principal.email);
    return shown ? undefined : 'wrong_code';
  }

  private async renew(tx: Tx<Person>, proof: Proof, guesses: readonly Guess[]): Promise<Reauthenticated> {
    const { sessionId: id, userId } = tx.ctx.principal;
    this.proofs.forgive(tx, proof);
    this.guesses.forgive(tx, guesses);
    const [token, sec] = [newToken(), newToken()];
    const row = await tx.one<{ expires_at: Date; until: Date }>(sql`update sessions set
      token_hash = ${tokenHash(token)}, sec_hash = ${tokenHash(sec)}, reauthenticated_at = now(),
      second_factor = exists (select 1 from totp_factors where user_id = ${userId} and status = 'enabled')
      where id = ${id} and user_id = ${userId}
      returning expires_at, reauthenticated_at + interval '10 minutes' as until`);
    if (!row) throw fail('unauthenticated');
    return { session: { id, token, expires: row.expires_at }, sec, expires: row.until };
  }
}
