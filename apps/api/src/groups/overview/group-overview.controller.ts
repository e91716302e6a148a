import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type AskImpact,
  type GroupAuditQuery,
  type ListPeople,
  type ListSubs,
  askImpact,
  groupAuditPage,
  groupAuditQuery,
  impact,
  listPeople,
  listSubs,
  peoplePage,
  subPage,
  summary,
} from './group-overview.schema.js';
import { GroupOverviewService } from './group-overview.service.js';
import { ImpactService } from './impact.service.js';

@Controller(api('workspace-group'))
export class GroupOverviewController {
  constructor(
    private readonly overview: GroupOverviewService,
    private readonly impacts: ImpactService,
  ) {}

  @Route('GET /summary', {
    summary: 'Show a summary of the group, and whether the workspace is the admin workspace or a sub.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    out: summary,
  })
  summary(@InWorkspace() ctx: Ctx) {
    return this.overview.summary(ctx);
  }

  @Route('GET /subs', {
    summary: 'List the workspaces of the group, by name, by last activity, or by the day they joined.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    query: listSubs,
    out: subPage,
  })
  subs(@InWorkspace() ctx: Ctx, @Query() query: ListSubs) {
    return this.overview.subs(ctx, query);
  }

  @Route('GET /members', {
    summary: 'List the people of all workspaces of the group in which I can see members, each person once.',
    permission: 'workspace_group_members:read',
    audit: { none: 'reads' },
    query: listPeople,
    out: peoplePage,
  })
  members(@InWorkspace() ctx: Ctx, @Query() query: ListPeople) {
    return this.overview.members(ctx, query);
  }

  @Route('GET /audit-logs', {
    summary: 'List the audit records of all workspaces of the group in which I can read them, newest first.',
    permission: 'audit_logs:read',
    audit: { none: 'reads' },
    query: groupAuditQuery,
    out: groupAuditPage,
  })
  auditLogs(@InWorkspace() ctx: Ctx, @Query() query: GroupAuditQuery) {
    return this.overview.auditLogs(ctx, query);
  }

  @Route('GET /impact', {
    summary:
      'Show which permissions people would gain and lose, and what would end, if a workspace joined, left, was removed, was handed over, or changed its permissions. In a sub, for the owner. In the admin workspace, with workspace_group_members:read.',
    permission: 'member',
    audit: { none: 'reads' },
    query: askImpact,
    out: impact,
  })
  impact(@InWorkspace() ctx: Ctx, @Query() query: AskImpact) {
    return this.impacts.impact(ctx, query);
  }
}
