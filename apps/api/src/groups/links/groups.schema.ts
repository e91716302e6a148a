import { z } from 'zod';
import { asked, notBoth } from './links.schema.js';
import { pageQuery, uuid } from '../../http/body/shapes.js';

export const inviteSub = z
  .strictObject({ sub_workspace_id: uuid, ...asked })
  .refine(notBoth, { path: ['permissions'], error: 'name a role or permissions, not both' });
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
export type AdminWorkspace = z.input<typeof adminWorkspace>;
