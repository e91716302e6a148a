import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type Check,
  type Explain,
  type ListHolders,
  check,
  checked,
  explain,
  explanation,
  holderPage,
  listHolders,
} from './access.schema.js';
import { type Simulate, simulate, simulation } from '../simulations/simulations.schema.js';
import { ExplanationsService } from './explanations.service.js';
import { HoldersService } from './holders.service.js';
import { SimulationsService } from '../simulations/simulations.service.js';

const asks = { none: 'asks and changes nothing' };

@Controller(api('access'))
export class AccessController {
  constructor(
    private readonly explanations: ExplanationsService,
    private readonly holders: HoldersService,
    private readonly simulations: SimulationsService,
  ) {}

  @Route('POST /checks', {
    summary:
      'Check whether I can do each of these acts. With workspace_members:read, also check other members.',
    permission: 'member',
    audit: asks,
    in: check,
    out: checked,
  })
  check(@InWorkspace() ctx: Ctx, @Body() body: Check) {
    return this.explanations.check(ctx, body);
  }

  @Route('POST /explanations', {
    summary:
      'Explain why I can do this, or what is missing. With workspace_members:read, also for other members.',
    permission: 'member',
    audit: asks,
    in: explain,
    out: explanation,
  })
  explain(@InWorkspace() ctx: Ctx, @Body() body: Explain) {
    return this.explanations.explain(ctx, body);
  }

  @Route('GET /holders', {
    summary: 'List the people who can do this here, now or at a past moment.',
    permission: 'workspace_members:read',
    audit: { none: 'reads' },
    query: listHolders,
    out: holderPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListHolders) {
    return this.holders.list(ctx, query);
  }

  @Route('POST /simulations', {
    summary: 'Show which permissions people would gain and lose by a change, and whether I can make it.',
    permission: 'workspace_members:read',
    audit: asks,
    in: simulate,
    out: simulation,
  })
  simulate(@InWorkspace() ctx: Ctx, @Body() body: Simulate) {
    return this.simulations.simulate(ctx, body);
  }
}
