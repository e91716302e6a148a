import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { workspace } from '../workspace/workspaces.schema.js';
import { RemovalsService } from './removals.service.js';

@Controller(api('workspaces/current/schedule-for-removal'))
export class RemovalsController {
  constructor(private readonly removals: RemovalsService) {}

  @Route('POST /', {
    summary: 'Schedule the removal of the workspace in 24 hours. Until then a member can cancel it.',
    permission: 'workspace_removals:create',
    audit: 'workspace.removal_scheduled',
    out: workspace,
  })
  schedule(@InWorkspace() ctx: Ctx) {
    return this.removals.schedule(ctx);
  }

  @Route('DELETE /', {
    summary: 'Cancel the removal of the workspace.',
    permission: 'workspace_removals:delete',
    audit: 'workspace.removal_cancelled',
    out: workspace,
  })
  cancel(@InWorkspace() ctx: Ctx) {
    return this.removals.cancel(ctx);
  }
}
