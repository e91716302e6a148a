import { SecretBox, purposeKeys } from '@bailiwick/tenancy';
import { describe, expect, it } from 'vitest';
import { MailService } from '../../mail/mail.service.js';
import { parseConfig, secretKeys } from '../../config.js';
import { totpBox } from './totp.js';

const [OLD, NEW] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
const configOf = (keys: { SECRET_KEY: string; SECRET_KEYS_PREVIOUS?: string }) =>
  parseConfig({
    DATABASE_URL: 'postgres://localhost/x',
    DATABASE_AUDIT_URL: 'postgres://localhost/x',
    QUEUE_DATABASE_URL: 'postgres://localhost/x',
    SMTP_URL: 'smtp://localhost',
    APP_URL: 'http://app.test',
    AUTH_URL: 'http://auth.test',
    ...keys,
  });
const before = configOf({ SECRET_KEY: OLD });
const rotated = configOf({ SECRET_KEY: NEW, SECRET_KEYS_PREVIOUS: OLD });
const mailBox = (config: typeof before) => new SecretBox(purposeKeys(secretKeys(config), 'mail'));

describe('when SECRET_KEY is rotated', () => {
  it('secrets of authenticator apps open, and should be sealed again', () => {
    const sealed = totpBox(before).seal('JBSWY3DPEHPK3PXP');
    expect(totpBox(rotated).open(sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect([totpBox(before), totpBox(rotated)].map((box) => box.isCurrent(sealed))).toEqual([true, false]);
  });

  it('mails on their way keep their link', () => {
    const path = mailBox(before).seal('/invitations/abc');
    const mail = { to: 'ada@harbour.example', template: 'invitation', data: {} as never, path } as const;
    expect(new MailService(rotated).linkOf(mail)).toBe('http://auth.test/invitations/abc');
  });
});

describe('the box of one purpose', () => {
  it('does not open what another sealed', () => {
    expect(() => totpBox(before).open(mailBox(before).seal('/invitations/abc'))).toThrow();
  });
});
