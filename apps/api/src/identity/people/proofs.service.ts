import { Injectable } from '@nestjs/common';
import { type Caller, SystemDb, type SignInSubject, type Tx, sql } from '@bailiwick/tenancy';
import { networkOf } from '../../http/gate/network.js';
import { type Guess, GuessesService } from './guesses.service.js';
import { PasswordsService } from './passwords.service.js';

/** Whether a password was right, and the rows that say so. */
export interface Proof {
  readonly right: boolean;
  readonly subject: SignInSubject | undefined;
  /** To be forgiven, once the sign-in succeeds. */
  readonly guesses: readonly Guess[];
}

/**
 * The one way to check a password, for every purpose: it counts, then compares, and takes as long for an unknown
 * person.
 */
@Injectable()
export class ProofsService {
  constructor(
    private readonly system: SystemDb,
    private readonly passwords: PasswordsService,
    private readonly guesses: GuessesService,
  ) {}

  /** For a signed-out caller, perhaps without an account. @throws rate_limited */
  async ofAddress(caller: Caller, email: string, password: string, device?: string): Promise<Proof> {
    const subject = await this.system.signInSubject(email);
    const origin = await this.guesses.origin(caller, subject?.user_id ?? null, device);
    const ofAccount = this.guesses.guess('password', email, origin);
    const ofNetwork = this.guesses.guess('network', networkOf(caller.facts.ip));
    // A known browser has its own count: neighbours behind the same address cannot lock it out.
    return this.compare(
      caller,
      subject,
      password,
      origin === GuessesService.ANYWHERE ? [ofAccount, ofNetwork] : [ofAccount],
    );
  }

  /** For a signed-in person: counted for their session alone. @throws rate_limited */
  async ofSession(caller: Caller, email: string, sessionId: string, password: string): Promise<Proof> {
    const subject = await this.system.signInSubject(email);
    return this.compare(caller, subject, password, [this.guesses.guess('password', email, sessionId)]);
  }

  /**
   * Whether the password is still the one that was compared. The row stays locked until the transaction is over, and
   * not merely shared: of two transactions that share it, neither could change it.
   */
  async stillHolds(tx: Tx, { subject }: Proof): Promise<boolean> {
    const same = await tx.query(sql`select 1 from passwords
      where user_id = ${subject?.user_id ?? null} and hash = ${subject?.password_hash ?? null} for update`);
    return same.length > 0;
  }

  forgive(tx: Tx, { guesses }: Proof): void {
    this.guesses.forgive(tx, guesses);
  }

  private async compare(
    caller: Caller,
    subject: SignInSubject | undefined,
    password: string,
    guesses: readonly Guess[],
  ): Promise<Proof> {
    await this.guesses.attempt(caller, guesses);
    const stored = subject?.password_hash ?? subject?.attempt_hash ?? null;
    return { right: await this.passwords.verify(stored, password), subject, guesses };
  }
}
