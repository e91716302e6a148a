import { Controller } from '@nestjs/common';
import type { Person } from '@bailiwick/tenancy';
import { z } from 'zod';
import { Body, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type CodeBody, codeBody, enrolment, recoveryCodes, twoFactor } from './two-factor.schema.js';
import { TwoFactorService } from './two-factor.service.js';

@Controller(api('me/two-factor'))
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Route('GET /', {
    summary: 'Show whether I have a second factor.',
    permission: 'self',
    audit: { none: 'reads' },
    out: twoFactor,
  })
  read(@SignedIn() person: Person) {
    return this.twoFactor.read(person);
  }

  @Route('POST /', {
    summary: 'Start to use an authenticator app. It counts after I enter a code from it.',
    permission: 'self',
    audit: 'two_factor.enrolment_started',
    out: enrolment,
  })
  start(@SignedIn() person: Person) {
    return this.twoFactor.start(person);
  }

  @Route('PATCH /', {
    summary: 'Enable the second factor with a code from the app. Shows the recovery codes, once.',
    permission: 'self',
    audit: 'two_factor.enabled',
    in: codeBody,
    out: recoveryCodes,
  })
  enable(@SignedIn() person: Person, @Body() { code }: CodeBody) {
    return this.twoFactor.enable(person, code);
  }

  @Route('DELETE /', {
    summary: 'Disable the second factor.',
    permission: 'self',
    audit: 'two_factor.disabled',
    out: z.strictObject({ enabled: z.literal(false) }),
  })
  disable(@SignedIn() person: Person) {
    return this.twoFactor.disable(person);
  }

  @Route('POST /replacement', {
    summary: 'Start to move to another app. The old app works until I enter a code from the new one.',
    permission: 'self',
    audit: 'two_factor.replacement_started',
    out: enrolment,
  })
  startReplacement(@SignedIn() person: Person) {
    return this.twoFactor.startReplacement(person);
  }

  @Route('PATCH /replacement', {
    summary: 'Move to the other app with a code from it.',
    permission: 'self',
    audit: 'two_factor.replaced',
    in: codeBody,
    out: z.strictObject({ enabled: z.literal(true) }),
  })
  replace(@SignedIn() person: Person, @Body() { code }: CodeBody) {
    return this.twoFactor.replace(person, code);
  }

  @Route('POST /recovery-codes', {
    summary: 'Make new recovery codes, shown once. The previous codes no longer work.',
    permission: 'self',
    audit: 'two_factor.recovery_codes_generated',
    out: recoveryCodes,
  })
  renewCodes(@SignedIn() person: Person) {
    return this.twoFactor.renewCodes(person);
  }
}
