import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import { isPublic } from '../../../apps/api/src/http/route/route.decorator.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { Client, cookieOf, createWorkspace, join, signIn, signedOut } from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { until } from '../../support/until.js';

describe('signing in', () => {
  let app: TestApp;
  let nobody: Client;
  let owner: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
    owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
  });
  afterAll(() => app.close());

  const enter = (email: unknown, password: unknown = PASSWORD) =>
    nobody.post('auth/sign-in', { email, password });
  const setCookieOf = ({ headers }: { headers: Record<string, unknown> }) =>
    (headers['set-cookie'] as string[] | undefined)?.join('\n').split('; ') ?? [];
  const tokenOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1);

  /** Moves a moment of the session that belongs to this cookie. */
  async function move(cookie: string, column: string, by: string): Promise<void> {
    const hash = createHash('sha256').update(tokenOf(cookie)).digest();
    await app.db.superuser.query(
      `update sessions set ${column} = now() + $1::interval where token_hash = $2`,
      [by, hash],
    );
  }

  async function withPassword(password: string, person = newcomer()): Promise<string> {
    await nobody.post('auth/sign-up', { ...person, password }).expect(200);
    const [token = ''] = await tokensTo(app, person.email, 'verify-email');
    await nobody.post(`auth/email-verifications/${token}`).expect(200);
    return person.email;
  }

  describe('POST auth/sign-in', () => {
    describe('allowed', () => {
      it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
        const answer = await enter(cast.owner.email).expect(200);
        const [pair, ...attributes] = (answer.headers['set-cookie']?.[0] ?? '').split('; ');
        expect(pair).toMatch(/^session=[\w-]{43}$/);
        expect(attributes.sort()).toEqual([
          expect.stringMatching(/^Expires=/),
          'HttpOnly',
          'Path=/',
          'SameSite=Lax',
        ]);
        expect(Object.keys(answer.body).sort()).toEqual(['id', 'timestamp_expires']);
      });

      it('makes a new token each time, with any cookies of the client', async () => {
        const planted = `session=${'p'.repeat(43)}`;
        const bring = (cookie: string) =>
          new Client(app.url, cookie).post('auth/sign-in', { email: cast.owner.email, password: PASSWORD });
        const first = cookieOf(await bring(planted).expect(200));
        const second = cookieOf(await bring(first).expect(200));
        expect(new Set([planted, first, second]).size).toBe(3);
        await new Client(app.url, planted).get('me').expect(problem(401, 'unauthenticated'));
        await new Client(app.url, second).get('me').expect(200);
      });

      it('leaves one session in a browser, not two, and another person’s alone', async () => {
        const { email } = await (await join(app, newcomer())).get('me').then(({ body }) => body);
        const [mine, theirs] = [await signIn(app, email), await signIn(app, cast.owner.email)];
        for (const { cookie } of [mine, theirs]) {
          await new Client(app.url, cookie).post('auth/sign-in', { email, password: PASSWORD }).expect(200);
        }
        await mine.get('me').expect(problem(401, 'unauthenticated'));
        await theirs.get('me').expect(200);
      });

      it('keeps nothing of the token but its hash, and nothing of the password but a slow one', async () => {
        const cookie = cookieOf(await enter(cast.owner.email).expect(200));
        const { rows } = await app.db.superuser.query('select s::text as row from sessions s');
        const rowsText = rows.map(({ row }) => row).join('\n');
        expect(rowsText).toContain(createHash('sha256').update(tokenOf(cookie)).digest('hex'));
        expect(rowsText).not.toContain(tokenOf(cookie));
        const { rows: passwords } = await app.db.superuser.query('select hash from passwords');
        for (const { hash } of passwords) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      });

      it('knows an address in any case, composed or not', async () => {
        const person = { ...newcomer(), email: 'josé.álvarez@newcomers.example' };
        await withPassword(PASSWORD, person);
        for (const written of ['JOSÉ.Álvarez@Newcomers.EXAMPLE', person.email.normalize('NFD')]) {
          const { body } = await (await signIn(app, written)).get('me').expect(200);
          expect(body.email).toBe(person.email);
        }
      });

      it('knows a password composed or not', async () => {
        const email = await withPassword('une lanterne à la jetée'.normalize('NFC'));
        await enter(email, 'une lanterne à la jetée'.normalize('NFD')).expect(200);
      });
    });

    describe('refused', () => {
      it('answers the same for a wrong password and for an address nobody knows', async () => {
        const { email } = newcomer();
        const wrong = await enter(cast.owner.email, 'not the right password').expect(
          problem(401, 'wrong_credentials'),
        );
        const unknown = await enter(email, 'not the right password').expect(
          problem(401, 'wrong_credentials'),
        );
        expect(modulo(wrong)).toEqual(modulo(unknown));
        expect(unknown.headers).not.toHaveProperty('set-cookie');
      });

      it('asks for the confirmation of an address first, and sends the link for it', async () => {
        const person = newcomer();
        await nobody.post('auth/sign-up', { ...person, password: PASSWORD }).expect(200);
        const [first] = await tokensTo(app, person.email, 'verify-email');
        const answer = await enter(person.email).expect(problem(403, 'email_unverified'));
        expect(answer.headers).not.toHaveProperty('set-cookie');
        const [second = ''] = await tokensTo(app, person.email, 'verify-email');
        expect(second).not.toBe(first);
        await nobody.post(`auth/email-verifications/${second}`).expect(200);
        await enter(person.email).expect(200);
      });

      it('says nothing of an unconfirmed address to a person with another password', async () => {
        const person = newcomer();
        await nobody.post('auth/sign-up', { ...person, password: PASSWORD }).expect(200);
        await enter(person.email, 'not the right password').expect(problem(401, 'wrong_credentials'));
        expect(await tokensTo(app, person.email, 'verify-email')).toHaveLength(1);
      });

      it.each([
        ['the 73rd byte on', `${'x'.repeat(36)}${'harbour '.repeat(5)}`, (p: string) => p.slice(0, 72)],
        [
          'the 1024th character',
          'harbour lights '.repeat(69).slice(0, 1024),
          (p: string) => p.slice(0, 1023),
        ],
        ['its case', 'A Lantern On The Wall', (p: string) => p.toLowerCase()],
        ['a space at its end', 'a lantern on the wall ', (p: string) => p.trim()],
        ['a space at its start', ' a lantern on the wall', (p: string) => p.trim()],
      ])('reads a password to its end: %s matters', async (_, password, nearly) => {
        const email = await withPassword(password);
        await enter(email, nearly(password)).expect(problem(401, 'wrong_credentials'));
        await enter(email, password).expect(200);
      });
    });

    describe('invalid', () => {
      it.each([
        ['a list', [cast.owner.email, 'simon@elsewhere.example']],
        ['a list of one', [cast.owner.email]],
        ['an object', { $ne: null }],
        ['a number', 1],
        ['true', true],
        ['null', null],
        ['left out', undefined],
      ])('takes neither an address nor a password that is %s', async (_, value) => {
        await enter(value).expect(problem(400, 'invalid_body', 'email'));
        await nobody
          .post('auth/sign-in', { email: cast.owner.email, password: value })
          .expect(problem(400, 'invalid_body', 'password'));
      });

      it.each(['user_id', 'workspace_id', 'role'])('takes no %s', async (field) => {
        await nobody
          .post('auth/sign-in', { email: cast.owner.email, password: PASSWORD, [field]: owner.userId })
          .expect(problem(400, 'invalid_body', field));
      });
    });
  });

  describe('POST auth/sign-out', () => {
    it('ends this session on the server: no route knows it any more', async () => {
      const session = (await signIn(app, cast.owner.email)).in(owner.workspaceId);
      await session.get('workspaces/current').expect(200);
      const answer = await session.post('auth/sign-out').expect(200);
      expect(setCookieOf(answer)[0]).toBe('session=');
      expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');

      const routes = app.app.get(RouteTable).entries.filter((route) => !isPublic(route.permission));
      expect(routes.length).toBeGreaterThan(10);
      for (const { method, path } of routes) {
        const at = path.replace(/:\w+/g, owner.userId);
        const again = await session
          .send(method.toLowerCase() as 'get', at)
          .expect(problem(401, 'unauthenticated'));
        expect(again.headers['www-authenticate'], `${method} ${path}`).toBe('Bearer');
      }
    });

    it('leaves the other sessions of the person alone', async () => {
      const [one, other] = [await signIn(app, cast.owner.email), await signIn(app, cast.owner.email)];
      await one.post('auth/sign-out').expect(200);
      await other.get('me').expect(200);
    });

    it('refuses a person without a session', async () => {
      await nobody.post('auth/sign-out').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('a session', () => {
    it('is not opened by its token as a bearer, nor beside a credential of another kind', async () => {
      const { cookie } = await signIn(app, cast.owner.email);
      const bearer = { authorization: `Bearer ${tokenOf(cookie)}` };
      await nobody.send('get', 'me').set(bearer).expect(problem(401, 'unauthenticated'));
      await new Client(app.url, cookie).send('get', 'me').set(bearer).expect(problem(400, 'two_credentials'));
    });

    it('ends when it was not used for a while', async () => {
      const session = await signIn(app, cast.owner.email);
      await move(session.cookie, 'idle_expires_at', '-1 second');
      await session.get('me').expect(problem(401, 'unauthenticated'));
    });

    it('ends after its longest life, however much it is used', async () => {
      const session = await signIn(app, cast.owner.email);
      await move(session.cookie, 'expires_at', '-1 second');
      await session.get('me').expect(problem(401, 'unauthenticated'));
    });

    it('stays when it is used, at the cost of one write a minute', async () => {
      const session = await signIn(app, cast.owner.email);
      await move(session.cookie, 'idle_expires_at', '1 minute');
      await move(session.cookie, 'last_seen_at', '-2 minutes');
      await session.get('me').expect(200);
      const hash = createHash('sha256').update(tokenOf(session.cookie)).digest();
      await until('the session was prolonged', async () => {
        const { rows } = await app.db.superuser.query(
          `select 1 from sessions where token_hash = $1 and idle_expires_at > now() + interval '6 days'`,
          [hash],
        );
        return rows.length > 0;
      });
    });

    it.each([
      ['a token nobody gave', () => `session=${'x'.repeat(43)}`],
      ['nothing', () => 'session='],
      ['the id of the session', (body: { id: string }) => `session=${body.id}`],
      [
        'its hash',
        (_: object, token: string) => `session=${createHash('sha256').update(token).digest('hex')}`,
      ],
      ['the token and a character', (_: object, token: string) => `session=${token}x`],
      ['the token in another case', (_: object, token: string) => `session=${token.toUpperCase()}`],
      ['the token under another name', (_: object, token: string) => `Session=${token}`],
      ['a token of 8 kB', () => `session=${'x'.repeat(8000)}`],
      ['the token under the name it has over TLS', (_: object, token: string) => `__Host-session=${token}`],
    ])('is not opened by %s', async (_, forge) => {
      const answer = await enter(cast.owner.email).expect(200);
      const cookie = forge(answer.body, tokenOf(cookieOf(answer)));
      await new Client(app.url, cookie).get('me').expect(problem(401, 'unauthenticated'));
    });
  });
});
