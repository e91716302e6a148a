import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totpCode, newTotpSecret } from './totp.js';
import { isRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';

const CODE = 'a1b0-c1d0-efgh-jkmn-pqrs-tvwx';

describe('recovery codes', () => {
  it('are ten, each 24 characters in groups of four', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}$/);
  });

  it('never come twice', () => {
    const codes = Array.from({ length: 100 }, newRecoveryCodes).flat();
    expect(new Set(codes).size).toBe(1000);
  });

  it('use every character of the alphabet about equally often, at every place', () => {
    const codes = Array.from({ length: 320 }, newRecoveryCodes).flat();
    for (let at = 0; at < 24; at += 1) {
      const counts = new Map<string, number>();
      for (const code of codes) {
        const character = code.replaceAll('-', '')[at]!;
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
      expect(counts.size).toBe(32);
      // Expected 100 of each; the chance of straying further than this is below 1 in 10¹⁰.
      for (const [character, count] of counts) expect(Math.abs(count - 100), character).toBeLessThan(75);
    }
  });
});

describe('the hash of a recovery code', () => {
  it('is the SHA-256 of its characters alone', () => {
    const plain = createHash('sha256').update(CODE.replaceAll('-', '')).digest();
    expect(recoveryCodeHash(CODE)).toEqual(plain);
  });

  it.each([
    ['in capitals', CODE.toUpperCase()],
    ['without dashes', CODE.replaceAll('-', '')],
    ['with spaces instead', CODE.replaceAll('-', ' ')],
    ['as copied, with ends', `\n  ${CODE}\t`],
    ['with the dashes of a word processor', CODE.replaceAll('-', '–')],
    ['with hyphens that do not break', CODE.replaceAll('-', '\u2011')],
    ['with i for 1', CODE.replaceAll('1', 'i')],
    ['with L for 1', CODE.replaceAll('1', 'L')],
    ['with o for 0', CODE.replaceAll('0', 'O')],
  ])('is the same for the code %s', (_, typed) => {
    expect(recoveryCodeHash(typed)).toEqual(recoveryCodeHash(CODE));
    expect(isRecoveryCode(typed)).toBe(true);
  });

  it('is another one for any other code', () => {
    const property = fc.property(
      fc.nat(CODE.length - 1),
      fc.constantFrom('2', '5', '8', 'y', 'z'),
      (at, character) => {
        const other = `${CODE.slice(0, at)}${character}${CODE.slice(at + 1)}`;
        expect(recoveryCodeHash(other)).not.toEqual(recoveryCodeHash(CODE));
      },
    );
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});

describe('a recovery code', () => {
  it('is known by its form', () => {
    for (const code of newRecoveryCodes()) expect(isRecoveryCode(code)).toBe(true);
  });

  it('is told from a code of an authenticator app', () => {
    const secret = newTotpSecret();
    for (let step = 0; step < 100; step += 1) {
      const code = totpCode(secret, step);
      expect(isRecoveryCode(code)).toBe(false);
      expect(isRecoveryCode(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe(false);
    }
  });

  it.each(['', '-', CODE.slice(1), `${CODE}a`, CODE.replace('a', 'u'), CODE.replace('a', 'é'), `${CODE}\0`])(
    'is not %j',
    (text) => {
      expect(isRecoveryCode(text)).toBe(false);
    },
  );
});
