import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../http/ctx.decorator.js';
import { api } from '../http/prefix.js';
import { Route } from '../http/route.decorator.js';
import { pageQuery } from '../http/text.js';
import {
  type Adopt,
  type CreateSub,
  type EndLink,
  type InviteSub,
  type ListLinks,
  adminWorkspace,
  adopt,
  adoptions,
  block,
  blockPage,
  createSub,
  endLink,
  inviteSub,
  link,
  linkPage,
  listLinks,
} from './groups.schema.js';
import { AdoptionsService } from './adoptions.service.js';
import { BlocksService } from './blocks.service.js';
import { LinksService } from './links.service.js';
import { ManagedService } from './managed.service.js';

@Controller(api(''))
export class LinksController {
  constructor(
    private readonly links: LinksService,
    private readonly adoptions: AdoptionsService,
    private readonly managed: ManagedService,
    private readonly blocked: BlocksService,
  ) {}

  @Route('POST /workspace-group-members', {
    summary: 'Invite a workspace into the group; its owner is asked by mail.',
    permission: 'workspace_group_members:create',
    limit: 'invite',
    audit: 'group.invited',
    in: inviteSub,
    out: link,
  })
  invite(@InWorkspace() ctx: Ctx, @Body() body: InviteSub) {
    return this.links.invite(ctx, body);
  }

  @Route('GET /workspace-group-members', {
    summary: 'The workspaces of the group; with `side=sub` the admin workspace, or the one that invites.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    query: listLinks,
    out: linkPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListLinks) {
    return this.links.list(ctx, query);
  }

  @Route('GET /workspace-group-members/admin', {
    summary: 'The admin workspace above this one, if any.',
    permission: 'member',
    audit: { none: 'reads' },
    out: adminWorkspace,
  })
  admin(@InWorkspace() ctx: Ctx) {
    return this.links.admin(ctx);
  }

  @Route('GET /workspace-group-members/:id', {
    summary: 'One link, from either side.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    out: link,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.links.read(ctx, id);
  }

  @Route('DELETE /workspace-group-members/:id', {
    summary:
      'From above: withdraw the invitation, or remove the workspace. From below: leave, keeping of what was made what is named.',
    permission: 'workspace_group_members:delete',
    audit: 'group.removed',
    query: endLink,
    out: link,
  })
  end(@InWorkspace() ctx: Ctx, @Id() id: string, @Query() query: EndLink) {
    return this.links.end(ctx, id, query);
  }

  @Route('GET /workspace-group-members/:id/adoptions', {
    summary: 'What was made by way of the link, and goes with it unless it is adopted.',
    permission: 'group_consents:read',
    audit: { none: 'reads' },
    out: adoptions,
  })
  made(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.adoptions.list(ctx, id);
  }

  @Route('POST /workspace-group-members/:id/adoptions', {
    summary: 'Make what was made by way of the link the workspace’s own.',
    permission: 'group_consents:update',
    audit: 'group.adopted',
    in: adopt,
    out: adoptions,
  })
  adopt(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: Adopt) {
    return this.adoptions.adopt(ctx, id, body);
  }

  @Route('GET /workspace-group/blocks', {
    summary: 'The admin workspaces that this one takes no invitations from.',
    permission: 'group_consents:read',
    audit: { none: 'reads' },
    query: pageQuery,
    out: blockPage,
  })
  blocks(@InWorkspace() ctx: Ctx, @Query() query: PageQuery) {
    return this.blocked.list(ctx, query);
  }

  @Route('DELETE /workspace-group/blocks/:id', {
    summary: 'Take invitations from an admin workspace again, by its id.',
    permission: 'group_consents:update',
    audit: 'group.unblocked',
    out: block,
  })
  unblock(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.blocked.lift(ctx, id);
  }

  @Route('POST /workspace-group/subs', {
    summary: 'Make a workspace that the admin workspace owns and manages.',
    permission: 'workspace_group_members:create',
    audit: 'group.sub_created',
    in: createSub,
    out: link,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateSub) {
    return this.managed.create(ctx, body);
  }
}
