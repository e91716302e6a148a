import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { PASSWORD } from '../../../seeds/cast.js';
import { freshActs } from '../../../apps/api/src/http/gate/fresh.js';
import { type RouteEntry, RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import { totpCode, totpStepAt } from '../../../apps/api/src/identity/two-factor/totp.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { challenges, enrol, wrongCode } from '../../support/authenticator.js';
import { linkSubs } from '../../support/groups.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  Client,
  cookieOf,
  createWorkspace,
  goStale,
  hire,
  join,
  memberIdOf,
  ownActivities,
  signIn,
  signedOut,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { raw } from '../../support/raw.js';
import { allRows } from '../../support/rows.js';
import { settled } from '../../support/until.js';
import { headersOf, knock, nameOf } from '../../policy/knock.js';
import { unsafe } from '../../policy/sweeps.js';

const ADMIN = systemRoles.admin.id;

describe('a fresh login', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  interface Someone {
    readonly email: string;
    readonly client: Client;
  }
  async function someone(): Promise<Someone> {
    const person = newcomer();
    return { email: person.email, client: await join(app, person) };
  }

  const prove = (client: Client, body: object = { password: PASSWORD }) =>
    client.post('auth/reauthentication', body);

  /** The same person, proved again: the cookie is another. */
  async function freshen(client: Client): Promise<Client> {
    const cookie = cookieOf(await prove(client).expect(200));
    return new Client(client.url, cookie, client.workspaceId, client.userId);
  }

  describe('POST auth/reauthentication', () => {
    it('gives a new cookie for the same session, and the old one is dead', async () => {
      const { client } = await someone();
      const id = async (one: Client) => (await one.get('me/sessions').expect(200)).body.items[0].id;
      const before = await id(client);
      await goStale(app, client);
      const answer = await prove(client).expect(200);
      expect(answer.body).toEqual({
        sec: expect.stringMatching(/^[\w-]{43}$/),
        timestamp_expires: expect.stringMatching(/Z$/),
      });
      const minutes = (Date.parse(answer.body.timestamp_expires) - Date.now()) / 60_000;
      expect(minutes).toBeGreaterThan(9);
      expect(minutes).toBeLessThanOrEqual(10.1);
      await client.get('me').expect(problem(401, 'unauthenticated'));
      const renewed = new Client(app.url, cookieOf(answer));
      expect(await id(renewed)).toBe(before);
      await new Client(app.url, `session=${answer.body.sec}`)
        .get('me')
        .expect(problem(401, 'unauthenticated'));
      expect((await ownActivities(renewed))[0]).toBe('account.reauthenticated done');
    });

    it('does not make a session live longer', async () => {
      const { client } = await someone();
      const ends = async (one: Client) =>
        (await one.get('me/sessions').expect(200)).body.items[0].timestamp_expires;
      const before = await ends(client);
      expect(await ends(await freshen(client))).toBe(before);
    });

    it('leaves the other sessions of the person as stale as they were', async () => {
      const { email, client } = await someone();
      const other = await signIn(app, email);
      await goStale(app, client);
      await freshen(client);
      await other.delete('me/sessions').expect(problem(403, 'reauth_required'));
    });

    it('lasts ten minutes', async () => {
      const { client } = await someone();
      const fresh = await freshen(client);
      await app.db.superuser.query(
        `update sessions set authenticated_at = now() - interval '1 hour',
         reauthenticated_at = now() - interval '10 minutes 1 second' where user_id = $1`,
        [client.userId],
      );
      await fresh.post('me/two-factor').expect(problem(403, 'reauth_required'));
    });

    it('refuses a wrong password, and the session stays as it was', async () => {
      const { client } = await someone();
      await goStale(app, client);
      const answer = await prove(client, { password: 'not the right password' }).expect(
        problem(403, 'wrong_password'),
      );
      expect(answer.headers).not.toHaveProperty('set-cookie');
      await client.get('me').expect(200);
      await client.post('me/two-factor').expect(problem(403, 'reauth_required'));
      expect((await ownActivities(client))[0]).toBe('account.reauthenticated failed');
    });

    it('refuses another person’s password', async () => {
      const [{ client }, other] = [await someone(), await someone()];
      const changed = { current_password: PASSWORD, password: 'a buoy beyond the breakwater' };
      await other.client.post('me/password', changed).expect(200);
      await prove(client, { password: changed.password }).expect(problem(403, 'wrong_password'));
    });

    it('refuses people without a session', async () => {
      await prove(signedOut(app)).expect(problem(401, 'unauthenticated'));
    });

    it.each([
      ['a list', [PASSWORD]],
      ['an object', { $ne: null }],
      ['null', null],
      ['left out', undefined],
    ])('takes no password that is %s', async (_, password) => {
      const { client } = await someone();
      await prove(client, { password }).expect(problem(400, 'invalid_body', 'password'));
    });

    describe('with a second factor', () => {
      it('asks for a code, and tells a wrong one from none', async () => {
        const { client } = await someone();
        const by = await enrol(app, client);
        await goStale(app, client);
        await prove(client).expect(problem(400, 'code_required', 'code'));
        await prove(client, { password: PASSWORD, code: wrongCode(by) }).expect(problem(403, 'wrong_code'));
        await client.post('me/two-factor/recovery-codes').expect(problem(403, 'reauth_required'));
        const code = await by.code();
        await prove(client, { password: 'not the right password', code }).expect(
          problem(403, 'wrong_password'),
        );
        await prove(client, { password: PASSWORD, code }).expect(200);
      });

      it('takes no code twice, not even one that signed in', async () => {
        const { client } = await someone();
        const by = await enrol(app, client);
        const [challenge] = await challenges(app, by.userId, 1);
        const code = totpCode(by.secret, totpStepAt(new Date()) + 1);
        await signedOut(app).post('auth/two-factor', { challenge, code }).expect(200);
        await prove(client, { password: PASSWORD, code }).expect(problem(403, 'wrong_code'));
      });

      it('takes a recovery code, and the person is told', async () => {
        const { email, client } = await someone();
        const { recoveryCodes } = await enrol(app, client);
        const body = { password: PASSWORD, code: recoveryCodes[0] };
        const fresh = new Client(app.url, cookieOf(await prove(client, body).expect(200)));
        await prove(fresh, body).expect(problem(403, 'wrong_code'));
        expect(await templatesTo(app, email)).toContain('recovery_code_used');
      });
    });
  });

  describe('THE LIST', () => {
    interface Act {
      /** What stands for `:id`. */
      readonly id?: string;
      readonly body?: object;
    }
    /** For each entry a call that would be heard, and what the other branch of a conditional one looks like. */
    const acts: Record<string, { needs: () => Promise<Act>; needsNot?: () => Promise<Act> }> = {
      'POST /api/v2/me/password': {
        needs: () => act({ body: { current_password: PASSWORD, password: 'a buoy beyond the breakwater' } }),
      },
      'POST /api/v2/me/two-factor': { needs: () => act() },
      'PATCH /api/v2/me/two-factor': { needs: () => act({ body: { code: '123456' } }) },
      'DELETE /api/v2/me/two-factor': { needs: () => act() },
      'POST /api/v2/me/two-factor/replacement': { needs: () => act() },
      'PATCH /api/v2/me/two-factor/replacement': { needs: () => act({ body: { code: '123456' } }) },
      'POST /api/v2/me/two-factor/recovery-codes': { needs: () => act() },
      'DELETE /api/v2/me/sessions': { needs: () => act() },
      'DELETE /api/v2/me/sessions/:id': {
        needs: async () => {
          const { body } = await (await signIn(app, owner.email)).get('me/sessions?limit=1').expect(200);
          return { id: body.items[0].id };
        },
      },
      'DELETE /api/v2/workspaces/current/sessions': { needs: () => act() },
      'POST /api/v2/workspaces/current/change-owner': {
        needs: () => act({ body: { email: newcomer().email, sec: 'of another login' } }),
      },
      'POST /api/v2/workspaces/current/change-owner/confirmation': { needs: () => act() },
      'POST /api/v2/workspaces/current/change-owner/reversal': { needs: () => act() },
      'POST /api/v2/workspaces/current/schedule-for-removal': { needs: () => act() },
      'PATCH /api/v2/workspaces/current/settings': {
        needs: () => act({ body: { two_factor_required: false } }),
        needsNot: () => act({ body: { two_factor_required: true } }),
      },
      'POST /api/v2/workspace-group-members/:id/acceptance': {
        needs: async () => act({ id: await invited() }),
      },
      'POST /api/v2/workspace-group-members/:id/ceiling-requests/acceptance': {
        needs: async () => act({ id: await below(await another()), body: { permissions: [] } }),
      },
      'POST /api/v2/workspace-group-members/:id/hand-over': {
        needs: async () => {
          const [id = ''] = await linkSubs(app, workspace.workspaceId, [(await another()).workspaceId]);
          return { id, body: { email: newcomer().email } };
        },
      },
      'POST /api/v2/workspace-group-members/:id/adoptions': {
        needs: async () => act({ id: await below(await another()), body: { members: [] } }),
      },
      'POST /api/v2/group-invitations/by-token/:token/acceptance': {
        needs: async () => {
          await invited();
          return { id: (await tokensTo(app, owner.email, 'group-invitations'))[0]! };
        },
      },
      'POST /api/v2/workspace-group/grants': {
        needs: () => inGroup('all'),
        needsNot: () => inGroup(['0192a000-0000-7000-8000-00000000dead']),
      },
      'POST /api/v2/workspace-group/leavers': { needs: () => act({ body: { user_id: viewer.userId } }) },
      'POST /api/v2/roles/:id/publication/acceptance': {
        needs: async () => {
          const { body } = await workspace.post('roles', { name: 'Reader', permissions: ['leads:read'] });
          return { id: body.id, body: { permissions: ['leads:read'] } };
        },
      },
      'POST /api/v2/api-keys': { needs: () => act({ body: { name: 'Import', scopes: ['leads:read'] } }) },
      'POST /api/v2/api-keys/:id/rotation': {
        needs: async () => {
          const { body } = await workspace.post('api-keys', { name: 'Import', scopes: ['leads:read'] });
          return { id: body.id, body: {} };
        },
      },
    };
    const act = (given: Act = {}) => Promise.resolve(given);
    const another = () => createWorkspace(owner.client, 'Another');
    const below = async (above: Client) =>
      (await linkSubs(app, above.workspaceId, [workspace.workspaceId]))[0]!;
    /** Another workspace asks this one to be below it. */
    async function invited(): Promise<string> {
      const asked = { sub_workspace_id: workspace.workspaceId };
      return (await (await another()).post('workspace-group-members', asked).expect(200)).body.id;
    }
    const inGroup = async (subs: 'all' | string[]) =>
      act({ body: { member_ids: [await memberIdOf(viewer)], role_id: systemRoles.view.id, subs } });

    let owner: Someone;
    let workspace: Client;
    let viewer: Client;

    beforeEach(async () => {
      owner = await someone();
      workspace = await createWorkspace(owner.client, 'Guarded');
      viewer = await hire(app, workspace, newcomer(), 'view');
    });

    /** A member who waits for an admin's last word. */
    async function waiting(): Promise<string> {
      const member = await memberIdOf(viewer);
      await app.db.superuser.query(
        `update workspace_members set status = 'needs_confirmation' where id = $1`,
        [member],
      );
      return member;
    }

    const send = (client: Client, route: string, { id = '', body }: Act) => {
      const [method = '', path = ''] = route.split(' ');
      return client.send(method.toLowerCase() as 'get', path.replace(/:id|:token/, id)).send(body);
    };

    /** Everything but the logs, where a refusal is kept on purpose; and how many sessions there are. */
    async function everything(): Promise<object> {
      await settled(app);
      const rows = Object.entries(await allRows(app.db)).filter(([table]) => !table.startsWith('audit_'));
      const { rows: sessions } = await app.db.superuser.query('select id, user_id from sessions order by id');
      return { ...Object.fromEntries(rows), sessions };
    }

    it('is known here by heart', () => {
      expect(Object.keys(acts).sort()).toEqual(Object.keys(freshActs).sort());
      const conditional = Object.entries(freshActs).filter(([, when]) => when !== true);
      expect(Object.keys(acts).filter((route) => acts[route]?.needsNot)).toEqual(
        conditional.map(([route]) => route),
      );
    });

    it('names routes that exist', () => {
      const names = app.app.get(RouteTable).entries.map(nameOf);
      expect(names).toEqual(expect.arrayContaining(Object.keys(freshActs)));
    });

    it.each(Object.keys(freshActs))(
      '%s is refused with a stale login, and done with a fresh one',
      async (route) => {
        const given = await acts[route]!.needs();
        await workspace.get('workspaces/current').expect(200);
        await goStale(app, workspace);
        const before = await everything();
        await send(workspace, route, given).expect(problem(403, 'reauth_required'));
        expect(await everything()).toEqual(before);
        const answer = await send(await freshen(workspace), route, given);
        expect(answer.body.code).not.toBe('reauth_required');
        expect([200, 403, 409]).toContain(answer.status);
      },
    );

    const conditional = Object.keys(acts).filter((route) => acts[route]?.needsNot);
    it.each(conditional)('%s needs none where nothing is put at risk', async (route) => {
      await goStale(app, workspace);
      const answer = await send(workspace, route, await acts[route]!.needsNot!());
      expect(answer.body.code).not.toBe('reauth_required');
    });

    it('has every way in it by which a person becomes an admin', async () => {
      const pending = await workspace
        .post('workspace-members', { email: newcomer().email, role: 'view' })
        .expect(200);
      const [email, member] = [newcomer().email, await memberIdOf(viewer)];
      await goStale(app, workspace);
      const ways: [string, string, object][] = [];
      for (const roles of [
        { role: 'admin' },
        { role_ids: [ADMIN] },
        { role_ids: [ADMIN.toUpperCase()] },
        { role_ids: [systemRoles.view.id, ADMIN] },
      ]) {
        ways.push(
          ['post', 'workspace-members', { email, ...roles }],
          ['post', 'invitations', { emails: [email], ...roles }],
          ['patch', `workspace-members/${member}`, roles],
          ['patch', `workspace-members/${pending.body.id}`, roles],
          ['post', 'service-principals', { name: 'Import', ...roles }],
        );
      }
      ways.push(['post', 'grants', { member_id: member, role_id: ADMIN }]);
      for (const [method, path, body] of ways) {
        await workspace
          .send(method as 'post', path)
          .send(body)
          .expect(problem(403, 'reauth_required'));
      }
      const { rows } = await app.db.superuser.query(
        'select 1 from grants where workspace_id = $1 and role_id = $2',
        [workspace.workspaceId, ADMIN],
      );
      expect(rows).toEqual([]);
      const id = await waiting();
      await app.db.superuser.query('update grants set role_id = $1 where member_id = $2', [ADMIN, id]);
      await workspace.post(`invitations/${id}/confirmation`).expect(problem(403, 'reauth_required'));
    });

    it('is not left by spelling a path otherwise', async () => {
      await workspace.get('workspaces/current').expect(200);
      await goStale(app, workspace);
      const before = await everything();
      const spellings = (path: string) => [
        `${path}/`,
        `/${path}`,
        path.replace('/v2/', '/v2//'),
        path.replace('/v2/', '/./v2/'),
        path.replace('/v2/', '/V2/'),
        path.replace('/me', '/%6de').replace('/workspaces', '/%77orkspaces'),
        path.replace('/me', '/Me').replace('/workspaces', '/Workspaces'),
        `${path};x=1`,
        `${path}%2f`,
        `${path}?`,
        `${path}#x`,
      ];
      for (const path of ['/api/v2/me/sessions', '/api/v2/workspaces/current/sessions']) {
        for (const spelt of spellings(path)) {
          const { code } = await raw(app.url, {
            method: 'DELETE',
            path: spelt,
            headers: headersOf(workspace),
          });
          expect(['not_found', 'invalid_query', 'reauth_required'], spelt).toContain(code);
        }
      }
      expect(await everything()).toEqual(before);
    });

    it('is asked for after the permission, and before the row: it tells neither who may nor what there is', async () => {
      await goStale(app, viewer);
      await viewer.delete('workspaces/current/sessions').expect(problem(403, 'permission_required'));
      await goStale(app, workspace);
      await workspace
        .patch('workspace-members/01920000-0000-7000-8000-00000000dead', { role: 'admin' })
        .expect(problem(403, 'reauth_required'));
    });

    it('leaves every other act alone', async () => {
      await goStale(app, workspace);
      const last = 'POST /api/v2/auth/sign-out';
      const others = unsafe(app.app.get(RouteTable).entries).filter((route) => !(nameOf(route) in freshActs));
      const inOrder = [
        ...others.filter((route) => nameOf(route) !== last),
        ...others.filter((route) => nameOf(route) === last),
      ] as RouteEntry[];
      expect(inOrder.length).toBeGreaterThan(10);
      for (const route of inOrder) {
        const { code } = await knock(workspace, route);
        expect(code, nameOf(route)).not.toBe('reauth_required');
        expect(code, nameOf(route)).not.toBe('unauthenticated');
      }
    });
  });
});
