import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type GiveInGroup,
  type ListGroupGrants,
  type TakeInGroup,
  giveInGroup,
  givenInGroup,
  groupGrant,
  groupGrantPage,
  listGroupGrants,
  takeInGroup,
  takenInGroup,
} from './group-grants.schema.js';
import { GroupGrantsService } from './group-grants.service.js';

@Controller(api('workspace-group/grants'))
export class GroupGrantsController {
  constructor(private readonly grants: GroupGrantsService) {}

  @Route('GET /', {
    summary: 'List the group grants: which member has which role in which workspaces of the group.',
    permission: 'group_grants:read',
    audit: { none: 'reads' },
    query: listGroupGrants,
    out: groupGrantPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListGroupGrants) {
    return this.grants.list(ctx, query);
  }

  @Route('POST /', {
    summary:
      'Give members, or all holders of a role, a role in some workspaces of the group, or in all present and future ones.',
    permission: 'group_grants:create',
    audit: 'group_grant.created',
    in: giveInGroup,
    out: givenInGroup,
  })
  give(@InWorkspace() ctx: Ctx, @Body() body: GiveInGroup) {
    return this.grants.give(ctx, body);
  }

  @Route('DELETE /', {
    summary: 'Revoke group grants: the named ones, or those of one member.',
    permission: 'group_grants:delete',
    audit: 'group_grant.revoked',
    in: takeInGroup,
    out: takenInGroup,
  })
  take(@InWorkspace() ctx: Ctx, @Body() body: TakeInGroup) {
    return this.grants.take(ctx, body);
  }

  @Route('DELETE /:id', {
    summary: 'Revoke one group grant.',
    permission: 'group_grants:delete',
    audit: 'group_grant.revoked',
    out: groupGrant,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.grants.remove(ctx, id);
  }
}
