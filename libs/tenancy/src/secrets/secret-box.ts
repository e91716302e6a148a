import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { KeyRing } from './tokens.js';

/** Older sealed texts, from before keys had ids, carry this id. */
const ANY_KEY = 'k1';

/**
 * AES-256-GCM with the key's id in front, so that keys can be rotated: the first key of the ring seals, all of them
 * open. Keeps secrets unreadable in a dump, and the token of a mailed link while the mail waits in an outbox or a
 * queue (ASVS 11.3.2, 14.2.1).
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly currentId: string;
  private readonly current: Buffer;

  constructor(ring: KeyRing) {
    this.current = ring[0];
    this.currentId = idOf(this.current);
    this.keys = new Map(ring.map((key) => [idOf(key), key]));
  }

  seal(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.current, nonce);
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const parts = [nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
    return [this.currentId, ...parts].join('.');
  }

  /** @throws when the text was changed, or the ring lacks its key */
  open(sealed: string): string {
    const [keyId = '', ...parts] = sealed.split('.');
    const bytes = parts.map((part) => Buffer.from(part, 'base64url'));
    if (keyId === ANY_KEY) return this.openWithAny(bytes);
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`sealed with the key ${keyId}, which is not known`);
    return decrypt(key, bytes);
  }

  /** @returns whether the newest key sealed it; if not, seal it again before the operator removes the old key */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${this.currentId}.`);
  }

  private openWithAny(bytes: readonly Buffer[]): string {
    for (const key of this.keys.values()) {
      try {
        return decrypt(key, bytes);
      } catch {
        // The tag shows the right key.
      }
    }
    throw new Error('changed since it was sealed, or sealed with a key that is not known');
  }
}

/** Made from the key, so nobody has to number keys. It reveals nothing of 256 random bits. */
const idOf = (key: Buffer): string =>
  createHash('sha256').update('bailiwick key id\n').update(key).digest().toString('base64url', 0, 6);

function decrypt(key: Buffer, parts: readonly Buffer[]): string {
  const [nonce = Buffer.alloc(0), text = Buffer.alloc(0), tag = Buffer.alloc(0)] = parts;
  // Without a length, Node accepts a tag of four bytes, and an attacker can guess four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}
