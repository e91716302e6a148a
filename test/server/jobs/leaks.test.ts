import { Queues } from '@bailiwick/jobs';
import { mailQueue } from '../../../apps/api/src/mail/mail.queue.js';
import { Secret as AppSecret } from 'otpauth';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Character, cast, stranger } from '../../../seeds/cast.js';
import { totpCode, totpStepAt } from '../../../apps/api/src/identity/two-factor/totp.js';
import { type TestApp, startApp } from '../../support/app.js';
import { mailsTo } from '../../support/mails.js';
import {
  Client,
  cookieOf,
  cookieValue,
  createWorkspace,
  mailedToken,
  signedOut,
} from '../../support/people.js';
import { type Page, type Secret, everyRow, finds } from '../../support/secrets.js';

const passwords = {
  first: 'the first password, 50% näher & "quoted"',
  wrong: 'a wrong password + of somebody',
  changed: 'the password it was changed to',
  reset: 'the password it was reset to',
  invited: 'the password of who was invited',
} as const;

describe('what lets a person in', () => {
  const log: string[] = [];
  const secrets: Secret[] = [];
  let app: TestApp;
  let owner: Client;

  beforeAll(async () => {
    app = await startApp({ LOG_LEVEL: 'trace' }, undefined, { write: (line) => void log.push(line) });
    for (const [what, value] of Object.entries(passwords)) note(`${what} password`, value);
    await signUp(cast.owner);
    await changePassword(await signIn(cast.owner, passwords.first));
    await resetPassword(cast.owner);
    owner = await createWorkspace(await signIn(cast.owner, passwords.reset), 'Harbour Agency');
    await invite(cast.editor);
    await useTwoFactor(cast.owner);
    await misuse();
    // Last, so that by now every mail has left.
    await mailsTo(app, cast.owner.email);
  });
  afterAll(() => app.close());

  function note(what: string, value: string | undefined, mailedTo?: string): string {
    if (!value) throw new Error(`no ${what}`);
    secrets.push({ what, value, ...(mailedTo && { mailedTo }) });
    return value;
  }

  const nobody = () => signedOut(app);
  const mailed = async (what: string, { email }: Character, kind: string) =>
    note(what, await mailedToken(app, email, kind), email);

  /** Both cookies of a signed-in person. */
  function entered(answer: Response, workspaceId = ''): Client {
    note('session', cookieValue(answer, 'session'));
    note('device', cookieValue(answer, 'device'));
    return new Client(app.url, cookieOf(answer), workspaceId);
  }

  async function signIn({ email }: Character, password: string): Promise<Client> {
    return entered(await nobody().post('auth/sign-in', { email, password }).expect(200));
  }

  async function signUp(person: Character): Promise<void> {
    await nobody()
      .post('auth/sign-up', { ...person, password: passwords.first })
      .expect(200);
    const token = await mailed('verification', person, 'verify-email');
    await nobody().get(`auth/email-verifications/${token}`).expect(200);
    await nobody().post(`auth/email-verifications/${token}`).expect(200);
  }

  async function changePassword(client: Client): Promise<void> {
    const current_password = passwords.first;
    await client.post('me/password', { current_password, password: passwords.changed }).expect(200);
  }

  async function resetPassword(person: Character): Promise<void> {
    await nobody().post('auth/password-resets', { email: person.email }).expect(200);
    const token = await mailed('reset', person, 'reset-password');
    await nobody().get(`auth/password-resets/${token}`).expect(200);
    await nobody().post(`auth/password-resets/${token}`, { password: passwords.reset }).expect(200);
  }

  async function invite(person: Character): Promise<void> {
    const body = { email: person.email, role: 'editor' };
    await owner.post('workspace-members', body).set('idempotency-key', 'invite-once').expect(200);
    const token = await mailed('invitation', person, 'invitations');
    await nobody().get(`invitations/by-token/${token}`).expect(200);
    const { first_name, last_name } = person;
    const joining = { first_name, last_name, password: passwords.invited };
    entered(await nobody().post(`invitations/by-token/${token}/acceptance`, joining).expect(200));
  }

  /** Enrolled, proved again within the session, and signed in with: by a code, and by a recovery code. */
  async function useTwoFactor({ email }: Character): Promise<void> {
    const password = passwords.reset;
    const { body } = await owner.post('me/two-factor').expect(200);
    const secret = AppSecret.fromBase32(note('secret of the app', body.secret));
    note('secret of the app, as digits', secret.hex);
    note('secret of the app, in base64', Buffer.from(secret.bytes).toString('base64'));
    const code = async () => {
      await app.db.superuser.query('update totp_factors set last_step = 0');
      return note('code of the app', totpCode(body.secret, totpStepAt(new Date())));
    };
    const enabled = await owner.patch('me/two-factor', { code: await code() }).expect(200);
    const recovery: string[] = enabled.body.recovery_codes;
    for (const one of recovery) note('recovery code', one);
    const proved = await owner.post('auth/reauthentication', { password, code: await code() }).expect(200);
    note('sec', proved.body.sec);
    note('session', cookieValue(proved, 'session'));
    for (const proof of [await code(), recovery[0]]) {
      const first = await nobody().post('auth/sign-in', { email, password }).expect(200);
      const challenge = note('challenge', first.body.challenge);
      const second = await nobody().post('auth/two-factor', { challenge, code: proof }).expect(200);
      owner = entered(second, owner.workspaceId);
    }
    const again = await owner.post('me/two-factor/recovery-codes').expect(200);
    for (const one of again.body.recovery_codes) note('recovery code', one);
  }

  /** The same secrets where they do not belong: nothing that is refused may be written down for it. */
  async function misuse(): Promise<void> {
    const { email } = cast.owner;
    const refused = [
      nobody().post('auth/sign-in', { email, password: passwords.wrong }),
      nobody().post('auth/sign-in', { email: stranger.email, password: passwords.wrong }),
      nobody().post('auth/sign-in', { email, password: passwords.reset, [passwords.wrong]: 1 }),
      nobody().post('auth/sign-in', { email: passwords.reset, password: email }),
      nobody()
        .send('post', 'auth/sign-in')
        .set('content-type', 'application/json')
        .send(`{"password":"${passwords.wrong}"`),
      owner.patch('me', { first_name: 1, password: passwords.reset }),
      owner.post('auth/reauthentication', { password: passwords.wrong, code: '000000' }),
    ];
    for (const answer of await Promise.all(refused)) expect(answer.status).toBeGreaterThanOrEqual(400);
    for (const { value } of secrets) {
      const path = encodeURIComponent(value);
      const elsewhere = [
        nobody().get(`nowhere/${path}`),
        nobody().get(`me?token=${path}`),
        nobody().post(`auth/password-resets/${path}`, { password: passwords.reset }),
        nobody().post('auth/two-factor', { challenge: value, code: '000000' }),
        nobody().get('me').set('authorization', `Bearer ${path}`),
        new Client(app.url, `session=not-${path}`).get('me'),
      ];
      for (const answer of await Promise.all(elsewhere)) expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }

  /** The secrets that may not stand in a mail to those people. */
  const forbiddenIn = (to: readonly string[]) =>
    secrets.filter(({ mailedTo }) => mailedTo === undefined || !to.includes(mailedTo));

  it('was met in every kind that there is', () => {
    const kinds = new Set(secrets.map(({ what }) => what));
    expect([...kinds].sort()).toEqual(
      [
        ...Object.keys(passwords).map((name) => `${name} password`),
        ...['verification', 'reset', 'invitation', 'session', 'device', 'challenge', 'sec'],
        ...['secret of the app', 'secret of the app, as digits', 'secret of the app, in base64'],
        ...['code of the app', 'recovery code'],
      ].sort(),
    );
  });

  it('lies in no table, the queue’s included', async () => {
    const pages = await everyRow(app.db.superuser);
    expect(pages.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['public.sessions', 'bullmq.job']),
    );
    expect(finds(pages, secrets)).toEqual([]);
  });

  it('is not in the log, however much is logged', () => {
    expect(log.length).toBeGreaterThan(100);
    expect(finds([{ where: 'log', text: log.join('') }], secrets)).toEqual([]);
  });

  it('is in nobody’s mails but the addressee’s', () => {
    const found = app.inbox.list().flatMap(({ to, subject, text, html }) => {
      const page = { where: `"${subject}" to ${to.join()}`, text: `${subject}\n${text}\n${html}` };
      return finds([page], forbiddenIn(to));
    });
    expect(found).toEqual([]);
  });

  it('is told by no answer afterwards', async () => {
    const paths = [
      ...['me', 'me/sessions', 'me/two-factor', 'me/activity?limit=100', 'me/permissions'],
      ...['workspaces/current', 'workspace-members', 'invitations', 'audit-logs'],
    ];
    const answers = await Promise.all(paths.map((path) => owner.get(path).expect(200)));
    const pages = answers.map(({ text }, i) => ({ where: paths[i]!, text }));
    expect(finds(pages, secrets)).toEqual([]);
  });

  describe('is found where it is', () => {
    const found = async (value: string) => finds(await everyRow(app.db.superuser), [{ what: 'it', value }]);
    const value = () => secrets.find(({ what }) => what === 'session')!.value;

    it('in a name', async () => {
      await app.db.superuser.query('update users set last_name = $1 where email = $2', [
        `before ${value()} after`,
        cast.editor.email,
      ]);
      expect(await found(value())).toEqual(['it in public.users']);
    });

    it('among bytes', async () => {
      await app.db.superuser.query(
        `insert into throttles (key, hits, resets_at) values ($1, 1, now() + interval '1 hour')`,
        [Buffer.from(`..${passwords.first}..`)],
      );
      expect(await found(passwords.first)).toEqual(['it in public.throttles']);
    });

    it('in a job', async () => {
      const job = await app.app
        .get(Queues)
        .of(mailQueue)
        .add('never', { token: passwords.first }, { delay: 3_600_000 });
      const pages = (await everyRow(app.db.superuser)).filter(({ where }) => where.startsWith('bullmq.'));
      expect(finds(pages, [{ what: 'it', value: passwords.first }])).toEqual(['it in bullmq.job']);
      await job.remove();
    });

    const token = 'c2VjcmV0LXRva2VuLW9mLXRoaXJ0eS10d28tYnl0ZXM';
    const spaced = 'a lantern & more';
    const written: readonly [how: string, page: string, value: string][] = [
      ['capital letters', token.toUpperCase(), token],
      ['hexadecimal digits', Buffer.from(token).toString('hex'), token],
      ['the bytes it stands for', Buffer.from(token, 'base64url').toString('hex'), token],
      ['a URL', `?q=${encodeURIComponent(spaced)}`, spaced],
      ['a form', new URLSearchParams({ q: spaced }).toString(), spaced],
      ...['', 'x', 'xy'].map((before): [string, string, string] => [
        `base64, ${before.length} bytes in`,
        Buffer.from(`${before}${spaced} and more`).toString('base64'),
        spaced,
      ]),
      ['a code of six digits', '{"code":"123456"}', '123456'],
    ];
    it.each(written)('as %s', (_how, text, value) => {
      const page: Page = { where: 'there', text };
      expect(finds([page], [{ what: 'it', value }])).toEqual(['it in there']);
    });
  });
});
