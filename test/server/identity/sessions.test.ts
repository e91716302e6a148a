import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import { RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { beside } from '../../support/beside.js';
import { queuedBehind } from '../../support/held.js';
import { mailsTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  Client,
  cookieValue,
  createWorkspace,
  hire,
  mailedToken,
  ownActivities,
  signIn,
  signedOut,
  someone as newAccount,
} from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';
import { NOBODY, knock } from '../../policy/knock.js';
import { closed, inWorkspace, sweep } from '../../policy/sweeps.js';

describe('sessions', () => {
  let app: TestApp;
  let nobody: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
  });
  afterAll(() => app.close());

  const someone = () => newAccount(app);

  interface Listed {
    readonly id: string;
    readonly is_current: boolean;
    readonly user_agent: string | null;
  }
  async function listOf(client: Client): Promise<Listed[]> {
    return (await client.get('me/sessions').expect(200)).body.items;
  }
  async function currentOf(client: Client): Promise<string> {
    return (await listOf(client)).find((one) => one.is_current)!.id;
  }
  const move = (client: Client, column: string, by: string) =>
    app.db.superuser.query(
      `update sessions set ${column} = now() + $1::interval where user_id = $2 and token_hash = $3`,
      [
        by,
        client.userId,
        createHash('sha256')
          .update(client.cookie.split('=')[1] ?? '')
          .digest(),
      ],
    );
  const routes = () => app.app.get(RouteTable).entries;

  describe('GET me/sessions', () => {
    it('lists mine, newest first, and marks the one that asks', async () => {
      const { email, client } = await someone();
      await someone();
      const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
      const answer = await nobody
        .post('auth/sign-in', { email, password: PASSWORD })
        .set('user-agent', firefox)
        .expect(200);
      const { body } = await client.get('me/sessions').expect(200);
      expect(body.items).toHaveLength(2);
      const [newest, oldest] = body.items;
      expect(newest).toEqual({
        id: answer.body.id,
        ip_address: '127.0.0.1',
        user_agent: firefox,
        is_current: false,
        timestamp_authenticated: expect.any(String),
        timestamp_last_seen: expect.any(String),
        timestamp_expires: answer.body.timestamp_expires,
      });
      expect(oldest.is_current).toBe(true);
    });

    it('shows none that has ended by itself', async () => {
      const { email, client } = await someone();
      const [idle, old] = [await signIn(app, email), await signIn(app, email)];
      await move(idle, 'idle_expires_at', '-1 second');
      await move(old, 'expires_at', '-1 second');
      expect(await listOf(client)).toHaveLength(1);
    });

    it('comes in pages', async () => {
      const { email, client } = await someone();
      await signIn(app, email);
      const first = await client.get('me/sessions?limit=1&count=true').expect(200);
      expect(first.body).toMatchObject({ total: 2, total_is_exact: true });
      const cursor = encodeURIComponent(first.body.next_starting_after);
      const second = await client.get(`me/sessions?limit=1&starting_after=${cursor}`).expect(200);
      expect(second.body.items[0].is_current).toBe(true);
      expect(second.body).not.toHaveProperty('next_starting_after');
    });

    it('is not for people without a session', async () => {
      await nobody.get('me/sessions').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('DELETE me/sessions/{id}', () => {
    it('ends that session and no other', async () => {
      const { email, client } = await someone();
      const [one, other] = [await signIn(app, email), await signIn(app, email)];
      const id = await currentOf(one);
      const { body } = await client.delete(`me/sessions/${id}`).expect(200);
      expect(body).toMatchObject({ id, is_current: false });
      await one.get('me').expect(problem(401, 'unauthenticated'));
      await other.get('me').expect(200);
      expect((await ownActivities(client))[0]).toBe('account.session_ended done');
    });

    it('may end the one that asks', async () => {
      const { client } = await someone();
      const answer = await client.delete(`me/sessions/${await currentOf(client)}`).expect(200);
      expect(answer.body.is_current).toBe(true);
      expect(cookieValue(answer, 'session')).toBe('');
      expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
      await client.get('me').expect(problem(401, 'unauthenticated'));
    });

    it('hides those of others as it hides what never was', async () => {
      const [{ client }, other] = [await someone(), await someone()];
      const foreign = await currentOf(other.client);
      const answer = await client.delete(`me/sessions/${foreign}`).expect(problem(404, 'not_found'));
      const nothing = await client.delete(`me/sessions/${NOBODY}`).expect(problem(404, 'not_found'));
      expect(modulo(answer)).toEqual(modulo(nothing));
      await client.delete('me/sessions/everything').expect(problem(404, 'not_found'));
      await other.client.get('me').expect(200);
    });
  });

  describe('DELETE me/sessions', () => {
    it('ends all of mine, this one too, and has the browser forget what it kept', async () => {
      const { email, client } = await someone();
      const [other, neighbour] = [await signIn(app, email), await someone()];
      const answer = await client.delete('me/sessions').expect(200);
      expect(answer.body).toEqual({ count: 2 });
      expect(cookieValue(answer, 'session')).toBe('');
      expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
      for (const ended of [client, other]) await ended.get('me').expect(problem(401, 'unauthenticated'));
      await neighbour.client.get('me').expect(200);
      expect(await ownActivities(await signIn(app, email))).toContain('account.sessions_ended done');
    });

    it('lets no request in that begins after its answer, on any process', async () => {
      const { email, client } = await someone();
      const others = await Promise.all(Array.from({ length: 5 }, () => signIn(app, email)));
      const second = await beside(app, {});
      await client.delete('me/sessions').expect(200);
      const answers = await Promise.all(
        others.flatMap(({ cookie }) => [app.url, second.url].map((url) => new Client(url, cookie).get('me'))),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      await second.close();
    });
  });

  describe('a session', () => {
    it.each([
      ['was not used for a while', 'idle_expires_at'],
      ['was open for as long as any may be', 'expires_at'],
    ])('that %s opens no route', async (_, column) => {
      const owner = await createWorkspace((await someone()).client, 'Over');
      await move(owner, column, '0 seconds');
      const open = await sweep(closed(routes()), (route) => knock(owner, route), '401 unauthenticated');
      expect(open).toEqual([]);
    });

    it('is never longer than its longest life, however much it is used', async () => {
      const { client } = await someone();
      await move(client, 'last_seen_at', '-2 minutes');
      const [before] = (await client.get('me/sessions').expect(200)).body.items;
      const [after] = (await client.get('me/sessions').expect(200)).body.items;
      expect(after.timestamp_expires).toBe(before.timestamp_expires);
    });

    it.each([
      ['nobody gave', () => 'p'.repeat(43)],
      ['is another person’s', (theirs: string) => theirs],
    ])('is never made of a cookie planted before that %s', async (_, plant) => {
      const attacker = await someone();
      const planted = plant(attacker.client.cookie.split('=')[1] ?? '');
      const { email } = await someone();
      const victim = new Client(app.url, `session=${planted}`);
      const answer = await victim.post('auth/sign-in', { email, password: PASSWORD }).expect(200);
      const given = cookieValue(answer, 'session');
      expect(given).toMatch(/^[\w-]{43}$/);
      expect(given).not.toBe(planted);
      const { rows } = await app.db.superuser.query<{ email: string }>(
        'select email from sessions s join users u on u.id = s.user_id where token_hash = $1',
        [createHash('sha256').update(planted).digest()],
      );
      expect(rows.map((row) => row.email)).not.toContain(email);
    });
  });

  describe('a browser', () => {
    const enter = (email: string, device?: string) =>
      new Client(app.url, device === undefined ? '' : `device=${device}`)
        .post('auth/sign-in', { email, password: PASSWORD })
        .expect(200);
    const news = async (email: string) =>
      (await templatesTo(app, email)).filter((name) => name === 'new_device').length;

    it('that is the first of all is no news', async () => {
      const { email } = await someone();
      expect(await news(email)).toBe(0);
    });

    it('that never signed in before is told of by mail, and one that did is not', async () => {
      const { email } = await someone();
      const device = cookieValue(await enter(email), 'device');
      expect(await news(email)).toBe(1);
      const again = await enter(email, device);
      expect(cookieValue(again, 'device')).toBe(device);
      expect(await news(email)).toBe(1);
      const [mail] = await mailsTo(app, email);
      expect(mail?.text).toContain('127.0.0.1');
    });

    it('that is new to the account may bring two sign-ins at the same moment', async () => {
      const { email, client } = await someone();
      const lock = 'select 1 from passwords where user_id = $1 for update';
      const device = 'd'.repeat(43);
      const answers = await queuedBehind(app.db, lock, [client.userId], () => [
        enter(email, device),
        enter(email, device),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await news(email)).toBe(1);
    });

    it('that another person uses is news', async () => {
      const [one, other] = [await someone(), await someone()];
      const device = cookieValue(await enter(one.email), 'device');
      await enter(other.email, device);
      expect(await news(other.email)).toBe(1);
    });

    it('in which a person accepted an invitation is known from then on', async () => {
      const owner = await createWorkspace((await someone()).client, 'Inviting');
      const { email, ...names } = newcomer();
      await owner.post('workspace-members', { email, role: 'view' }).expect(200);
      const token = await mailedToken(app, email, 'invitations');
      const answer = await nobody
        .post(`invitations/by-token/${token}/acceptance`, { ...names, password: PASSWORD })
        .expect(200);
      await enter(email, cookieValue(answer, 'device'));
      expect(await news(email)).toBe(0);
    });

    it('is known by a cookie that scripts cannot read, that opens nothing, and of which only the hash is kept', async () => {
      const { email } = await someone();
      const answer = await enter(email);
      const device = cookieValue(answer, 'device') ?? '';
      const line = (answer.headers['set-cookie'] as unknown as string[]).find((one) =>
        one.startsWith('device='),
      );
      expect(line?.split('; ').slice(1).sort()).toEqual([
        'HttpOnly',
        'Max-Age=34560000',
        'Path=/',
        'SameSite=Lax',
      ]);
      for (const cookie of [`device=${device}`, `session=${device}`]) {
        await new Client(app.url, cookie).get('me').expect(problem(401, 'unauthenticated'));
      }
      const { rows } = await app.db.superuser.query('select d::text as row from known_devices d');
      expect(JSON.stringify(rows)).not.toContain(device);
    });

    it('that brings an empty cookie is a new one each time', async () => {
      const { email } = await someone();
      const given = [
        cookieValue(await enter(email, ''), 'device'),
        cookieValue(await enter(email, ''), 'device'),
      ];
      expect(given[0]).toMatch(/^[\w-]{43}$/);
      expect(given[1]).not.toBe(given[0]);
      expect(await news(email)).toBe(2);
    });
  });

  describe('DELETE workspaces/current/sessions', () => {
    const end = (client: Client) => client.delete('workspaces/current/sessions');

    it('shows everybody out of this workspace, and out of no other', async () => {
      const { email, client } = await someone();
      const owner = await createWorkspace(client, 'Emptied');
      const other = await createWorkspace(client, 'Other of the same owner');
      const person = newcomer();
      const editor = await hire(app, owner, person, 'editor');
      const editors = await createWorkspace(editor, 'Editor’s own');
      const stranger = await createWorkspace((await someone()).client, 'Elsewhere');
      await end(owner).expect(200);
      for (const member of [owner, editor]) {
        const open = await sweep(inWorkspace(routes()), (route) => knock(member, route), '401 session_ended');
        expect(open).toEqual([]);
        await member.get('me').expect(200);
      }
      for (const untouched of [other, editors, stranger])
        await untouched.get('workspaces/current').expect(200);
      const again = (await signIn(app, email)).in(owner.workspaceId);
      await again.get('workspaces/current').expect(200);
      const back = (await signIn(app, person.email)).in(owner.workspaceId);
      await back.get('workspaces/current').expect(200);
      const log = await auditLog(app, again);
      expect(log.filter(({ activity }) => activity === 'workspace.sessions_ended')).toMatchObject([
        { outcome: 'done', target: { type: 'workspace', id: owner.workspaceId } },
      ]);
    });

    it('is for those who may: an admin is one, others are refused and nobody is shown out', async () => {
      const owner = await createWorkspace((await someone()).client, 'Refusing');
      for (const role of ['editor', 'view', 'client']) {
        const member = await hire(app, owner, newcomer(), role);
        await end(member).expect(problem(403, 'permission_required'));
        await member.get('me/permissions').expect(200);
      }
      await owner.get('workspaces/current').expect(200);
      await end(await hire(app, owner, newcomer(), 'admin')).expect(200);
      await owner.get('workspaces/current').expect(problem(401, 'session_ended'));
    });

    it('hides the workspace from a person without business there', async () => {
      const owner = await createWorkspace((await someone()).client, 'Hidden');
      const { client } = await someone();
      await end(client.in(owner.workspaceId)).expect(problem(404, 'not_found'));
      await owner.get('workspaces/current').expect(200);
    });

    it('lets nobody slip in who signed in at the very same millisecond', async () => {
      const owner = await createWorkspace((await someone()).client, 'Same moment');
      await app.db.superuser.query(
        `update workspaces set sessions_valid_from =
           (select max(authenticated_at) from sessions where user_id = $1) where id = $2`,
        [owner.userId, owner.workspaceId],
      );
      await owner.get('workspaces/current').expect(problem(401, 'session_ended'));
    });
  });

  describe('GET me/activity', () => {
    it('lists what happened to my account, newest first, and nobody else’s', async () => {
      const { email, client } = await someone();
      await someone();
      await nobody
        .post('auth/sign-in', { email, password: 'not the right password' })
        .expect(problem(401, 'wrong_credentials'));
      const other = await signIn(app, email);
      await other.post('auth/sign-out').expect(200);
      expect(await ownActivities(client)).toEqual([
        'account.signed_out done',
        'account.signed_in done',
        'account.sign_in_failed failed',
        'account.signed_in done',
        'account.created done',
      ]);
      const { rows } = await app.db.superuser.query('select id from account_activity where user_id = $1', [
        client.userId,
      ]);
      const { body } = await client.get('me/activity').expect(200);
      const ids = (list: { id: string }[]) => list.map(({ id }) => id).sort();
      expect(ids(body.items)).toEqual(ids(rows));
      expect(body.items[0]).toMatchObject({
        timestamp: expect.stringMatching(/Z$/),
        activity_type: 1205,
        ip_address: '127.0.0.1',
        changes: {},
      });
    });

    it('comes in pages that leave nothing out and show nothing twice', async () => {
      const { email, client } = await someone();
      for (let i = 0; i < 3; i += 1) await (await signIn(app, email)).post('auth/sign-out').expect(200);
      const whole = (await client.get('me/activity').expect(200)).body.items as { id: string }[];
      const paged: string[] = [];
      let cursor = '';
      do {
        const { body } = await client.get(`me/activity?limit=3${cursor}`).expect(200);
        paged.push(...body.items.map(({ id }: { id: string }) => id));
        const next = body.next_starting_after as string | undefined;
        cursor = next ? `&starting_after=${encodeURIComponent(next)}` : '';
      } while (cursor);
      expect(paged).toEqual(whole.map(({ id }) => id));
    });

    it('takes no cursor of another person’s list', async () => {
      const [one, other] = [await someone(), await someone()];
      const { body } = await one.client.get('me/activity?limit=1').expect(200);
      const cursor = encodeURIComponent(body.next_starting_after);
      await other.client
        .get(`me/activity?limit=1&starting_after=${cursor}`)
        .expect(problem(400, 'invalid_cursor', 'starting_after'));
    });

    it('is not for people without a session', async () => {
      await nobody.get('me/activity').expect(problem(401, 'unauthenticated'));
    });
  });
});
