import { type Permission, isPermission, permissions } from '@bailiwick/rbac';
import type { GroupLinkRow } from '@bailiwick/tenancy';
import { z } from 'zod';
import { email, line, pageOf, pageQuery, time, uuid } from '../http/text.js';
import { role } from '../roles/roles.schema.js';

const permission = z.enum(permissions as [Permission, ...Permission[]]);
const permissionSet = z
  .array(permission)
  .max(permissions.length)
  .transform((all) => [...new Set(all)].sort());

/** What an admin workspace asks for: what a role permits now, or a list; without either, what an admin may. */
const asked = { role_id: uuid.optional(), permissions: permissionSet.optional() };
const notBoth = ({ role_id, permissions: listed }: { role_id?: unknown; permissions?: unknown }) =>
  role_id === undefined || listed === undefined;

export const inviteSub = z
  .strictObject({ sub_workspace_id: uuid, ...asked })
  .refine(notBoth, { path: ['permissions'], error: 'name a role or permissions, not both' });
export type InviteSub = z.output<typeof inviteSub>;
export type Asked = Pick<InviteSub, 'role_id' | 'permissions'>;

export const askCeiling = z
  .strictObject(asked)
  .refine((body) => notBoth(body) && Object.keys(body).length > 0, {
    path: ['permissions'],
    error: 'name a role or permissions',
  });

export const setCeiling = z.strictObject({ permissions: permissionSet });
export type SetCeiling = z.output<typeof setCeiling>;

export const createSub = z.strictObject({ name: line(100) });
export type CreateSub = z.output<typeof createSub>;

export const handOver = z.strictObject({ email });
export type HandOver = z.output<typeof handOver>;

/** `admin`: the workspaces below; `sub`: the one above, or the one that would be. */
export const listLinks = pageQuery.extend({
  side: z.enum(['admin', 'sub']).default('admin'),
  status: z.enum(['pending', 'accepted', 'rejected']).optional(),
});
export type ListLinks = z.output<typeof listLinks>;

/** The WorkspaceGroupMember of the shared format, and ours from `kind` on. */
export const link = z.strictObject({
  id: z.guid(),
  admin_workspace_id: z.guid(),
  sub_workspace_id: z.guid(),
  status: z.enum(['pending', 'accepted', 'rejected']),
  timestamp_created: time,
  timestamp_updated: time,
  /** Not before it has accepted: until then nobody above learns what it is called. */
  sub_workspace_name: z.string().nullable(),
  admin_workspace_name: z.string().nullable(),
  /** `managed`: made by the admin workspace, whose owner owns it. */
  kind: z.enum(['consented', 'managed']),
  /** What the admin workspace may do here at most; while pending, what it asks for. */
  ceiling: z.array(permission),
  /** The role that was asked for, as it was called; what it permits later changes nothing. */
  ceiling_label: z.string().nullable(),
  /** Pending, and can no longer be accepted. */
  expired: z.boolean(),
  expires_at: time.nullable(),
  /** A wish for more, which waits for the owner's consent. */
  ceiling_request: z
    .strictObject({
      permissions: z.array(permission),
      label: z.string().nullable(),
      by: z.string(),
      requested_at: time,
    })
    .nullable(),
  hand_over: z.strictObject({ email: z.string(), expires_at: time }).nullable(),
  timestamp_accepted: time.nullable(),
});
export type LinkView = z.input<typeof link>;
export const linkPage = pageOf(link);

export const adminWorkspace = z.strictObject({
  has_admin_workspace: z.boolean(),
  workspace_name: z.string(),
  workspace_group_member_id: z.guid().optional(),
});
export type AdminWorkspace = z.input<typeof adminWorkspace>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), is_complete: z.boolean() });

/** What was made by way of the link, and dies with it unless it is adopted; roles stay whatever happens. */
export const adoptions = z.strictObject({
  members: listOf(z.strictObject({ id: z.guid(), name: z.string(), email: z.string(), status: z.string() })),
  grants: listOf(z.strictObject({ id: z.guid(), member_id: z.guid(), member_name: z.string(), role })),
  api_keys: listOf(z.strictObject({ id: z.guid(), name: z.string() })),
  roles: listOf(z.strictObject({ id: z.guid(), name: z.string() })),
});
export type Adoptions = z.input<typeof adoptions>;

/** An admin workspace that can invite this one no more. */
export const block = z.strictObject({
  admin_workspace_id: z.guid(),
  admin_workspace_name: z.string(),
  timestamp_created: time,
});
export type BlockView = z.input<typeof block>;
export const blockPage = pageOf(block);

const ids = z
  .array(uuid)
  .max(1000)
  .transform((all) => [...new Set(all)]);
export const adopt = z
  .strictObject({ members: ids, grants: ids, api_keys: ids })
  .partial()
  .refine((body) => Object.keys(body).length > 0, { error: 'at least one property is needed' });
export type Adopt = z.output<typeof adopt>;

/** `all`, or ids with commas between them. */
const chosen = z
  .string()
  .transform((text) => (text === 'all' ? text : text.split(',')))
  .pipe(z.union([z.literal('all'), ids]))
  .optional();
export const endLink = z.strictObject({
  adopt_members: chosen,
  adopt_grants: chosen,
  adopt_api_keys: chosen,
});
export type EndLink = z.output<typeof endLink>;

const rules = z.record(z.string(), z.json());

/** What the bearer of a mailed link is told before they consent. */
export const shownGroupInvitation = z.strictObject({
  purpose: z.enum(['join', 'hand_over']),
  workspace_group_member_id: z.guid(),
  sub_workspace_id: z.guid(),
  sub_workspace_name: z.string(),
  admin_workspace_name: z.string(),
  inviter_name: z.string().nullable(),
  ceiling: z.array(permission),
  ceiling_label: z.string().nullable(),
  guardrails: rules.nullable(),
  state: z.enum(['pending', 'accepted', 'rejected', 'withdrawn', 'expired']),
  expires_at: time.nullable(),
});
export type ShownGroupInvitation = z.input<typeof shownGroupInvitation>;

export const known = (listed: readonly string[]): Permission[] => listed.filter(isPermission);

export function toLink(row: GroupLinkRow): LinkView {
  const { requested, requested_at, hand_over_email, hand_over_expires_at } = row;
  const isPending = row.status === 'pending';
  return {
    id: row.id,
    admin_workspace_id: row.admin_workspace_id,
    sub_workspace_id: row.workspace_id,
    status: row.status === 'pending' || row.status === 'accepted' ? row.status : 'rejected',
    timestamp_created: row.timestamp_created.toISOString(),
    timestamp_updated: row.timestamp_updated.toISOString(),
    sub_workspace_name: row.sub_name,
    admin_workspace_name: row.admin_name,
    kind: row.kind,
    ceiling: known(row.ceiling),
    ceiling_label: row.ceiling_label,
    expired: isPending && row.expires_at !== null && row.expires_at <= new Date(),
    expires_at: isPending ? (row.expires_at?.toISOString() ?? null) : null,
    ceiling_request:
      requested && requested_at
        ? {
            permissions: known(requested),
            label: row.requested_label,
            by: row.requested_by ?? '',
            requested_at: requested_at.toISOString(),
          }
        : null,
    hand_over:
      hand_over_email && hand_over_expires_at
        ? { email: hand_over_email, expires_at: hand_over_expires_at.toISOString() }
        : null,
    timestamp_accepted: row.accepted_at?.toISOString() ?? null,
  };
}
