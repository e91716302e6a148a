import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mac, newId, newToken, purposeKey, purposeKeys, sameBytes, tokenHash } from './tokens.js';

const many = <T>(make: () => T) => Array.from({ length: 1000 }, make);

describe('an id', () => {
  it('is a UUID of version 7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts behind those made before it, within a millisecond too', () => {
    const ids = many(newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a token', () => {
  it('is 256 bits in characters that a link carries as they are', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32);
  });

  it('is never made twice', () => {
    expect(new Set(many(newToken)).size).toBe(1000);
  });

  it('is stored as its SHA-256', () => {
    expect(tokenHash('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('the key for a purpose', () => {
  const secret = Buffer.alloc(32, 1);

  /** RFC 5869 with SHA-256, no salt, and one block of output. */
  it('is made as the RFC says', () => {
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
    const expanded = createHmac('sha256', extracted)
      .update('mail')
      .update(Buffer.from([1]))
      .digest();
    expect(purposeKey(secret, 'mail')).toEqual(expanded);
  });

  it('is of no use for another purpose, nor under another secret', () => {
    const keys = [
      purposeKey(secret, 'mail'),
      purposeKey(secret, 'cursor'),
      purposeKey(secret, ''),
      purposeKey(Buffer.alloc(32, 2), 'mail'),
      secret,
    ];
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(keys.length);
  });
});

describe('the keys for a purpose', () => {
  it('are as many as there are secrets, in their order', () => {
    const [current, previous, oldest] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
    expect(purposeKeys([current], 'mail')).toEqual([purposeKey(current, 'mail')]);
    expect(purposeKeys([current, previous, oldest], 'mail')).toEqual([
      purposeKey(current, 'mail'),
      purposeKey(previous, 'mail'),
      purposeKey(oldest, 'mail'),
    ]);
  });
});

describe('a message authentication code', () => {
  it('differs with the text and with the key', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const codes = [mac(one, 'a'), mac(one, 'b'), mac(one, ''), mac(other, 'a')];
    expect(new Set(codes.map((code) => code.toString('hex'))).size).toBe(codes.length);
  });
});

describe('bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 4 }).map((array) => Buffer.from(array));

  it('are the same when each is, with any lengths', () => {
    const property = fc.property(bytes, bytes, (one, other) => {
      expect(sameBytes(one, other)).toBe(one.equals(other));
      expect(sameBytes(one, Buffer.from(one))).toBe(true);
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });
});
