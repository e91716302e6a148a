import { askedByDefault, delegable, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { linkSubs, plantGroupGrant } from '../../support/groups.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  hire,
  mailedToken,
  memberIdOf,
  someone,
  withKey,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog, settled } from '../../support/until.js';

const { admin: ADMIN, editor: EDITOR } = systemRoles;

interface Entry {
  readonly workspace_id: string;
}
const of = <T extends Entry>(entries: readonly T[], there: Client): T | undefined =>
  entries.find(({ workspace_id }) => workspace_id === there.workspaceId);

describe('a person who leaves a group', () => {
  let app: TestApp;
  let agency: Agency;
  let owner: Client;
  let subs: readonly Client[];
  let links: readonly string[];

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    ({ owner } = agency);
    const clients = [await someone(app), await someone(app)];
    subs = await Promise.all(
      ['Anchor', 'Beacon'].map((name, i) => createWorkspace(clients[i]!.client, name)),
    );
    links = await linkSubs(
      app,
      agency.workspaceId,
      subs.map(({ workspaceId }) => workspaceId),
      { ceiling: delegable },
    );
    for (const who of [owner, agency.admin])
      await plantGroupGrant(app, agency.workspaceId, { memberId: await memberIdOf(who), roleId: ADMIN.id });
  });
  afterAll(() => app.close());

  let roles = 0;
  const take = (body: object, by = owner) => by.post('workspace-group/leavers', body);

  /** A person of the agency who is an admin in all of the group, and no member of any workspace below. */
  async function agent(): Promise<Client> {
    const as = await hire(app, owner, newcomer('Ada', 'Agent'), 'admin');
    await plantGroupGrant(app, agency.workspaceId, { memberId: await memberIdOf(as), roleId: ADMIN.id });
    return as;
  }

  interface Left {
    readonly key: string;
    readonly below: string;
    readonly invited: string;
    readonly token: string;
  }

  /** A key for a program, one below that, and an invitation: what a person made in a workspace. */
  async function leaveBehind(as: Client): Promise<Left> {
    const scopes = ['workspace_members:read', 'api_keys:create'];
    const name = `Importer ${roles++}`;
    const role = await as.post('roles', { name, permissions: scopes }).expect(200);
    const service = await as
      .post('service-principals', { name: 'Import', role_ids: [role.body.id] })
      .expect(200);
    const { key } = (
      await as.post('api-keys', { name: 'Top', scopes, member_id: service.body.id }).expect(200)
    ).body;
    const below = await withKey(app, key)
      .post('api-keys', { name: 'Below', scopes: ['workspace_members:read'] })
      .expect(200);
    const { email } = newcomer();
    const { body } = await as.post('workspace-members', { email, role: 'view' }).expect(200);
    const token = await mailedToken(app, email, 'invitations');
    return { key, below: below.body.key, invited: body.id, token };
  }

  const isAlive = async (key: string): Promise<boolean> =>
    (await withKey(app, key).get('workspace-members')).status === 200;
  const isOpen = async ({ token }: Left): Promise<boolean> =>
    (await owner.in('').get(`invitations/by-token/${token}`).expect(200)).body.state === 'pending';

  describe('leaves behind', () => {
    it('no key for a program and no invitation of theirs, also where they were there through the group alone', async () => {
      const as = await agent();
      const [a, b] = subs as [Client, Client];
      const there = [await leaveBehind(as.in(a.workspaceId)), await leaveBehind(as.in(b.workspaceId))];
      const bystander = await leaveBehind(agency.admin.in(a.workspaceId));
      const { body } = await take({ user_id: as.userId, remove_from_admin: true }).expect(200);
      for (const sub of [a, b])
        expect(of(body.taken, sub)).toEqual({
          workspace_id: sub.workspaceId,
          name: expect.any(String),
          member: 'acted',
          ...{ grants: 0, api_keys: 0, group_grants: 0, invitations: 1, service_keys: 2 },
        });
      for (const left of there) {
        expect(await isAlive(left.key)).toBe(false);
        expect(await isAlive(left.below)).toBe(false);
        expect(await isOpen(left)).toBe(false);
      }
      expect(await isAlive(bystander.key)).toBe(true);
      expect(await isOpen(bystander)).toBe(true);
      const seen = (await auditLog(app, a)).map(({ activity, target }) => [activity, target.id]);
      expect(seen).toContainEqual(['invitation.revoked', there[0]!.invited]);
      expect(seen.filter(([activity]) => activity === 'api_key.revoked')).toHaveLength(2);
    });

    it('nor in a workspace they were a member of, and the roles they gave to others stay', async () => {
      const [a] = subs as [Client];
      const role = await a
        .post('roles', {
          name: 'Lead',
          permissions: [...['workspace_members:read', 'workspace_members:create']],
          assignable_role_ids: [EDITOR.id],
        })
        .expect(200);
      const as = await hire(app, a, newcomer('Lea', 'Lead'), 'editor');
      await a
        .patch(`workspace-members/${await memberIdOf(as)}`, { role_ids: [EDITOR.id, role.body.id] })
        .expect(200);
      const colleague = await hire(app, as, newcomer(), 'editor');
      const { email } = newcomer();
      await as.post('workspace-members', { email, role: 'editor' }).expect(200);
      await a.patch(`workspace-members/${await memberIdOf(as)}`, { role_ids: [EDITOR.id] }).expect(200);
      const { body } = await take({ user_id: as.userId }).expect(200);
      expect(of(body.taken, a)).toMatchObject({ member: 'removed', invitations: 1, service_keys: 0 });
      await colleague.get('workspaces/current').expect(200);
    });

    it('what the caller wants kept', async () => {
      const as = await agent();
      const [a] = subs as [Client];
      const left = await leaveBehind(as.in(a.workspaceId));
      const { body } = await take({
        user_id: as.userId,
        remove_from_admin: true,
        keep: ['invitations', 'service_keys'],
      }).expect(200);
      expect(of(body.taken, a)).toBeUndefined();
      expect(await isAlive(left.key)).toBe(true);
      expect(await isOpen(left)).toBe(true);
      // They are gone from above meanwhile, and what they made is still found.
      const later = await take({ user_id: as.userId }).expect(200);
      expect(of(later.body.taken, a)).toMatchObject({ member: 'acted', service_keys: 2 });
      expect(later.body.person).toMatchObject({ name: 'Ada Agent' });
      expect(await isAlive(left.key)).toBe(false);
    });

    it('nothing in the admin workspace either, when they go from there', async () => {
      const as = await agent();
      const left = await leaveBehind(as);
      const { body } = await take({ user_id: as.userId, remove_from_admin: true }).expect(200);
      expect(of(body.taken, owner)).toMatchObject({ member: 'removed', invitations: 1, service_keys: 2 });
      expect(await isAlive(left.key)).toBe(false);
      expect(await isOpen(left)).toBe(false);
    });

    it('all of it in the admin workspace, where they stay', async () => {
      const as = await agent();
      const left = await leaveBehind(as);
      const { body } = await take({ user_id: as.userId }).expect(200);
      expect(of(body.taken, owner)).toMatchObject({ member: 'stays', invitations: 0, service_keys: 0 });
      expect(await isAlive(left.key)).toBe(true);
      expect(await isOpen(left)).toBe(true);
    });

    it('all of it where the caller may remove nobody', async () => {
      const ceiling = askedByDefault.filter((one) => one !== 'workspace_members:delete');
      const sub = await createWorkspace((await someone(app)).client, 'Closed');
      await linkSubs(app, agency.workspaceId, [sub.workspaceId], { ceiling });
      const as = await agent();
      const left = await leaveBehind(as.in(sub.workspaceId));
      const { body } = await take({ user_id: as.userId, remove_from_admin: true }).expect(200);
      expect(of(body.taken, sub)).toBeUndefined();
      expect(await isOpen(left)).toBe(true);
    });
  });

  it('is refused what it does not know to keep', async () => {
    await take({ user_id: owner.userId, keep: ['grants'] }).expect(problem(400, 'invalid_body'));
  });

  describe('has a receipt', () => {
    /** Removed from both, by a person who sees both. */
    async function receipt(): Promise<string> {
      const [a, b] = subs as [Client, Client];
      const { email } = newcomer();
      await a.post('workspace-members', { email, role: 'view' }).expect(200);
      await b.post('workspace-members', { email, role: 'view' }).expect(200);
      const { body } = await take({ email }, agency.admin).expect(200);
      expect(body.taken).toHaveLength(2);
      return body.id;
    }

    /** May remove members of the agency, and sees those of one workspace below. */
    async function overseer(): Promise<Client> {
      const permissions = ['workspace_members:read', 'workspace_members:delete'];
      const role = await owner.post('roles', { name: `Overseer ${roles++}`, permissions }).expect(200);
      const as = await hire(app, owner, newcomer(), 'view');
      const memberId = await memberIdOf(as);
      await owner.patch(`workspace-members/${memberId}`, { role_ids: [role.body.id] }).expect(200);
      await plantGroupGrant(app, agency.workspaceId, { memberId, roleId: role.body.id, linkId: links[0]! });
      return as;
    }

    it('that its maker and the owner may read whole', async () => {
      const id = await receipt();
      for (const who of [agency.admin, owner])
        expect((await who.get(`workspace-group/leavers/${id}`).expect(200)).body).toMatchObject({
          taken: [{ member: 'uninvited' }, { member: 'uninvited' }],
          hidden_subs: 0,
        });
    });

    it('that others may read as far as they see the people there', async () => {
      const id = await receipt();
      const [a] = subs as [Client];
      const as = await overseer();
      const { body } = await as.get(`workspace-group/leavers/${id}`).expect(200);
      expect(body).toMatchObject({ taken: [{ workspace_id: a.workspaceId }], hidden_subs: 1 });
      const csv = await as.get(`workspace-group/leavers/${id}.csv`).expect(200);
      expect(csv.text).not.toContain('Beacon');
      expect(csv.text.trim().split('\r\n')).toHaveLength(2);
    });
  });

  it('is on record above for each workspace, in the same act and by the hash of the whole', async () => {
    const [a, b] = subs as [Client, Client];
    const as = await hire(app, a, newcomer('Lena', 'Logged'), 'view');
    const { email } = newcomer();
    await b.post('workspace-members', { email, role: 'view' }).expect(200);
    await take({ user_id: as.userId }).expect(200);
    await take({ email }).expect(200);
    await settled(app);
    for (const [sub, link, activity] of [
      [a, links[0], 1012],
      [b, links[1], 1021],
    ] as const) {
      const newest = async (workspace: string, more = '') =>
        (
          await app.db.superuser.query(
            `select body from audit_log where workspace_id = $1 and activity = $2 ${more} order by seq desc limit 1`,
            [workspace, activity],
          )
        ).rows[0]?.body;
      const whole = await newest(sub.workspaceId);
      const stub = await newest(agency.workspaceId, `and body -> 'details' ->> 'acted_in' is not null`);
      expect(whole.details).toMatchObject({ acting_from: agency.workspaceId, via_link_id: link });
      expect(stub).toMatchObject({
        act_id: whole.act_id,
        target_id: whole.target_id,
        target_name: null,
        changes: {},
        details: { acted_in: sub.workspaceId, content_hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
    }
  });
});
