import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { DeparturesService } from './departures.service.js';
import {
  type CreateMember,
  type ListMembers,
  type RemoveMember,
  type UpdateMember,
  createMember,
  legacy,
  listMembers,
  member,
  memberPage,
  removeMember,
  updateMember,
} from './members.schema.js';
import { MembersService } from './members.service.js';

@Controller(api('workspace-members'))
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly departures: DeparturesService,
  ) {}

  @Route('POST /', {
    summary: 'Invite a person.',
    permission: 'workspace_members:create',
    limit: 'invite',
    audit: 'member.invited',
    in: createMember,
    out: member,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateMember) {
    return this.members.create(ctx, body);
  }

  @Route('GET /', {
    summary:
      'List members and invitations, oldest first. A search finds the beginning of a word of the name or address.',
    permission: 'workspace_members:read',
    audit: { none: 'reads' },
    query: listMembers,
    out: memberPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListMembers) {
    return this.members.list(ctx, query);
  }

  @Route('GET /:id', {
    summary: 'Show one member or invitation.',
    permission: 'workspace_members:read',
    audit: { none: 'reads' },
    out: member,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.members.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Replace the roles of a member, or change the nickname.',
    permission: 'workspace_members:update',
    audit: 'member.updated',
    in: updateMember,
    out: member,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateMember) {
    return this.members.update(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Remove a member or withdraw an invitation (with workspace_members:delete), or leave.',
    permission: 'member',
    ofOthers: 'workspace_members:delete',
    audit: 'member.removed',
    query: removeMember,
    out: member,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string, @Query() query: RemoveMember) {
    return this.departures.remove(ctx, id, query);
  }

  @Route('GET /:id/legacy', {
    summary: 'Show what a member leaves behind: people they invited, roles they gave, their keys.',
    permission: 'workspace_members:delete',
    audit: { none: 'reads' },
    out: legacy,
  })
  legacy(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.departures.legacy(ctx, id);
  }

  @Route('POST /:id/suspension', {
    summary: 'Suspend a member. Their roles are kept but have no effect.',
    permission: 'workspace_members:update',
    audit: 'member.suspended',
    out: member,
  })
  suspend(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.members.suspend(ctx, id);
  }

  @Route('DELETE /:id/suspension', {
    summary: 'End the suspension of a member.',
    permission: 'workspace_members:update',
    audit: 'member.reinstated',
    out: member,
  })
  reinstate(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.members.reinstate(ctx, id);
  }
}
