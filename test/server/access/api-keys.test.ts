import { expand, grantable, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { hold, waiting } from '../../support/held.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  type Agency,
  Client,
  createWorkspace,
  foundAgency,
  goStale,
  hire,
  memberIdOf,
  signedOut,
  withKey,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog, until } from '../../support/until.js';
import { isFull } from '../../support/profile.js';

const ABSENT = '01920000-0000-7000-8000-00000000dead';

describe('API keys', () => {
  let app: TestApp;
  let agency: Agency;
  let owner: Client;
  let admin: Client;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    ({ owner, admin } = agency);
  });
  afterAll(() => app.close());

  const make = async (by: Client, body: object = {}) =>
    (await by.post('api-keys', { name: 'Import', scopes: ['workspace_members:read'], ...body }).expect(200))
      .body;
  /** A program with a key of these scopes. */
  const program = async (by: Client, scopes: readonly string[], more: object = {}) => {
    const { key, id } = await make(by, { scopes, ...more });
    return { id: id as string, as: withKey(app, key) };
  };
  const mayNow = async (who: Client): Promise<string[]> =>
    (await who.get('me/permissions').expect(200)).body.permissions;
  const service = async (roles: object, by = owner) =>
    (await by.post('service-principals', { name: 'Nightly import', ...roles }).expect(200)).body;

  describe('making one', () => {
    it('shows the key once, in the format of the shared API, and tells the log and those concerned', async () => {
      const made = await make(admin, { name: ' Nightly import ', scopes: ['leads:read', 'all:read'] });
      expect(made).toEqual({
        id: expect.stringMatching(/-7/),
        name: 'Nightly import',
        scopes: ['all:read', 'leads:read'],
        key: expect.stringMatching(/^key_[\w-]{43}$/),
        organization_id: agency.workspaceId,
        member_id: await memberIdOf(admin),
        parent_id: null,
        created_by: admin.userId,
        expires_at: null,
        last_used_at: null,
        previous_valid_until: null,
        via_link_id: null,
        timestamp_created: expect.stringMatching(/Z$/),
        timestamp_updated: expect.stringMatching(/Z$/),
      });
      const { key, ...rest } = made;
      const shown = { ...rest, key: `${key.slice(0, 12)}${'•'.repeat(8)}` };
      expect((await owner.get(`api-keys/${made.id}`).expect(200)).body).toEqual(shown);
      expect((await owner.get('api-keys?limit=100').expect(200)).body.items).toContainEqual(shown);

      const [record] = (await auditLog(app, owner)).filter(({ target }) => target.id === made.id);
      expect(record).toMatchObject({ activity_type: 37, activity: 'api_key.created', user_id: admin.userId });
      expect(JSON.stringify(record)).not.toContain(key.slice(4));
      expect(await templatesTo(app, 'olive@harbour.example')).toContain('key_created');
      const { rows } = await app.db.superuser.query(
        `select 1 from api_keys k where k::text like '%' || substr($1, 13) || '%'`,
        [key],
      );
      expect(rows).toEqual([]);
    });

    it.each(['editor', 'view', 'client'] as const)('is not for the %s', async (role) => {
      const body = { name: 'Import', scopes: ['leads:read'] };
      await agency[role].post('api-keys', body).expect(problem(403, 'permission_required'));
    });

    it('needs a fresh login', async () => {
      const other = await hire(app, owner, newcomer(), 'admin');
      await goStale(app, other);
      await other
        .post('api-keys', { name: 'Import', scopes: ['leads:read'] })
        .expect(problem(403, 'reauth_required'));
    });

    it.each([
      ['what is the owner’s alone', { scopes: ['workspace_ownership:update'] }, 'scopes.0'],
      ['a word of no vocabulary', { scopes: ['leads:everything'] }, 'scopes.0'],
      ['no scope', { scopes: [] }, 'scopes'],
      ['no name', { name: ' ' }, 'name'],
      ['an end in the past', { expires_at: '2020-01-01T00:00:00.000Z' }, 'expires_at'],
      ['an end that is no time', { expires_at: 'tomorrow' }, 'expires_at'],
      ['an owner who is not here', { member_id: ABSENT }, 'member_id'],
      ['an unknown property', { user_id: ABSENT }, 'user_id'],
    ])('takes not %s', async (_, body, field) => {
      const answer = await owner.post('api-keys', { name: 'Import', scopes: ['leads:read'], ...body });
      expect(answer.status).toBe(400);
      expect(answer.body.details.map(({ path }: { path: string }) => path)).toContain(field);
    });

    it('gives nobody a key in another person’s name', async () => {
      const member_id = await memberIdOf(agency.view);
      await owner
        .post('api-keys', { name: 'Import', scopes: ['leads:read'], member_id })
        .expect(problem(403, 'foreign_key'));
    });

    it('puts nothing in that its owner does not hold', async () => {
      const { body: role } = await owner
        .post('roles', { name: 'Keys alone', permissions: ['api_keys:create', 'leads:read'] })
        .expect(200);
      const keeper = await hire(app, owner, newcomer(), 'view');
      await owner.patch(`workspace-members/${await memberIdOf(keeper)}`, { role_ids: [role.id] }).expect(200);
      for (const scopes of [['leads:delete'], ['leads:all'], ['all:read'], ['all:all']])
        await keeper.post('api-keys', { name: 'Import', scopes }).expect(problem(403, 'scope_beyond_own'));
      const { as } = await program(keeper, ['leads:read', 'api_keys:create']);
      expect(await mayNow(as)).toEqual(['api_keys:create', 'leads:read']);
    });
  });

  describe('using one', () => {
    it('needs no header, and names the workspace it belongs to', async () => {
      const { as } = await program(admin, ['workspaces:read']);
      const { body, headers } = await as.get('workspaces/current').expect(200);
      expect(body.id).toBe(agency.workspaceId);
      expect(headers['x-access-via']).toBe('direct');
      await as.in(agency.workspaceId).get('workspaces/current').expect(200);
    });

    it('reaches no other workspace, though its owner is a member there', async () => {
      const elsewhere = (await admin.post('workspaces', { name: 'Second home' }).expect(200)).body.id;
      const { as } = await program(admin, ['all:all']);
      await as.in(elsewhere).get('workspaces/current').expect(problem(404, 'not_found'));
      await as.in(ABSENT).get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it.each([[['leads:read']], [['all:read']], [['roles:all', 'workspaces:read']], [['all:all']]])(
      'permits what %j stands for, and nothing else',
      async (scopes) => {
        const { as } = await program(owner, scopes);
        expect(await mayNow(as)).toEqual([...expand(scopes)].sort());
      },
    );

    it('never holds what is the owner’s alone', async () => {
      const { as } = await program(owner, ['all:all']);
      expect(await mayNow(as)).toEqual([...grantable].sort());
      await as
        .patch(`workspace-members/${await memberIdOf(agency.view)}`, { nickname: 'V' })
        .expect(problem(403, 'permission_required'));
    });

    it('shrinks with its owner at once, and grows back', async () => {
      const other = await hire(app, owner, newcomer(), 'admin');
      const id = await memberIdOf(other);
      const { as } = await program(other, ['leads:all']);
      await owner.patch(`workspace-members/${id}`, { role: 'view' }).expect(200);
      expect(await mayNow(as)).toEqual(['leads:read']);
      await owner.patch(`workspace-members/${id}`, { role: 'editor' }).expect(200);
      expect(await mayNow(as)).toHaveLength(4);
      await owner.post(`workspace-members/${id}/suspension`).expect(200);
      await as.get('leads-that-are-not-there').expect(problem(404, 'not_found'));
      await as.get('me/permissions').expect(problem(403, 'member_suspended'));
      await owner.delete(`workspace-members/${id}`).expect(200);
      await as.get('me/permissions').expect(problem(401, 'unauthenticated'));
    });

    it('is written down in the log: who, with which key, and not by hand', async () => {
      const { id, as } = await program(owner, ['workspaces:update'], { name: 'Renamer' });
      await as.patch('workspaces/current', { name: 'Harbour Agency, renamed' }).expect(200);
      const [record] = await auditLog(app, owner, '&activity_type=1002');
      expect(record).toMatchObject({
        user_id: owner.userId,
        api_key_id: id,
        from_api: true,
        audit_metadata: { api_key_name: 'Renamer' },
      });
    });

    it('shows when it was last used', async () => {
      const { id, as } = await program(owner, ['workspaces:read']);
      await as.get('workspaces/current').expect(200);
      const used = await until('the key was seen', async () => {
        const { body } = await owner.get(`api-keys/${id}`).expect(200);
        return (body.last_used_at ?? undefined) as string | undefined;
      });
      expect(Date.now() - Date.parse(used)).toBeLessThan(60_000);
    });

    it.each([
      ['nothing', 'Bearer '],
      ['a session’s token', ''],
      ['two keys', 'Bearer key_a key_b'],
      ['another scheme', 'Basic a2V5OmtleQ=='],
      ['a very long one', `Bearer key_${'x'.repeat(6000)}`],
    ])('is refused, and passed over for nothing weaker: %s', async (_, header) => {
      const token = owner.cookie.slice(owner.cookie.indexOf('=') + 1);
      for (const path of ['workspaces/current', 'me', '/health/live']) {
        const answer = await signedOut(app)
          .in(agency.workspaceId)
          .get(path)
          .set('authorization', header || `Bearer ${token}`);
        expect(answer.status, path).toBe(401);
      }
    });

    it('goes with no session beside it', async () => {
      const { key } = await make(owner);
      await owner
        .get('workspaces/current')
        .set('authorization', `Bearer ${key}`)
        .expect(problem(400, 'two_credentials'));
    });

    it('is no cookie', async () => {
      const { key } = await make(owner);
      await new Client(app.url, `session=${key}`, agency.workspaceId)
        .get('workspaces/current')
        .expect(problem(401, 'unauthenticated'));
    });

    it.each([
      ['get', 'me'],
      ['get', 'me/sessions'],
      ['patch', 'me', { first_name: 'Key' }],
      ['post', 'workspaces', { name: 'Of a key' }],
      ['delete', 'me/sessions'],
      ['delete', 'workspaces/current/sessions'],
      ['post', 'auth/reauthentication', { password: 'whatever it is' }],
    ] as const)('is not a signed-in person: %s %s', async (method, path, body?: object) => {
      const { as } = await program(owner, ['all:all']);
      await as.send(method, path).send(body).expect(problem(403, 'session_required'));
    });

    it('accepts no invitation in its owner’s name', async () => {
      const { as } = await program(owner, ['all:all']);
      await as.post('invitations/by-token/x/acceptance', {}).expect(problem(403, 'session_required'));
    });

    it('stops in a workspace that asks for a second factor its owner does not have', async () => {
      const other = await hire(app, owner, newcomer(), 'admin');
      const { as } = await program(other, ['workspaces:read']);
      const rule = (on: boolean) =>
        app.db.superuser.query('update workspaces set two_factor_required = $2 where id = $1', [
          agency.workspaceId,
          on,
        ]);
      await rule(true);
      await as.get('workspaces/current').expect(problem(403, 'two_factor_required'));
      await app.db.superuser.query(
        `insert into totp_factors (user_id, status, secret) values ($1, 'enabled', 'sealed')`,
        [other.userId],
      );
      await as.get('workspaces/current').expect(200);
      await rule(false);
    });
  });

  it('are told apart however often they take turns', { timeout: 120_000 }, async () => {
    const rounds = isFull ? 5000 : 50;
    const [one, other] = [await program(owner, ['roles:read']), await program(owner, ['grants:read'])];
    const statuses = async (of: Client) => [(await of.get('roles')).status, (await of.get('grants')).status];
    for (let round = 0; round < rounds; round += 1)
      expect(await Promise.all([statuses(one.as), statuses(other.as)])).toEqual([
        [200, 403],
        [403, 200],
      ]);
  });

  describe('one that ends', () => {
    it('permits nothing from that instant on', async () => {
      const { id, as } = await program(owner, ['workspaces:read'], {
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      });
      await as.get('workspaces/current').expect(200);
      await app.db.superuser.query('update api_keys set expires_at = now() where id = $1', [id]);
      await as.get('workspaces/current').expect(problem(401, 'unauthenticated'));
    });

    it('is revoked at once, and the log says so', async () => {
      const { id, as } = await program(owner, ['workspaces:read']);
      expect((await admin.delete(`api-keys/${id}`).expect(200)).body.id).toBe(id);
      await as.get('workspaces/current').expect(problem(401, 'unauthenticated'));
      await admin.get(`api-keys/${id}`).expect(problem(404, 'not_found'));
      const [record] = (await auditLog(app, owner)).filter(({ target }) => target.id === id);
      expect(record).toMatchObject({ activity_type: 38, outcome: 'done' });
    });

    it('dies where all users are logged out, if one says so', async () => {
      const third = await createWorkspace(agency.stranger, 'Third');
      const { as } = await program(third, ['workspaces:read']);
      const { body } = await third.delete('workspaces/current/sessions?api_keys=true').expect(200);
      expect(body.api_keys_revoked).toBe(1);
      await as.get('workspaces/current').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('rotating one', () => {
    it('leaves the previous secret valid for a day, or not at all', async () => {
      const { id, as: before } = await program(owner, ['workspaces:read']);
      const { body } = await owner.post(`api-keys/${id}/rotation`, {}).expect(200);
      const hours = (Date.parse(body.previous_valid_until) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(23.9);
      await withKey(app, body.key).get('workspaces/current').expect(200);
      await before.get('workspaces/current').expect(200);
      await app.db.superuser.query('update api_keys set previous_valid_until = now() where id = $1', [id]);
      await before.get('workspaces/current').expect(problem(401, 'unauthenticated'));

      const { body: again } = await owner.post(`api-keys/${id}/rotation`, { overlap_hours: 0 }).expect(200);
      expect(again.previous_valid_until).toBeNull();
      await withKey(app, body.key).get('workspaces/current').expect(problem(401, 'unauthenticated'));
      await withKey(app, again.key).get('workspaces/current').expect(200);
    });

    it('shows nobody the key of another person', async () => {
      const { id } = await program(owner, ['workspaces:read']);
      await admin.post(`api-keys/${id}/rotation`, {}).expect(problem(403, 'foreign_key'));
    });

    it('is not done by a key', async () => {
      const { id, as } = await program(owner, ['all:all']);
      await as.post(`api-keys/${id}/rotation`, {}).expect(problem(403, 'session_required'));
    });
  });

  describe('a key made by a key', () => {
    const child = (of: Client, scopes: readonly string[], more: object = {}) =>
      of.post('api-keys', { name: 'Child', scopes, ...more });

    it('stands below it: its scopes within, and dead when it is', async () => {
      const parent = await program(owner, ['leads:read', 'leads:create', 'api_keys:all']);
      const { body } = await child(parent.as, ['leads:read', 'api_keys:create']).expect(200);
      expect(body).toMatchObject({ parent_id: parent.id, member_id: await memberIdOf(owner) });
      const as = withKey(app, body.key);
      const { body: grandchild } = await child(as, ['leads:read']).expect(200);
      expect(await mayNow(withKey(app, grandchild.key))).toEqual(['leads:read']);
      await owner.delete(`api-keys/${parent.id}`).expect(200);
      await as.get('me/permissions').expect(problem(401, 'unauthenticated'));
      await withKey(app, grandchild.key).get('me/permissions').expect(problem(401, 'unauthenticated'));
    });

    it('holds no more than it, under any wildcard', async () => {
      const { as } = await program(owner, ['leads:read', 'api_keys:create']);
      for (const scopes of [['leads:delete'], ['leads:all'], ['all:all'], ['leads:read', 'roles:read']])
        await child(as, scopes).expect(problem(403, 'scope_beyond_own'));
    });

    it('stays within what the key above stands for when the vocabulary grows', async () => {
      const parent = await program(owner, ['leads:read', 'api_keys:create']);
      const { body } = await child(parent.as, ['leads:read']).expect(200);
      await app.db.superuser.query(`update api_keys set scopes = '{all:all}' where id = $1`, [body.id]);
      expect(await mayNow(withKey(app, body.key))).toEqual(['api_keys:create', 'leads:read']);
    });

    it('does not outlive it', async () => {
      const soon = new Date(Date.now() + 86_400_000).toISOString();
      const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
      const parent = await program(owner, ['leads:read', 'api_keys:all'], { expires_at: soon });
      await child(parent.as, ['leads:read'], { expires_at: later }).expect(
        problem(400, 'key_outlives_parent', 'expires_at'),
      );
      const { body } = await child(parent.as, ['leads:read']).expect(200);
      expect(body.expires_at).toBe(soon);
      const sooner = new Date(Date.now() + 3_600_000).toISOString();
      await owner.patch(`api-keys/${parent.id}`, { expires_at: sooner }).expect(200);
      expect((await owner.get(`api-keys/${body.id}`)).body.expires_at).toBe(sooner);
      await owner.patch(`api-keys/${body.id}`, { expires_at: null }).expect(200);
      expect((await owner.get(`api-keys/${body.id}`)).body.expires_at).toBe(sooner);
    });

    it('is changed by the key above, which cannot change itself', async () => {
      const soon = new Date(Date.now() + 86_400_000).toISOString();
      const parent = await program(owner, ['leads:read', 'api_keys:all'], { expires_at: soon });
      const { body } = await child(parent.as, ['leads:read']).expect(200);
      await parent.as.patch(`api-keys/${body.id}`, { name: 'Renamed' }).expect(200);
      await parent.as
        .patch(`api-keys/${parent.id}`, { expires_at: null })
        .expect(problem(403, 'session_required'));
    });

    it('belongs to its owner alone', async () => {
      const { as } = await program(owner, ['all:all']);
      const member_id = (await service({ role: 'view' })).id;
      await child(as, ['leads:read'], { member_id }).expect(problem(403, 'foreign_key'));
    });

    it('is not left over from a race with the end of the key above', async () => {
      for (let round = 0; round < 5; round += 1) {
        const parent = await program(owner, ['leads:read', 'api_keys:create']);
        const made = await Promise.all([
          ...Array.from({ length: 6 }, () => child(parent.as, ['leads:read'])),
          owner.delete(`api-keys/${parent.id}`),
        ]);
        expect(made.at(-1)?.status).toBe(200);
        const { rows } = await app.db.superuser.query('select 1 from api_keys where $1 = any(ancestor_ids)', [
          parent.id,
        ]);
        expect(rows).toEqual([]);
      }
    });

    it('is not left over where a key further above ends while it is made', async () => {
      const top = await program(owner, ['leads:read', 'api_keys:create']);
      const { body } = await child(top.as, ['leads:read', 'api_keys:create']).expect(200);
      // The record of the key waits, and with it the transaction in which nobody else sees that key.
      const letGo = await hold(app.db, 'lock table audit_outbox in share mode', []);
      try {
        const made = Promise.resolve(child(withKey(app, body.key), ['leads:read']));
        await waiting(app.db, 1);
        const revoked = Promise.resolve(owner.delete(`api-keys/${top.id}`));
        await waiting(app.db, 2);
        await letGo();
        expect((await revoked).status).toBe(200);
        await withKey(app, (await made).body.key)
          .get('me/permissions')
          .expect(problem(401, 'unauthenticated'));
      } finally {
        await letGo();
      }
    });
  });

  describe('changing one', () => {
    it('renames it, and changes nothing when nothing changes', async () => {
      const { id, name } = await make(owner);
      expect((await owner.patch(`api-keys/${id}`, { name: 'Other' }).expect(200)).body.name).toBe('Other');
      await owner.patch(`api-keys/${id}`, { name: 'Other' }).expect(200);
      const about = (await auditLog(app, owner)).filter(({ target }) => target.id === id);
      expect(about.map(({ activity }) => activity)).toEqual(['api_key.updated', 'api_key.created']);
      expect(about[0]!.changes).toEqual({ name: { before: name, after: 'Other' } });
    });

    it('leaves its scopes as they are', async () => {
      const { id } = await make(owner);
      await owner
        .patch(`api-keys/${id}`, { scopes: ['all:all'] })
        .expect(problem(400, 'invalid_body', 'scopes'));
    });

    it('gives no more time to a key that holds more than its caller', async () => {
      const soon = new Date(Date.now() + 86_400_000).toISOString();
      const { id } = await make(owner, { scopes: ['all:all'], expires_at: soon });
      const { body: role } = await owner
        .post('roles', { name: 'Keeper of keys', permissions: ['api_keys:update', 'api_keys:read'] })
        .expect(200);
      const keeper = await hire(app, owner, newcomer(), 'view');
      await owner.patch(`workspace-members/${await memberIdOf(keeper)}`, { role_ids: [role.id] }).expect(200);
      await keeper.patch(`api-keys/${id}`, { expires_at: null }).expect(problem(403, 'scope_beyond_own'));
      const sooner = new Date(Date.now() + 3_600_000).toISOString();
      await keeper.patch(`api-keys/${id}`, { expires_at: sooner }).expect(200);
    });
  });

  it('are hidden from other workspaces, as what is not there', async () => {
    const { id } = await make(owner);
    for (const path of [`api-keys/${id}`, `api-keys/${ABSENT}`]) {
      await agency.stranger.get(path).expect(problem(404, 'not_found'));
      await agency.stranger.patch(path, { name: 'Mine' }).expect(problem(404, 'not_found'));
      await agency.stranger.delete(path).expect(problem(404, 'not_found'));
      await agency.stranger.post(`${path}/rotation`, {}).expect(problem(404, 'not_found'));
    }
  });

  describe('service principals', () => {
    it('are made with roles, shown, renamed, and removed with their keys', async () => {
      const made = await service({ role: 'editor' });
      expect(made).toEqual({
        id: expect.stringMatching(/-7/),
        name: 'Nightly import',
        roles: [{ id: systemRoles.editor.id, name: 'editor' }],
        api_keys: 0,
        last_active_at: null,
        created_by: owner.userId,
        timestamp_created: expect.stringMatching(/Z$/),
        timestamp_updated: expect.stringMatching(/Z$/),
      });
      const { as } = await program(admin, ['campaigns:all'], { member_id: made.id });
      expect(await mayNow(as)).toHaveLength(4);
      const { body } = await admin
        .patch(`service-principals/${made.id}`, { name: 'Nightly', role: 'view' })
        .expect(200);
      expect(body).toMatchObject({ name: 'Nightly', api_keys: 1, roles: [{ name: 'view' }] });
      expect(await mayNow(as)).toEqual(['campaigns:read']);
      await admin.delete(`service-principals/${made.id}`).expect(200);
      await as.get('me/permissions').expect(problem(401, 'unauthenticated'));
      await admin.get(`service-principals/${made.id}`).expect(problem(404, 'not_found'));
      const about = (await auditLog(app, owner)).filter(({ target }) => target.id === made.id);
      expect(about.map(({ activity }) => activity)).toEqual([
        'service_principal.removed',
        'service_principal.updated',
        'service_principal.created',
      ]);
    });

    it('are no people: not among the members, and not to be changed as such', async () => {
      const { id } = await service({ role: 'view' });
      const { body } = await owner.get('workspace-members?limit=100').expect(200);
      expect(body.items.map((one: { id: string }) => one.id)).not.toContain(id);
      await owner.get(`workspace-members/${id}`).expect(problem(404, 'not_found'));
      await owner.patch(`workspace-members/${id}`, { role: 'editor' }).expect(problem(404, 'not_found'));
      await owner.post(`workspace-members/${id}/suspension`).expect(problem(404, 'not_found'));
      await owner.delete(`workspace-members/${id}`).expect(problem(404, 'not_found'));
      const person = await memberIdOf(agency.view);
      await owner.get(`service-principals/${person}`).expect(problem(404, 'not_found'));
      await owner.delete(`service-principals/${person}`).expect(problem(404, 'not_found'));
    });

    it('outlast their maker, and act in their own name', async () => {
      const maker = await hire(app, owner, newcomer(), 'admin');
      const { id } = await service({ role: 'admin' }, maker);
      const { as } = await program(maker, ['workspaces:update'], { member_id: id });
      await owner.delete(`workspace-members/${await memberIdOf(maker)}`).expect(200);
      await as.patch('workspaces/current', { name: 'Renamed by a program' }).expect(200);
      const [record] = await auditLog(app, owner, '&activity_type=1002');
      expect(record).toMatchObject({ user_name: 'Nightly import', user_email: null, from_api: true });
    });

    it('are given nothing beyond the rights of their maker', async () => {
      const { body: role } = await owner
        .post('roles', {
          name: 'Maker of programs',
          permissions: [
            'service_principals:create',
            'service_principals:read',
            'service_principals:update',
            'leads:read',
          ],
        })
        .expect(200);
      const maker = await hire(app, owner, newcomer(), 'view');
      await owner.patch(`workspace-members/${await memberIdOf(maker)}`, { role_ids: [role.id] }).expect(200);
      await maker
        .post('service-principals', { name: 'P', role: 'editor' })
        .expect(problem(403, 'role_beyond_own'));
      await maker.post('service-principals', { name: 'P', role: 'owner' }).expect(problem(403, 'owner_role'));
      const strong = await service({ role: 'admin' });
      await maker
        .patch(`service-principals/${strong.id}`, { name: 'Weak' })
        .expect(problem(403, 'outranked'));
    });
  });
});
