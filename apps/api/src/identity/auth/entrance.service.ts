import { Injectable } from '@nestjs/common';
import { recordAccount, recordEverywhere, unchanged } from '@bailiwick/audit';
import {
  type Caller,
  type ChallengeByToken,
  type Person,
  SystemDb,
  TenantDb,
  type Tx,
  newId,
  newToken,
  personName,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { type Guess, GuessesService } from '../people/guesses.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { FactorsService } from '../two-factor/factors.service.js';
import type { SecondStep } from './auth.schema.js';

const CHALLENGE_MINUTES = 10;
const MOST_CODES = 5;

/** A person whose password was right, and the browser they use. */
interface Arrival {
  readonly email: string;
  readonly device: string | undefined;
}

/** Lets in a person who showed the right password: at once, or after a second factor if they have one. */
@Injectable()
export class EntranceService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly factors: FactorsService,
    private readonly guesses: GuessesService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * @returns a session, or the token of this one attempt, with which the client sends the second factor (ASVS 6.6.2)
   */
  async open(tx: Tx, arrival: Arrival): Promise<OpenedSession | { challenge: string }> {
    if (!(await this.factors.find(tx, 'enabled'))) return this.enter(tx, arrival, false);
    const challenge = newToken();
    tx.write(sql`insert into sign_in_challenges (id, user_id, token_hash, expires_at)
      values (${newId()}, ${tx.ctx.scope.userId}, ${tokenHash(challenge)},
      now() + make_interval(mins => ${CHALLENGE_MINUTES}))`);
    unchanged(tx);
    return { challenge };
  }

  /** @throws challenge_ended, also at the fifth wrong code; wrong_code */
  async prove(caller: Caller, { challenge, code }: SecondStep, device?: string): Promise<OpenedSession> {
    const found = await this.system.challengeByToken(tokenHash(challenge));
    if (!found) throw fail('challenge_ended');
    const { user_id: userId, email } = found;
    const origin = await this.guesses.origin(caller, userId, device);
    const guesses = [this.guesses.guess('second_factor', userId, origin)];
    await this.guesses.attempt(caller, guesses);
    const name = personName({ firstName: found.first_name, lastName: found.last_name });
    const person: Caller = { ...caller, scope: { userId }, actor: { type: 'user', id: userId, name, email } };
    const outcome = await this.db.run(person, (tx) =>
      this.tryCode(tx, found, code, { email, device }, guesses),
    );
    if (typeof outcome === 'string') throw fail(outcome);
    return outcome;
  }

  /** A wrong code is an answer here and not an error: the count of the attempt must commit. */
  private async tryCode(
    tx: Tx,
    { id }: ChallengeByToken,
    code: string,
    arrival: Arrival,
    guesses: readonly Guess[],
  ): Promise<OpenedSession | 'wrong_code' | 'challenge_ended'> {
    await this.factors.lockAccount(tx);
    const tried = await tx.one<{ attempts: number }>(sql`update sign_in_challenges set attempts = attempts + 1
      where id = ${id} and ended_as is null and expires_at > now() returning attempts`);
    if (!tried) return 'challenge_ended';
    const proof = await this.factors.prove(tx, code);
    const isLast = tried.attempts >= MOST_CODES;
    if (proof ?? isLast) await this.end(tx, id, proof ? 'used' : 'revoked');
    if (!proof) {
      await recordEverywhere(tx, isLast ? 'two_factor.challenge_ended' : 'two_factor.challenge_failed', {
        outcome: 'failed',
      });
      return isLast ? 'challenge_ended' : 'wrong_code';
    }
    this.guesses.forgive(tx, guesses);
    if (proof === 'recovery_code') await this.factors.tellOfRecovery(tx, arrival.email);
    await recordEverywhere(tx, 'two_factor.signed_in');
    return this.enter(tx, arrival, true);
  }

  leave(tx: Tx<Person>): Promise<{ id: string }> {
    return this.sessions.end(tx);
  }

  private async end(tx: Tx, id: string, as: 'used' | 'revoked'): Promise<void> {
    await tx.query(sql`update sign_in_challenges set ended_as = ${as}
      where id = ${id} and user_id = ${tx.ctx.scope.userId}`);
  }

  private async enter(tx: Tx, arrival: Arrival, secondFactor: boolean): Promise<OpenedSession> {
    const session = await this.sessions.open(tx, { ...arrival, secondFactor });
    recordAccount(tx, 'account.signed_in');
    return session;
  }
}
