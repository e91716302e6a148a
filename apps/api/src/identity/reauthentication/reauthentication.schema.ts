import { z } from 'zod';
import { time } from '../../http/body/shapes.js';
import { password } from '../people/password.schema.js';
import { code } from '../two-factor/two-factor.schema.js';

/** The code if the person has a second factor. */
export const reauthentication = z.strictObject({ password, code: code.optional() });
export type Reauthentication = z.output<typeof reauthentication>;

export const reauthenticated = z.strictObject({
  /** Good once, for what the shared format asks it of. */
  sec: z.string(),
  timestamp_expires: time,
});
