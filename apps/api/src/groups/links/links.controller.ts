import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { type EndLink, endLink } from '../adoptions/adoptions.schema.js';
import {
  link,
  linkPage,
  type InviteSub,
  type ListLinks,
  adminWorkspace,
  inviteSub,
  listLinks,
} from './links.schema.js';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { LinkEndsService } from './link-ends.service.js';
import { LinksService } from './links.service.js';

@Controller(api('workspace-group-members'))
export class LinksController {
  constructor(
    private readonly links: LinksService,
    private readonly ends: LinkEndsService,
  ) {}

  @Route('POST /', {
    summary: 'Invite a workspace into the group. Its owner gets a mail.',
    permission: 'workspace_group_members:create',
    limit: 'invite',
    audit: 'group.invited',
    in: inviteSub,
    out: link,
  })
  invite(@InWorkspace() ctx: Ctx, @Body() body: InviteSub) {
    return this.links.invite(ctx, body);
  }

  @Route('GET /', {
    summary:
      'List the links to subs. With `side=sub`, list the link to the admin workspace, or its invitation.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    query: listLinks,
    out: linkPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListLinks) {
    return this.links.list(ctx, query);
  }

  @Route('GET /admin', {
    summary: 'Show the admin workspace of this workspace, if any.',
    permission: 'member',
    audit: { none: 'reads' },
    out: adminWorkspace,
  })
  admin(@InWorkspace() ctx: Ctx) {
    return this.links.admin(ctx);
  }

  @Route('GET /:id', {
    summary: 'Show one link, from either side.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    out: link,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.links.read(ctx, id);
  }

  @Route('DELETE /:id', {
    summary:
      'Admin workspace: withdraw the invitation, or remove the sub. Sub: leave, and keep the listed members, grants and keys.',
    permission: 'workspace_group_members:delete',
    audit: 'group.removed',
    query: endLink,
    out: link,
  })
  end(@InWorkspace() ctx: Ctx, @Id() id: string, @Query() query: EndLink) {
    return this.ends.end(ctx, id, query);
  }
}
