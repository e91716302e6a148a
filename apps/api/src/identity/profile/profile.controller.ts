import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery, Person } from '@bailiwick/tenancy';
import { Body, InWorkspace, Query, SignedIn } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import { type UpdateMe, me, myActivity, myPermissions, myWorkspaces, updateMe } from './profile.schema.js';
import { ProfileService } from './profile.service.js';

const reads = { none: 'reads' };

@Controller(api('me'))
export class ProfileController {
  constructor(private readonly profile: ProfileService) {}

  @Route('GET /', { summary: 'Show my account.', permission: 'self', audit: reads, out: me })
  read(@SignedIn() person: Person) {
    return this.profile.read(person);
  }

  @Route('PATCH /', {
    summary: 'Change my name.',
    permission: 'self',
    audit: 'account.updated',
    in: updateMe,
    out: me,
  })
  update(@SignedIn() person: Person, @Body() body: UpdateMe) {
    return this.profile.update(person, body);
  }

  @Route('GET /activity', {
    summary: 'List acts on my account (sign-ins, password, second factor), newest first.',
    permission: 'self',
    audit: reads,
    query: pageQuery,
    out: myActivity,
  })
  activity(@SignedIn() person: Person, @Query() query: PageQuery) {
    return this.profile.activity(person, query);
  }

  @Route('GET /workspaces', {
    summary: 'List the workspaces I am a member of.',
    permission: 'self',
    audit: reads,
    query: pageQuery,
    out: myWorkspaces,
  })
  workspaces(@SignedIn() person: Person, @Query() query: PageQuery) {
    return this.profile.workspaces(person, query);
  }

  @Route('GET /permissions', {
    summary: 'List my permissions in this workspace.',
    permission: 'member',
    audit: reads,
    out: myPermissions,
  })
  permissions(@InWorkspace() ctx: Ctx) {
    return this.profile.permissions(ctx);
  }
}
