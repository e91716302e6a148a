import { scopes } from '@bailiwick/rbac';
import type { ApiKey } from '@bailiwick/tenancy';
import { z } from 'zod';
import { answer } from '../../http/body/answer.js';
import { future, line, pageOf, pageQuery, patchOf, time, uuid } from '../../http/body/shapes.js';

const writable = { name: line(100), expires_at: future.nullable() };

export const createApiKey = z.strictObject({
  name: writable.name,
  scopes: z
    .array(z.enum(scopes as [string, ...string[]]))
    .min(1)
    .max(scopes.length)
    .transform((all) => [...new Set(all)].sort()),
  expires_at: writable.expires_at.default(null),
  /** A service principal; without it, the maker of the key. */
  member_id: uuid.optional(),
});
export type CreateApiKey = z.output<typeof createApiKey>;

export const updateApiKey = patchOf(writable);
export type UpdateApiKey = z.output<typeof updateApiKey>;

export const listApiKeys = pageQuery.extend({ member_id: uuid.optional() });
export type ListApiKeys = z.output<typeof listApiKeys>;

export const rotateApiKey = z.strictObject({
  /** How long the previous key still counts; 0 where it became known. */
  overlap_hours: z.number().int().min(0).max(24).default(24),
});
export type RotateApiKey = z.output<typeof rotateApiKey>;

/** The APIKey of the shared format, and ours: whose it is, until when, and when it was last used. */
export const apiKey = z.strictObject({
  id: z.guid(),
  name: z.string(),
  scopes: z.array(z.string()),
  /** The key itself in the one answer that made it; from then on its beginning and bullets. */
  key: z.string(),
  organization_id: z.guid(),
  member_id: z.guid(),
  parent_id: z.guid().nullable(),
  created_by: z.guid(),
  expires_at: time.nullable(),
  last_used_at: time.nullable(),
  /** The link through which the key was made, and with which it ends. */
  via_link_id: z.guid().nullable(),
  /** The key from before the last rotation counts until then. */
  previous_valid_until: time.nullable(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type ApiKeyView = z.output<typeof apiKey>;
export const apiKeyPage = pageOf(apiKey);

export const toApiKey = answer(apiKey, ({ prefix, workspace_id }: ApiKey) => ({
  key: `${prefix}${'•'.repeat(8)}`,
  organization_id: workspace_id,
}));
