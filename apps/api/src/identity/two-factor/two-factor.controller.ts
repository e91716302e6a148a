import { Controller } from '@nestjs/common';
import type { Person } from '@bailiwick/tenancy';
import { z } from 'zod';
import { Body, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type CodeGiven, codeGiven, enrolment, recoveryCodes, twoFactor } from './two-factor.schema.js';
import { TwoFactorService } from './two-factor.service.js';

@Controller(api('me/two-factor'))
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Route('GET /', {
    summary: 'Whether I have a second factor.',
    permission: 'self',
    audit: { none: 'reads' },
    out: twoFactor,
  })
  read(@SignedIn() person: Person) {
    return this.twoFactor.read(person);
  }

  @Route('POST /', {
    summary: 'Begin to use an authenticator app; it counts once a code of it was shown.',
    permission: 'self',
    audit: 'two_factor.enrolment_started',
    out: enrolment,
  })
  start(@SignedIn() person: Person) {
    return this.twoFactor.start(person);
  }

  @Route('PATCH /', {
    summary: 'Enable it by a code of the app; answers with the recovery codes, once.',
    permission: 'self',
    audit: 'two_factor.enabled',
    in: codeGiven,
    out: recoveryCodes,
  })
  enable(@SignedIn() person: Person, @Body() { code }: CodeGiven) {
    return this.twoFactor.enable(person, code);
  }

  @Route('DELETE /', {
    summary: 'Do without a second factor.',
    permission: 'self',
    audit: 'two_factor.disabled',
    out: z.strictObject({ enabled: z.literal(false) }),
  })
  disable(@SignedIn() person: Person) {
    return this.twoFactor.disable(person);
  }

  @Route('POST /replacement', {
    summary: 'Begin to move to another app; the old one works until the new one has proved itself.',
    permission: 'self',
    audit: 'two_factor.replacement_started',
    out: enrolment,
  })
  startReplacement(@SignedIn() person: Person) {
    return this.twoFactor.startReplacement(person);
  }

  @Route('PATCH /replacement', {
    summary: 'Move to the other app by a code of it.',
    permission: 'self',
    audit: 'two_factor.replaced',
    in: codeGiven,
    out: z.strictObject({ enabled: z.literal(true) }),
  })
  replace(@SignedIn() person: Person, @Body() { code }: CodeGiven) {
    return this.twoFactor.replace(person, code);
  }

  @Route('POST /recovery-codes', {
    summary: 'New recovery codes, shown once; those of before are good for nothing.',
    permission: 'self',
    audit: 'two_factor.recovery_codes_generated',
    out: recoveryCodes,
  })
  renewCodes(@SignedIn() person: Person) {
    return this.twoFactor.renewCodes(person);
  }
}
