import { SecretBox, purposeKeys, sameBytes } from '@bailiwick/tenancy';
import { HOTP, Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { type Config, secretKeys } from '../../config.js';

/** What every authenticator app can do. SHA-1 is as good as any within HMAC, and the only one that all of them know. */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const STEP_S = 30;
/** As many bytes as HMAC-SHA-1 makes, which RFC 4226 §4 recommends. */
const SECRET_BYTES = 20;
/** Modules of white around the code, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4;

/** Seals the secrets of authenticator apps: with a dump of the database nobody can make a code. */
export const totpBox = (config: Config): SecretBox => new SecretBox(purposeKeys(secretKeys(config), 'totp'));

/** In base32, as people type it into an app that has no camera. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator app reads from the picture. */
export function otpauthUrl(of: { secret: string; account: string; issuer: string }): string {
  // A colon parts the issuer from the account, escaped or not.
  const [issuer, label] = [of.issuer, of.account].map((text) => text.replaceAll(':', ' ')) as [
    string,
    string,
  ];
  return new TOTP({
    issuer,
    label,
    secret: of.secret,
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: STEP_S,
  }).toString();
}

/** A picture to stand in a page. Its own white ground lets it be scanned where the page is dark. */
export const qrSvg = (url: string): string =>
  renderSVG(url, { border: QUIET_ZONE, pixelSize: 1 })
    .replace('<svg ', '<svg role="img" shape-rendering="crispEdges" ')
    .replace('>', '><title>QR code for an authenticator app</title>');

export const totpCode = (secret: string, step: number, digits = DIGITS): string =>
  HOTP.generate({ secret: Secret.fromBase32(secret), counter: step, digits, algorithm: ALGORITHM });

export const totpStepAt = (time: Date): number => Math.floor(time.getTime() / 1000 / STEP_S);

/**
 * The time step of the code: this one, or one beside it, since clocks differ and typing takes time. The caller must
 * refuse a step that is not later than the last used one: no code counts twice (RFC 6238 §5.2).
 */
export function matchingTotpStep(secret: string, code: string, now: Date): number | undefined {
  const given = Buffer.from(code.replace(/\s/g, ''));
  const step = totpStepAt(now);
  // Compares all three in every case: the time of the answer does not tell which one it is.
  const matching = [step - 1, step, step + 1].filter((near) =>
    sameBytes(given, Buffer.from(totpCode(secret, near))),
  );
  return matching.at(-1);
}
