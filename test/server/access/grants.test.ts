import { Queues } from '@bailiwick/jobs';
import { upkeepQueue } from '../../../apps/api/src/jobs/upkeep.processor.js';
import { systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiriesService } from '../../../apps/api/src/access/expiries/expiries.service.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  goStale,
  hire,
  mailedToken,
  memberIdOf,
  someone,
  withKey,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

const ABSENT = '01920000-0000-7000-8000-00000000dead';
const { admin: ADMIN, editor: EDITOR, view: VIEW, owner: OWNER } = systemRoles;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('what members hold', () => {
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

  interface Hired {
    readonly as: Client;
    readonly id: string;
    readonly email: string;
  }
  async function hired(role = 'view', by = owner): Promise<Hired> {
    const person = newcomer();
    const as = await hire(app, by, person, role);
    return { as, id: await memberIdOf(as), email: person.email };
  }
  const give = (member_id: string, body: object = {}, by = owner) =>
    by.post('grants', { member_id, role_id: EDITOR.id, ...body });
  const mayNow = async (who: Client): Promise<string[]> =>
    (await who.get('me/permissions').expect(200)).body.permissions;
  const activitiesAbout = async (id: string) =>
    (await auditLog(app, owner)).filter(({ target }) => target.id === id).map(({ activity }) => activity);
  const custom = async (permissions: readonly string[], more: object = {}) =>
    (await owner.post('roles', { name: newcomer().email, permissions, ...more }).expect(200)).body
      .id as string;
  /** A member who holds these roles and no others. */
  const holding = async (...role_ids: string[]): Promise<Hired> => {
    const one = await hired();
    await owner.patch(`workspace-members/${one.id}`, { role_ids }).expect(200);
    return one;
  };
  const ends = (id: string, when = 'now()') =>
    app.db.superuser.query(`update grants set expires_at = ${when} where id = $1`, [id]);

  describe('grants', () => {
    it('are given until a day and with a reason, and shown so to a person who may see', async () => {
      const { id, as } = await hired();
      const expires_at = inDays(3);
      const { body } = await give(id, { expires_at, reason: 'Holiday cover' }).expect(200);
      expect(body).toEqual({
        id: expect.stringMatching(/-7/),
        member_id: id,
        role: { id: EDITOR.id, name: 'editor' },
        granted_by: owner.userId,
        granted_by_name: 'Olive Oakes',
        reason: 'Holiday cover',
        expires_at,
        extension_requested_at: null,
        via_link_id: null,
        timestamp_created: expect.stringMatching(/Z$/),
        timestamp_updated: expect.stringMatching(/Z$/),
      });
      expect((await admin.get(`grants/${body.id}`).expect(200)).body).toEqual(body);
      const { body: list } = await admin.get(`grants?member_id=${id}`).expect(200);
      expect(list.items.map((one: { role: { name: string } }) => one.role.name).sort()).toEqual([
        'editor',
        'view',
      ]);
      const member = (await owner.get(`workspace-members/${id}`).expect(200)).body;
      expect(member.roles).toContainEqual({ id: EDITOR.id, name: 'editor', grant_id: body.id, expires_at });
      expect(await mayNow(as)).toContain('campaigns:create');
      expect(await activitiesAbout(body.id)).toEqual(['grant.created']);
    });

    it('give nothing from their last instant on, whether or not anybody tidied up', async () => {
      const { id, as } = await hired();
      const { body } = await give(id, { expires_at: inDays(1) }).expect(200);
      expect(await mayNow(as)).toContain('campaigns:create');
      await ends(body.id);
      expect(await mayNow(as)).not.toContain('campaigns:create');
      const { body: member } = await owner.get(`workspace-members/${id}`).expect(200);
      expect(member.role).toBe('view');
    });

    it('can be given again once they are over, before anybody tidied up', async () => {
      const { id, as } = await hired();
      const { body } = await give(id, { expires_at: inDays(1) }).expect(200);
      await ends(body.id);
      await give(id).expect(200);
      expect(await mayNow(as)).toContain('campaigns:create');
      const { body: again } = await owner.get(`grants?member_id=${id}&role_id=${EDITOR.id}`).expect(200);
      expect(again.items).toMatchObject([{ expires_at: null }]);
    });

    it('are given again by replacing all roles, too', async () => {
      const { id, as } = await hired();
      const { body } = await give(id, { expires_at: inDays(1) }).expect(200);
      await ends(body.id);
      await owner.patch(`workspace-members/${id}`, { role: 'editor' }).expect(200);
      expect(await mayNow(as)).toContain('campaigns:create');
    });

    it('are one of a kind: a second of the same role names the first', async () => {
      const { id } = await hired();
      const { body: first } = await give(id).expect(200);
      const again = await give(id).expect(problem(409, 'grant_exists'));
      expect(again.body.id).toBe(first.id);
    });

    it('are extended, shortened, and taken away', async () => {
      const { id, as } = await hired();
      const { body } = await give(id, { expires_at: inDays(1) }).expect(200);
      const later = inDays(30);
      expect(
        (await owner.patch(`grants/${body.id}`, { expires_at: later }).expect(200)).body.expires_at,
      ).toBe(later);
      await owner.patch(`grants/${body.id}`, { expires_at: later }).expect(200);
      await owner.patch(`grants/${body.id}`, { expires_at: null, reason: 'Stays' }).expect(200);
      await owner.delete(`grants/${body.id}`).expect(200);
      expect(await mayNow(as)).not.toContain('campaigns:create');
      await owner.get(`grants/${body.id}`).expect(problem(404, 'not_found'));
      expect(await activitiesAbout(body.id)).toEqual([
        'grant.revoked',
        'grant.updated',
        'grant.updated',
        'grant.created',
      ]);
    });

    it('to a person who administers need a fresh login, and the owner hears of them', async () => {
      const stale = await hired('admin');
      const { id, email } = await hired();
      await goStale(app, stale.as);
      await give(id, { role_id: ADMIN.id }, stale.as).expect(problem(403, 'reauth_required'));
      const hiring = await custom(['workspace_members:create', 'workspace_members:read']);
      await give(id, { role_id: hiring }, stale.as).expect(problem(403, 'reauth_required'));
      await give(id, { role_id: EDITOR.id }, stale.as).expect(200);
      await give(id, { role_id: hiring }, admin).expect(200);
      expect(await templatesTo(app, email)).toContain('became_admin');
      expect(await templatesTo(app, 'olive@harbour.example')).toContain('admin_added');
    });

    it.each([
      ['a role beyond one’s own', 'admin', OWNER.id, 'owner_role'],
      ['one’s own roles', 'admin', EDITOR.id, 'own_roles'],
    ])('are refused for %s', async (what, role, role_id, code) => {
      const { as, id } = await hired(role);
      const target = what.includes('own roles') ? id : (await hired()).id;
      await give(target, { role_id }, as).expect(problem(403, code));
    });

    it('are refused beyond what one holds, and among equals', async () => {
      const granter = await custom([
        'grants:read',
        'grants:create',
        'grants:update',
        'grants:delete',
        'workspace_members:read',
      ]);
      const { as } = await holding(granter, VIEW.id);
      const { id } = await hired('client');
      await give(id, { role_id: EDITOR.id }, as).expect(problem(403, 'role_beyond_own'));
      const { body } = await give(id, { role_id: VIEW.id, expires_at: inDays(1) }, as).expect(200);
      await as.patch(`grants/${body.id}`, { expires_at: null }).expect(200);
      const equal = await holding(granter, VIEW.id);
      const [{ id: theirs }] = (await owner.get(`grants?member_id=${equal.id}`)).body.items;
      await as.delete(`grants/${theirs}`).expect(problem(403, 'outranked'));
      await as.patch(`grants/${theirs}`, { expires_at: inDays(1) }).expect(problem(403, 'outranked'));
    });

    it('can be given by a role that names what it may give, which can read none of it', async () => {
      const hiring = await custom(['grants:create', 'workspace_members:read', 'roles:read'], {
        assignable_role_ids: [EDITOR.id],
      });
      const { as } = await holding(hiring);
      const { id } = await hired('client');
      await give(id, { role_id: EDITOR.id }, as).expect(200);
      const other = await hired('client');
      await give(other.id, { role_id: VIEW.id }, as).expect(problem(403, 'role_beyond_own'));
    });

    it.each([
      ['nobody', { member_id: ABSENT }, 'member_id'],
      ['no role', { role_id: ABSENT }, 'role_id'],
      ['the past', { expires_at: '2020-01-01T00:00:00.000Z' }, 'expires_at'],
      ['a time of no zone', { expires_at: '2030-01-01T00:00:00' }, 'expires_at'],
      ['a reason of a thousand words', { reason: 'word '.repeat(1000) }, 'reason'],
      ['an unknown property', { granted_by: ABSENT }, 'granted_by'],
    ])('take not %s', async (_, body, field) => {
      const { id } = await hired();
      const answer = await give(id, body);
      expect(answer.status).toBe(400);
      expect(answer.body.details.map(({ path }: { path: string }) => path)).toContain(field);
    });

    it.each(['editor', 'view', 'client'] as const)('are not for the %s', async (role) => {
      const { id } = await hired();
      await give(id, {}, agency[role]).expect(problem(403, 'permission_required'));
      await agency[role].get('grants').expect(problem(403, 'permission_required'));
    });

    it('are hidden from other workspaces, and their members from grants', async () => {
      const { id } = await hired();
      const { body } = await give(id).expect(200);
      for (const path of [`grants/${body.id}`, `grants/${ABSENT}`]) {
        await agency.stranger.get(path).expect(problem(404, 'not_found'));
        await agency.stranger.delete(path).expect(problem(404, 'not_found'));
      }
      await give(id, {}, agency.stranger).expect(problem(400, 'unknown_member', 'member_id'));
    });
  });

  describe('a grant whose end is near', () => {
    const attend = () => app.app.get(ExpiriesService).attend();
    const mailsAbout = async (email: string) =>
      (await templatesTo(app, email)).filter((name) => name === 'grant_expiring').length;

    it('is told of a week and a day before, once each, and is gone afterwards', async () => {
      const { id, email } = await hired();
      const { body } = await give(id, { expires_at: inDays(30) }).expect(200);
      await attend();
      expect(await mailsAbout(email)).toBe(0);
      await app.db.superuser.query(
        `update grants set timestamp_created = now() - interval '1 year' where id = $1`,
        [body.id],
      );
      for (const [when, mails] of [
        [`now() + interval '6 days'`, 1],
        [`now() + interval '20 hours'`, 2],
      ] as const) {
        await ends(body.id, when);
        await app.db.superuser.query(
          `update grants set warned_at = warned_at - interval '5 days' where id = $1`,
          [body.id],
        );
        await attend();
        await attend();
        expect(await mailsAbout(email)).toBe(mails);
      }
      await ends(body.id);
      await Promise.all([attend(), attend()]);
      expect(await activitiesAbout(body.id)).toEqual(['grant.ended', 'grant.created']);
      await owner.get(`grants/${body.id}`).expect(problem(404, 'not_found'));
    });

    it('is not told of where it was never meant to last that long', async () => {
      const { id, email } = await hired();
      await give(id, { expires_at: inDays(0.5) }).expect(200);
      await attend();
      expect(await mailsAbout(email)).toBe(0);
    });

    it('is looked after by the worker every hour', async () => {
      const schedulers = await app.app.get(Queues).of(upkeepQueue).getJobSchedulers();
      expect(schedulers.map(({ key }) => key)).toContain('expiries');
    });

    it('can be asked to last longer by a person who holds it, once a day', async () => {
      const { id, as } = await hired();
      const { body } = await give(id, { expires_at: inDays(3) }, admin).expect(200);
      const path = `grants/${body.id}/extension-requests`;
      const asked = await as.post(path, { reason: 'Not done yet' }).expect(200);
      expect(asked.body.extension_requested_at).toMatch(/Z$/);
      await as.post(path, {}).expect(problem(409, 'extension_requested'));
      expect(await templatesTo(app, 'olive@harbour.example')).toContain('extension_requested');
      expect(await activitiesAbout(body.id)).toContain('grant.extension_requested');
      await admin.patch(`grants/${body.id}`, { expires_at: inDays(9) }).expect(200);
      await as.post(path, {}).expect(200);
    });

    it('is nobody else’s to ask for', async () => {
      const { id } = await hired();
      const { body } = await give(id, { expires_at: inDays(3) }).expect(200);
      for (const other of [agency.editor, admin, owner])
        await other.post(`grants/${body.id}/extension-requests`, {}).expect(problem(404, 'not_found'));
    });

    it('has an end, or there is nothing to ask for', async () => {
      const { id, as } = await hired();
      const { body } = await give(id).expect(200);
      await as.post(`grants/${body.id}/extension-requests`, {}).expect(problem(409, 'grant_endless'));
    });

    it('is a key’s as well: its owner is told, and it is gone afterwards', async () => {
      const boss = await hired('admin');
      const { body } = await boss.as
        .post('api-keys', { name: 'Ends', scopes: ['leads:read'], expires_at: inDays(30) })
        .expect(200);
      await app.db.superuser.query(
        `update api_keys set timestamp_created = now() - interval '1 year', expires_at = now() + interval '2 days'
         where id = $1`,
        [body.id],
      );
      await attend();
      expect((await templatesTo(app, boss.email)).filter((name) => name === 'key_expiring')).toHaveLength(1);
      await app.db.superuser.query('update api_keys set expires_at = now() where id = $1', [body.id]);
      await attend();
      expect(await activitiesAbout(body.id)).toEqual(['api_key.ended', 'api_key.created']);
    });
  });

  describe('suspending a member', () => {
    const suspend = (id: string, by = owner) => by.post(`workspace-members/${id}/suspension`);
    const reinstate = (id: string, by = owner) => by.delete(`workspace-members/${id}/suspension`);

    it('takes everything at once and gives it back as it was', async () => {
      const { id, as } = await hired('editor');
      const { body } = await suspend(id, admin).expect(200);
      expect(body).toMatchObject({ status: 'suspended', role: 'editor', accepted: true });
      await as.get('workspaces/current').expect(problem(403, 'member_suspended'));
      await suspend(id).expect(200);
      expect((await reinstate(id, admin).expect(200)).body.status).toBe('active');
      await as.get('workspaces/current').expect(200);
      const about = await activitiesAbout(id);
      expect(about.slice(0, 2)).toEqual(['member.reinstated', 'member.suspended']);
    });

    it('is an emergency brake among admins, and the owner hears of it', async () => {
      const { id } = await hired('admin');
      await suspend(id, admin).expect(200);
      expect(await templatesTo(app, 'olive@harbour.example')).toContain('admin_suspended');
      await admin.delete(`workspace-members/${id}`).expect(problem(403, 'outranked'));
      await reinstate(id, admin).expect(200);
    });

    it('is refused for the owner, for oneself, and beyond one’s own', async () => {
      const { as, id } = await hired('admin');
      await suspend(await memberIdOf(owner), as).expect(problem(403, 'owner_stays'));
      await suspend(id, as).expect(problem(403, 'own_roles'));
      const weak = await custom(['workspace_members:update', 'workspace_members:read']);
      const { as: keeper } = await holding(weak);
      await suspend(id, keeper).expect(problem(403, 'outranked'));
      await suspend(id, agency.editor).expect(problem(403, 'permission_required'));
    });

    it('is for people who joined', async () => {
      const { body } = await owner
        .post('workspace-members', { email: newcomer().email, role: 'view' })
        .expect(200);
      await suspend(body.id).expect(problem(409, 'not_joined'));
      await suspend(ABSENT).expect(problem(404, 'not_found'));
    });
  });

  describe('what a person leaves behind', () => {
    /** An admin who invited a person, gave a role, and made keys for themselves and for a program. */
    async function busy() {
      const one = await hired('admin');
      const guest = newcomer();
      await one.as.post('workspace-members', { email: guest.email, role: 'view' }).expect(200);
      const given = await hired('view');
      const { body: grant } = await give(given.id, {}, one.as).expect(200);
      const { body: own } = await one.as
        .post('api-keys', { name: 'Own', scopes: ['leads:read'] })
        .expect(200);
      const { body: service } = await owner
        .post('service-principals', { name: 'S', role: 'view' })
        .expect(200);
      const { body: made } = await one.as
        .post('api-keys', { name: 'Of S', scopes: ['leads:read'], member_id: service.id })
        .expect(200);
      return { ...one, guest, given, grant, own: withKey(app, own.key), made: withKey(app, made.key) };
    }
    const link = (email: string) => mailedToken(app, email, 'invitations');
    const state = async (email: string) =>
      (await owner.get(`invitations/by-token/${await link(email)}`).expect(200)).body.state;

    it('is shown before they are removed', async () => {
      const { id, guest, grant, given } = await busy();
      const { body } = await owner.get(`workspace-members/${id}/legacy`).expect(200);
      expect(body).toEqual({
        invitations: { items: [{ id: expect.any(String), email: guest.email }], is_complete: true },
        grants: {
          items: [
            {
              id: grant.id,
              member_id: given.id,
              member_name: expect.stringMatching(/\S/),
              role: { id: EDITOR.id, name: 'editor' },
            },
          ],
          is_complete: true,
        },
        api_keys: {
          items: [
            { id: expect.any(String), name: 'Own', of_service: false },
            { id: expect.any(String), name: 'Of S', of_service: true },
          ],
          is_complete: true,
        },
      });
      await agency.editor.get(`workspace-members/${id}/legacy`).expect(problem(403, 'permission_required'));
    });

    it('goes as far as it has not come to rest: invitations and their own keys', async () => {
      const { id, guest, given, own, made } = await busy();
      await owner.delete(`workspace-members/${id}`).expect(200);
      expect(await state(guest.email)).toBe('revoked');
      await own.get('me/permissions').expect(problem(401, 'unauthenticated'));
      await made.get('me/permissions').expect(200);
      expect(await mayNow(given.as)).toContain('campaigns:create');
    });

    it('is kept, or taken back whole, as one says', async () => {
      const first = await busy();
      await owner.delete(`workspace-members/${first.id}?keep=invitations`).expect(200);
      expect(await state(first.guest.email)).toBe('pending');
      const second = await busy();
      await owner.delete(`workspace-members/${second.id}?revoke=grants,service_keys`).expect(200);
      expect(await mayNow(second.given.as)).not.toContain('campaigns:create');
      await second.made.get('me/permissions').expect(problem(401, 'unauthenticated'));
      await owner
        .delete(`workspace-members/${ABSENT}?keep=everything`)
        .expect(problem(400, 'invalid_query', 'keep.0'));
    });
  });

  describe('the list of members', () => {
    it('is filtered by status and by role, custom ones too', async () => {
      const role = await custom(['leads:read']);
      const { id } = await holding(role);
      const ids = async (query: string): Promise<string[]> =>
        (await owner.get(`workspace-members?limit=100&${query}`).expect(200)).body.items.map(
          (one: { id: string }) => one.id,
        );
      expect(await ids(`role_id=${role}`)).toEqual([id]);
      await owner.post(`workspace-members/${id}/suspension`).expect(200);
      expect(await ids('status=suspended')).toContain(id);
      expect(await ids('status=active')).not.toContain(id);
      expect(await ids(`role_id=${role}&status=active`)).toEqual([]);
      await owner.get('workspace-members?status=gone').expect(problem(400, 'invalid_query', 'status'));
    });

    it('shows who has a second factor, and when a person was last here', async () => {
      const { id, as } = await hired();
      const read = async () => (await owner.get(`workspace-members/${id}`).expect(200)).body;
      expect(await read()).toMatchObject({ two_factor: false, source: 'direct' });
      await app.db.superuser.query(
        `insert into totp_factors (user_id, status, secret) values ($1, 'enabled', 'sealed')`,
        [as.userId],
      );
      expect((await read()).two_factor).toBe(true);
      await app.db.superuser.query('delete from totp_factors where user_id = $1', [as.userId]);
      expect((await read()).two_factor).toBe(false);
      expect(Date.now() - Date.parse((await read()).last_active_at)).toBeLessThan(60_000);
    });

    it('is taken out as a file that no spreadsheet calculates with, and the log says who did', async () => {
      const place = await createWorkspace((await someone(app)).client, 'Files');
      await hire(app, place, newcomer('=1+1', 'Quote " and, comma'), 'view');
      const answer = await place.post('workspace-member-exports?status=active').expect(200);
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(answer.headers['content-disposition']).toBe('attachment; filename="members.csv"');
      const lines = answer.text.split('\r\n');
      expect(lines[0]).toMatch(/^id,email,first_name,last_name,roles,status,/);
      expect(lines).toHaveLength(4);
      expect(lines[2]).toContain(`,'=1+1,"Quote "" and, comma",view,active,`);
      const [record] = await auditLog(app, place, '&activity_type=1016');
      expect(record).toMatchObject({ activity: 'member.exported' });
    });

    it('of more than a thousand needs a fresh login, and the owner hears of it', async () => {
      const { client, email } = await someone(app);
      const place = await createWorkspace(client, 'Crowd');
      const boss = await hire(app, place, newcomer(), 'admin');
      await app.db.superuser.query(
        `insert into workspace_members (workspace_id, id, user_id, email, status)
         select $1, gen_random_uuid(), gen_random_uuid(), 'crowd.' || n || '@crowd.example', 'active'
         from generate_series(1, 1100) n`,
        [place.workspaceId],
      );
      await goStale(app, boss);
      await boss.post('workspace-member-exports').expect(problem(403, 'reauth_required'));
      await boss.post('workspace-member-exports?search=crowd.11').expect(200);
      await app.db.superuser.query('update sessions set reauthenticated_at = now() where user_id = $1', [
        boss.userId,
      ]);
      const { text } = await boss.post('workspace-member-exports').expect(200);
      expect(text.split('\r\n')).toHaveLength(1104);
      expect(await templatesTo(app, email)).toContain('big_export');
    });
  });

  describe('inviting from a file', () => {
    const bulk = (body: object, by = owner) => by.post('invitations', body);

    it('gives each line its own roles and its own result', async () => {
      const [a, b, c] = [newcomer().email, newcomer().email, newcomer().email];
      const { body } = await bulk(
        {
          rows: [
            { email: a, role: 'editor' },
            { email: b },
            { email: a, role: 'view' },
            { email: c, role_ids: [ABSENT] },
            { email: c, role: 'owner' },
            { email: 'nobody', role: 'view' },
          ],
          role: 'view',
        },
        admin,
      ).expect(200);
      expect(body.items.map((one: { result: string }) => one.result)).toEqual([
        'invited',
        'invited',
        'exists',
        'unknown_role',
        'refused',
        'invalid_email',
      ]);
      expect(body.items[4].code).toBe('owner_role');
      const roleOf = async (id: string) => (await owner.get(`workspace-members/${id}`)).body.role;
      expect([await roleOf(body.items[0].id), await roleOf(body.items[1].id)]).toEqual(['editor', 'view']);
    });

    it.each([
      ['neither addresses nor lines', { role: 'view' }],
      ['both', { role: 'view', emails: ['a@b.example'], rows: [{ email: 'a@b.example' }] }],
      ['lines without a role anywhere', { rows: [{ email: 'a@b.example' }] }],
      [
        'more than 500 lines',
        { role: 'view', rows: Array.from({ length: 501 }, () => ({ email: 'a@b.example' })) },
      ],
      ['a line that is no line', { role: 'view', rows: ['a@b.example'] }],
    ])('takes not %s', async (_, body) => {
      await bulk(body).expect(problem(400, 'invalid_body'));
    });
  });

  describe('a workspace that lets in some e-mail domains', () => {
    it('asks at every entry, exempts the owner, and removes nobody', async () => {
      const { client } = await someone(app);
      const place = await createWorkspace(client, 'Domains');
      const one = await hire(app, place, newcomer(), 'admin');
      const settings = (email_domains: string[], by = place) =>
        by.patch('workspaces/current/settings', { email_domains });
      await settings(['elsewhere.example'], one).expect(problem(403, 'guardrail'));
      const { body } = await settings(['Elsewhere.example', 'elsewhere.example']).expect(200);
      expect(body.email_domains).toEqual(['elsewhere.example']);
      await one.get('workspaces/current').expect(problem(403, 'guardrail'));
      await place.get('workspaces/current').expect(200);
      expect((await one.in('').get('me/workspaces').expect(200)).body.items).toHaveLength(1);
      await settings(['elsewhere.example', 'newcomers.example']).expect(200);
      await one.get('workspaces/current').expect(200);
      await goStale(app, place);
      await settings([]).expect(problem(403, 'reauth_required'));
    });

    it.each([['not a domain'], ['@newcomers.example'], ['localhost'], ['a..b']])(
      'takes not %j',
      async (domain) => {
        await owner
          .patch('workspaces/current/settings', { email_domains: [domain] })
          .expect(problem(400, 'invalid_body', 'email_domains.0'));
      },
    );
  });
});
