import { z } from 'zod';
import { password } from '../people/password.schema.js';

export const changePassword = z.strictObject({ current_password: password, password });
export type ChangePassword = z.output<typeof changePassword>;

/** How many other sessions ended with the old password. */
export const changedPassword = z.strictObject({ sessions_ended: z.number().int() });

export const newPassword = z.strictObject({ password });
export type NewPassword = z.output<typeof newPassword>;

export const shownReset = z.strictObject({
  email: z.string(),
  state: z.enum(['open', 'expired', 'used', 'revoked']),
});
export type ShownReset = z.output<typeof shownReset>;
