import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, which are read as something else or make words. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const HOW_MANY = 10;
/** Of five bits each: 120 bits in all. */
const CHARACTERS = 24;
const FORM = new RegExp(`^[${ALPHABET}]{${CHARACTERS}}$`);

export const newRecoveryCodes = (): string[] => Array.from({ length: HOW_MANY }, newRecoveryCode);

/** 256 is a multiple of 32, so no character is likelier than another. */
function newRecoveryCode(): string {
  const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * The stored form of a code. For 112 random bits or more a plain hash is enough, since nobody can try them all (ASVS
 * 5.0, 6.5.2): no salt, no slow function, and the hash finds the code.
 */
export const recoveryCodeHash = (code: string): Buffer =>
  createHash('sha256').update(normalised(code)).digest();

/** Distinguishes it from a code of an authenticator app. It does not say whether the code is right. */
export const isRecoveryCode = (text: string): boolean => FORM.test(normalised(text));

/** The code as we made it, from any way of typing or printing it. Word processors turn hyphens into other dashes. */
const normalised = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/[il]/g, '1')
    .replace(/o/g, '0');
