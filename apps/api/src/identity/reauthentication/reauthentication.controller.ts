import { Controller, Inject, Res } from '@nestjs/common';
import type { Person } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { Body, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { Route } from '../../http/route/route.decorator.js';
import { setSessionCookie } from '../../http/gate/session-cookie.js';
import { type Reauthentication, reauthenticated, reauthentication } from './reauthentication.schema.js';
import { ReauthenticationService } from './reauthentication.service.js';

@Controller(api('auth/reauthentication'))
export class ReauthenticationController {
  constructor(
    private readonly service: ReauthenticationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('POST /', {
    summary: 'Confirm that it is me. For ten minutes I can do acts that need a fresh login.',
    permission: 'self',
    limit: 'sign_in',
    audit: 'account.reauthenticated',
    in: reauthentication,
    out: reauthenticated,
  })
  async reauthenticate(
    @SignedIn() person: Person,
    @Body() body: Reauthentication,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { session, sec, expires } = await this.service.reauthenticate(person, body);
    setSessionCookie(reply, this.config, session);
    return { sec, timestamp_expires: expires };
  }
}
