import { z } from 'zod';
import { email, time } from '../http/text.js';
import { password, personNames } from '../people/password.schema.js';

export const signUp = z.strictObject({ email, password, ...personNames });
export type SignUp = z.output<typeof signUp>;

export const address = z.strictObject({ email });
export type Address = z.output<typeof address>;

/** Says the same whether or not the address was known. */
export const acknowledged = z.strictObject({ email: z.string() });

export const verification = z.strictObject({
  email: z.string(),
  state: z.enum(['open', 'expired', 'used', 'revoked']),
});

export const signIn = z.strictObject({ email, password });
export type SignIn = z.output<typeof signIn>;

export const session = z.strictObject({ id: z.guid(), timestamp_expires: time });
export const endedSession = z.strictObject({ id: z.guid() });
