import { Controller } from '@nestjs/common';
import type { Caller, Person } from '@bailiwick/tenancy';
import { z } from 'zod';
import { Anybody, Body, SignedIn, Token } from '../../http/route/ctx.decorator.js';
import { Device } from '../../http/gate/device-cookie.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { email } from '../../http/body/shapes.js';
import { PasswordChangesService } from './password-changes.service.js';
import { PasswordResetsService } from './password-resets.service.js';
import {
  type ChangePassword,
  type NewPassword,
  changePassword,
  changedPassword,
  newPassword,
  shownReset,
} from './passwords.schema.js';
import { ResetRequestsService } from './reset-requests.service.js';

const bearer = { public: 'the bearer of a mailed link has nothing else' };
const address = z.strictObject({ email });
/** The same answer for a known and for an unknown address. */
const acknowledged = z.strictObject({ email: z.string() });

@Controller(api(''))
export class PasswordsController {
  constructor(
    private readonly changes: PasswordChangesService,
    private readonly requests: ResetRequestsService,
    private readonly resets: PasswordResetsService,
  ) {}

  @Route('POST /me/password', {
    summary: 'Change my password. My other sessions end.',
    permission: 'self',
    audit: 'account.password_changed',
    in: changePassword,
    out: changedPassword,
  })
  change(@SignedIn() person: Person, @Body() body: ChangePassword, @Device() device: string | undefined) {
    return this.changes.change(person, body, device);
  }

  @Route('POST /auth/password-resets', {
    summary:
      'Request a link to choose a new password. The answer does not tell whether the address has an account.',
    permission: { public: 'people who forgot their password are signed out' },
    limit: 'reset',
    audit: 'account.password_reset_requested',
    in: address,
    out: acknowledged,
  })
  ask(@Anybody() caller: Caller, @Body() body: z.output<typeof address>) {
    return this.requests.ask(caller, body.email);
  }

  @Route('GET /auth/password-resets/:token', {
    summary: 'Show what a link to reset a password does. Changes nothing.',
    permission: bearer,
    limit: 'token',
    audit: { none: 'reads' },
    out: shownReset,
  })
  show(@Token() token: string) {
    return this.resets.show(token);
  }

  @Route('POST /auth/password-resets/:token', {
    summary: 'Choose a new password. All sessions end, and no new one begins.',
    permission: bearer,
    limit: 'token',
    audit: 'account.password_reset',
    in: newPassword,
    out: acknowledged,
  })
  reset(
    @Anybody() caller: Caller,
    @Token() token: string,
    @Body() { password }: NewPassword,
    @Device() device: string | undefined,
  ) {
    return this.resets.reset(caller, token, password, device);
  }
}
