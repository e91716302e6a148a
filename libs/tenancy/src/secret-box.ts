import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * AES-256-GCM with the key's id in front, so that keys can be rotated. Keeps the token of a mailed link
 * unreadable while the mail waits in an outbox or a queue (ASVS 11.3.2, 14.2.1).
 */
export class SecretBox {
  constructor(
    private readonly key: Buffer,
    private readonly keyId = 'k1',
  ) {}

  seal(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [this.keyId, nonce, text, cipher.getAuthTag()]
      .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
      .join('.');
  }

  /** @throws when the text was changed, or sealed with another key */
  open(sealed: string): string {
    const [keyId, ...parts] = sealed.split('.');
    if (keyId !== this.keyId) throw new Error(`sealed with the key ${keyId}, which is not known`);
    const [nonce = Buffer.alloc(0), text = Buffer.alloc(0), tag = Buffer.alloc(0)] = parts.map((part) =>
      Buffer.from(part, 'base64url'),
    );
    // Without a length a tag of four bytes would do, and four bytes can be guessed.
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  }
}
