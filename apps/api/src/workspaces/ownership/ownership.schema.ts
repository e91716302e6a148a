import { z } from 'zod';
import { email, text, time } from '../../http/body/shapes.js';

/** The next owner of the workspace, and the value that the last login gave. */
export const changeOwner = z.strictObject({ email, sec: text(100).min(1) });
export type ChangeOwner = z.output<typeof changeOwner>;

/**
 * The owner, the next owner, and the previous owner who can still reverse it. Names are for callers who can see the
 * members.
 */
const party = z.strictObject({ user_id: z.guid(), name: z.string().nullable() });
export const ownership = z.strictObject({
  owner: party,
  pending_owner: party.nullable(),
  pending_owner_until: time.nullable(),
  /** The owner who handed it over last, as long as they can reverse it. */
  reversible_by: party.nullable(),
  reversible_until: time.nullable(),
});
export type OwnershipView = z.output<typeof ownership>;

/** What the link in the mail to the old owner is good for. */
export const shownReversal = z.strictObject({
  workspace_name: z.string(),
  new_owner_name: z.string(),
  state: z.enum(['open', 'expired', 'used']),
  reversible_until: time,
});
export type ShownReversal = z.output<typeof shownReversal>;
