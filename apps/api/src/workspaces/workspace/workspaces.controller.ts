import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery, Person } from '@bailiwick/tenancy';
import { Body, InWorkspace, Query, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import { myWorkspaces } from '../../identity/profile/profile.schema.js';
import { ProfileService } from '../../identity/profile/profile.service.js';
import { EntryRulesService } from './entry-rules.service.js';
import {
  type CreateWorkspace,
  type EndSessions,
  type UpdateSettings,
  type UpdateWorkspace,
  createWorkspace,
  endSessions,
  endedSessions,
  settings,
  updateSettings,
  updateWorkspace,
  workspace,
} from './workspaces.schema.js';
import { WorkspacesService } from './workspaces.service.js';

@Controller(api('workspaces'))
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly profile: ProfileService,
    private readonly entryRules: EntryRulesService,
  ) {}

  @Route('POST /', {
    summary: 'Create a workspace. I own it.',
    permission: 'self',
    audit: 'workspace.created',
    in: createWorkspace,
    out: workspace,
  })
  create(@SignedIn() person: Person, @Body() body: CreateWorkspace) {
    return this.workspaces.create(person, body);
  }

  @Route('GET /', {
    summary: 'List the workspaces I am a member of.',
    permission: 'self',
    audit: { none: 'reads' },
    query: pageQuery,
    out: myWorkspaces,
  })
  list(@SignedIn() person: Person, @Query() query: PageQuery) {
    return this.profile.workspaces(person, query);
  }

  @Route('GET /current', {
    summary: 'Show the workspace.',
    permission: 'workspaces:read',
    audit: { none: 'reads' },
    out: workspace,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.workspaces.read(ctx);
  }

  @Route('PATCH /current', {
    summary: 'Rename the workspace or change its logo.',
    permission: 'workspaces:update',
    audit: 'workspace.updated',
    in: updateWorkspace,
    out: workspace,
  })
  update(@InWorkspace() ctx: Ctx, @Body() body: UpdateWorkspace) {
    return this.workspaces.update(ctx, body);
  }

  @Route('GET /current/settings', {
    summary: 'Show the rules for entry to the workspace.',
    permission: 'workspaces:read',
    audit: { none: 'reads' },
    out: settings,
  })
  readSettings(@InWorkspace() ctx: Ctx) {
    return this.entryRules.read(ctx);
  }

  @Route('PATCH /current/settings', {
    summary: 'Change the rules for entry to the workspace.',
    permission: 'workspaces:update',
    audit: 'workspace.settings_updated',
    in: updateSettings,
    out: settings,
  })
  updateSettings(@InWorkspace() ctx: Ctx, @Body() body: UpdateSettings) {
    return this.entryRules.update(ctx, body);
  }

  @Route('DELETE /current/sessions', {
    summary:
      'Log all users out of the workspace, on all their devices, me too. With `api_keys=true` also revoke all its keys. With `subs=true` also log users out of all workspaces of the group; the keys there stay.',
    permission: 'member_sessions:delete',
    audit: 'workspace.sessions_ended',
    query: endSessions,
    out: endedSessions,
  })
  endSessions(@InWorkspace() ctx: Ctx, @Query() query: EndSessions) {
    return this.entryRules.endSessions(ctx, query);
  }
}
