import { z } from 'zod';
import { permission } from '../links/links.schema.js';
import { time } from '../../http/body/shapes.js';

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
export type ShownGroupInvitation = z.output<typeof shownGroupInvitation>;
