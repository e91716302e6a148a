import type { Page } from 'playwright-core';
import { totpCode, totpStepAt } from '../../../apps/api/src/identity/two-factor/totp.js';
import type { TestApp } from '../../support/app.js';
import type { Client } from '../../support/people.js';

/** The app on a person's phone. */
export class Authenticator {
  constructor(
    private readonly app: TestApp,
    private readonly secret: string,
  ) {}

  /** Typed off the page, as one does without a camera. */
  static async from(app: TestApp, page: Page): Promise<Authenticator> {
    const shown = page.getByRole('dialog').locator('code');
    return new Authenticator(app, (await shown.innerText()).replaceAll(' ', ''));
  }

  /** Set up without a browser. */
  static async of(app: TestApp, person: Client): Promise<{ phone: Authenticator; codes: string[] }> {
    const { body } = await person.post('me/two-factor').expect(200);
    const phone = new Authenticator(app, body.secret);
    const enabled = await person.patch('me/two-factor', { code: await phone.code() }).expect(200);
    return { phone, codes: enabled.body.recovery_codes };
  }

  /** A code is good once, and the next comes in half a minute: the server is made to forget that it saw this one. */
  async code(): Promise<string> {
    await this.app.db.superuser.query('update totp_factors set last_step = 0');
    return totpCode(this.secret, totpStepAt(new Date()));
  }

  /** Six digits that are no code of these minutes. */
  wrongCode(): string {
    const step = totpStepAt(new Date());
    const near = [-2, -1, 0, 1, 2].map((by) => totpCode(this.secret, step + by));
    return ['123456', '234567', '345678', '456789', '567890', '678901'].find((code) => !near.includes(code))!;
  }
}
