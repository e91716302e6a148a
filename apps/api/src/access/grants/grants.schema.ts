import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { future, line, pageOf, pageQuery, patchOf, time, uuid } from '../../http/body/shapes.js';
import { type NamedRole, role, roleView } from '../roles/roles.schema.js';

const writable = { expires_at: future.nullable(), reason: line(500).nullable() };

export const createGrant = z.strictObject({
  member_id: uuid,
  role_id: uuid,
  expires_at: writable.expires_at.default(null),
  reason: writable.reason.default(null),
});
export type CreateGrant = z.output<typeof createGrant>;

export const updateGrant = patchOf(writable);
export type UpdateGrant = z.output<typeof updateGrant>;

export const listGrants = pageQuery.extend({ member_id: uuid.optional(), role_id: uuid.optional() });
export type ListGrants = z.output<typeof listGrants>;

export const requestExtension = z.strictObject({ reason: line(500).optional() });
export type RequestExtension = z.output<typeof requestExtension>;

/** One role given to one member: by whom, until when, and why. */
export const grant = z.strictObject({
  id: z.guid(),
  member_id: z.guid(),
  role,
  granted_by: z.guid().nullable(),
  /** For those who may see the members; null when they are gone. */
  granted_by_name: z.string().nullable(),
  reason: z.string().nullable(),
  /** From that instant on it gives nothing. */
  expires_at: time.nullable(),
  /** The link through which it was given, and with which it ends. */
  via_link_id: z.guid().nullable(),
  /** When its holder asked for more time. */
  extension_requested_at: time.nullable(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type GrantView = z.output<typeof grant>;
export const grantPage = pageOf(grant);

export const toGrant = answer(grant, ({ role_id, role_name }: NamedRole) => ({
  role: roleView(role_id, role_name),
}));
export type GrantWithRole = RowOf<typeof toGrant>;
