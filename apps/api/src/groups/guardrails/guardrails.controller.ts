import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type UpdateGuardrails, guardrails, guardrailsAbove, updateGuardrails } from './guardrails.schema.js';
import { GuardrailsService } from './guardrails.service.js';

@Controller(api('workspace-group/guardrails'))
export class GuardrailsController {
  constructor(private readonly guardrails: GuardrailsService) {}

  @Route('GET /', {
    summary: 'Show the guardrails of this admin workspace, present and announced.',
    permission: 'guardrails:read',
    audit: { none: 'reads' },
    out: guardrails,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.guardrails.read(ctx);
  }

  @Route('PATCH /', {
    summary: 'Change the guardrails. A stricter rule waits in workspaces that have not agreed to it.',
    permission: 'guardrails:update',
    audit: 'guardrails.updated',
    in: updateGuardrails,
    out: guardrails,
  })
  update(@InWorkspace() ctx: Ctx, @Body() body: UpdateGuardrails) {
    return this.guardrails.update(ctx, body);
  }
}

@Controller(api('workspaces/current/guardrails'))
export class GuardrailsAboveController {
  constructor(private readonly guardrails: GuardrailsService) {}

  @Route('GET /', {
    summary: 'Show the guardrails that the admin workspace sets here, present and announced.',
    permission: 'workspaces:read',
    audit: { none: 'reads' },
    out: guardrailsAbove,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.guardrails.readAbove(ctx);
  }
}
