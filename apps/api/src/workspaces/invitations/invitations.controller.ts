import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import {
  type BulkInvite,
  bulkInvite,
  invitation,
  invitationPage,
  inviteResults,
} from './invitations.schema.js';
import { BulkInvitationsService } from './bulk-invitations.service.js';
import { InvitationsService } from './invitations.service.js';

@Controller(api('invitations'))
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly bulk: BulkInvitationsService,
  ) {}

  @Route('GET /', {
    summary: 'List open invitations, oldest first.',
    permission: 'workspace_members:read',
    audit: { none: 'reads' },
    query: pageQuery,
    out: invitationPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: PageQuery) {
    return this.invitations.list(ctx, query);
  }

  @Route('POST /', {
    summary: 'Invite many people at once.',
    permission: 'workspace_members:create',
    limit: 'invite',
    audit: 'member.invited',
    in: bulkInvite,
    out: inviteResults,
  })
  inviteMany(@InWorkspace() ctx: Ctx, @Body() body: BulkInvite) {
    return this.bulk.invite(ctx, body);
  }

  @Route('POST /:id/resend', {
    summary: 'Send a new link. Earlier links become void.',
    permission: 'workspace_members:create',
    limit: 'invite',
    audit: 'invitation.resent',
    out: invitation,
  })
  resend(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.invitations.resend(ctx, id);
  }

  @Route('DELETE /:id', {
    summary: 'Withdraw an invitation.',
    permission: 'workspace_members:delete',
    audit: 'invitation.revoked',
    out: invitation,
  })
  withdraw(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.invitations.withdraw(ctx, id);
  }
}
