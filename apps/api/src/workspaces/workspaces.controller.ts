import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery, Person } from '@bailiwick/tenancy';
import { Body, InWorkspace, Query, SignedIn } from '../http/ctx.decorator.js';
import { api } from '../http/prefix.js';
import { Route } from '../http/route.decorator.js';
import { pageQuery } from '../http/text.js';
import { myWorkspaces } from '../profile/profile.schema.js';
import { ProfileService } from '../profile/profile.service.js';
import {
  type CreateWorkspace,
  type UpdateWorkspace,
  createWorkspace,
  updateWorkspace,
  workspace,
} from './workspaces.schema.js';
import { WorkspacesService } from './workspaces.service.js';

@Controller(api('workspaces'))
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly profile: ProfileService,
  ) {}

  @Route('POST /', {
    summary: 'Create a workspace; you own it.',
    permission: 'self',
    audit: 'workspace.created',
    in: createWorkspace,
    out: workspace,
  })
  create(@SignedIn() person: Person, @Body() body: CreateWorkspace) {
    return this.workspaces.create(person, body);
  }

  @Route('GET /', {
    summary: 'The workspaces I am a member of.',
    permission: 'self',
    audit: { none: 'reads' },
    query: pageQuery,
    out: myWorkspaces,
  })
  list(@SignedIn() person: Person, @Query() query: PageQuery) {
    return this.profile.workspaces(person, query);
  }

  @Route('GET /current', {
    summary: 'The workspace.',
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
}
