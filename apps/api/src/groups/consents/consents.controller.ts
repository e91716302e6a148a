import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { type AskedCeiling, link } from '../links/links.schema.js';
import { Body, Id, InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type SetCeiling, askCeiling, setCeiling } from './consents.schema.js';
import { ConsentsService } from './consents.service.js';

@Controller(api('workspace-group-members/:id'))
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Route('POST /acceptance', {
    summary: 'Accept an admin workspace and its permissions here.',
    permission: 'group_consents:create',
    audit: 'group.joined',
    out: link,
  })
  accept(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.consents.accept(ctx, id);
  }

  @Route('POST /rejection', {
    summary: 'Decline an invitation from an admin workspace.',
    permission: 'group_consents:create',
    audit: 'group.rejected',
    out: link,
  })
  reject(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.consents.turnDown(ctx, id, { block: false });
  }

  @Route('POST /block', {
    summary: 'Decline an invitation from an admin workspace, and block further ones.',
    permission: 'group_consents:create',
    audit: 'group.rejected',
    out: link,
  })
  block(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.consents.turnDown(ctx, id, { block: true });
  }

  @Route('PATCH /ceiling', {
    summary: 'Reduce the permissions of the admin workspace here, from now on.',
    permission: 'group_consents:update',
    audit: 'group.ceiling_changed',
    in: setCeiling,
    out: link,
  })
  narrow(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: SetCeiling) {
    return this.consents.narrow(ctx, id, body);
  }

  @Route('POST /ceiling-requests', {
    summary: 'Ask the owner of a sub for more permissions there.',
    permission: 'workspace_group_members:update',
    limit: 'invite',
    audit: 'group.ceiling_requested',
    in: askCeiling,
    out: link,
  })
  ask(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: AskedCeiling) {
    return this.consents.ask(ctx, id, body);
  }

  @Route('DELETE /ceiling-requests', {
    summary: 'Withdraw the request for more permissions.',
    permission: 'workspace_group_members:update',
    audit: 'group.ceiling_request_ended',
    out: link,
  })
  withdrawRequest(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.consents.endRequest(ctx, id, 'above');
  }

  @Route('POST /ceiling-requests/acceptance', {
    summary:
      'Accept the permissions that the admin workspace requests. The body repeats those that the owner saw.',
    permission: 'group_consents:update',
    audit: 'group.ceiling_changed',
    in: setCeiling,
    out: link,
  })
  consent(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: SetCeiling) {
    return this.consents.consent(ctx, id, body);
  }

  @Route('POST /ceiling-requests/rejection', {
    summary: 'Decline the request of the admin workspace for more permissions.',
    permission: 'group_consents:update',
    audit: 'group.ceiling_request_ended',
    out: link,
  })
  refuseRequest(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.consents.endRequest(ctx, id, 'below');
  }
}
