import { Controller, Inject, Res } from '@nestjs/common';
import type { PageQuery, Person } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { Id, Query, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { Route } from '../../http/route/route.decorator.js';
import { forgetEverything } from '../../http/gate/session-cookie.js';
import { pageQuery } from '../../http/body/shapes.js';
import { endedSessions, session, sessions } from './sessions.schema.js';
import { SessionsService } from './sessions.service.js';

@Controller(api('me/sessions'))
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('GET /', {
    summary: 'List my sessions.',
    permission: 'self',
    audit: { none: 'reads' },
    query: pageQuery,
    out: sessions,
  })
  list(@SignedIn() person: Person, @Query() query: PageQuery) {
    return this.sessions.list(person, query);
  }

  @Route('DELETE /', {
    summary: 'Log me out of all devices, this one too.',
    permission: 'self',
    audit: 'account.sessions_ended',
    out: endedSessions,
  })
  async endAll(@SignedIn() person: Person, @Res({ passthrough: true }) reply: HttpReply) {
    const ended = await this.sessions.endAll(person);
    forgetEverything(reply, this.config);
    return ended;
  }

  @Route('DELETE /:id', {
    summary: 'Log me out of one device.',
    permission: 'self',
    audit: 'account.session_ended',
    out: session,
  })
  async endOne(@SignedIn() person: Person, @Id() id: string, @Res({ passthrough: true }) reply: HttpReply) {
    const ended = await this.sessions.endOne(person, id);
    if (ended.is_current) forgetEverything(reply, this.config);
    return ended;
  }
}
