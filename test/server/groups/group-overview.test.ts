import { type SystemRole, askedByDefault, delegable, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { fingerprint } from '../../support/fingerprint.js';
import { linkSubs, plantGroupGrant } from '../../support/groups.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  type Someone,
  createWorkspace,
  foundAgency,
  goStale,
  hire,
  mailedToken,
  memberIdOf,
  someone,
} from '../../support/people.js';
import { plantMember } from '../../support/planted.js';
import { problem } from '../../support/problem.js';
import { auditLog, settled } from '../../support/until.js';

const ABSENT = '01920000-0000-7000-8000-00000000dead';
const { admin: ADMIN, editor: EDITOR, view: VIEW } = systemRoles;

interface Named {
  readonly name: string;
}
const names = (items: readonly Named[]): string[] => items.map(({ name }) => name);

/** An agency with three workspaces below it, each of a client of their own; one of them lets it see nobody. */
interface Group {
  readonly agency: Agency;
  readonly clients: readonly Someone[];
  /** The owners, each in their workspace. */
  readonly subs: readonly Client[];
  readonly links: readonly string[];
}

async function foundGroup(app: TestApp): Promise<Group> {
  const agency = await foundAgency(app);
  const clients = [await someone(app), await someone(app), await someone(app)];
  const subs = await Promise.all(
    ['Anchor', 'Beacon', 'Compass'].map((name, i) => createWorkspace(clients[i]!.client, name)),
  );
  const [open, open2, closed] = subs.map(({ workspaceId }) => workspaceId);
  const ceiling = ['campaigns:read', 'leads:read'];
  const links = [
    ...(await linkSubs(app, agency.workspaceId, [open!, open2!], { ceiling: delegable })),
    ...(await linkSubs(app, agency.workspaceId, [closed!], { ceiling })),
  ];
  for (const [who, roleId] of [
    [agency.owner, ADMIN.id],
    [agency.admin, ADMIN.id],
  ] as const)
    await plantGroupGrant(app, agency.workspaceId, { memberId: await memberIdOf(who), roleId });
  return { agency, clients, subs, links };
}

