import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type CreateApiKey,
  type ListApiKeys,
  type RotateApiKey,
  type UpdateApiKey,
  apiKey,
  apiKeyPage,
  createApiKey,
  listApiKeys,
  rotateApiKey,
  updateApiKey,
} from './api-keys.schema.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller(api('api-keys'))
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Route('GET /', {
    summary: 'List the API keys, oldest first. Never shows the secrets.',
    permission: 'api_keys:read',
    audit: { none: 'reads' },
    query: listApiKeys,
    out: apiKeyPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: ListApiKeys) {
    return this.keys.list(ctx, query);
  }

  @Route('POST /', {
    summary: 'Make an API key. Only this answer shows the secret. An API key can make a key below itself.',
    permission: 'api_keys:create',
    limit: 'mint',
    audit: 'api_key.created',
    in: createApiKey,
    out: apiKey,
  })
  create(@InWorkspace() ctx: Ctx, @Body() body: CreateApiKey) {
    return this.keys.create(ctx, body);
  }

  @Route('GET /:id', {
    summary: 'Show one API key. Never shows the secret.',
    permission: 'api_keys:read',
    audit: { none: 'reads' },
    out: apiKey,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.keys.read(ctx, id);
  }

  @Route('PATCH /:id', {
    summary: 'Rename an API key or change its end. Its scopes stay.',
    permission: 'api_keys:update',
    audit: 'api_key.updated',
    in: updateApiKey,
    out: apiKey,
  })
  update(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: UpdateApiKey) {
    return this.keys.update(ctx, id, body);
  }

  @Route('POST /:id/rotation', {
    summary:
      'Replace the secret of an API key. Only this answer shows the new secret. The previous secret stays valid for a while.',
    permission: 'api_keys:create',
    limit: 'mint',
    audit: 'api_key.rotated',
    in: rotateApiKey,
    out: apiKey,
  })
  rotate(@InWorkspace() ctx: Ctx, @Id() id: string, @Body() body: RotateApiKey) {
    return this.keys.rotate(ctx, id, body);
  }

  @Route('DELETE /:id', {
    summary: 'Revoke an API key and every key it made.',
    permission: 'api_keys:delete',
    audit: 'api_key.revoked',
    out: apiKey,
  })
  revoke(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.keys.revoke(ctx, id);
  }
}
