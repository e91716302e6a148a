import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type Adopt, adopt, adoptions } from './adoptions.schema.js';
import { AdoptionsService } from './adoptions.service.js';

@Controller(api('workspace-group-members/:id/adoptions'))
export class AdoptionsController {
  constructor(private readonly adoptions: AdoptionsService) {}

  @Route('GET /', {
    summary: 'List lent objects: they end with the link unless the owner adopts them.',
    permission: 'group_consents:read',
    audit: { none: 'reads' },
    out: adoptions,
  })
  list(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.adoptions.list(ctx, id);
  }

  @Route('POST /', {
    summary: 'Adopt lent objects: they become the workspace’s own.',
    permission: 'group_consents:update',
    audit: 'group.adopted',
    in: adopt,
    out: adoptions,
  })
  adopt(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: Adopt) {
    return this.adoptions.adopt(ctx, id, body);
  }
}
