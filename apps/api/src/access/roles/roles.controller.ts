import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import { PublicationsService } from './publications.service.js';
import {
  type AcceptOffer,
  type CreateRole,
  type DeleteRole,
  type UpdateRole,
  acceptOffer,
  createRole,
  deleteRole,
  fullRole,
  rolePage,
  updateRole,
} from './roles.schema.js';
import { RolesService } from './roles.service.js';

@Controller(api('roles'))
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly publications: PublicationsService,
  ) {}

  @Route('GET /', {
    summary: 'List the roles, system roles first.',
    permission: 'roles:read',
    audit: { none: 'reads' },
    query: pageQuery,
    out: rolePage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: PageQuery) {
    return this.roles.list(ctx, query);
  }

  @Route('POST /', {
    summary: 'Make a role of the workspace.',
    permission: 'roles:create',
    audit: 'role.created',
    in: createRole,
    out: fullRole,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateRole) {
    return this.roles.create(ctx, body);
  }

  @Route('GET /:id', {
    summary: 'Show a role and its permissions.',
    permission: 'roles:read',
    audit: { none: 'reads' },
    out: fullRole,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.roles.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Change a role. The change affects all its holders.',
    permission: 'roles:update',
    audit: 'role.updated',
    in: updateRole,
    out: fullRole,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateRole) {
    return this.roles.update(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Delete a role. Its holders get the replacement role.',
    permission: 'roles:delete',
    audit: 'role.deleted',
    query: deleteRole,
    out: fullRole,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string, @Query() query: DeleteRole) {
    return this.roles.remove(ctx, id, query);
  }

  @Route('POST /:id/publication', {
    summary: 'Publish a role: copy it to every workspace of the group, and keep the copies up to date.',
    permission: 'roles:update',
    audit: 'role.published',
    out: fullRole,
  })
  publish(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.publications.publish(ctx, id);
  }

  @Route('DELETE /:id/publication', {
    summary: 'Stop publishing the role. Copies stay and belong to their workspaces.',
    permission: 'roles:update',
    audit: 'role.unpublished',
    out: fullRole,
  })
  withdraw(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.publications.withdraw(ctx, id);
  }

  @Route('POST /:id/publication/acceptance', {
    summary: 'Accept the new permissions of a published role.',
    permission: 'group_consents:update',
    audit: 'role.publication_accepted',
    in: acceptOffer,
    out: fullRole,
  })
  accept(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: AcceptOffer) {
    return this.publications.accept(ctx, id, body);
  }
}
