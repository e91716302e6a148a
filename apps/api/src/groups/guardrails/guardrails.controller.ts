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
    summary: 'What this admin workspace asks of everybody in its group, and what it will.',
    permission: 'guardrails:read',
    audit: { none: 'reads' },
    out: guardrails,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.guardrails.read(ctx);
  }

  @Route('PATCH /', {
    summary:
      'Change what is asked of everybody in the group; what becomes harder waits where it was not agreed to.',
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
    summary: 'What the admin workspace asks of everybody here, and what it will.',
    permission: 'workspaces:read',
    audit: { none: 'reads' },
    out: guardrailsAbove,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.guardrails.readAbove(ctx);
  }
}
