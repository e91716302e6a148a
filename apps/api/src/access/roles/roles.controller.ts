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
    summary: 'The roles there are, the system’s first.',
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
    summary: 'A role and what it permits.',
    permission: 'roles:read',
    audit: { none: 'reads' },
    out: fullRole,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.roles.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Change a role, and with it everybody who holds it.',
    permission: 'roles:update',
    audit: 'role.updated',
    in: updateRole,
    out: fullRole,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateRole) {
    return this.roles.update(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Delete a role; whoever holds it gets the one that replaces it.',
    permission: 'roles:delete',
    audit: 'role.deleted',
    query: deleteRole,
    out: fullRole,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string, @Query() query: DeleteRole) {
    return this.roles.remove(ctx, id, query);
  }

  @Route('POST /:id/publication', {
    summary: 'Have the role in every workspace of the group, and keep it there as it is here.',
    permission: 'roles:update',
    audit: 'role.published',
    out: fullRole,
  })
  publish(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.publications.publish(ctx, id);
  }

  @Route('DELETE /:id/publication', {
    summary: 'No longer keep the copies as the role is here; they stay, and belong to whoever has them.',
    permission: 'roles:update',
    audit: 'role.unpublished',
    out: fullRole,
  })
  withdraw(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.publications.withdraw(ctx, id);
  }

  @Route('POST /:id/publication/acceptance', {
    summary: 'Let a role of the admin workspace permit here what it shall.',
    permission: 'group_consents:update',
    audit: 'role.publication_accepted',
    in: acceptOffer,
    out: fullRole,
  })
  accept(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: AcceptOffer) {
    return this.publications.accept(ctx, id, body);
  }
}
