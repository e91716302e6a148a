import { z } from 'zod';
import { email, text, time } from '../http/text.js';

/** Who is to own the workspace, and the value that the last login gave. */
export const changeOwner = z.strictObject({ email, sec: text(100).min(1) });
export type ChangeOwner = z.output<typeof changeOwner>;

/** What the link in the mail to the old owner is good for. */
export const shownReversal = z.strictObject({
  workspace_name: z.string(),
  new_owner_name: z.string(),
  state: z.enum(['open', 'expired', 'used']),
  reversible_until: time,
});
export type ShownReversal = z.input<typeof shownReversal>;
