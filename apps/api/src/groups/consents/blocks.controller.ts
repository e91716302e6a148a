import { Controller } from '@nestjs/common';
import type { Ctx, PageQuery } from '@bailiwick/tenancy';
import { Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { pageQuery } from '../../http/body/shapes.js';
import { BlocksService } from './blocks.service.js';
import { block, blockPage } from './consents.schema.js';

@Controller(api('workspace-group/blocks'))
export class BlocksController {
  constructor(private readonly blocks: BlocksService) {}

  @Route('GET /', {
    summary: 'List the admin workspaces that this workspace has blocked.',
    permission: 'group_consents:read',
    audit: { none: 'reads' },
    query: pageQuery,
    out: blockPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: PageQuery) {
    return this.blocks.list(ctx, query);
  }

  @Route('DELETE /:id', {
    summary: 'Unblock an admin workspace by its id.',
    permission: 'group_consents:update',
    audit: 'group.unblocked',
    out: block,
  })
  lift(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.blocks.lift(ctx, id);
  }
}
