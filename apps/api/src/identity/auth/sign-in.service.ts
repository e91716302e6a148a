import { Injectable } from '@nestjs/common';
import { Refusals, recordAccount } from '@bailiwick/audit';
import { type Caller, type Failure, type Person, TenantDb } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { ProofsService } from '../people/proofs.service.js';
import type { SignIn } from './auth.schema.js';
import { EntranceService } from './entrance.service.js';
import { SignUpService } from './sign-up.service.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly db: TenantDb,
    private readonly proofs: ProofsService,
    private readonly entrance: EntranceService,
    private readonly signUps: SignUpService,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Computes exactly one hash, and writes as much, for a known and for an unknown address: time tells nothing (ASVS
   * 6.3.8).
   * @throws wrong_credentials; email_unverified, with a new link sent, for the right password of an open attempt
   */
  async signIn(
    caller: Caller,
    { email, password }: SignIn,
    device?: string,
  ): Promise<OpenedSession | { challenge: string }> {
    const proof = await this.proofs.ofAddress(caller, email, password, device);
    const { right, subject } = proof;
    if (right && !subject?.user_id) {
      await this.signUps.sendAgain(caller, email, subject?.attempt_id ?? undefined);
      throw fail('email_unverified');
    }
    const userId = subject?.user_id;
    if (!right || !userId) throw await this.wrong(caller, userId);
    const opened = await this.db.run({ ...caller, scope: { userId } }, async (tx) => {
      // The password changed meanwhile: the change ended all sessions, and this one must not come after it.
      if (!(await this.proofs.stillHolds(tx, proof))) return undefined;
      this.proofs.forgive(tx, proof);
      return this.entrance.open(tx, { email, device });
    });
    if (!opened) throw await this.wrong(caller, userId);
    return opened;
  }

  async signOut(person: Person): Promise<{ id: string }> {
    return this.db.run(person, async (tx) => {
      recordAccount(tx, 'account.signed_out');
      return this.entrance.leave(tx);
    });
  }

  private async wrong(caller: Caller, userId: string | null | undefined): Promise<Failure> {
    if (!userId) await this.refusals.recordForOperator(caller, 'unknown_address');
    else
      await this.db.run({ ...caller, scope: { userId } }, (tx) =>
        recordAccount(tx, 'account.sign_in_failed', { outcome: 'failed' }),
      );
    return fail('wrong_credentials');
  }
}
