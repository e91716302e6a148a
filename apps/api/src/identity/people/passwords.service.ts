import { Inject, Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { CONFIG, type Config } from '../../config.js';
import { failField } from '../../errors.js';
import { hashQueue } from './hash-queue.js';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  algorithm: 2 satisfies Algorithm,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;
const common: ReadonlySet<string> = new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()));

/** The rules for a password, and the only place that hashes or compares one. */
@Injectable()
export class PasswordsService {
  /** Compared with when there is no account, so that the answer takes as long. */
  private readonly decoy: Promise<string>;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.decoy = hash('nobody has this password', PARAMETERS);
  }

  /**
   * Refuses a password that is too short, on the list of common passwords, or made from the person's own address (ASVS
   * 6.2.1, 6.2.4, 6.2.11). No other rule: length is what counts.
   */
  check(password: string, address: string): void {
    const normal = password.normalize('NFC');
    if (Array.from(normal).length < this.config.PASSWORD_MIN_LENGTH)
      throw failField('password_too_short', 'password');
    if (isCommon(normal.toLowerCase(), address)) throw failField('password_too_common', 'password');
  }

  async hash(password: string): Promise<string> {
    return hashQueue.run(() => hash(password.normalize('NFC'), PARAMETERS));
  }

  /** @returns false, after as long a time, when there is nothing to compare with */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await this.decoy);
    const same = await hashQueue.run(() => verify(against, password.normalize('NFC')));
    return same && stored !== null;
  }
}

/** A common word, a short one over and over (`passwordpassword`), or the address with something around it. */
function isCommon(password: string, address: string): boolean {
  const [local = ''] = address.split('@');
  const repeated = /^(.{1,8}?)\1+$/su.exec(password);
  return common.has(password) || repeated !== null || (local.length >= 6 && password.includes(local));
}
