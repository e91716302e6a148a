import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import { isPublic } from '../../../apps/api/src/http/route/route.decorator.js';
import { type TestApp, startApp } from '../../support/app.js';
import { type Beside, beside } from '../../support/beside.js';
import { mailsTo, tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, Client, cookieOf, foundAgency, memberIdOf, signedOut } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { raw } from '../../support/raw.js';
import { auditLog } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';

describe('the HTTP side', () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    // As it is deployed: behind something that speaks TLS.
    app = await startApp({ APP_URL: 'https://app.test', AUTH_URL: 'https://auth.test' });
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  describe('every answer', () => {
    const answers = () => ({
      'one that is fine': agency.owner.get('workspaces/current').expect(200),
      'what is said wrongly': agency.owner.patch('workspaces/current', {}).expect(400),
      'nobody knows who asks': signedOut(app).get('me').expect(401),
      'a person may not': agency.view.patch('workspaces/current', { name: 'Mine' }).expect(403),
      'something is not there': agency.owner.get(`workspace-members/${ABSENT}`).expect(404),
      'no route is there': agency.owner.get('nothing').expect(404),
      'no path is there': agency.owner.get('%E0%A4').expect(404),
      'the body is too large': agency.owner.post('workspaces', { name: 'x'.repeat(300_000) }).expect(413),
      'the body is something else': agency.owner
        .send('post', 'workspaces')
        .set('content-type', 'text/xml')
        .send('<a/>')
        .expect(415),
      'the process is alive': signedOut(app).get('/health/live').expect(200),
    });

    it('keeps browsers from reading more into it than it says', async () => {
      for (const [name, answer] of Object.entries(answers())) {
        const { headers } = await answer;
        expect(headers, name).toMatchObject({
          'content-type': 'application/json; charset=utf-8',
          'content-security-policy': "default-src 'none';frame-ancestors 'none'",
          'strict-transport-security': 'max-age=31536000; includeSubDomains',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        });
        for (const header of ['x-powered-by', 'server', 'access-control-allow-origin'])
          expect(headers, name).not.toHaveProperty(header);
      }
    });

    it('is kept in no cache', async () => {
      const { headers } = await agency.owner.get('workspaces/current').expect(200);
      expect(headers['cache-control']).toBe('no-store');
    });

    it('has an id of its own, which a client cannot choose', async () => {
      const ids: string[] = [];
      for (const [name, answer] of Object.entries(answers())) {
        const { headers, body } = await answer.set('x-request-id', 'chosen').set('request-id', 'chosen');
        expect(headers['x-request-id'], name).toMatch(/^[0-9a-f-]{36}$/);
        if (body.statusCode) expect(body.request_id, name).toBe(headers['x-request-id']);
        ids.push(headers['x-request-id']!);
      }
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  describe('the order of checks', () => {
    const path = () => `workspace-members/${ABSENT}`;
    const wrong = { zz: 1 };

    async function whileIn(statement: string, undo: string, work: () => PromiseLike<unknown>): Promise<void> {
      await app.db.superuser.query(statement, [agency.workspaceId]);
      try {
        await work();
      } finally {
        await app.db.superuser.query(undo, [agency.workspaceId]);
      }
    }
    const suspendAll = `update workspace_members set status = 'suspended' where workspace_id = $1 and email like 'v%'`;
    const admitAll = `update workspace_members set status = 'active' where workspace_id = $1 and email like 'v%'`;
    const endSessions = `update workspaces set sessions_valid_from = now() + interval '1 second' where id = $1`;
    const startSessions = 'update workspaces set sessions_valid_from = null where id = $1';

    const faulty = (client: Client, at = path()) =>
      client.send('patch', at).set('content-type', 'application/json');

    it('is first whether there is such a route', async () => {
      for (const method of ['post', 'patch', 'delete'] as const) {
        const sent = () => agency.owner.send(method, 'nothing').set('authorization', 'Bearer x');
        await sent().set('content-type', 'application/json').send('{').expect(problem(404, 'not_found'));
        await sent().set('content-type', 'text/xml').send('<').expect(problem(404, 'not_found'));
        await sent()
          .set('content-type', 'application/json')
          .send(`"${'x'.repeat(300_000)}"`)
          .expect(problem(404, 'not_found'));
      }
    });

    it('then whether the body can be read', async () => {
      const sent = () => faulty(signedOut(app)).set('authorization', 'Bearer x').unset('x-requested-with');
      await sent().send('{').expect(problem(400, 'malformed_request'));
      await sent().set('content-type', 'text/xml').send('<').expect(problem(415, 'unsupported_media_type'));
      await sent()
        .send(`"${'x'.repeat(300_000)}"`)
        .expect(problem(413, 'body_too_large'));
    });

    it('then whether there is one credential', async () => {
      await faulty(agency.owner)
        .set('authorization', 'Bearer x')
        .unset('x-requested-with')
        .send(wrong)
        .expect(problem(400, 'two_credentials'));
    });

    it('then whose it is', async () => {
      const over = new Client(app.url, `__Host-session=${'x'.repeat(43)}`, 'no id');
      await faulty(over).unset('x-requested-with').send(wrong).expect(problem(401, 'unauthenticated'));
      await faulty(signedOut(app).in('no id')).send(wrong).expect(problem(401, 'unauthenticated'));
    });

    it('then whether another site borrows it', async () => {
      await faulty(agency.owner.in('no id'))
        .unset('x-requested-with')
        .send(wrong)
        .expect(problem(403, 'csrf'));
      await faulty(agency.owner.in('no id'))
        .set('x-requested-with', 'XMLHttpRequest')
        .send(wrong)
        .expect(problem(403, 'csrf'));
    });

    it('then whether a workspace is named', async () => {
      await faulty(agency.owner.in('no id'))
        .send(wrong)
        .expect(problem(400, 'invalid_header', 'x-as-workspace'));
      await faulty(agency.owner.in('')).send(wrong).expect(problem(400, 'workspace_required'));
    });

    it('then whether it is one of theirs', async () => {
      await whileIn(endSessions, startSessions, () =>
        faulty(agency.stranger.in(agency.workspaceId)).send(wrong).expect(problem(404, 'not_found')),
      );
    });

    it('then whether the session is still good there', async () => {
      await whileIn(suspendAll, admitAll, () =>
        whileIn(endSessions, startSessions, async () => {
          await faulty(agency.view).send(wrong).expect(problem(401, 'session_ended'));
          await agency.stranger.get('workspaces/current').expect(200);
          await agency.view.get('me').expect(200);
        }),
      );
      await agency.view.get('workspaces/current').expect(200);
    });

    it('then whether the member is', async () => {
      await whileIn(suspendAll, admitAll, () =>
        faulty(agency.view).send(wrong).expect(problem(403, 'member_suspended')),
      );
    });

    it('then whether they may do such a thing', async () => {
      await faulty(agency.view).send(wrong).expect(problem(403, 'permission_required'));
    });

    it('then whether it is said rightly', async () => {
      await faulty(agency.admin)
        .send(wrong)
        .expect(problem(400, 'invalid_body', 'zz'));
    });

    it('and at last the row', async () => {
      await faulty(agency.admin).send({ role: 'view' }).expect(problem(404, 'not_found'));
      const id = await memberIdOf(agency.owner);
      await faulty(agency.admin, `workspace-members/${id}`)
        .send({ role: 'view' })
        .expect(problem(403, 'outranked'));
    });
  });

  describe('credentials', () => {
    it('are pinned to the host, over TLS alone', async () => {
      const credentials = { email: cast.view.email, password: PASSWORD };
      const answer = await signedOut(app).post('auth/sign-in', credentials).expect(200);
      const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
      const [pair, ...attributes] = cookie.split('; ');
      expect(pair).toMatch(/^__Host-session=[\w-]{43}$/);
      expect(attributes.sort()).toEqual([
        expect.stringMatching(/^Expires=/),
        'HttpOnly',
        'Path=/',
        'SameSite=Lax',
        'Secure',
      ]);
      const unpinned = cookieOf(answer).replace('__Host-', '');
      await new Client(app.url, unpinned).get('me').expect(problem(401, 'unauthenticated'));
    });

    it.each(['Bearer x', 'Bearer ', 'Basic b2xpdmU6cGFzc3dvcmQ=', 'x', ''])(
      'are refused where they are not understood: "%s"',
      async (authorization) => {
        await signedOut(app)
          .get('me')
          .set('authorization', authorization)
          .expect(problem(401, 'unauthenticated'));
      },
    );

    it.each(['Bearer x', ''])('are one, never two, on no route: "%s"', async (authorization) => {
      for (const path of ['me', 'workspaces/current', 'invitations/by-token/x', '/health/live'])
        await agency.owner
          .get(path)
          .set('authorization', authorization)
          .expect(problem(400, 'two_credentials'));
    });

    it('are said to be missing in the words of HTTP', async () => {
      const { headers } = await signedOut(app).get('me').expect(problem(401, 'unauthenticated'));
      expect(headers['www-authenticate']).toBe('Bearer');
    });

    it('need a header of our own to change anything, and none to read', async () => {
      await agency.owner.get('me').unset('x-requested-with').expect(200);
      for (const method of ['post', 'patch', 'delete'] as const) {
        const path = { post: 'workspaces', patch: 'me', delete: `workspace-members/${ABSENT}` }[method];
        await agency.owner.send(method, path).unset('x-requested-with').expect(problem(403, 'csrf'));
      }
    });

    it('are not needed to sign in: nothing is borrowed there', async () => {
      const credentials = { email: cast.view.email, password: PASSWORD };
      await signedOut(app).post('auth/sign-in', credentials).unset('x-requested-with').expect(200);
    });
  });

  describe('a path', () => {
    it.each([
      '/api//v2/me',
      '/api/v2//me',
      '/api/v2/./me',
      '/api/v2/x/../me',
      '/api/v2/me/',
      '/api/v2/me/.',
      '/api/v2/me%2f',
      '/api/v2%2fme',
      '/api/v2/%6de%00',
      '/api/v2/me;x=1',
      '/api/v2/ME',
      '/api/v3/me',
      '/api/me',
    ])('is written in one way: %s is another', async (path) => {
      const answer = await raw(app.url, { method: 'GET', path, headers: { cookie: agency.owner.cookie } });
      expect([answer.status, answer.code]).toEqual([404, 'not_found']);
    });

    // Outside /api a page of the console may answer, and says nothing about the caller.
    it.each(['//api/v2/me', '/API/V2/ME', '/me', '/v2/me', '/%61pi/v2/me%00'])('is not %s', async (path) => {
      const answer = await raw(app.url, { method: 'GET', path, headers: { cookie: agency.owner.cookie } });
      expect(answer.text).not.toContain(cast.owner.email);
    });

    it('is served to no other method', async () => {
      const headers = { cookie: agency.owner.cookie, 'x-requested-with': 'console' };
      for (const method of ['PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'DELETE', 'POST']) {
        const answer = await raw(app.url, { method, path: '/api/v2/me/workspaces', headers });
        expect([answer.status, answer.code], method).toEqual([404, 'not_found']);
        expect(answer.headers, method).not.toHaveProperty('access-control-allow-origin');
        expect(answer.headers, method).not.toHaveProperty('allow');
      }
    });

    it('asks of HEAD what it asks of GET', async () => {
      for (const { method, path, permission } of app.app.get(RouteTable).entries) {
        if (method !== 'GET' || isPublic(permission)) continue;
        const at = path.replace(/:\w+/g, ABSENT);
        const answer = await raw(app.url, { method: 'HEAD', path: at });
        expect(answer.status, path).toBe(401);
      }
      const { cookie, workspaceId } = agency.view;
      const headers = { cookie, 'x-as-workspace': workspaceId };
      const refused = await raw(app.url, { method: 'HEAD', path: '/api/v2/audit-logs', headers });
      expect(refused.status).toBe(403);
      const fine = await raw(app.url, { method: 'HEAD', path: '/api/v2/workspaces/current', headers });
      expect([fine.status, fine.text]).toEqual([200, '']);
    });
  });

  describe('where a request comes from', () => {
    const claims = {
      'x-forwarded-for': '203.0.113.7',
      'x-real-ip': '203.0.113.8',
      forwarded: 'for=203.0.113.9;host=elsewhere.example',
      'x-client-ip': '203.0.113.10',
      'true-client-ip': '203.0.113.11',
      'cf-connecting-ip': '203.0.113.12',
    };
    let n = 0;

    /** The address that the log has of a renaming through this process. */
    async function addressSeen(url: string, headers: Record<string, string>): Promise<string> {
      const owner = new Client(url, agency.owner.cookie, agency.workspaceId);
      n += 1;
      await owner
        .send('patch', 'workspaces/current')
        .set(headers)
        .send({ name: `Harbour ${n}` })
        .expect(200);
      return (await auditLog(app, agency.owner, '&activity_type=1002'))[0]!.ip_address;
    }

    it('is what the socket says, against any claim of the client', async () => {
      expect(await addressSeen(app.url, claims)).toBe('127.0.0.1');
    });

    describe('behind a proxy that is trusted', () => {
      let behind: Beside;
      beforeAll(async () => {
        behind = await beside(app, { TRUST_PROXY: '127.0.0.1,10.0.0.0/8' });
      });
      afterAll(() => behind.close());

      it.each([
        ['is what the proxy says', '203.0.113.7', '203.0.113.7'],
        ['is not what the client told the proxy', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
        ['is told on by further trusted ones', '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
        ['may be IPv6', '2001:db8::7', '2001:db8::7'],
        ['is the same client on a dual-stack socket', '::ffff:203.0.113.7', '203.0.113.7'],
      ])('%s', async (_, forwarded, seen) => {
        expect(await addressSeen(behind.url, { ...claims, 'x-forwarded-for': forwarded })).toBe(seen);
      });

      it('is the proxy, where that says nothing', async () => {
        expect(await addressSeen(behind.url, { 'x-real-ip': '203.0.113.8' })).toBe('127.0.0.1');
      });
    });

    it('decides nothing of where mailed links lead', async () => {
      const person = newcomer();
      await signedOut(app)
        .send('post', 'auth/sign-up')
        .set({ host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', ...claims })
        .set({ 'x-forwarded-proto': 'http', origin: 'https://elsewhere.example' })
        .send({ ...person, password: PASSWORD })
        .expect(200);
      const [mail] = await mailsTo(app, person.email);
      expect(mail!.links).toHaveLength(1);
      expect(mail!.links[0]).toMatch(/^https:\/\/auth\.test\/verify-email\/[\w-]{43}$/);
    });
  });

  describe('the log of a process', () => {
    it('names routes by their pattern and holds no secret, however much it tells', async () => {
      const telling = await beside(app, { LOG_LEVEL: 'trace' });
      const nobody = new Client(telling.url);
      const person = newcomer();
      const secrets = [PASSWORD, 'another password of hers'];

      await nobody.post('auth/sign-up', { ...person, password: PASSWORD }).expect(200);
      const [verification = ''] = await tokensTo(app, person.email, 'verify-email');
      await nobody.get(`auth/email-verifications/${verification}`).expect(200);
      await nobody.post(`auth/email-verifications/${verification}`).expect(200);
      await nobody.post('auth/sign-in', { email: person.email, password: secrets[1] }).expect(401);
      const signedIn = await nobody
        .post('auth/sign-in', { email: person.email, password: PASSWORD })
        .expect(200);
      const session = new Client(telling.url, cookieOf(signedIn));
      await session.get('me').expect(200);
      await session.get('me').set('authorization', 'Bearer a-key-that-is-secret').expect(400);
      const { email } = newcomer();
      await agency.owner.post('workspace-members', { email, role: 'view' }).expect(200);
      const [invitation = ''] = await tokensTo(app, email, 'invitations');
      await nobody.get(`invitations/by-token/${invitation}`).expect(200);
      await nobody.post(`invitations/by-token/${invitation}/decline`).expect(200);
      await nobody.get(`invitations/by-token/${invitation}%E0`).expect(404);
      await nobody.get(`elsewhere/${invitation}?token=${verification}`).expect(404);
      await nobody.send('post', 'auth/sign-in').set('content-type', 'application/json').send(`{"${PASSWORD}`);
      await telling.close();

      const text = telling.log.join('');
      const token = cookieOf(signedIn).split('=')[1]!;
      for (const secret of [...secrets, verification, invitation, token, 'a-key-that-is-secret'])
        expect(text).not.toContain(secret);
      const lines = telling.log.map((line) => JSON.parse(line) as { msg: string; request_id?: string });
      const requests = lines.filter(({ msg }) => /^(GET|POST) /.test(msg));
      expect(requests.map(({ msg }) => msg)).toEqual(
        expect.arrayContaining([
          'POST /api/v2/auth/sign-up',
          'GET /api/v2/auth/email-verifications/:token',
          'POST /api/v2/invitations/by-token/:token/decline',
          'GET (unknown)',
        ]),
      );
      for (const line of requests) expect(line.request_id).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('what is open to anybody', () => {
    it.each(['live', 'ready'])('is whether the process is %s', async (question) => {
      const { body } = await signedOut(app).get(`/health/${question}`).expect(200);
      expect(body).toEqual({ status: 'ok' });
    });

    it('is the description of every route, as it is declared', async () => {
      const { body } = await signedOut(app).get('/api/openapi.json').expect(200);
      expect(body.openapi).toMatch(/^3\.1\./);
      for (const { method, path, permission, audit } of app.app.get(RouteTable).entries) {
        const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
        expect(operation, `${method} ${path}`).toMatchObject({
          'x-permission': permission,
          'x-audit': audit,
          responses: { 200: expect.anything(), default: expect.anything() },
        });
      }
    });

    it('is a page to read it, whose scripts come from here', async () => {
      const { text, headers } = await signedOut(app).get('/api/docs').expect(200);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toContain("script-src 'self'");
      const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) {
        const { pathname } = new URL(source, 'https://app.test/api/docs');
        await signedOut(app).get(pathname).expect(200);
      }
    });
  });
});
