import { type Permission, askedByDefault, delegable, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { endLink, linkSubs, plantGroupGrant } from '../../support/groups.js';
import { waiting } from '../../support/held.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import { type Client, createWorkspace, goStale, hire, memberIdOf, someone } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permission[];
  readonly published_version: number | null;
  readonly offered_permissions: Permission[] | null;
}

describe('published roles', () => {
  let app: TestApp;
  let owner: Client;
  /** Below it: one that agreed to it, with its owner’s address, and one that it manages. */
  let address: string;
  let chief: Client;
  let managed: Client;
  let link: string;

  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    owner = await createWorkspace((await someone(app)).client, 'Harbour Agency');
    const founder = await someone(app);
    address = founder.email;
    chief = await createWorkspace(founder.client, 'Quayside Books');
    managed = await createWorkspace(owner, 'Lighthouse');
    [link = ''] = await linkSubs(app, owner.workspaceId, [chief.workspaceId]);
    await linkSubs(app, owner.workspaceId, [managed.workspaceId], { kind: 'managed', ceiling: delegable });
  });

  const make = async (permissions: Permission[], more: object = {}, by = owner): Promise<Shown> =>
    (await by.post('roles', { name: 'Researcher', permissions, ...more }).expect(200)).body;
  const publish = async (permissions: Permission[], more: object = {}): Promise<Shown> => {
    const role = await make(permissions, more);
    return (await owner.post(`roles/${role.id}/publication`).expect(200)).body;
  };
  const change = async ({ id }: Shown, patch: object) => owner.patch(`roles/${id}`, patch).expect(200);
  const rolesIn = async (who: Client): Promise<Shown[]> =>
    (await who.get('roles?limit=100').expect(200)).body.items.slice(5);
  const copyIn = async (who: Client): Promise<Shown> => {
    const [copy] = (await rolesIn(who)).filter(({ published_version: of }) => of !== null);
    return copy!;
  };
  /** A person there who holds the copy and nothing else. */
  const holder = async (there: Client): Promise<Client> => {
    const worker = await hire(app, there, newcomer(), 'client');
    const role_ids = [(await copyIn(there)).id];
    await there.patch(`workspace-members/${await memberIdOf(worker)}`, { role_ids }).expect(200);
    return worker;
  };
  const accept = (id: string, permissions: unknown, by = chief) =>
    by.post(`roles/${id}/publication/acceptance`, { permissions });
  const mayNow = async (who: Client) => (await who.get('me/permissions').expect(200)).body.permissions;

  describe('allowed', () => {
    it('are in every workspace below, where they are given like others', async () => {
      expect(
        await publish(['leads:read', 'campaigns:read'], { description: 'Looks things up' }),
      ).toMatchObject({
        publication_version: 1,
        published_version: null,
      });
      for (const there of [chief, managed]) {
        expect(await rolesIn(there)).toEqual([
          expect.objectContaining({
            id: expect.stringMatching(/^01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/),
            name: 'Researcher',
            description: 'Looks things up',
            permissions: ['campaigns:read', 'leads:read'],
            assignable_role_ids: [],
            published_version: 1,
            offered_permissions: null,
          }),
        ]);
        expect(await mayNow(await holder(there))).toEqual(['campaigns:read', 'leads:read']);
      }
    });

    it('permit less at once everywhere, and more at once only where the admin workspace manages', async () => {
      const role = await publish(['leads:read', 'campaigns:read']);
      const [here, there] = [await holder(chief), await holder(managed)];
      await change(role, { permissions: ['leads:read', 'leads:update'], name: 'Clerk' });
      expect(await mayNow(here)).toEqual(['leads:read']);
      expect(await mayNow(there)).toEqual(['leads:read', 'leads:update']);
      expect(await copyIn(chief)).toMatchObject({
        name: 'Clerk',
        published_version: 2,
        offered_permissions: ['leads:read', 'leads:update'],
      });
      expect(await copyIn(managed)).toMatchObject({ name: 'Clerk', offered_permissions: null });
    });

    it('permit more once the owner accepts it, who hears of each change', async () => {
      const role = await publish(['leads:read']);
      const worker = await holder(chief);
      await change(role, { permissions: ['leads:read', 'leads:update'] });
      const { id } = await copyIn(chief);
      await accept(id, ['leads:update', 'leads:read', 'leads:read']).expect(200);
      expect(await mayNow(worker)).toEqual(['leads:read', 'leads:update']);
      expect((await copyIn(chief)).offered_permissions).toBeNull();
      await accept(id, ['leads:read', 'leads:update']).expect(problem(409, 'no_role_offer'));
      const mails = await templatesTo(app, address);
      expect(mails.filter((one) => one === 'role_published_change')).toHaveLength(2);
    });

    it('are recorded where they are, by whom', async () => {
      const role = await publish(['leads:read']);
      await change(role, { permissions: [] });
      const { id } = await copyIn(chief);
      const told = (await auditLog(app, chief)).filter(({ target }) => target.id === id);
      expect(told.map(({ activity }) => activity)).toEqual(['role.publication_changed', 'role.published']);
      expect(told[0]).toMatchObject({
        user_id: owner.userId,
        changes: { permissions: { before: ['leads:read'], after: [] } },
        audit_metadata: { admin_workspace_name: 'Harbour Agency' },
      });
      const [own] = await auditLog(app, owner, '&activity_type=1131');
      expect(own).toMatchObject({ target: { id: role.id }, activity: 'role.published' });
    });

    /** What of copies there the log of a workspace says, the newest first. */
    const toldIn = async (who: Client) =>
      (await auditLog(app, who)).filter(({ activity }) => activity.startsWith('role.'));
    const roleMails = async () =>
      (await templatesTo(app, address)).filter((one) => one === 'role_published_change').length;

    it('are recorded where they come with joining, by a person who joins', async () => {
      const role = await publish(['leads:read', 'audit_logs:read']);
      const founder = await someone(app);
      const other = await createWorkspace(founder.client, 'Ropewalk');
      const asked = { sub_workspace_id: other.workspaceId };
      const { body } = await owner.post('workspace-group-members', asked).expect(200);
      await other.post(`workspace-group-members/${body.id}/acceptance`).expect(200);
      const copy = await copyIn(other);
      expect(await toldIn(other)).toMatchObject([
        {
          activity: 'role.published',
          user_id: other.userId,
          target: { id: copy.id, name: role.name },
          changes: { permissions: { before: null, after: ['leads:read'] } },
          audit_metadata: {
            admin_workspace_id: owner.workspaceId,
            admin_workspace_name: 'Harbour Agency',
          },
        },
      ]);
      expect(await templatesTo(app, founder.email)).not.toContain('role_published_change');
    });

    it('are recorded in a workspace that is made with them', async () => {
      await publish(['leads:read']);
      const { body } = await owner.post('workspace-group/subs', { name: 'Ropewalk' }).expect(200);
      const made = owner.in(body.sub_workspace_id);
      expect(await toldIn(made)).toMatchObject([
        { activity: 'role.published', user_id: owner.userId, target: { id: (await copyIn(made)).id } },
      ]);
    });

    it('are recorded as the ceiling changes them, which is the owner’s own doing', async () => {
      await publish(['leads:read', 'leads:update']);
      const mails = await roleMails();
      const at = `workspace-group-members/${link}`;
      await chief.patch(`${at}/ceiling`, { permissions: ['leads:read'] }).expect(200);
      const wanted = { permissions: ['leads:read', 'leads:update'] };
      await owner.post(`${at}/ceiling-requests`, wanted).expect(200);
      await chief.post(`${at}/ceiling-requests/acceptance`, wanted).expect(200);
      const [widened, narrowed] = await toldIn(chief);
      expect(narrowed).toMatchObject({
        activity: 'role.publication_changed',
        user_id: chief.userId,
        changes: { permissions: { before: ['leads:read', 'leads:update'], after: ['leads:read'] } },
      });
      expect(widened).toMatchObject({
        activity: 'role.publication_changed',
        audit_metadata: { offered_permissions: ['leads:read', 'leads:update'] },
      });
      expect(await roleMails()).toBe(mails);
    });

    it.each<[string, () => Client]>([
      ['of its own', () => chief],
      ['because it is removed', () => owner],
    ])('are recorded as its own where a workspace leaves %s', async (_, by) => {
      await publish(['leads:read']);
      const { id } = await copyIn(chief);
      const mails = await roleMails();
      await by().delete(`workspace-group-members/${link}`).expect(200);
      expect((await toldIn(chief))[0]).toMatchObject({
        activity: 'role.unpublished',
        user_id: by().userId,
        target: { id, name: 'Researcher' },
        audit_metadata: { admin_workspace_name: 'Harbour Agency' },
      });
      expect(await rolesIn(chief)).toMatchObject([{ id, published_version: null }]);
      expect(await roleMails()).toBe(mails);
    });

    it('come with every way of joining', async () => {
      await publish(['leads:read', 'audit_logs:read']);
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      await linkSubs(app, owner.workspaceId, [other.workspaceId]);
      expect(await copyIn(other)).toMatchObject({ name: 'Researcher', permissions: ['leads:read'] });
    });

    it('come to a person who joins at the very moment too', async () => {
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      const role = await make(['leads:read']);
      const joining = await app.db.superuser.connect();
      try {
        await joining.query('begin');
        await joining.query(
          `insert into group_links (workspace_id, id, admin_workspace_id, kind, status, ceiling, admin_name, accepted_at)
           values ($1, gen_random_uuid(), $2, 'consented', 'accepted', '{leads:read}', 'Harbour Agency', now())`,
          [other.workspaceId, owner.workspaceId],
        );
        const publishing = owner.post(`roles/${role.id}/publication`).expect(200).then(String);
        await waiting(app.db, 1);
        await joining.query('commit');
        await publishing;
      } finally {
        joining.release();
      }
      expect(await copyIn(other)).toMatchObject({ name: 'Researcher', permissions: ['leads:read'] });
    });

    it('permit no more than the ceiling of each workspace, as it is now', async () => {
      const ceiling = (permissions: string[]) =>
        app.db.superuser.query('update group_links set ceiling = $2 where id = $1', [link, permissions]);
      await publish(['leads:read', 'leads:update', 'audit_logs:read']);
      expect((await copyIn(chief)).permissions).toEqual(['leads:read', 'leads:update']);
      expect((await copyIn(managed)).permissions).toContain('audit_logs:read');
      const worker = await holder(chief);
      await ceiling(['leads:read']);
      expect(await mayNow(worker)).toEqual(['leads:read']);
      await ceiling([...askedByDefault, 'audit_logs:read']);
      expect(await mayNow(worker)).toEqual(['leads:read']);
      expect((await copyIn(chief)).offered_permissions).toEqual([
        'audit_logs:read',
        'leads:read',
        'leads:update',
      ]);
    });

    it('say whose they are where the name is taken already', async () => {
      await make(['leads:read'], { name: 'researcher' }, chief);
      await make(['leads:read'], { name: 'Researcher (harbour agency)' }, chief);
      await publish(['leads:read']);
      const names = (await rolesIn(chief)).map(({ name }) => name);
      expect(names.sort()).toEqual([
        'Researcher (Harbour Agency) 2',
        'Researcher (harbour agency)',
        'researcher',
      ]);
    });

    it('stay as they are with their holders when they are published no longer', async () => {
      const role = await publish(['leads:read']);
      const worker = await holder(chief);
      const { body } = await owner.delete(`roles/${role.id}/publication`).expect(200);
      expect(body.publication_version).toBeNull();
      expect(await mayNow(worker)).toEqual(['leads:read']);
      const [own] = await rolesIn(chief);
      expect(own).toMatchObject({ name: 'Researcher', published_version: null });
      await chief.patch(`roles/${own!.id}`, { name: 'Ours' }).expect(200);
      await change(role, { permissions: [] });
      expect(await mayNow(worker)).toEqual(['leads:read']);
    });

    it('stay so too when the link ends, or the role is deleted', async () => {
      const role = await publish(['leads:read', 'leads:update']);
      await change(role, { permissions: ['leads:read', 'leads:delete'] });
      const worker = await holder(chief);
      await endLink(app, link);
      expect(await mayNow(worker)).toEqual(['leads:read']);
      expect(await rolesIn(chief)).toMatchObject([{ published_version: null, offered_permissions: null }]);
      await owner.delete(`roles/${role.id}`).expect(200);
      expect(await rolesIn(managed)).toMatchObject([{ published_version: null }]);
    });

    it('change nothing where nothing is changed', async () => {
      const role = await publish(['leads:read']);
      const { body } = await owner.post(`roles/${role.id}/publication`).expect(200);
      expect(body.publication_version).toBe(1);
      await change(role, { assignable_role_ids: [systemRoles.view.id] });
      expect(await auditLog(app, chief, '&activity_type=1133')).toEqual([]);
    });
  });

  describe('refused', () => {
    it('are changes of a copy where it is, by anyone', async () => {
      await publish(['leads:read']);
      const { id } = await copyIn(chief);
      await chief
        .patch(`roles/${id}`, { permissions: ['leads:read', 'leads:delete'] })
        .expect(problem(409, 'published_role'));
      await chief.delete(`roles/${id}`).expect(problem(409, 'published_role'));
      await chief.post(`roles/${id}/publication`).expect(problem(409, 'published_role'));
      const acting = await hire(app, owner, newcomer(), 'view');
      const memberId = await memberIdOf(acting);
      await plantGroupGrant(app, owner.workspaceId, { memberId, roleId: systemRoles.admin.id });
      await acting.in(chief.workspaceId).patch(`roles/${id}`, { name: 'Mine' }).expect(403);
      expect((await copyIn(chief)).permissions).toEqual(['leads:read']);
      for (const thought of [{ role: { id, permissions: [] } }, { role_deletion: { role_id: id } }]) {
        const { body } = await chief.post('access/simulations', thought).expect(200);
        expect(body.refusal).toBe('published_role');
      }
    });

    it.each<[Permission]>([['member_sessions:delete'], ['guardrails:update'], ['group_grants:create']])(
      'is what nobody may be let do from above: %s',
      async (permission) => {
        const role = await make(['leads:read', permission]);
        await owner.post(`roles/${role.id}/publication`).expect(problem(409, 'role_not_publishable'));
        const other = await publish(['leads:read'], { name: 'Other' });
        await owner
          .patch(`roles/${other.id}`, { permissions: ['leads:read', permission] })
          .expect(problem(409, 'role_not_publishable'));
        expect(await rolesIn(chief)).toMatchObject([{ name: 'Other', permissions: ['leads:read'] }]);
      },
    );

    it('is publishing what one does not hold, or without a fresh login what administers', async () => {
      const hiring = await make(['roles:update', 'roles:read', 'leads:read'], { name: 'Keeper' });
      const keeper = await hire(app, owner, newcomer(), 'client');
      const role_ids = [hiring.id];
      await owner.patch(`workspace-members/${await memberIdOf(keeper)}`, { role_ids }).expect(200);
      const strong = await make(['leads:delete']);
      await keeper.post(`roles/${strong.id}/publication`).expect(problem(403, 'role_beyond_own'));
      await goStale(app, owner);
      await owner.post(`roles/${hiring.id}/publication`).expect(problem(403, 'reauth_required'));
      expect(await rolesIn(chief)).toEqual([]);
    });

    it('is accepting by anybody but the owner, who has just signed in', async () => {
      const role = await publish([]);
      await change(role, { permissions: ['leads:read'] });
      const { id } = await copyIn(chief);
      const admin = await hire(app, chief, newcomer(), 'admin');
      await accept(id, ['leads:read'], admin).expect(problem(403, 'permission_required'));
      await goStale(app, chief);
      await accept(id, ['leads:read']).expect(problem(403, 'reauth_required'));
      expect(await copyIn(chief)).toMatchObject({ permissions: [], offered_permissions: ['leads:read'] });
    });

    it('is accepting what the owner has not seen: what was offered since, or before', async () => {
      const role = await publish([]);
      await change(role, { permissions: ['leads:read'] });
      const { id } = await copyIn(chief);
      await change(role, { permissions: ['leads:read', 'leads:delete'] });
      for (const seen of [['leads:read'], [], ['leads:delete', 'leads:read', 'leads:update']])
        await accept(id, seen).expect(problem(409, 'stale'));
      expect(await copyIn(chief)).toMatchObject({ permissions: [] });
      await accept(id, ['leads:delete', 'leads:read']).expect(200);
    });

    it('is what is no role of one’s own, or not published', async () => {
      await owner.post(`roles/${systemRoles.view.id}/publication`).expect(problem(409, 'system_role'));
      const role = await make([]);
      await owner.delete(`roles/${role.id}/publication`).expect(problem(409, 'role_not_published'));
    });
  });

  it.each<[unknown, string]>([
    [undefined, 'nothing'],
    [['leads:fly'], 'what is no permission'],
    ['leads:read', 'no list'],
  ])('invalid: to accept %j, %s', async (permissions) => {
    const role = await publish([]);
    await change(role, { permissions: ['leads:read'] });
    await accept((await copyIn(chief)).id, permissions).expect(problem(400, 'invalid_body'));
  });

  it('hidden: the role of the admin workspace is none of those below, and the other way round', async () => {
    const role = await publish(['leads:read']);
    await change(role, { permissions: ['leads:read', 'leads:update'] });
    const { id } = await copyIn(chief);
    await accept(role.id, ['leads:read']).expect(problem(404, 'not_found'));
    await owner.post(`roles/${id}/publication`).expect(problem(404, 'not_found'));
  });
});
