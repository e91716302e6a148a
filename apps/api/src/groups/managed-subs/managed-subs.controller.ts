import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { link } from '../links/links.schema.js';
import { Body, Id, InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { HandOversService } from './hand-overs.service.js';
import { type CreateSub, type HandOver, createSub, handOver } from './managed-subs.schema.js';
import { ManagedSubsService } from './managed-subs.service.js';

@Controller(api(''))
export class ManagedSubsController {
  constructor(
    private readonly managedSubs: ManagedSubsService,
    private readonly handOvers: HandOversService,
  ) {}

  @Route('POST /workspace-group/subs', {
    summary: 'Make a managed workspace. The owner of the admin workspace owns it.',
    permission: 'workspace_group_members:create',
    audit: 'group.sub_created',
    in: createSub,
    out: link,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateSub) {
    return this.managedSubs.create(ctx, body);
  }

  @Route('POST /workspace-group-members/:id/hand-over', {
    summary: 'Offer a managed workspace to its next owner. Nothing changes until they accept.',
    permission: 'workspace_group_members:update',
    limit: 'invite',
    audit: 'group.hand_over_offered',
    in: handOver,
    out: link,
  })
  offer(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: HandOver) {
    return this.handOvers.offer(ctx, id, body);
  }

  @Route('DELETE /workspace-group-members/:id/hand-over', {
    summary: 'Withdraw the offer of a managed workspace.',
    permission: 'workspace_group_members:update',
    audit: 'group.hand_over_withdrawn',
    out: link,
  })
  keep(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.handOvers.withdraw(ctx, id);
  }
}
