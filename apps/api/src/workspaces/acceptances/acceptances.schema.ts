import { z } from 'zod';
import { time } from '../../http/body/shapes.js';
import { password, personNames } from '../../identity/people/password.schema.js';
import { role } from '../../access/roles/roles.schema.js';

export const shownInvitation = z.strictObject({
  email: z.string(),
  workspace_name: z.string(),
  inviter_name: z.string().nullable(),
  roles: z.array(role),
  state: z.enum(['pending', 'expired', 'revoked', 'declined', 'used']),
  /** Whether to ask for a sign-in or for a new password. */
  has_account: z.boolean(),
  invitation_expires_at: time,
});
export type ShownInvitation = z.output<typeof shownInvitation>;

/** The data of a person without an account; people who are signed in send nothing. */
export const acceptance = z
  .strictObject({ password, ...personNames })
  .partial()
  .nullish();
export type Acceptance = z.output<typeof acceptance>;
