import { Controller, Inject, Res } from '@nestjs/common';
import type { Caller, Ctx } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import { Anybody, Body, Id, InWorkspace, Token } from '../../http/route/ctx.decorator.js';
import { Device } from '../../http/gate/device-cookie.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { Route } from '../../http/route/route.decorator.js';
import { member } from '../members/members.schema.js';
import { setSessionCookie } from '../../http/gate/session-cookie.js';
import { type Acceptance, acceptance, shownInvitation } from './acceptances.schema.js';
import { AcceptancesService } from './acceptances.service.js';

const bearer = { public: 'the bearer of a mailed link may have no account yet' };

@Controller(api('invitations'))
export class AcceptancesController {
  constructor(
    private readonly acceptances: AcceptancesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('GET /by-token/:token', {
    summary: 'Show what an invitation offers. Changes nothing.',
    permission: bearer,
    limit: 'token',
    audit: { none: 'reads' },
    out: shownInvitation,
  })
  show(@Token() token: string) {
    return this.acceptances.show(token);
  }

  @Route('POST /by-token/:token/acceptance', {
    summary: 'Accept an invitation, signed in or with a new account.',
    permission: bearer,
    limit: 'token',
    audit: 'invitation.accepted',
    in: acceptance,
    out: member,
  })
  async accept(
    @Anybody() caller: Caller,
    @Token() token: string,
    @Body() body: Acceptance,
    @Device() device: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const accepted = await this.acceptances.accept(caller, token, body, device);
    if (accepted.session) setSessionCookie(reply, this.config, accepted.session);
    return accepted.member;
  }

  @Route('POST /by-token/:token/decline', {
    summary: 'Decline an invitation.',
    permission: bearer,
    limit: 'token',
    audit: 'invitation.declined',
    out: shownInvitation,
  })
  decline(@Anybody() caller: Caller, @Token() token: string) {
    return this.acceptances.decline(caller, token);
  }

  @Route('POST /:id/confirmation', {
    summary: 'Confirm a member whose inviter can no longer invite them.',
    permission: 'workspace_members:create',
    audit: 'invitation.confirmed',
    out: member,
  })
  confirm(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.acceptances.confirm(ctx, id);
  }
}
