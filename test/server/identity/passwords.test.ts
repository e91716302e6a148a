import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { challengeOf, enrol } from '../../support/authenticator.js';
import { hold, queuedBehind, waiting } from '../../support/held.js';
import { mailsTo, tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  type Client,
  ownActivities,
  signIn,
  signedOut,
  someone as newAccount,
} from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { raw } from '../../support/raw.js';
import { allRows } from '../../support/rows.js';
import { settled } from '../../support/until.js';

const ANOTHER = 'a buoy beyond the breakwater';
/** Where everything meets that changes or asks for a person's password. */
const LOCK = 'select 1 from passwords where user_id = $1 for update';
const NOBODYS_TOKEN = 'x'.repeat(43);

describe('a password', () => {
  let app: TestApp;
  let nobody: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
  });
  afterAll(() => app.close());

  const someone = () => newAccount(app);

  const ask = (email: unknown) => nobody.post('auth/password-resets', { email });
  const look = (token: string) => nobody.get(`auth/password-resets/${token}`);
  const reset = (token: string, password: unknown = ANOTHER) =>
    nobody.post(`auth/password-resets/${token}`, { password });
  const enter = (email: string, password: string) => nobody.post('auth/sign-in', { email, password });
  const change = (client: Client, current_password: string, password: string) =>
    client.post('me/password', { current_password, password });

  /** The token of a link that was just asked for. */
  async function linkFor(email: string): Promise<string> {
    await ask(email).expect(200);
    const [token = ''] = await tokensTo(app, email, 'reset-password');
    return token;
  }

  async function countOf(table: 'sessions' | 'account_activity', where: string, userId: string) {
    const { rows } = await app.db.superuser.query<{ n: number }>(
      `select count(*)::int as n from ${table} where user_id = $1 and ${where}`,
      [userId],
    );
    return rows[0]?.n;
  }
  const sessionsOf = ({ userId }: Client) => countOf('sessions', 'true', userId);

  /** Posts that have all come as far as the person's password before any of them goes on. */
  const atOnce = <T>({ userId }: Client, work: () => readonly PromiseLike<T>[]) =>
    queuedBehind(app.db, LOCK, [userId], work);
  const told = (answers: readonly Response[]) =>
    answers.map(({ status, body }) => [status, body.code].join(' ').trim()).sort();

  const expireLinks = (userId: string) =>
    app.db.superuser.query(`update password_resets set expires_at = now() where user_id = $1`, [userId]);

  describe('that was forgotten', () => {
    describe('allowed', () => {
      it('is shown by its link for what it is, however often, and nothing changes', async () => {
        const { email } = await someone();
        const token = await linkFor(email);
        await settled(app);
        const before = await allRows(app.db);
        for (let i = 0; i < 3; i += 1) {
          const answer = await look(token).expect(200);
          expect(answer.body).toEqual({ email, state: 'open' });
          expect(answer.headers).not.toHaveProperty('set-cookie');
        }
        expect(await allRows(app.db)).toEqual(before);
      });

      it('is replaced by the mailed link: every session ends, and none is opened', async () => {
        const { email, client } = await someone();
        const other = await signIn(app, email);
        const token = await linkFor(email);
        const answer = await reset(token).expect(200);
        expect(answer.body).toEqual({ email });
        expect(answer.headers).not.toHaveProperty('set-cookie');
        for (const session of [client, other]) {
          await session.get('me').expect(problem(401, 'unauthenticated'));
        }
        await enter(email, PASSWORD).expect(problem(401, 'wrong_credentials'));
        const again = await signIn(app, email, ANOTHER);
        expect(await ownActivities(again)).toEqual(
          expect.arrayContaining([
            'account.password_reset_requested done',
            'account.password_reset done',
            'account.sign_in_failed failed',
          ]),
        );
        expect(await templatesTo(app, email)).toContain('password_changed');
        expect((await look(token).expect(200)).body.state).toBe('used');
      });

      it('leaves earlier links good when another is asked for', async () => {
        const { email } = await someone();
        const first = await linkFor(email);
        await linkFor(email);
        await reset(first).expect(200);
      });

      it('voids the other links, and the sign-ins that wait for a code', async () => {
        const { email, client } = await someone();
        const authenticator = await enrol(app, client);
        const challenge = await challengeOf(app, email);
        const [used, other] = [await linkFor(email), await linkFor(email)];
        await reset(used).expect(200);
        expect((await look(other).expect(200)).body.state).toBe('revoked');
        await reset(other, PASSWORD).expect(problem(409, 'password_reset_revoked'));
        const code = await authenticator.code();
        await nobody.post('auth/two-factor', { challenge, code }).expect(problem(401, 'challenge_ended'));
      });

      it('is no way around a second factor', async () => {
        const { email, client } = await someone();
        await enrol(app, client);
        await reset(await linkFor(email)).expect(200);
        const answer = await enter(email, ANOTHER).expect(200);
        expect(answer.body).toEqual({ next: 'two_factor', challenge: expect.any(String) });
        expect(answer.headers).not.toHaveProperty('set-cookie');
      });

      it('is replaced once by fifty posts of one link at the same moment', async () => {
        const { email, client } = await someone();
        const token = await linkFor(email);
        const wishes = Array.from({ length: 50 }, (_, i) => `${ANOTHER} number ${i}`);
        const answers = await Promise.all(wishes.map((wish) => reset(token, wish)));
        const won = answers.flatMap(({ status }, i) => (status === 200 ? [wishes[i] ?? ''] : []));
        const codes = new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code));
        expect([...codes]).toEqual(['password_reset_used']);
        expect(won).toHaveLength(1);
        expect(await countOf('account_activity', 'activity = 1208', client.userId)).toBe(1);
        await enter(email, won[0] ?? '').expect(200);
      });

      it('is replaced by one of two links posted at the same moment, and the other is told', async () => {
        const { email, client } = await someone();
        const links = [await linkFor(email), await linkFor(email)];
        const answers = await atOnce(client, () => links.map((token) => reset(token)));
        expect(told(answers)).toEqual(['200', '409 password_reset_used']);
      });
    });

    describe('refused', () => {
      it('is not replaced by a link that was used', async () => {
        const { email } = await someone();
        const token = await linkFor(email);
        await reset(token).expect(200);
        await reset(token, PASSWORD).expect(problem(409, 'password_reset_used'));
        await enter(email, ANOTHER).expect(200);
      });

      it('is not replaced by a link that has expired', async () => {
        const { email, client } = await someone();
        const token = await linkFor(email);
        await expireLinks(client.userId);
        expect((await look(token).expect(200)).body.state).toBe('expired');
        await reset(token).expect(problem(409, 'password_reset_expired'));
        await enter(email, PASSWORD).expect(200);
      });

      it('is not replaced by a link that nobody was sent', async () => {
        await look(NOBODYS_TOKEN).expect(problem(404, 'not_found'));
        await reset(NOBODYS_TOKEN).expect(problem(404, 'not_found'));
      });
    });

    describe('hidden', () => {
      it('answers the same whether or not the address has an account, and writes to accounts alone', async () => {
        const { email } = await someone();
        const [unknown, unconfirmed] = [newcomer(), newcomer()];
        await nobody.post('auth/sign-up', { ...unconfirmed, password: PASSWORD }).expect(200);
        const answers = [];
        for (const one of [email, unknown.email, unconfirmed.email]) {
          answers.push(modulo(await ask(one).expect(200), one));
        }
        expect(answers[1]).toEqual(answers[0]);
        expect(answers[2]).toEqual(answers[0]);
        expect(await tokensTo(app, email, 'reset-password')).toHaveLength(1);
        expect(await mailsTo(app, unknown.email)).toEqual([]);
        expect(await templatesTo(app, unconfirmed.email)).toEqual(['verify_email']);
      });
    });

    describe('invalid', () => {
      it.each([
        ['too short', 'password_too_short', () => 'fourteen chars'],
        ['too common', 'password_too_common', () => 'passwordpassword'],
        ['the address', 'password_too_common', (email: string) => email],
      ])('takes no new password that is %s, and the link stays good', async (_, code, weak) => {
        const { email } = await someone();
        const token = await linkFor(email);
        await reset(token, weak(email)).expect(problem(400, code, 'password'));
        await enter(email, PASSWORD).expect(200);
        await reset(token).expect(200);
      });

      it.each([
        ['a list', ['olive@harbour.example', 'simon@elsewhere.example']],
        ['an object', { $ne: null }],
        ['two addresses with a comma', 'olive@harbour.example,simon@elsewhere.example'],
        ['two addresses with a semicolon', 'olive@harbour.example;simon@elsewhere.example'],
        ['two addresses with a space', 'olive@harbour.example simon@elsewhere.example'],
        ['two addresses on two lines', 'olive@harbour.example\r\nsimon@elsewhere.example'],
        ['an address with another behind a zero', 'olive@harbour.example\0simon@elsewhere.example'],
        ['left out', undefined],
        ['null', null],
      ])('takes no address that is %s, wherever an address is taken', async (_, email) => {
        await ask(email).expect(problem(400, 'invalid_body', 'email'));
        await nobody
          .post('auth/email-verifications', { email })
          .expect(problem(400, 'invalid_body', 'email'));
        await nobody
          .post('auth/sign-in', { email, password: PASSWORD })
          .expect(problem(400, 'invalid_body', 'email'));
        await nobody
          .post('auth/sign-up', { ...newcomer(), email, password: PASSWORD })
          .expect(problem(400, 'invalid_body', 'email'));
      });

      it('takes an address from nowhere but the body', async () => {
        const { email } = await someone();
        await nobody
          .post(`auth/password-resets?email=${encodeURIComponent(email)}`, { email })
          .expect(problem(400, 'invalid_query', 'email'));
      });

      it('mails one link to one address where a body names two', async () => {
        const [one, other] = [await someone(), await someone()];
        await nobody
          .send('post', 'auth/password-resets')
          .set('content-type', 'application/json')
          .send(`{"email":"${one.email}","email":"${other.email}"}`)
          .expect(200);
        const links = await Promise.all(
          [one, other].map(({ email }) => tokensTo(app, email, 'reset-password')),
        );
        expect(links.map((tokens) => tokens.length)).toEqual([0, 1]);
      });

      it.each([
        ['a list', [ANOTHER, ANOTHER]],
        ['an object', { length: 20 }],
        ['null', null],
      ])('takes no new password that is %s', async (_, password) => {
        const token = await linkFor((await someone()).email);
        await reset(token, password).expect(problem(400, 'invalid_body', 'password'));
        await reset(token).expect(200);
      });
    });
  });

  describe('whose link is asked for under another name of the host', () => {
    const EVIL = 'evil.example';
    const variants: [string, Record<string, string>][] = [
      ['Host', { host: EVIL }],
      ['Host with a port', { host: `${EVIL}:80` }],
      ['Host with a user', { host: `auth.test@${EVIL}` }],
      ['X-Forwarded-Host', { 'x-forwarded-host': EVIL }],
      ['X-Forwarded-Host, twice', { 'x-forwarded-host': `auth.test, ${EVIL}` }],
      ['X-Forwarded-Server', { 'x-forwarded-server': EVIL }],
      ['X-Forwarded-Proto and -Port', { 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '666' }],
      ['X-Forwarded-Prefix', { 'x-forwarded-prefix': `//${EVIL}` }],
      ['X-Host', { 'x-host': EVIL }],
      ['X-Original-Host', { 'x-original-host': EVIL }],
      ['X-HTTP-Host-Override', { 'x-http-host-override': EVIL }],
      ['Forwarded', { forwarded: `for=127.0.0.1;host=${EVIL};proto=https` }],
      ['Origin and Referer', { origin: `https://${EVIL}`, referer: `https://${EVIL}/` }],
      ['X-Original-URL and X-Rewrite-URL', { 'x-original-url': `//${EVIL}/`, 'x-rewrite-url': `//${EVIL}/` }],
    ];

    let email: string;
    beforeAll(async () => {
      ({ email } = await someone());
    });

    it.each(variants)('leads to the configured host, with any %s', async (_, headers) => {
      const unconfirmed = newcomer();
      const post = (path: string, body: object) =>
        raw(app.url, { method: 'POST', path: `/api/v2/${path}`, headers, body });
      expect((await post('auth/password-resets', { email })).status).toBe(200);
      expect((await post('auth/sign-up', { ...unconfirmed, password: PASSWORD })).status).toBe(200);
      const { email: other } = unconfirmed;
      expect((await post('auth/email-verifications', { email: other })).status).toBe(200);
      const mails = [...(await mailsTo(app, email)).slice(0, 1), ...(await mailsTo(app, other))];
      const links = mails.flatMap((mail) => mail.links);
      expect(links.length).toBeGreaterThanOrEqual(3);
      for (const link of links) expect(new URL(link).origin).toBe(app.config.AUTH_URL);
      expect(JSON.stringify(mails)).not.toContain(EVIL);
    });
  });

  describe('POST me/password', () => {
    describe('allowed', () => {
      it('ends the other sessions and keeps this one', async () => {
        const { email, client } = await someone();
        const others = [await signIn(app, email), await signIn(app, email)];
        const { body } = await change(client, PASSWORD, ANOTHER).expect(200);
        expect(body).toEqual({ sessions_ended: 2 });
        await client.get('me').expect(200);
        for (const other of others) await other.get('me').expect(problem(401, 'unauthenticated'));
        await enter(email, PASSWORD).expect(problem(401, 'wrong_credentials'));
        await enter(email, ANOTHER).expect(200);
        expect(await ownActivities(client)).toContain('account.password_changed done');
        expect(await templatesTo(app, email)).toContain('password_changed');
      });

      it('voids links to reset it, and sign-ins that wait for a code', async () => {
        const { email, client } = await someone();
        const token = await linkFor(email);
        const authenticator = await enrol(app, client);
        const challenge = await challengeOf(app, email);
        await change(client, PASSWORD, ANOTHER).expect(200);
        await reset(token).expect(problem(409, 'password_reset_revoked'));
        const code = await authenticator.code();
        await nobody.post('auth/two-factor', { challenge, code }).expect(problem(401, 'challenge_ended'));
      });

      it('leaves no session to a sign-in by the old password that came at about the same moment', async () => {
        const { email, client } = await someone();
        for (let round = 0; round < 20; round += 1) {
          const [old, next] = round % 2 ? [ANOTHER, PASSWORD] : [PASSWORD, ANOTHER];
          const [raced, changed] = await Promise.all([enter(email, old), change(client, old, next)]);
          expect(changed.status).toBe(200);
          expect([200, 401]).toContain(raced.status);
          expect(await sessionsOf(client)).toBe(1);
        }
        await client.get('me').expect(200);
      });

      it.each([['before'], ['after']])(
        'leaves no session to a sign-in by the old password that waits just %s it',
        async (when) => {
          const { email, client } = await someone();
          const steps = [() => enter(email, PASSWORD), () => change(client, PASSWORD, ANOTHER)];
          const letGo = await hold(app.db, LOCK, [client.userId]);
          const begun: Promise<Response>[] = [];
          for (const step of when === 'before' ? steps : steps.toReversed()) {
            begun.push(Promise.resolve(step()));
            await waiting(app.db, begun.length);
          }
          await letGo();
          const statuses = (await Promise.all(begun)).map(({ status }) => status);
          expect(statuses).toEqual(when === 'before' ? [200, 200] : [200, 401]);
          expect(await sessionsOf(client)).toBe(1);
          await client.get('me').expect(200);
        },
      );

      it('lets one of two changes at the same moment win, and tells the other', async () => {
        const { client } = await someone();
        const wishes = [`${ANOTHER} and one`, `${ANOTHER} and another`];
        const answers = await atOnce(client, () => wishes.map((wish) => change(client, PASSWORD, wish)));
        expect(told(answers)).toEqual(['200', '403 wrong_password']);
      });

      it('and a link to reset it, used at the same moment, do not stand in each other’s way', async () => {
        const { client, email } = await someone();
        const token = await linkFor(email);
        const answers = await atOnce(client, () => [
          reset(token, `${ANOTHER} by the link`),
          change(client, PASSWORD, ANOTHER),
        ]);
        expect(['200,403 wrong_password', '200,409 password_reset_used']).toContain(told(answers).join());
      });
    });

    describe('refused', () => {
      it('asks for the current password, and touches no session without it', async () => {
        const { email, client } = await someone();
        const other = await signIn(app, email);
        await change(client, 'not the right password', ANOTHER).expect(problem(403, 'wrong_password'));
        await client.get('me').expect(200);
        await other.get('me').expect(200);
        await enter(email, PASSWORD).expect(200);
        expect(await ownActivities(client)).toContain('account.password_changed failed');
        expect(await templatesTo(app, email)).not.toContain('password_changed');
      });

      it('refuses a person who is signed out', async () => {
        await change(nobody, PASSWORD, ANOTHER).expect(problem(401, 'unauthenticated'));
      });
    });

    describe('invalid', () => {
      it.each([
        ['too short', 'password_too_short', () => 'fourteen chars'],
        ['too common', 'password_too_common', () => 'passwordpassword'],
        ['the address', 'password_too_common', (email: string) => email],
      ])('takes no new password that is %s', async (_, code, weak) => {
        const { email, client } = await someone();
        await change(client, PASSWORD, weak(email)).expect(problem(400, code, 'password'));
        await enter(email, PASSWORD).expect(200);
      });

      it('takes nobody else’s id, and no change without the current password', async () => {
        const { client } = await someone();
        await client
          .post('me/password', { password: ANOTHER })
          .expect(problem(400, 'invalid_body', 'current_password'));
        await client
          .post('me/password', { current_password: PASSWORD, password: ANOTHER, user_id: client.userId })
          .expect(problem(400, 'invalid_body', 'user_id'));
      });
    });
  });
});
