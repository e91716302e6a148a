import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.js';

const [key, otherKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const box = new SecretBox([key]);

const PATH = '/invitations/Zm9vYmFyYmF6cXV4';
const sealed = box.seal(PATH);
const parts = () => {
  const [keyId = '', ...rest] = sealed.split('.');
  return { keyId, bytes: rest.map((part) => Buffer.from(part, 'base64url')) };
};
const joinedUp = (keyId: string, bytes: readonly Buffer[]) =>
  [keyId, ...bytes.map((part) => part.toString('base64url'))].join('.');

describe('a sealed text', () => {
  it('opens to what was sealed', () => {
    const unit = fc.constantFrom('a', '/', '.', '\n', '\u0000', 'é', '🌊');
    const property = fc.property(fc.string({ unit }), (plain) => {
      expect(box.open(box.seal(plain))).toBe(plain);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('opens in another process that has the key', () => {
    expect(new SecretBox([Buffer.alloc(32, 1)]).open(sealed)).toBe(PATH);
  });

  it('shows nothing of what it holds, not even that two hold the same', () => {
    expect(sealed).not.toContain(PATH);
    expect(Buffer.concat(parts().bytes).toString('latin1')).not.toContain('invitations');
    expect(box.seal(PATH)).not.toBe(sealed);
  });

  it('never uses a nonce twice', () => {
    const nonces = Array.from({ length: 1000 }, () => box.seal('x').split('.')[1]);
    expect(new Set(nonces).size).toBe(1000);
  });

  describe('does not open', () => {
    const refused = (text: string) => {
      expect(() => box.open(text), text).toThrow();
    };

    it('with any bit of nonce, text or tag changed', () => {
      const { keyId, bytes } = parts();
      bytes.forEach((part, at) => {
        for (let bit = 0; bit < part.length * 8; bit += 1) {
          const changed = Buffer.from(part);
          changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
          refused(joinedUp(keyId, bytes.with(at, changed)));
        }
      });
    });

    it('with its tag cut short, which would let one be guessed', () => {
      const { keyId, bytes } = parts();
      for (let length = 0; length < 16; length += 1)
        refused(joinedUp(keyId, bytes.with(2, bytes[2]!.subarray(0, length))));
    });

    it('however it is cut short', () => {
      for (let length = 0; length < sealed.length; length += 1) refused(sealed.slice(0, length));
    });

    it.each(['', '.', 'k1', 'k1.', 'k1..', 'k1...', '....', 'k1.\u0000.\u0000.\u0000', '__proto__...'])(
      'when it is %j',
      (text) => {
        refused(text);
      },
    );

    it('with a key that is not known, and names it', () => {
      expect(() => new SecretBox([otherKey]).open(sealed)).toThrow(parts().keyId);
      expect(() => box.open(joinedUp('k0', parts().bytes))).toThrow('k0');
    });

    it('with a key that is known, but is not the one that sealed it', () => {
      const { bytes } = parts();
      const other = new SecretBox([otherKey]).seal('x').split('.')[0]!;
      expect(() => new SecretBox([key, otherKey]).open(joinedUp(other, bytes))).toThrow();
    });
  });

  it('never opens to anything else, after a change of any one character', () => {
    const property = fc.property(fc.nat(sealed.length - 1), fc.string({ maxLength: 1 }), (at, character) => {
      let opened = PATH;
      try {
        opened = box.open(`${sealed.slice(0, at)}${character}${sealed.slice(at + 1)}`);
      } catch {
        // Refused: the usual end.
      }
      expect(opened).toBe(PATH);
    });
    fc.assert(property, { seed: 2, numRuns: 500 });
  });
});

describe('a ring of keys', () => {
  const before = new SecretBox([otherKey]);
  const after = new SecretBox([newKey, otherKey, key]);

  it('opens what each of its keys sealed', () => {
    for (const old of [key, otherKey, newKey]) {
      expect(after.open(new SecretBox([old]).seal(PATH))).toBe(PATH);
    }
  });

  it('seals with the first of them', () => {
    expect(new SecretBox([newKey]).open(after.seal(PATH))).toBe(PATH);
    expect(() => before.open(after.seal(PATH))).toThrow();
  });

  it('knows what should be sealed again', () => {
    expect(after.isCurrent(after.seal(PATH))).toBe(true);
    expect(after.isCurrent(before.seal(PATH))).toBe(false);
    expect(after.isCurrent('')).toBe(false);
  });

  it('may hold a key twice', () => {
    const twice = new SecretBox([key, key]);
    expect(twice.open(box.seal(PATH))).toBe(PATH);
    expect(twice.isCurrent(box.seal(PATH))).toBe(true);
  });

  it('names a key the same everywhere, and shows nothing of it', () => {
    const id = sealed.split('.')[0]!;
    expect(id).toMatch(/^[\w-]{8}$/);
    expect(new SecretBox([Buffer.from(key)]).seal('x').startsWith(`${id}.`)).toBe(true);
    expect(key.toString('base64url')).not.toContain(id);
  });
});

describe('what was sealed before keys had ids', () => {
  /** As it was made then. */
  function sealedAsK1(plain: string, by: Buffer): string {
    const nonce = Buffer.alloc(12, 7);
    const cipher = createCipheriv('aes-256-gcm', by, nonce);
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return joinedUp('k1', [nonce, text, cipher.getAuthTag()]);
  }

  it('opens with whichever key sealed it', () => {
    const ring = new SecretBox([newKey, otherKey, key]);
    for (const by of [newKey, otherKey, key]) expect(ring.open(sealedAsK1(PATH, by))).toBe(PATH);
  });

  it('does not open with any other', () => {
    expect(() => new SecretBox([newKey, otherKey]).open(sealedAsK1(PATH, key))).toThrow();
  });

  it('should be sealed again', () => {
    expect(box.isCurrent(sealedAsK1(PATH, key))).toBe(false);
  });
});
