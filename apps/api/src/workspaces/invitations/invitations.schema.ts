import { type HeldRole, rolesIn } from '@bailiwick/rbac';
import type { Member } from '@bailiwick/tenancy';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { email, pageOf, text, time } from '../../http/body/shapes.js';
import {
  eitherRole,
  namesRoles,
  namesRolesOnce,
  role,
  roleFields,
  toRole,
} from '../../access/roles/roles.schema.js';

export const DEFAULT_HOURS = 7 * 24;

const MOST_AT_ONCE = 500;

/** One line of a file: an address, and roles of its own where it names any. */
const row = z.strictObject({ email: text(320), ...roleFields }).refine(namesRolesOnce, eitherRole);
export type BulkRow = z.output<typeof row>;

/** Up to 500 at once; each has its own result, so one that is wrong does not stop the others. */
export const bulkInvite = z
  .strictObject({
    emails: z.array(text(320)).min(1).max(MOST_AT_ONCE).optional(),
    rows: z.array(row).min(1).max(MOST_AT_ONCE).optional(),
    /** For all who name none of their own. */
    ...roleFields,
    expires_in_hours: z
      .number()
      .int()
      .min(1)
      .max(30 * 24)
      .optional(),
  })
  .refine(namesRolesOnce, eitherRole)
  .refine(({ emails, rows }) => !emails !== !rows, { path: ['emails'], error: 'name either emails or rows' })
  .refine(
    ({ emails, rows = [], ...all }) => namesRoles(all) || (!emails && rows.every(namesRoles)),
    eitherRole,
  );
export type BulkInvite = z.output<typeof bulkInvite>;

export const invitation = z.strictObject({
  id: z.guid(),
  email: z.string(),
  roles: z.array(role),
  status: z.enum(['pending', 'needs_confirmation']),
  expired: z.boolean(),
  issuer_id: z.guid().nullable(),
  timestamp_created: time,
  timestamp_updated: time,
  invitation_expires_at: time,
});
export type InvitationView = z.output<typeof invitation>;
export const invitationPage = pageOf(invitation);

interface Invited extends Pick<Member, 'invitation_expires_at' | 'timestamp_created'> {
  readonly roles: readonly HeldRole[];
}

export const toInvitation = answer(invitation, (row: Invited) => ({
  roles: rolesIn(row.roles).map(toRole),
  invitation_expires_at: row.invitation_expires_at ?? row.timestamp_created,
}));
export type InvitationRow = RowOf<typeof toInvitation>;

export const inviteResults = z.strictObject({
  items: z.array(
    z.strictObject({
      email: z.string(),
      /** The invitation made, or the member or invitation that stands already. */
      id: z.guid().nullable(),
      result: z.enum(['invited', 'exists', 'invalid_email', 'unknown_role', 'refused']),
      /** Why, where it was refused. */
      code: z.string().optional(),
    }),
  ),
});
export type InviteResults = z.output<typeof inviteResults>;

/** An address as typed, or nothing. */
export const parseEmail = (typed: string): string | undefined => email.safeParse(typed).data;
