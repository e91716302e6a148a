import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';

/** UUIDv7: ids sort by creation. They are names, never secrets. */
export const newId = (): string => v7();

/** 256 bits from the system's generator (ASVS 11.5.1). */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The database stores only this, so a dump opens nothing (ASVS 7.2.2). */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** One key per purpose, all from the operator's `SECRET_KEY` (RFC 5869). */
export const purposeKey = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/** The key that seals, then the keys that only open older sealed texts. */
export type KeyRing = readonly [current: Buffer, ...previous: Buffer[]];

export const purposeKeys = ([current, ...previous]: KeyRing, purpose: string): KeyRing => [
  purposeKey(current, purpose),
  ...previous.map((secret) => purposeKey(secret, purpose)),
];

export const mac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
