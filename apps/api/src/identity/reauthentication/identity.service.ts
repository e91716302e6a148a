import { Injectable } from '@nestjs/common';
import type { Caller, Tx } from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { type Guess, GuessesService } from '../people/guesses.service.js';
import { type Proof, ProofsService } from '../people/proofs.service.js';
import { FactorsService } from '../two-factor/factors.service.js';
import type { Reauthentication } from './reauthentication.schema.js';

/** The proofs that a person showed, checked as far as that takes time. */
export interface ShownIdentity {
  readonly email: string;
  readonly proof: Proof;
  readonly code: string | undefined;
  readonly guesses: readonly Guess[];
}

/** A signed-out person proves who they are, with every factor they have, for an act that is no sign-in. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly proofs: ProofsService,
    private readonly factors: FactorsService,
    private readonly guesses: GuessesService,
  ) {}

  /** Slow, so before the transaction. @throws rate_limited */
  async weigh(
    caller: Caller,
    { email, userId }: { email: string; userId: string },
    { password, code }: Reauthentication,
    device: string | undefined,
  ): Promise<ShownIdentity> {
    const proof = await this.proofs.ofAddress(caller, email, password, device);
    const origin = await this.guesses.origin(caller, userId, device);
    const guesses = [this.guesses.guess('second_factor', userId, origin)];
    if (code !== undefined) await this.guesses.attempt(caller, guesses);
    return { email, proof, code, guesses };
  }

  /**
   * `tx` must be bound to that person.
   * @throws wrong_password, wrong_code; code_required where there is a second factor and none was shown
   */
  async prove(tx: Tx, { email, proof, code, guesses }: ShownIdentity): Promise<void> {
    await this.factors.lockAccount(tx);
    if (!proof.right || !(await this.proofs.stillHolds(tx, proof))) throw fail('wrong_password');
    this.proofs.forgive(tx, proof);
    if (!(await this.factors.find(tx, 'enabled'))) return;
    if (code === undefined) throw failField('code_required', 'code');
    const shown = await this.factors.prove(tx, code);
    if (!shown) throw fail('wrong_code');
    this.guesses.forgive(tx, guesses);
    if (shown === 'recovery_code') await this.factors.tellOfRecovery(tx, email);
  }
}
