import { z } from 'zod';
import { text, time } from '../../http/body/shapes.js';

/** Six digits of the app, or a recovery code, as the person types it. */
export const code = text(64).trim().min(6);

export const codeBody = z.strictObject({ code });
export type CodeBody = z.output<typeof codeBody>;

export const twoFactor = z.strictObject({
  enabled: z.boolean(),
  /** An app got the secret, and has not proved yet that it makes the right codes. */
  started: z.boolean(),
  timestamp_enabled: time.nullable(),
  recovery_codes_left: z.number().int(),
});
export type TwoFactorView = z.output<typeof twoFactor>;

/** Shown once, for an authenticator app: as a picture, as a link, or to type. */
export const enrolment = z.strictObject({
  secret: z.string(),
  otpauth_url: z.string(),
  qr_svg: z.string(),
});
export type Enrolment = z.output<typeof enrolment>;

/** Shown once. */
export const recoveryCodes = z.strictObject({ recovery_codes: z.array(z.string()) });
export type RecoveryCodes = z.output<typeof recoveryCodes>;
