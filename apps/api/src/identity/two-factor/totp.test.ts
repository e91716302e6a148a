import fc from 'fast-check';
import { Secret, type TOTP, URI } from 'otpauth';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { totpCode, newTotpSecret, otpauthUrl, qrSvg, totpStepAt, matchingTotpStep } from './totp.js';

const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const second = (s: number) => new Date(s * 1000);

const secrets = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
});
/** From a minute after 1970 into the year 2286. */
const times = fc.integer({ min: 60, max: 9_999_999_999 });

describe('a secret', () => {
  it('is 160 bits in base32, and never the same', () => {
    const made = Array.from({ length: 1000 }, newTotpSecret);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(made).size).toBe(1000);
  });
});

describe('a code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i is what RFC 6238 says', (time, code) => {
    expect(totpCode(SECRET, totpStepAt(second(time)), 8)).toBe(code);
    expect(totpCode(SECRET, totpStepAt(second(time)))).toBe(code.slice(2));
  });

  it('belongs to its step, and one step earlier or later', () => {
    const property = fc.property(secrets, times, fc.constantFrom(-1, 0, 1), (secret, time, beside) => {
      const step = totpStepAt(second(time)) + beside;
      expect(matchingTotpStep(secret, totpCode(secret, step), second(time))).toBe(step);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('two steps away belongs to none', () => {
    const property = fc.property(secrets, times, fc.constantFrom(-2, 2, -3, 3), (secret, time, away) => {
      const code = totpCode(secret, totpStepAt(second(time)) + away);
      expect(matchingTotpStep(secret, code, second(time))).toBeUndefined();
    });
    fc.assert(property, { seed: 2, numRuns: 300 });
  });

  it('changes with the half minute, to the millisecond', () => {
    const at = 1_700_000_010_000;
    const step = at / 30_000;
    expect(matchingTotpStep(SECRET, totpCode(SECRET, step + 1), new Date(at - 1))).toBeUndefined();
    expect(matchingTotpStep(SECRET, totpCode(SECRET, step + 1), new Date(at))).toBe(step + 1);
    expect(matchingTotpStep(SECRET, totpCode(SECRET, step - 1), new Date(at + 29_999))).toBe(step - 1);
    expect(matchingTotpStep(SECRET, totpCode(SECRET, step - 1), new Date(at + 30_000))).toBeUndefined();
  });

  it('may be typed with spaces', () => {
    const step = totpStepAt(second(59));
    for (const typed of ['287082', '287 082', ' 287082 ', '28 70 82\n', '287\u00a0082'])
      expect(matchingTotpStep(SECRET, typed, second(59)), typed).toBe(step);
  });

  it('of another secret is refused', () => {
    const other = Secret.fromLatin1('09876543210987654321').base32;
    expect(matchingTotpStep(other, totpCode(SECRET, totpStepAt(second(59))), second(59))).toBeUndefined();
  });

  it.each(['', ' ', '28708', '2870820', '94287082', '٢٨٧٠٨٢', '287O82', '-87082', '2.87e5', '287-082'])(
    'is not %j',
    (typed) => {
      expect(matchingTotpStep(SECRET, typed, second(59))).toBeUndefined();
    },
  );

  it('is no other text that a client can send', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      fc.pre(!/^\s*(\d\s*){6}$/.test(typed));
      expect(matchingTotpStep(SECRET, typed, second(59))).toBeUndefined();
    });
    fc.assert(property, { seed: 3, numRuns: 300 });
  });
});

describe('the address for an authenticator app', () => {
  const of = { secret: SECRET, account: 'ada@harbour.example', issuer: 'Harbour' };

  it('says everything that apps look at', () => {
    const url = new URL(otpauthUrl(of));
    expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Harbour:ada@harbour.example',
    ]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret: SECRET,
      issuer: 'Harbour',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('gives the app the secret, for any names of the issuer and the account', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const property = fc.property(secrets, names, names, (secret, account, issuer) => {
      const { searchParams, pathname } = new URL(otpauthUrl({ secret, account, issuer }));
      expect(searchParams.get('secret')).toBe(secret);
      expect(searchParams.get('issuer')).toBe(issuer.replaceAll(':', ' '));
      expect(decodeURIComponent(pathname).split(':')).toHaveLength(2);
    });
    fc.assert(property, { seed: 5, numRuns: 300 });
  });

  it('makes an app whose codes are taken', () => {
    const app = URI.parse(otpauthUrl(of)) as TOTP;
    expect(matchingTotpStep(SECRET, app.generate({ timestamp: 59_000 }), second(59))).toBe(1);
  });
});

describe('the picture for an authenticator app', () => {
  const url = otpauthUrl({ secret: SECRET, account: 'ada@harbour.example', issuer: 'Harbour <b>&"' });

  it('is a title, a white ground and black squares, and nothing that could act', () => {
    const frame = /^<svg role="img" shape-rendering="crispEdges" xmlns="http:\/\/www\.w3\.org\/2000\/svg" /;
    expect(qrSvg(url)).toMatch(frame);
    expect(qrSvg(url).replace(frame, '')).toMatch(
      /^viewBox="0 0 (\d+) \1"><title>[\w ]+<\/title><rect fill="white" width="\1" height="\1"\/><path fill="black" d="[Mhvz\d,-]+"\/><\/svg>$/,
    );
  });

  it('shows the address, with four modules of white around it', () => {
    const expected = encode(url, { border: 4 });
    const black = [...qrSvg(url).matchAll(/M(\d+),(\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`);
    const wanted = expected.data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x},${y}`] : [])));
    expect(black.sort()).toEqual(wanted.sort());
    for (const square of black) {
      for (const place of square.split(',').map(Number)) {
        expect(place).toBeGreaterThanOrEqual(4);
        expect(place).toBeLessThan(expected.size - 4);
      }
    }
  });

  it('holds the longest names there may be', () => {
    const longest = otpauthUrl({
      secret: SECRET,
      account: `${'a'.repeat(242)}@b.example`,
      issuer: '海'.repeat(60),
    });
    expect(qrSvg(longest)).toContain('</svg>');
  });
});