describe('the group from above', () => {
  let app: TestApp;
  let group: Group;
  let owner: Client;
  let admin: Client;
  let workspaceId: string;

  beforeAll(async () => {
    app = await sharedApp();
    group = await foundGroup(app);
    ({ owner, admin, workspaceId } = group.agency);
  });
  afterAll(() => app.close());

  /** A new person, a member of these workspaces of the group by the invitation of their owners. */
  async function joiner(
    role: SystemRole,
    ...where: readonly Client[]
  ): Promise<{ as: Client; email: string }> {
    const person = newcomer('Lea', 'Leaver');
    const [first, ...more] = where;
    const as = await hire(app, first!, person, role);
    const who = { userId: as.userId, email: person.email };
    for (const { workspaceId: id } of more)
      await plantMember(app.db.superuser, { workspaceId: id, workspaceName: '' }, { role, person: who });
    return { as, email: person.email };
  }

  describe('its summary', () => {
    it('counts what is below, and says on which side one is', async () => {
      const { body } = await owner.get('workspace-group/summary').expect(200);
      expect(body).toMatchObject({ kind: 'admin', subs: 3, pending: 0, admin_workspace: null });
      expect(body.members).toBeGreaterThanOrEqual(3);
      const below = await group.subs[0]!.get('workspace-group/summary').expect(200);
      expect(below.body).toMatchObject({
        kind: 'sub',
        admin_workspace: {
          workspace_group_member_id: group.links[0],
          workspace_id: workspaceId,
          name: 'Harbour Agency',
          is_managed: false,
        },
      });
      const alone = await group.agency.stranger.get('workspace-group/summary').expect(200);
      expect(alone.body).toEqual({
        kind: 'standalone',
        subs: 0,
        pending: 0,
        members: 0,
        admin_workspace: null,
      });
    });
  });

  describe('its workspaces', () => {
    it('are listed by name, page by page, with what I am there', async () => {
      const { body } = await owner.get('workspace-group/subs').expect(200);
      expect(names(body.items)).toEqual(['Anchor', 'Beacon', 'Compass']);
      expect(body.items[0]).toEqual({
        workspace_group_member_id: group.links[0],
        workspace_id: group.subs[0]!.workspaceId,
        name: 'Anchor',
        kind: 'consented',
        members: expect.any(Number),
        last_activity_at: expect.stringMatching(/Z$/),
        timestamp_accepted: expect.stringMatching(/Z$/),
        ceiling_label: null,
        scheduled_for_removal_at: null,
        my_roles: ['admin'],
      });
      const down = 'workspace-group/subs?limit=2&direction=desc';
      const first = await owner.get(down).expect(200);
      expect(names(first.body.items)).toEqual(['Compass', 'Beacon']);
      const second = await owner.get(`${down}&starting_after=${first.body.next_starting_after}`).expect(200);
      expect(names(second.body.items)).toEqual(['Anchor']);
    });

    it('are found by any part of the name, and put in other orders', async () => {
      const found = await owner.get('workspace-group/subs?search=eac').expect(200);
      expect(names(found.body.items)).toEqual(['Beacon']);
      for (const sort of ['activity', 'date'])
        expect((await owner.get(`workspace-group/subs?sort=${sort}`).expect(200)).body.items).toHaveLength(3);
      expect((await owner.get('workspace-group/subs?search=%25').expect(200)).body.items).toEqual([]);
    });
  });

  describe('one that is about to go', () => {
    it('is listed with the moment, is there no longer from then on, and comes back when it is restored', async () => {
      const { admin: above, sub } = await foundGroupOf(app);
      const summary = async () => (await above.get('workspace-group/summary').expect(200)).body;
      const listed = async () => (await above.get('workspace-group/subs').expect(200)).body.items;
      const linked = async () =>
        (await above.get('workspace-group-members?status=accepted').expect(200)).body.items;
      const before = await summary();
      expect(await listed()).toMatchObject([{ scheduled_for_removal_at: null }]);

      const { body } = await sub.post('workspaces/current/schedule-for-removal').expect(200);
      const { scheduled_for_removal_at } = body;
      expect(await listed()).toMatchObject([{ scheduled_for_removal_at }]);
      expect(await summary()).toEqual(before);

      await app.db.superuser.query(
        `update workspaces set scheduled_for_removal_at = now() - interval '1 day' where id = $1`,
        [sub.workspaceId],
      );
      expect(await listed()).toEqual([]);
      expect(await linked()).toEqual([]);
      expect(await summary()).toMatchObject({ subs: before.subs - 1, members: before.members - 1 });

      await app.db.superuser.query(`update workspaces set scheduled_for_removal_at = null where id = $1`, [
        sub.workspaceId,
      ]);
      expect(await listed()).toMatchObject([{ scheduled_for_removal_at: null }]);
      expect(await linked()).toHaveLength(1);
      expect(await summary()).toEqual(before);
    });

    it('keeps the admin workspace from going until its own moment, and no longer', async () => {
      const { admin: above, sub } = await foundGroupOf(app);
      const go = () => above.post('workspaces/current/schedule-for-removal');
      await sub.post('workspaces/current/schedule-for-removal').expect(200);
      await go().expect(problem(409, 'has_subs'));
      await app.db.superuser.query(
        `update workspaces set scheduled_for_removal_at = now() - interval '1 day' where id = $1`,
        [sub.workspaceId],
      );
      await go().expect(200);
    });

    it('is already so when it joins', async () => {
      const { admin: above, sub } = await foundGroupOf(app);
      await app.db.superuser.query(`update group_links set status = 'left' where workspace_id = $1`, [
        sub.workspaceId,
      ]);
      await sub.post('workspaces/current/schedule-for-removal').expect(200);
      await linkSubs(app, above.workspaceId, [sub.workspaceId]);
      const { body } = await above.get('workspace-group/subs').expect(200);
      expect(body.items).toMatchObject([{ scheduled_for_removal_at: expect.stringMatching(/Z$/) }]);
    });
  });

  describe('its people', () => {
    const find = async (search: string, by = owner) =>
      (await by.get(`workspace-group/members?search=${search}`).expect(200)).body;

    it('are found in all workspaces where I may see them, each once, and elsewhere not', async () => {
      const [a, b, closed] = group.subs as [Client, Client, Client];
      const { as, email } = await joiner('editor', a, b);
      const hidden = await joiner('view', closed);
      const body = await find(email.split('@')[0]!);
      expect(body.hidden_subs).toBe(1);
      expect(body.items).toEqual([
        {
          user_id: as.userId,
          name: 'Lea Leaver',
          email,
          subs: [a, b].map((there, i) => ({
            workspace_id: there.workspaceId,
            name: ['Anchor', 'Beacon'][i],
            through: 'direct',
            status: 'active',
            roles: [{ id: EDITOR.id, name: 'editor' }],
          })),
          subs_total: 2,
        },
      ]);
      expect((await find(hidden.email.split('@')[0]!)).items).toEqual([]);
    });

    it('are those of the agency too, where they are through the group', async () => {
      expect(names((await find('adam')).items)).toEqual(['Adam Archer']);
      expect(names((await find('archer%20ad')).items)).toEqual(['Adam Archer']);
      const all = (await owner.get('workspace-group/members?limit=100').expect(200)).body.items;
      const me = all.find(({ user_id }: { user_id: string }) => user_id === owner.userId);
      expect(me).toMatchObject({
        subs_total: 2,
        subs: [
          { name: 'Anchor', through: 'group', roles: [{ id: ADMIN.id, name: 'admin' }] },
          { name: 'Beacon', through: 'group' },
        ],
      });
    });

    it('come page by page, everybody once', async () => {
      const all = (await owner.get('workspace-group/members?limit=100').expect(200)).body.items;
      const ids: string[] = [];
      let after = '';
      do {
        const { body } = await owner.get(`workspace-group/members?limit=2${after}`).expect(200);
        ids.push(...body.items.map(({ user_id }: { user_id: string }) => user_id));
        after = body.next_starting_after ? `&starting_after=${body.next_starting_after}` : '';
      } while (after);
      expect(ids).toEqual(all.map(({ user_id }: { user_id: string }) => user_id));
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('are none for a person who holds nothing in the group, or comes with a key that sees no members', async () => {
      const role = await owner
        .post('roles', { name: 'Overseer', permissions: ['workspace_group_members:read', 'audit_logs:read'] })
        .expect(200);
      const overseer = await hire(app, owner, newcomer(), 'view');
      await owner
        .patch(`workspace-members/${await memberIdOf(overseer)}`, { role_ids: [role.body.id] })
        .expect(200);
      const { body } = await overseer.get('workspace-group/members').expect(200);
      expect(body).toEqual({ items: [], hidden_subs: 3 });
      const logs = await overseer.get('workspace-group/audit-logs').expect(200);
      expect(logs.body).toEqual({ items: [], hidden_subs: 3 });
    });

    it('of a workspace are hidden while its own rules would not let me in', async () => {
      const sub = group.subs[1]!;
      await app.db.superuser.query('update workspaces set two_factor_required = true where id = $1', [
        sub.workspaceId,
      ]);
      expect((await find('lea')).hidden_subs).toBe(2);
      await app.db.superuser.query('update workspaces set two_factor_required = false where id = $1', [
        sub.workspaceId,
      ]);
      expect((await find('lea')).hidden_subs).toBe(1);
    });
  });

  describe('its audit logs', () => {
    const read = async (query = '', by = owner) => {
      await settled(app);
      return (await by.get(`workspace-group/audit-logs?limit=100${query}`).expect(200)).body;
    };

    it('are read together, newest first, where the ceiling lets them be read', async () => {
      const [a, b, closed] = group.subs as [Client, Client, Client];
      for (const [i, sub] of [a, b, closed].entries())
        await sub.patch('workspaces/current', { org_logo_url: `https://logo.example/${i}` }).expect(200);
      const { items, hidden_subs } = await read('&activity_type=1002');
      expect(hidden_subs).toBe(1);
      expect(items).toMatchObject([
        { organization_id: b.workspaceId, workspace_name: 'Beacon', activity: 'workspace.updated' },
        { organization_id: a.workspaceId, workspace_name: 'Anchor', activity: 'workspace.updated' },
      ]);
      const one = await read(`&sub=${group.links[0]}&activity_type=1002`);
      expect(one).toMatchObject({ hidden_subs: 0, items: [{ workspace_name: 'Anchor' }] });
      expect(await read(`&sub=${group.links[2]}`)).toEqual({ items: [], hidden_subs: 1 });
      expect((await read(`&user_id=${b.userId}&search=logo.example`)).items).toHaveLength(1);
      expect((await read('&end_date=2020-01-01')).items).toEqual([]);
      expect((await read('&start_date=2020-01-01&end_date=9999-12-31')).items.length).toBeGreaterThan(2);
    });

    it('come page by page, every record once', async () => {
      const { items } = await read();
      const ids: string[] = [];
      let after = '';
      do {
        const { body } = await owner.get(`workspace-group/audit-logs?limit=3${after}`).expect(200);
        ids.push(...body.items.map(({ id }: { id: string }) => id));
        after = body.next_starting_after ? `&starting_after=${body.next_starting_after}` : '';
      } while (after && ids.length < items.length);
      expect(ids).toEqual(items.slice(0, ids.length).map(({ id }: { id: string }) => id));
    });
  });

  describe('logging everybody out of all of it', () => {
    it('ends the sessions of every workspace of the group, each with a record', async () => {
      const [a] = group.subs as [Client];
      const { as } = await joiner('view', a);
      const other = await foundGroupOf(app);
      await as.get('workspaces/current').expect(200);
      const { body } = await other.admin.delete('workspaces/current/sessions?subs=true').expect(200);
      expect(body).toMatchObject({ subs: 1, api_keys_revoked: 0 });
      await other.sub.get('workspaces/current').expect(problem(401, 'session_ended'));
      await as.get('workspaces/current').expect(200);
      await settled(app);
      const { rows } = await app.db.superuser.query(
        `select body from audit_log where workspace_id = $1 and activity = 1003`,
        [other.sub.workspaceId],
      );
      expect(rows).toMatchObject([{ body: { details: { acting_from: other.admin.workspaceId } } }]);
    });
  });

  describe('taking a person out of it', () => {
    const take = (body: object, by = owner) => by.post('workspace-group/leavers', body);
    const isIn = async (as: Client, sub: Client): Promise<boolean> =>
      (await as.in(sub.workspaceId).get('workspaces/current')).status === 200;

    it('ends everything they are below at once, and gives a receipt', async () => {
      const [a, b] = group.subs as [Client, Client];
      const { as, email } = await joiner('editor', a, b);
      const untouched = await joiner('view', a);
      const { body } = await take({ email }, admin).expect(200);
      expect(body).toEqual({
        id: expect.any(String),
        person: { user_id: as.userId, name: 'Lea Leaver', email },
        at: expect.stringMatching(/Z$/),
        removed_by: admin.userId,
        taken: expect.arrayContaining(
          [a, b].map(({ workspaceId: workspace_id }, i) => ({
            workspace_id,
            name: ['Anchor', 'Beacon'][i],
            member: 'removed',
            grants: 1,
            api_keys: 0,
            group_grants: 0,
            invitations: 0,
            service_keys: 0,
          })),
        ),
        kept: [],
        hidden_subs: 1,
      });
      for (const sub of [a, b]) expect(await isIn(as, sub)).toBe(false);
      expect(await isIn(untouched.as, a)).toBe(true);
      const [there] = (await auditLog(app, a)).filter(({ activity }) => activity === 'member.removed');
      expect(there).toMatchObject({
        user_id: admin.userId,
        target: { name: 'Lea Leaver' },
        changes: { roles: { before: ['editor'] } },
        audit_metadata: { acting_from: workspaceId, via_link_id: group.links[0] },
      });
      const above = (await auditLog(app, owner)).filter(({ activity }) =>
        /^(group\.person_|member\.)removed/.test(activity),
      );
      expect(above[0]).toMatchObject({
        activity: 'group.person_removed',
        target: { name: 'Lea Leaver' },
        audit_metadata: { receipt_id: body.id, kept: 0 },
      });
      expect((await owner.get(`workspace-group/leavers/${body.id}`).expect(200)).body).toEqual(body);
      const csv = await owner.get(`workspace-group/leavers/${body.id}.csv`).expect(200);
      expect(csv.headers['content-type']).toContain('text/csv');
      expect(csv.text.trim().split('\r\n')).toHaveLength(3);
      expect(csv.text).toContain(`Anchor,Lea Leaver,${email}`);
    });

    it('takes their open invitations with it', async () => {
      const [a, b] = group.subs as [Client, Client];
      const { as, email } = await joiner('view', a);
      await b.post('workspace-members', { email, role: 'view' }).expect(200);
      const token = await mailedToken(app, email, 'invitations');
      const { body } = await take({ user_id: as.userId }).expect(200);
      expect(body.taken.map(({ member }: { member: string }) => member).sort()).toEqual([
        'removed',
        'uninvited',
      ]);
      await as
        .in('')
        .post(`invitations/by-token/${token}/acceptance`)
        .expect(problem(409, 'invitation_revoked'));
    });

    it('keeps the owner below, and a person who administers there by themselves', async () => {
      const [a, b] = group.subs as [Client, Client];
      const { email } = await joiner('admin', a, b);
      const { body } = await take({ email }).expect(200);
      expect(body.taken).toEqual([]);
      expect(body.kept).toEqual(
        expect.arrayContaining([
          { workspace_id: a.workspaceId, name: 'Anchor', reason: 'acting_limited' },
          { workspace_id: b.workspaceId, name: 'Beacon', reason: 'acting_limited' },
        ]),
      );
      const owning = await take({ user_id: a.userId }).expect(200);
      expect(owning.body.kept).toMatchObject([{ workspace_id: a.workspaceId, reason: 'owner_stays' }]);
      await a.get('workspaces/current').expect(200);
    });

    it('says where I may see them and not remove them, and never where I may not see them', async () => {
      const sub = await createWorkspace((await someone(app)).client, 'Reading room');
      const ceiling = ['workspaces:read', 'workspace_members:read'];
      await linkSubs(app, workspaceId, [sub.workspaceId], { ceiling });
      const { as, email } = await joiner('view', sub, group.subs[2]!);
      const { body } = await take({ email }).expect(200);
      expect(body).toMatchObject({
        taken: [],
        kept: [{ name: 'Reading room', reason: 'permission_required' }],
        hidden_subs: 1,
      });
      expect(await isIn(as, group.subs[2]!)).toBe(true);
    });

    it('takes what they hold from above, and on request their place there', async () => {
      const [a] = group.subs as [Client];
      const as = await hire(app, owner, newcomer('Ludo', 'Last'), 'editor');
      const memberId = await memberIdOf(as);
      await plantGroupGrant(app, workspaceId, { memberId, roleId: EDITOR.id });
      expect(await isIn(as, a)).toBe(true);
      const first = await take({ user_id: as.userId }, admin).expect(200);
      expect(first.body.taken).toMatchObject([
        { workspace_id: workspaceId, member: 'stays', group_grants: 1 },
      ]);
      expect(await isIn(as, a)).toBe(false);
      await as.get('workspaces/current').expect(200);
      const second = await take({ user_id: as.userId, remove_from_admin: true }, admin).expect(200);
      expect(second.body.taken).toMatchObject([{ workspace_id: workspaceId, member: 'removed', grants: 1 }]);
      await as.get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it('is refused for oneself, for equals, without a fresh login, and without the permission', async () => {
      const equal = await hire(app, owner, newcomer(), 'admin');
      const before = await fingerprint(app.db, group.subs[0]!.workspaceId);
      await take({ user_id: admin.userId }, admin).expect(problem(403, 'own_roles'));
      await take({ user_id: owner.userId }, admin).expect(problem(403, 'outranked'));
      await take({ user_id: owner.userId }, owner).expect(problem(403, 'own_roles'));
      await take({ user_id: equal.userId, remove_from_admin: true }, admin).expect(problem(403, 'outranked'));
      await take({ user_id: ABSENT }, group.agency.editor).expect(problem(403, 'permission_required'));
      await take({ user_id: ABSENT }).expect(problem(404, 'not_found'));
      await goStale(app, equal);
      await take({ user_id: ABSENT }, equal).expect(problem(403, 'reauth_required'));
      expect(await fingerprint(app.db, group.subs[0]!.workspaceId)).toEqual(before);
    });

    it('reaches no other group, which sees no receipt of it', async () => {
      const [a] = group.subs as [Client];
      const { as, email } = await joiner('view', a);
      const { stranger } = group.agency;
      await take({ email }, stranger).expect(problem(404, 'not_found'));
      expect(await isIn(as, a)).toBe(true);
      const { body } = await take({ email }).expect(200);
      await stranger.get(`workspace-group/leavers/${body.id}`).expect(problem(404, 'not_found'));
      await stranger.get(`workspace-group/leavers/${body.id}.csv`).expect(problem(404, 'not_found'));
      await owner.get(`workspace-group/leavers/${ABSENT}`).expect(problem(404, 'not_found'));
    });

    it.each([
      {},
      { user_id: ABSENT, email: 'a@b.example' },
      { user_id: 'x' },
      { email: 'a@b.example', all: true },
    ])('takes not %j', async (body) => {
      await take(body).expect(problem(400, 'invalid_body'));
    });

    it('works for a thousand workspaces in one transaction, in seconds', async () => {
      const { as, email } = await joiner('view', group.subs[0]!);
      await plantSubs(app, workspaceId, as.userId, email, 1000);
      const began = Date.now();
      const { body } = await take({ email }).expect(200);
      expect(body.taken).toHaveLength(1001);
      expect(Date.now() - began).toBeLessThan(20_000);
    }, 60_000);
  });
});

describe('what a change of the group would mean', () => {
  let app: TestApp;
  let group: Group;

  beforeAll(async () => {
    app = await sharedApp();
    group = await foundGroup(app);
  });
  afterAll(() => app.close());

  const ask = (by: Client, link: string, act: string, more = '') =>
    by.get(`workspace-group/impact?act=${act}&workspace_group_member_id=${link}${more}`);

  it('tells the owner below who would lose what, and what would end', async () => {
    const [sub] = group.subs as [Client];
    const { owner } = group.agency;
    await owner
      .in(sub.workspaceId)
      .post('workspace-members', { email: newcomer().email, role: 'view' })
      .expect(200);
    const { body } = await ask(sub, group.links[0]!, 'leave').expect(200);
    expect(body.people).toMatchObject({ gain: 0, lose: 2, is_complete: true });
    expect(body.people.items[0].loses).toContain('campaigns:create');
    expect(body.dies).toEqual({ members: 1, grants: 1, api_keys: 0 });
    const narrower = await ask(sub, group.links[0]!, 'ceiling', '&permissions=campaigns:read').expect(200);
    expect(narrower.body.people).toMatchObject({ gain: 0, lose: 2 });
    expect(narrower.body.people.items[0].loses).not.toContain('campaigns:read');
    expect(narrower.body.dies).toEqual({ members: 0, grants: 0, api_keys: 0 });
  });

  it('tells before the first link who would come', async () => {
    const { stranger } = group.agency;
    const sub = await createWorkspace((await someone(app)).client, 'Undecided');
    const [link] = await linkSubs(app, stranger.workspaceId, [sub.workspaceId], { ceiling: askedByDefault });
    await app.db.superuser.query(
      `update group_links set status = 'pending', accepted_at = null, expires_at = now() + interval '1 day' where id = $1`,
      [link],
    );
    const { body } = await ask(sub, link!, 'join').expect(200);
    expect(body.people).toMatchObject({ gain: 1, lose: 0 });
    expect(body.people.items[0].gains).not.toContain('audit_logs:read');
  });

  it('tells above about its own people alone', async () => {
    const { body } = await ask(group.agency.owner, group.links[0]!, 'remove').expect(200);
    expect(body.people.items.map(({ name }: Named) => name).sort()).toEqual(['Adam Archer', 'Olive Oakes']);
  });

  it('tells above nothing of what its own people are below, where it may not see who is there', async () => {
    const { owner, admin, workspaceId } = group.agency;
    const sub = await createWorkspace((await someone(app)).client, 'Private');
    // Of both sides.
    const address = { userId: admin.userId, email: 'adam@both.example' };
    const there = { workspaceId: sub.workspaceId, workspaceName: '' };
    await plantMember(app.db.superuser, there, { role: 'admin', person: address });
    const gainsOf = async (link: string, act: string) =>
      new Map<string, { gains: string[]; loses: string[] }>(
        (await ask(owner, link, act).expect(200)).body.people.items.map(
          (one: Named & { gains: string[]; loses: string[] }) => [one.name, one],
        ),
      );
    const { body: invited } = await owner
      .post('workspace-group-members', { sub_workspace_id: sub.workspaceId })
      .expect(200);
    const before = await gainsOf(invited.id, 'join');
    expect(before.get('Adam Archer')?.gains).toEqual(before.get('Olive Oakes')?.gains);
    expect(before.get('Adam Archer')?.gains).toContain('campaigns:create');
    // The owner below sees what it would really add.
    const { body } = await ask(sub, invited.id, 'join').expect(200);
    expect(names(body.people.items)).not.toContain('Adam Archer');
    await owner.delete(`workspace-group-members/${invited.id}`).expect(200);

    const ceiling = askedByDefault.filter((one) => one !== 'workspace_members:read');
    const [shut] = await linkSubs(app, workspaceId, [sub.workspaceId], { ceiling });
    const closed = await gainsOf(shut!, 'remove');
    expect(closed.get('Adam Archer')).toEqual({ ...closed.get('Olive Oakes'), name: 'Adam Archer' });
    await app.db.superuser.query('update group_links set ceiling = $2 where id = $1', [shut, delegable]);
    const open = await gainsOf(shut!, 'remove');
    expect(open.get('Olive Oakes')?.loses).toContain('campaigns:create');
    expect(open.get('Adam Archer')).toBeUndefined();
  });

  it('tells nobody else', async () => {
    const [link] = group.links as [string];
    await ask(group.agency.stranger, link, 'leave').expect(problem(404, 'not_found'));
    await ask(group.agency.editor, link, 'remove').expect(problem(403, 'permission_required'));
    const colleague = await hire(app, group.subs[0]!, newcomer(), 'admin');
    await ask(colleague, link, 'leave').expect(problem(403, 'permission_required'));
    const acting = group.agency.owner.in(group.subs[0]!.workspaceId);
    await ask(acting, link, 'leave').expect(problem(403, 'permission_required'));
  });

  it.each([
    '&act=leave',
    'dissolve',
    'ceiling',
    'leave&permissions=campaigns:read',
    'ceiling&permissions=owner:all',
  ])('asks not %s', async (act) => {
    await ask(group.subs[0]!, group.links[0]!, act).expect(problem(400, 'invalid_query'));
  });
});

/** Another admin workspace, with one below it. */
async function foundGroupOf(app: TestApp): Promise<{ admin: Client; sub: Client }> {
  const admin = await createWorkspace((await someone(app)).client, 'Another agency');
  const sub = await createWorkspace((await someone(app)).client, 'Another client');
  await linkSubs(app, admin.workspaceId, [sub.workspaceId]);
  return { admin, sub };
}

/** So many workspaces below, of each of which the person is a member. */
async function plantSubs(
  app: TestApp,
  admin: string,
  userId: string,
  email: string,
  count: number,
): Promise<void> {
  const { rows } = await app.db.superuser.query<{ id: string }>(
    `with made as (
       insert into workspaces (id, name, owner_id)
       select gen_random_uuid(), 'Planted ' || n, (select owner_id from workspaces where id = $1)
       from generate_series(1, $4::int) n returning id),
     heads as (insert into audit_heads (workspace_id) select id from made),
     joined as (
       insert into workspace_members (workspace_id, id, user_id, email, status)
       select id, gen_random_uuid(), $2, $3, 'active' from made returning workspace_id, id),
     given as (
       insert into grants (workspace_id, id, member_id, role_id)
       select workspace_id, gen_random_uuid(), id, $5 from joined)
     select id from made`,
    [admin, userId, email, count, VIEW.id],
  );
  await linkSubs(
    app,
    admin,
    rows.map(({ id }) => id),
  );
}
