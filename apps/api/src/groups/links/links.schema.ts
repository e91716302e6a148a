import { type Permission, isPermission, permissions } from '@bailiwick/rbac';
import { z } from 'zod';
import { answer } from '../../http/body/answer.js';
import { pageOf, pageQuery, time, uuid } from '../../http/body/shapes.js';
import type { Link } from '../../workspaces/links/links.rules.js';

export const permission = z.enum(permissions as [Permission, ...Permission[]]);
export const permissionSet = z
  .array(permission)
  .max(permissions.length)
  .transform((all) => [...new Set(all)].sort());

/** What an admin workspace asks for: what a role permits now, or a list; without either, what an admin may. */
export const ceilingFields = { role_id: uuid.optional(), permissions: permissionSet.optional() };
export const namesOneCeiling = ({
  role_id,
  permissions: listed,
}: {
  role_id?: unknown;
  permissions?: unknown;
}) => role_id === undefined || listed === undefined;

export type AskedCeiling = z.output<z.ZodObject<typeof ceilingFields>>;

export const inviteSub = z
  .strictObject({ sub_workspace_id: uuid, ...ceilingFields })
  .refine(namesOneCeiling, { path: ['permissions'], error: 'name a role or permissions, not both' });
export type InviteSub = z.output<typeof inviteSub>;

/** `admin`: the workspaces below; `sub`: the one above, or the one that would be. */
export const listLinks = pageQuery.extend({
  side: z.enum(['admin', 'sub']).default('admin'),
  status: z.enum(['pending', 'accepted', 'rejected']).optional(),
});
export type ListLinks = z.output<typeof listLinks>;

export const adminWorkspace = z.strictObject({
  has_admin_workspace: z.boolean(),
  workspace_name: z.string(),
  workspace_group_member_id: z.guid().optional(),
});
export type AdminWorkspace = z.output<typeof adminWorkspace>;

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
export type LinkView = z.output<typeof link>;
export const linkPage = pageOf(link);

export const knownPermissions = (listed: readonly string[]): Permission[] => listed.filter(isPermission);

export const toLink = answer(link, (row: Link) => ({
  sub_workspace_id: row.workspace_id,
  status: row.status === 'pending' || row.status === 'accepted' ? row.status : 'rejected',
  sub_workspace_name: row.sub_name,
  admin_workspace_name: row.admin_name,
  ceiling: knownPermissions(row.ceiling),
  expired: row.invitation_expired,
  expires_at: row.status === 'pending' ? row.expires_at : null,
  ceiling_request: requestIn(row),
  hand_over: handOverIn(row),
  timestamp_accepted: row.accepted_at,
}));

const requestIn = ({
  requested,
  requested_label,
  requested_by,
  requested_at,
}: Link): LinkView['ceiling_request'] =>
  requested && requested_at
    ? {
        permissions: knownPermissions(requested),
        label: requested_label,
        by: requested_by ?? '',
        requested_at,
      }
    : null;

const handOverIn = ({
  hand_over_email: email,
  hand_over_expires_at: expires_at,
}: Link): LinkView['hand_over'] => (email && expires_at ? { email, expires_at } : null);
