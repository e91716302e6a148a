import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import {
  type CreateServicePrincipal,
  type UpdateServicePrincipal,
  createServicePrincipal,
  servicePrincipal,
  servicePrincipalPage,
  updateServicePrincipal,
} from './service-principals.schema.js';
import { ServicePrincipalsService } from './service-principals.service.js';

@Controller(api('service-principals'))
export class ServicePrincipalsController {
  constructor(private readonly services: ServicePrincipalsService) {}

  @Route('GET /', {
    summary: 'List service principals (members that are programs), oldest first.',
    permission: 'service_principals:read',
    audit: { none: 'reads' },
    query: pageQuery,
    out: servicePrincipalPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: PageQuery) {
    return this.services.list(ctx, query);
  }

  @Route('POST /', {
    summary: 'Make a service principal: a member that is a program.',
    permission: 'service_principals:create',
    audit: 'service_principal.created',
    in: createServicePrincipal,
    out: servicePrincipal,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateServicePrincipal) {
    return this.services.create(ctx, body);
  }

  @Route('GET /:id', {
    summary: 'Show one service principal.',
    permission: 'service_principals:read',
    audit: { none: 'reads' },
    out: servicePrincipal,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.services.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Rename a service principal, or replace its roles.',
    permission: 'service_principals:update',
    audit: 'service_principal.updated',
    in: updateServicePrincipal,
    out: servicePrincipal,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateServicePrincipal) {
    return this.services.update(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Remove a service principal and its keys.',
    permission: 'service_principals:delete',
    audit: 'service_principal.removed',
    out: servicePrincipal,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.services.remove(ctx, id);
  }
}
