import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cast } from '../../../../../seeds/cast.js';
import type { Config } from '../../config.js';
import { PasswordsService } from './passwords.service.js';

const passwords = new PasswordsService({ PASSWORD_MIN_LENGTH: 15 } as Config);
const ADDRESS = 'roderick@newcomers.example';

/** The code with which a password is refused; nothing for a good one. */
function refusal(password: string, address: string = ADDRESS): unknown {
  try {
    passwords.check(password, address);
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('a password', () => {
  describe('is taken', () => {
    it.each([
      ['15 letters', 'fifteen letters'],
      ['15 characters beyond the basic plane', '🌊🌉🌁🌃🌆🌇🌌🌠🎆🎇🎑🏙🌅🌄🗻'],
      ['small letters and spaces alone', 'a lantern on the harbour wall'],
      ['128 characters', 'a lighthouse, a harbour, a boat '.repeat(4)],
      ['1024 characters', 'a lighthouse, a harbour, a boat '.repeat(32)],
      ['spaces at both ends', '  harbour wall  '],
      ['a common word among others', 'qwerty on the harbour'],
      ['a long part twice over', 'harbour wall harbour wall '],
    ])('of %s', (_, password) => {
      expect(refusal(password)).toBeUndefined();
    });

    it('though it holds a name as short as many words', () => {
      expect(refusal('olive groves by the harbour', cast.owner.email)).toBeUndefined();
    });
  });

  describe('is refused as too short', () => {
    it.each([
      ['nothing', ''],
      ['14 letters', 'fourteen chars'],
      ['14 characters in 28 UTF-16 units', '🌊🌉🌁🌃🌆🌇🌌🌠🎆🎇🎑🏙🌅🌄'],
      ['14 characters once composed', 'fourteen chare\u0301'],
    ])('with %s', (_, password) => {
      expect(refusal(password)).toBe('password_too_short');
    });

    it('by the length that is configured', () => {
      const lenient = new PasswordsService({ PASSWORD_MIN_LENGTH: 8 } as Config);
      expect(() => lenient.check('harbours', ADDRESS)).not.toThrow();
      expect(() => lenient.check('harbour', ADDRESS)).toThrow(
        expect.objectContaining({ code: 'password_too_short' }),
      );
    });
  });

  describe('is refused as too common', () => {
    it.each([
      ['on the list', 'qwerty123456789'],
      ['on the list, in capitals', 'QWERTY123456789'],
      ['a word twice over', 'passwordpassword'],
      ['a word twice over, in capitals', 'PasswordPASSWORD'],
      ['a short word over and over', 'harborharborharbor'],
      ['one letter over and over', 'aaaaaaaaaaaaaaaa'],
      ['one flag over and over', '🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴🏴'],
      ['five pictures over and over', '🌊🌉🌁🌃🌆'.repeat(3)],
      ['line ends over and over', '\n'.repeat(20)],
      ['the address', ADDRESS],
      ['the name in the address with something around it', 'my roderick password'],
      ['the name in the address, in capitals', 'MY RODERICK PASSWORD'],
    ])('when it is %s', (_, password) => {
      expect(refusal(password)).toBe('password_too_common');
    });

    it('when it holds the name in an address with accents, however they are written', () => {
      for (const form of ['NFC', 'NFD'])
        expect(refusal('my zoé.ellis password'.normalize(form), 'zoé.ellis@newcomers.example')).toBe(
          'password_too_common',
        );
    });
  });

  it('is judged alike however its accents are written', () => {
    const letter = fc.constantFrom('é', 'ü', 'ǰ', 'ﬁ', 'a', 'Å', '가', ' ');
    const text = fc.array(letter, { minLength: 12, maxLength: 18 }).map((all) => all.join(''));
    const property = fc.property(text, (password) => {
      expect(refusal(password.normalize('NFD'))).toBe(refusal(password.normalize('NFC')));
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('is verified however its accents are written, and only as a whole', async () => {
    const password = `${'Zoé at the harbour wall '.repeat(5)}!`;
    const stored = await passwords.hash(password.normalize('NFD'));
    expect(await passwords.verify(stored, password.normalize('NFC'))).toBe(true);
    expect(await passwords.verify(stored, password.slice(0, -1))).toBe(false);
    expect(await passwords.verify(stored, ` ${password}`)).toBe(false);
  });

  it('is never that of nobody', async () => {
    expect(await passwords.verify(null, 'nobody has this password')).toBe(false);
  });
});
