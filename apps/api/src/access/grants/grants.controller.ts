import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type CreateGrant,
  type ListGrants,
  type RequestExtension,
  type UpdateGrant,
  createGrant,
  grant,
  grantPage,
  listGrants,
  requestExtension,
  updateGrant,
} from './grants.schema.js';
import { GrantsService } from './grants.service.js';

@Controller(api('grants'))
export class GrantsController {
  constructor(private readonly grants: GrantsService) {}

  @Route('GET /', {
    summary: 'List the grants: which member has which role, who gave it, until when and why.',
    permission: 'grants:read',
    audit: { none: 'reads' },
    query: listGrants,
    out: grantPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListGrants) {
    return this.grants.list(ctx, query);
  }

  @Route('POST /', {
    summary: 'Give a member a role, for good or until a day.',
    permission: 'grants:create',
    audit: 'grant.created',
    in: createGrant,
    out: grant,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateGrant) {
    return this.grants.create(ctx, body);
  }

  @Route('GET /:id', {
    summary: 'Show one grant of a role to a member.',
    permission: 'grants:read',
    audit: { none: 'reads' },
    out: grant,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.grants.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Change how long a grant lasts, or its reason.',
    permission: 'grants:update',
    audit: 'grant.updated',
    in: updateGrant,
    out: grant,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateGrant) {
    return this.grants.update(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Revoke a grant.',
    permission: 'grants:delete',
    audit: 'grant.revoked',
    out: grant,
  })
  remove(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.grants.remove(ctx, id);
  }

  @Route('POST /:id/extension-requests', {
    summary: 'Ask for more time with one of my roles.',
    permission: 'member',
    audit: 'grant.extension_requested',
    in: requestExtension,
    out: grant,
  })
  requestExtension(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: RequestExtension) {
    return this.grants.requestExtension(ctx, id, body);
  }
}
