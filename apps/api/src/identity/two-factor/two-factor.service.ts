import { Inject, Injectable } from '@nestjs/common';
import { type SharedActivity, recordEverywhere } from '@bailiwick/audit';
import { type Person, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { fail } from '../../errors.js';
import { MailService } from '../../mail/mail.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { FactorsService } from './factors.service.js';
import { newTotpSecret, otpauthUrl, qrSvg } from './totp.js';
import type { Enrolment, RecoveryCodes, TwoFactorView } from './two-factor.schema.js';

type Notice =
  'two_factor_enabled' | 'two_factor_replaced' | 'two_factor_disabled' | 'recovery_codes_generated';

/** A person's second factor: begun, enabled by a code, replaced, switched off. Each change ends their other sessions. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly db: TenantDb,
    private readonly factors: FactorsService,
    private readonly sessions: SessionsService,
    private readonly mails: MailService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(person: Person): Promise<TwoFactorView> {
    return this.db.read(person, async (tx) => {
      const [enabled, pending, left] = await Promise.all([
        this.factors.find(tx, 'enabled'),
        this.factors.find(tx, 'pending'),
        this.factors.codesLeft(tx),
      ]);
      return {
        enabled: enabled !== undefined,
        started: pending !== undefined,
        timestamp_enabled: enabled?.timestamp_enabled ?? null,
        recovery_codes_left: left,
      };
    });
  }

  start(person: Person): Promise<Enrolment> {
    return this.begin(person, 'two_factor_enabled', 'two_factor.enrolment_started');
  }

  /** The one in use stays until the new one has proved itself. */
  startReplacement(person: Person): Promise<Enrolment> {
    return this.begin(person, 'two_factor_disabled', 'two_factor.replacement_started');
  }

  async enable(person: Person, code: string): Promise<RecoveryCodes> {
    return this.change(person, 'two_factor_enabled', 'two_factor.enabled', async (tx) => {
      if (await this.factors.find(tx, 'enabled')) throw fail('two_factor_enabled');
      await this.confirm(tx, code);
      return { recovery_codes: await this.factors.newCodes(tx) };
    });
  }

  async replace(person: Person, code: string): Promise<{ enabled: true }> {
    return this.change(person, 'two_factor_replaced', 'two_factor.replaced', async (tx) => {
      if (!(await this.factors.find(tx, 'enabled'))) throw fail('two_factor_disabled');
      await this.confirm(tx, code);
      return { enabled: true };
    });
  }

  async disable(person: Person): Promise<{ enabled: false }> {
    return this.change(person, 'two_factor_disabled', 'two_factor.disabled', async (tx) => {
      if (!(await this.factors.find(tx, 'enabled'))) throw fail('two_factor_disabled');
      await this.factors.disable(tx);
      await this.mark(tx, false);
      return { enabled: false };
    });
  }

  async renewCodes(person: Person): Promise<RecoveryCodes> {
    const name = 'two_factor.recovery_codes_generated';
    return this.change(person, 'recovery_codes_generated', name, async (tx) => {
      if (!(await this.factors.find(tx, 'enabled'))) throw fail('two_factor_disabled');
      return { recovery_codes: await this.factors.newCodes(tx) };
    });
  }

  private async begin(
    person: Person,
    refusal: 'two_factor_enabled' | 'two_factor_disabled',
    activity: SharedActivity,
  ): Promise<Enrolment> {
    const secret = newTotpSecret();
    await this.db.run(person, async (tx) => {
      await this.factors.lockAccount(tx);
      const isEnabled = (await this.factors.find(tx, 'enabled')) !== undefined;
      if (isEnabled === (refusal === 'two_factor_enabled')) throw fail(refusal);
      await this.factors.begin(tx, secret);
      await recordEverywhere(tx, activity);
    });
    const { PRODUCT_NAME: issuer } = this.config;
    const otpauth_url = otpauthUrl({ secret, account: person.principal.email, issuer });
    return { secret, otpauth_url, qr_svg: qrSvg(otpauth_url) };
  }

  private async change<T>(
    person: Person,
    notice: Notice,
    activity: SharedActivity,
    work: (tx: Tx<Person>) => Promise<T>,
  ): Promise<T> {
    return this.db.run(person, async (tx) => {
      await this.factors.lockAccount(tx);
      const result = await work(tx);
      await this.sessions.endOthers(tx, person.principal.sessionId);
      this.mails.notify(tx, { to: person.principal.email, template: notice, data: {} });
      await recordEverywhere(tx, activity);
      return result;
    });
  }

  private async confirm(tx: Tx<Person>, code: string): Promise<void> {
    if (!(await this.factors.find(tx, 'pending'))) throw fail('two_factor_not_started');
    if (!(await this.factors.matches(tx, 'pending', code))) throw fail('wrong_code');
    await this.factors.enable(tx);
    await this.mark(tx, true);
  }

  /** Whether this session has shown a second factor. */
  private async mark(tx: Tx<Person>, shown: boolean): Promise<void> {
    const { sessionId, userId } = tx.ctx.principal;
    await tx.query(
      sql`update sessions set second_factor = ${shown} where id = ${sessionId} and user_id = ${userId}`,
    );
  }
}
