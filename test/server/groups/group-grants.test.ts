import { systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpiriesService } from '../../../apps/api/src/access/expiries/expiries.service.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { fingerprint } from '../../support/fingerprint.js';
import { linkSubs } from '../../support/groups.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  goStale,
  hire,
  memberIdOf,
  someone,
  withKey,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog, settled } from '../../support/until.js';

const ABSENT = '01920000-0000-7000-8000-00000000dead';
const { admin: ADMIN, editor: EDITOR, view: VIEW, owner: OWNER } = systemRoles;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const PATH = 'workspace-group/grants';

describe('roles over workspaces of the group', () => {
  let app: TestApp;
  let agency: Agency;
  let owner: Client;
  let admin: Client;
  let subs: string[];
  let links: string[];

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    ({ owner, admin } = agency);
    const client = await someone(app);
    subs = [];
    for (const name of ['Anchor', 'Beacon', 'Compass'])
      subs.push((await createWorkspace(client.client, name)).workspaceId);
    links = await linkSubs(app, agency.workspaceId, subs);
  });
  afterAll(() => app.close());

  interface Hired {
    readonly as: Client;
    readonly id: string;
  }
  async function hired(role = 'view', by = owner): Promise<Hired> {
    const as = await hire(app, by, newcomer(), role);
    return { as, id: await memberIdOf(as) };
  }
  const give = (member_ids: readonly string[], body: object = {}, by = owner) =>
    by.post(PATH, { member_ids, role_id: EDITOR.id, subs: 'all', ...body });
  const given = async (query: string, by = owner) =>
    (await by.get(`${PATH}?${query}`).expect(200)).body.items;
  const mayIn = async ({ as }: Hired, sub: string): Promise<string[]> =>
    (await as.in(sub).get('me/permissions').expect(200)).body.permissions;
  const ends = (id: string) =>
    app.db.superuser.query('update group_grants set expires_at = now() where id = $1', [id]);
  const recordsOf = async (activity: string) =>
    (await auditLog(app, owner)).filter((one) => one.activity === activity && one.outcome === 'done');

  describe('allowed', () => {
    it('are given over all of them, those to come too, and let act there', async () => {
      const one = await hired();
      await one.as.in(subs[0]!).get('workspaces/current').expect(problem(404, 'not_found'));
      const { body } = await give([one.id], { reason: 'Runs the campaigns' }).expect(200);
      expect(body).toEqual({ items: [expect.anything()], created: 1, existing: 0 });
      expect(body.items[0]).toEqual({
        id: expect.any(String),
        member: { id: one.id, name: 'Nora Newton', email: expect.stringContaining('nora.') },
        holders_of: null,
        role: { id: EDITOR.id, name: 'editor' },
        sub: null,
        expires_at: null,
        reason: 'Runs the campaigns',
        granted_by: owner.userId,
        granted_by_name: 'Olive Oakes',
        timestamp_created: expect.stringMatching(/Z$/),
      });
      expect(await given(`member_id=${one.id}`)).toEqual(body.items);
      const later = await createWorkspace((await someone(app)).client, 'Later');
      await linkSubs(app, agency.workspaceId, [later.workspaceId]);
      for (const sub of [...subs, later.workspaceId])
        expect(await mayIn(one, sub)).toContain('campaigns:create');
      const [last] = await recordsOf('group_grant.created');
      expect(last).toMatchObject({
        target: { id: body.items[0].id, name: 'Nora Newton' },
        changes: { role: { after: 'editor' } },
        audit_metadata: { all_subs: true, link_ids: [], member_id: one.id },
      });
    });

    it('are given to many in many at once, each on record once, and say what was there already', async () => {
      const [a, b] = [await hired(), await hired()];
      await give([a.id], { subs: [links[0]] }).expect(200);
      const { body } = await give([a.id, b.id, b.id], { subs: [links[0], links[1], links[0]] }).expect(200);
      expect(body).toMatchObject({ created: 3, existing: 1 });
      expect(body.items.map(({ sub }: { sub: { name: string } }) => sub.name).sort()).toEqual([
        'Anchor',
        'Beacon',
        'Beacon',
      ]);
      expect(body.items[0].sub).toMatchObject({ workspace_group_member_id: expect.any(String) });
      expect(await mayIn(b, subs[1]!)).toContain('campaigns:create');
      await b.as.in(subs[2]!).get('workspaces/current').expect(problem(404, 'not_found'));
      const [first, second] = await recordsOf('group_grant.created');
      expect([first?.audit_metadata['link_ids'], second?.audit_metadata['link_ids']]).toContainEqual([
        links[1],
      ]);
      const again = await give([b.id], { subs: [links[1]] }).expect(200);
      expect(again.body).toEqual({ items: [], created: 0, existing: 1 });
    });

    it('end with their last instant, can then be given again, and are tidied up on record', async () => {
      const one = await hired();
      const { body } = await give([one.id], { expires_at: inDays(2), subs: [links[0]] }).expect(200);
      const { id } = body.items[0];
      expect(await mayIn(one, subs[0]!)).toContain('campaigns:create');
      await ends(id);
      await one.as.in(subs[0]!).get('workspaces/current').expect(problem(404, 'not_found'));
      expect((await give([one.id], { subs: [links[0]] }).expect(200)).body).toMatchObject({ created: 1 });
      await ends(id);
      const attend = () => app.app.get(ExpiriesService).attend();
      await Promise.all([attend(), attend()]);
      expect(await given(`member_id=${one.id}`)).toEqual([]);
      const ended = (await recordsOf('group_grant.ended')).filter(({ target }) => target.id === id);
      expect(ended).toMatchObject([
        { target: { name: 'Nora Newton' }, changes: { role: { before: 'editor' } } },
      ]);
    });

    it('are taken away one by one, by member, by role and by workspace', async () => {
      const one = await hired();
      const { body } = await give([one.id], { subs: links }).expect(200);
      await give([one.id], { role_id: VIEW.id }).expect(200);
      const first = body.items[0];
      expect((await owner.delete(`${PATH}/${first.id}`).expect(200)).body).toEqual(first);
      await owner.delete(`${PATH}/${first.id}`).expect(problem(404, 'not_found'));
      const second = body.items[1];
      const taken = await owner.delete(PATH, { ids: [second.id, ABSENT] }).expect(200);
      expect(taken.body).toEqual({ items: [second], deleted: 1 });
      const over = { member_id: one.id, subs: 'all' };
      expect((await owner.delete(PATH, over).expect(200)).body).toMatchObject({ deleted: 1 });
      expect((await owner.delete(PATH, over).expect(200)).body).toEqual({ items: [], deleted: 0 });
      const rest = { member_id: one.id, role_id: EDITOR.id, subs: links };
      expect((await owner.delete(PATH, rest).expect(200)).body).toMatchObject({ deleted: 1 });
      expect(await given(`member_id=${one.id}`)).toEqual([]);
      await one.as.in(subs[0]!).get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it('are given by the owner to all who hold a role, now or later', async () => {
      const { body } = await owner
        .post(PATH, { holders_of: 'admin', role_id: ADMIN.id, subs: 'all' })
        .expect(200);
      expect(body.items).toMatchObject([
        { member: null, holders_of: { id: ADMIN.id, name: 'admin' }, sub: null },
      ]);
      const late = await hired('admin');
      expect(await mayIn(late, subs[0]!)).toContain('workspace_members:create');
      await admin.delete(`${PATH}/${body.items[0].id}`).expect(problem(403, 'permission_required'));
      await owner.delete(`${PATH}/${body.items[0].id}`).expect(200);
      await late.as.in(subs[0]!).get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it('are listed by pages, and by workspace and role', async () => {
      const [a, b] = [await hired(), await hired()];
      await give([a.id, b.id], { subs: [links[2]] }).expect(200);
      const everywhere = await hired();
      await give([everywhere.id]).expect(200);
      const holding = await given(`link_id=${links[2]}&limit=100`);
      const places = new Set(holding.map(({ sub }: { sub: { name: string } | null }) => sub?.name ?? 'all'));
      expect(places).toEqual(new Set(['Compass', 'all']));
      expect(holding.map(({ member }: { member: { id: string } | null }) => member?.id)).toEqual(
        expect.arrayContaining([a.id, b.id, everywhere.id]),
      );
      expect(await given(`link_id=${links[2]}&member_id=${everywhere.id}`)).toMatchObject([{ sub: null }]);
      const all: unknown[] = [];
      let after = '';
      do {
        const { body } = await owner.get(`${PATH}?link_id=${links[2]}&limit=1${after}`).expect(200);
        all.push(...body.items);
        after = body.next_starting_after ? `&starting_after=${body.next_starting_after}` : '';
      } while (after);
      expect(all).toEqual(holding);
      expect((await owner.get(`${PATH}?link_id=${links[2]}&count=true`)).body.total).toBe(all.length);
    });
  });

  describe('what else goes with them', () => {
    it('they go with the member, whether removed or leaving, and with a service principal', async () => {
      const [removed, leaving] = [await hired(), await hired()];
      const { body: service } = await owner
        .post('service-principals', { name: 'Sync', role: 'view' })
        .expect(200);
      const ids = [removed.id, leaving.id, service.id];
      await give(ids).expect(200);
      await owner.delete(`workspace-members/${removed.id}`).expect(200);
      await leaving.as.delete(`workspace-members/${leaving.id}`).expect(200);
      await owner.delete(`service-principals/${service.id}`).expect(200);
      for (const id of ids) expect(await given(`member_id=${id}`)).toEqual([]);
    });

    it('a role in use over the group is in use: it needs one that replaces it, everywhere', async () => {
      const { body: role } = await owner
        .post('roles', { name: 'Planner', permissions: ['campaigns:read', 'campaigns:update'] })
        .expect(200);
      const one = await hired('client');
      await give([one.id], { role_id: role.id, subs: [links[0]] }).expect(200);
      expect((await owner.get(`roles/${role.id}`)).body.holders).toBe(1);
      await owner.delete(`roles/${role.id}`).expect(problem(409, 'role_in_use'));
      await owner.delete(`roles/${role.id}?replacement_role_id=${VIEW.id}`).expect(200);
      expect(await given(`member_id=${one.id}`)).toMatchObject([
        { role: { name: 'view' }, sub: { name: 'Anchor' } },
      ]);
    });

    it('a role is changed with regard to those who hold it over the group', async () => {
      const { body: role } = await owner
        .post('roles', { name: 'Scheduler', permissions: ['campaigns:read'] })
        .expect(200);
      const equal = await hired('admin');
      await give([equal.id], { role_id: role.id, subs: [links[0]] }).expect(200);
      await admin
        .patch(`roles/${role.id}`, { permissions: ['campaigns:read', 'leads:read'] })
        .expect(problem(403, 'outranked'));
      const late = await owner.post(PATH, { holders_of: 'admin', role_id: role.id, subs: 'all' }).expect(200);
      await owner.delete(PATH, { member_id: equal.id }).expect(200);
      await admin
        .patch(`roles/${role.id}`, { permissions: ['campaigns:read', 'leads:read'] })
        .expect(problem(403, 'permission_required'));
      await owner.delete(`${PATH}/${late.body.items[0].id}`).expect(200);
    });
  });

  describe('refused', () => {
    it.each(['editor', 'view', 'client'] as const)('for the %s', async (role) => {
      const { id } = await hired();
      await give([id], {}, agency[role]).expect(problem(403, 'permission_required'));
      await agency[role].get(PATH).expect(problem(403, 'permission_required'));
      await agency[role].delete(PATH, { member_id: id }).expect(problem(403, 'permission_required'));
    });

    it('for oneself, for equals, beyond one’s own, and for the owner’s role; and nobody gets anything', async () => {
      const { id } = await hired();
      const equal = await hired('admin');
      const self = await memberIdOf(admin);
      const before = await given('limit=100');
      await give([id, self], {}, admin).expect(problem(403, 'own_roles'));
      await give([equal.id, id], {}, admin).expect(problem(403, 'outranked'));
      await give([id], { role_id: OWNER.id }, admin).expect(problem(403, 'owner_role'));
      const { body: lesser } = await owner
        .post('roles', { name: 'Giver', permissions: ['group_grants:create', 'group_grants:read'] })
        .expect(200);
      const giver = await hired();
      await owner.patch(`workspace-members/${giver.id}`, { role_ids: [lesser.id, VIEW.id] }).expect(200);
      await give([id], { role_id: EDITOR.id }, giver.as).expect(problem(403, 'role_beyond_own'));
      await give([id], { role_id: VIEW.id, subs: [links[0]] }, giver.as).expect(200);
      await owner.delete(PATH, { member_id: id }).expect(200);
      expect(await given('limit=100')).toEqual(before);
    });

    it('to take from equals, and from oneself', async () => {
      const equal = await hired('admin');
      const { body } = await give([equal.id]).expect(200);
      await admin.delete(`${PATH}/${body.items[0].id}`).expect(problem(403, 'outranked'));
      await equal.as.delete(PATH, { member_id: equal.id }).expect(problem(403, 'own_roles'));
      expect(await given(`member_id=${equal.id}`)).toHaveLength(1);
    });

    it('to a key over all of them, and for roles that administer', async () => {
      const { body } = await owner.post('api-keys', { name: 'Key', scopes: ['all:all'] }).expect(200);
      const key = withKey(app, body.key);
      const { id } = await hired();
      await give([id], {}, key).expect(problem(403, 'session_required'));
      await give([id], { role_id: ADMIN.id, subs: [links[0]] }, key).expect(problem(403, 'session_required'));
      expect(await given(`member_id=${id}`)).toEqual([]);
      await give([id], { subs: [links[0]] }, key).expect(200);
    });

    it('without a fresh login over all of them, and for roles that administer', async () => {
      const stale = await hired('admin');
      const { id } = await hired();
      await goStale(app, stale.as);
      await give([id], {}, stale.as).expect(problem(403, 'reauth_required'));
      await give([id], { role_id: ADMIN.id, subs: [links[0]] }, stale.as).expect(
        problem(403, 'reauth_required'),
      );
      await give([id], { subs: [links[0]] }, stale.as).expect(200);
    });

    it('to all who hold a role, to anybody but the owner', async () => {
      const body = { holders_of: 'admin', role_id: VIEW.id, subs: 'all' };
      await admin.post(PATH, body).expect(problem(403, 'permission_required'));
      await owner.post(PATH, { ...body, role_id: OWNER.id }).expect(problem(403, 'owner_role'));
    });

    it('in a workspace that is itself below another', async () => {
      const below = owner.in(subs[0]!);
      await below.get(PATH).expect(problem(404, 'not_found'));
      const boss = await someone(app);
      const own = await createWorkspace(boss.client, 'Below');
      await linkSubs(app, agency.workspaceId, [own.workspaceId]);
      const member_id = await memberIdOf(await hire(app, own, newcomer(), 'view'));
      await own
        .post(PATH, { member_ids: [member_id], role_id: VIEW.id, subs: 'all' })
        .expect(problem(409, 'group_kind'));
    });
  });

  describe('hidden', () => {
    it('from other workspaces, whose owners can neither see, take, nor name anything of it', async () => {
      const { id } = await hired();
      const { body } = await give([id]).expect(200);
      const grant = body.items[0].id;
      const { stranger } = agency;
      await settled(app);
      const before = await fingerprint(app.db, agency.workspaceId);
      expect(await given('limit=100', stranger)).toEqual([]);
      await stranger.delete(PATH, { ids: [grant] }).expect(200);
      await stranger.delete(PATH, { member_id: id }).expect(200);
      await give([id], {}, stranger).expect(problem(400, 'unknown_member', 'member_ids'));
      expect(await fingerprint(app.db, agency.workspaceId)).toEqual(before);
      await stranger.delete(`${PATH}/${grant}`).expect(problem(404, 'not_found'));
      const own = await memberIdOf(await hire(app, stranger, newcomer(), 'view'));
      await give([own], { subs: [links[0]] }, stranger).expect(problem(400, 'unknown_sub', 'subs'));
    });
  });

  describe('invalid', () => {
    it.each([
      ['nobody', { member_ids: [ABSENT] }, 'member_ids'],
      ['no role', { role_id: ABSENT }, 'role_id'],
      ['no workspace of the group', { subs: [ABSENT] }, 'subs'],
    ])('%s', async (_, body, field) => {
      const { id } = await hired();
      const answer = await give([id], body);
      expect(answer.status).toBe(400);
      expect(answer.body.details.map(({ path }: { path: string }) => path)).toContain(field);
    });

    it.each([
      ['the past', { expires_at: '2020-01-01T00:00:00.000Z' }],
      ['a reason of a thousand words', { reason: 'word '.repeat(1000) }],
      ['no members at all', { member_ids: [] }],
      ['more than a hundred members', { member_ids: Array(101).fill(ABSENT) }],
      ['members and holders at once', { holders_of: 'admin' }],
      ['an unknown property', { granted_by: ABSENT }],
    ])('%s', async (_, body) => {
      const { id } = await hired();
      await give([id], body).expect(problem(400, 'invalid_body'));
    });

    it('a person who has not joined yet', async () => {
      const { body } = await owner
        .post('workspace-members', { email: newcomer().email, role: 'view' })
        .expect(200);
      await give([body.id]).expect(problem(409, 'not_joined'));
    });

    it('more roles at once than anybody means', async () => {
      const many = Array.from({ length: 1000 }, (_, i) => ABSENT.slice(0, -4) + String(i).padStart(4, '0'));
      await give(many.slice(0, 100), { subs: many }).expect(problem(400, 'too_many_grants', 'subs'));
    });
  });
});
