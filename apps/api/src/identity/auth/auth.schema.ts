import { z } from 'zod';
import { email, text, time } from '../../http/body/shapes.js';
import { password, personNames } from '../people/password.schema.js';
import { code } from '../two-factor/two-factor.schema.js';

export const signUp = z.strictObject({ email, password, ...personNames });
export type SignUp = z.output<typeof signUp>;

export const address = z.strictObject({ email });
export type Address = z.output<typeof address>;

/** The same answer for a known and for an unknown address. */
export const acknowledged = z.strictObject({ email: z.string() });

export const verification = z.strictObject({
  email: z.string(),
  state: z.enum(['open', 'expired', 'used', 'revoked']),
});

export const signIn = z.strictObject({ email, password });
export type SignIn = z.output<typeof signIn>;

export const session = z.strictObject({ id: z.guid(), timestamp_expires: time });

/** The client must still show a second factor, together with the challenge. */
export const signedIn = z.union([
  session,
  z.strictObject({ next: z.literal('two_factor'), challenge: z.string() }),
]);

export const secondStep = z.strictObject({ challenge: text(100).min(1), code });
export type SecondStep = z.output<typeof secondStep>;

export const endedSession = z.strictObject({ id: z.guid() });
