import { type Permission, askedByDefault, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { endLink, linkSubs, plantGroupGrant } from '../../support/groups.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, hire, memberIdOf, someone, withKey } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { until } from '../../support/until.js';

interface Holder {
  readonly member_id: string;
  readonly user_id: string;
  readonly source: string;
  readonly through: { role: { id: string }; via: string; expires_at: string | null }[];
}

describe('answers about access through a group', () => {
  let app: TestApp;
  let owner: Client;
  let acting: Client;
  let actingId: string;
  let chief: Client;
  let link: string;

  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    owner = await createWorkspace((await someone(app)).client, 'Harbour Agency');
    acting = await hire(app, owner, newcomer(), 'view');
    actingId = await memberIdOf(acting);
    chief = await createWorkspace((await someone(app)).client, 'Quayside Books');
    [link = ''] = await linkSubs(app, owner.workspaceId, [chief.workspaceId]);
  });

  const give = (role: 'admin' | 'editor', memberId = actingId) =>
    plantGroupGrant(app, owner.workspaceId, { memberId, roleId: systemRoles[role].id });
  const there = (who: Client) => who.in(chief.workspaceId);
  const narrow = (ceiling: Permission[]) =>
    app.db.superuser.query('update group_links set ceiling = $2 where id = $1', [link, ceiling]);
  const holders = async (permission: Permission, query = '', by = chief): Promise<Holder[]> =>
    (await by.get(`access/holders?permission=${permission}&limit=100${query}`).expect(200)).body.items;
  const inPagesOf = async (limit: number, permission: Permission): Promise<Holder[]> => {
    const items: Holder[] = [];
    for (let after = ''; ;) {
      const { body } = await chief
        .get(`access/holders?permission=${permission}&limit=${limit}${after}`)
        .expect(200);
      items.push(...body.items);
      if (!body.next_starting_after) return items;
      after = `&starting_after=${encodeURIComponent(body.next_starting_after)}`;
    }
  };
  const usersOf = (items: Holder[]) => items.map(({ user_id }) => user_id);
  const explained = async (body: object, by = chief) =>
    (await by.post('access/explanations', body).expect(200)).body;
  const checked = async (permission: Permission, member_id?: string, by = chief): Promise<boolean> =>
    (await by.post('access/checks', { checks: [{ permission, member_id }] }).expect(200)).body.items[0]
      .allowed;
  const moment = async (): Promise<string> => {
    const now = async () =>
      (
        await app.db.superuser.query<{ at: Date }>(
          `select date_trunc('milliseconds', clock_timestamp()) as at`,
        )
      ).rows[0]!.at;
    const at = await now();
    await until('it is over', async () => (await now()) > at);
    return at.toISOString();
  };

  describe('of others', () => {
    it('say who may do something through the admin workspace, as long as they may', async () => {
      expect(usersOf(await holders('leads:delete'))).toEqual([chief.userId]);
      await give('editor');
      const [, found] = (await holders('leads:delete')).sort((a) => (a.source === 'direct' ? -1 : 1));
      expect(found).toMatchObject({
        member_id: actingId,
        user_id: acting.userId,
        source: 'group',
        through: [{ role: { name: 'editor' }, via: `group:${link}`, expires_at: null }],
      });
      expect(await checked('leads:delete', actingId)).toBe(true);
      expect(await checked('leads:delete', await memberIdOf(owner))).toBe(false);
      await endLink(app, link);
      expect(usersOf(await holders('leads:delete'))).toEqual([chief.userId]);
      expect(await checked('leads:delete', actingId)).toBe(false);
    });

    it('say why, and that a ceiling keeps them from it', async () => {
      const id = await give('editor');
      const ask = { permission: 'leads:delete', member_id: actingId };
      const reason = { role: { id: systemRoles.editor.id, name: 'editor' }, through: 'group', obstacles: [] };
      expect(await explained(ask)).toMatchObject({
        allowed: true,
        could_grant: [],
        reasons: [{ ...reason, grant: { id, granted_by: null, reason: null } }],
      });
      await narrow(['leads:read']);
      expect(await explained(ask)).toMatchObject({
        allowed: false,
        reasons: [{ ...reason, obstacles: ['ceiling'] }],
      });
      expect(await checked('leads:delete', actingId)).toBe(false);
      expect(usersOf(await holders('leads:delete'))).toEqual([chief.userId]);
    });

    it('name a person who is a member too once, with both ways', async () => {
      const { email } = (await acting.get('me')).body;
      await chief.post('workspace-members', { email, role: 'view' }).expect(200);
      await app.db.superuser.query(
        `update workspace_members set status = 'active', user_id = $2 where workspace_id = $1 and email = $3`,
        [chief.workspaceId, acting.userId, email],
      );
      await give('editor');
      const both = (await holders('leads:read')).filter(({ user_id: id }) => id === acting.userId);
      expect(both).toMatchObject([
        { source: 'direct', through: [{ role: { name: 'view' }, via: 'direct' }, { via: `group:${link}` }] },
      ]);
      const one = (await holders('leads:delete')).filter(({ user_id: id }) => id === acting.userId);
      expect(one).toMatchObject([{ member_id: both[0]!.member_id, through: [{ via: `group:${link}` }] }]);
      expect(usersOf(await holders('leads:read', '&through=group'))).toEqual([acting.userId]);
      expect(usersOf(await holders('leads:read', '&through=direct'))).toContain(acting.userId);
      expect(usersOf(await holders('leads:delete', '&through=direct'))).toEqual([chief.userId]);
      const suspended = `update workspace_members set status = 'suspended' where id = $1`;
      await app.db.superuser.query(suspended, [both[0]!.member_id]);
      expect(usersOf(await holders('leads:delete'))).toEqual([chief.userId]);
      const { reasons } = await explained({ permission: 'leads:delete', member_id: both[0]!.member_id });
      expect(reasons).toMatchObject([{ through: 'group', obstacles: ['suspended'] }]);
    });

    it('know what was lent, and that it reaches as far as the ceiling', async () => {
      await give('admin');
      const worker = await hire(app, there(acting), newcomer(), 'editor');
      const member_id = await memberIdOf(worker);
      const ask = { permission: 'leads:delete', member_id };
      expect(await explained(ask)).toMatchObject({
        allowed: true,
        reasons: [{ through: 'direct', obstacles: [] }],
      });
      await narrow(['leads:read']);
      expect(await explained(ask)).toMatchObject({
        allowed: false,
        reasons: [{ through: 'direct', obstacles: ['ceiling'] }],
      });
      expect(await checked('leads:delete', member_id)).toBe(false);
      expect(await checked('leads:read', member_id)).toBe(true);
      const { body } = await chief.get(`workspace-members/${member_id}`).expect(200);
      expect(body).toMatchObject({ source: 'group', via_link_id: link });
      const { body: grants } = await chief.get(`grants?member_id=${member_id}`).expect(200);
      expect(grants.items).toMatchObject([{ via_link_id: link }]);
    });

    it('name as those who could give a role whom the limits of acting let', async () => {
      await give('admin');
      const worker = await hire(app, chief, newcomer(), 'view');
      const boss = await hire(app, chief, newcomer(), 'admin');
      const could = async (who: Client) =>
        (await explained({ permission: 'leads:delete', member_id: await memberIdOf(who) })).could_grant.map(
          ({ member_id }: { member_id: string }) => member_id,
        );
      expect(await could(worker)).toContain(actingId);
      await app.db.superuser.query(`update workspace_members set permissions = '{}' where id = $1`, [
        await memberIdOf(boss),
      ]);
      expect(await could(boss)).not.toContain(actingId);
    });

    it('of many come page by page, members and others in one order', async () => {
      const workers = await Promise.all(
        Array.from({ length: 3 }, () => hire(app, owner, newcomer(), 'view')),
      );
      for (const one of workers) await give('editor', await memberIdOf(one));
      await Promise.all(Array.from({ length: 3 }, () => hire(app, chief, newcomer(), 'editor')));
      const all = await inPagesOf(2, 'leads:delete');
      expect(all.map(({ member_id }) => member_id)).toEqual(
        (await holders('leads:delete')).map(({ member_id }) => member_id),
      );
      expect(all).toHaveLength(7);
      for (const way of ['direct', 'group'])
        expect(await holders('leads:delete', `&through=${way}`)).toEqual(
          all.filter(({ source }) => source === way),
        );
    });
  });

  describe('of a moment that has passed', () => {
    it('use the link, the ceiling and the roles as they were', async () => {
      const before = await moment();
      const id = await give('editor');
      const during = await moment();
      await narrow(['leads:read']);
      const narrowed = await moment();
      await narrow([...askedByDefault]);
      await app.db.superuser.query('delete from group_grants where id = $1', [id]);
      const taken = await moment();
      await give('editor');
      await endLink(app, link);
      const told = async (as_of: string) => usersOf(await holders('leads:delete', `&as_of=${as_of}`));
      expect(await told(during)).toContain(acting.userId);
      for (const at of [before, narrowed, taken]) expect(await told(at)).toEqual([chief.userId]);
      const why = async (as_of: string) => {
        const { allowed, reasons } = await explained({
          permission: 'leads:delete',
          member_id: actingId,
          as_of,
        });
        return [allowed, ...reasons.flatMap(({ obstacles }: { obstacles: string[] }) => obstacles)];
      };
      expect(await why(during)).toEqual([true]);
      expect(await why(narrowed)).toEqual([false, 'ceiling']);
    });

    it('know how far what was lent reached', async () => {
      await give('admin');
      const worker = await hire(app, there(acting), newcomer(), 'editor');
      const member_id = await memberIdOf(worker);
      const during = await moment();
      await narrow(['leads:read']);
      const narrowed = await moment();
      const told = async (as_of: string) =>
        (await explained({ permission: 'leads:delete', member_id, as_of })).allowed;
      expect([await told(during), await told(narrowed)]).toEqual([true, false]);
    });
  });

  describe('of oneself', () => {
    it('say what one may, and by which way', async () => {
      await give('editor');
      const { body } = await there(acting).get('me/permissions').expect(200);
      expect(body).toMatchObject({
        workspace_id: chief.workspaceId,
        member_id: actingId,
        roles: [{ name: 'editor' }],
        access_via: `group:${link}`,
        link: { id: link, admin_workspace_name: 'Harbour Agency', is_managed: false },
      });
      expect(body.permissions).toEqual(
        [...systemRoles.editor.permissions].filter((one) => askedByDefault.includes(one)).sort(),
      );
      expect((await chief.get('me/permissions').expect(200)).body).toMatchObject({
        access_via: 'direct',
        link: { id: link },
      });
      expect((await owner.get('me/permissions').expect(200)).body).toMatchObject({ link: null });
    });

    it('say why, for a key too', async () => {
      await give('editor');
      const why = (by: Client) => explained({ permission: 'leads:delete' }, by);
      const reason = { through: 'group', obstacles: [] };
      expect(await why(there(acting))).toMatchObject({
        allowed: true,
        member_id: actingId,
        reasons: [reason],
      });
      expect(await checked('leads:delete', undefined, there(acting))).toBe(true);
      const { id: user_id } = (await owner.get('me')).body;
      await give('editor', await memberIdOf(owner));
      const { body } = await owner.post('api-keys', { name: 'Reader', scopes: ['all:read'] }).expect(200);
      const program = withKey(app, body.key).in(chief.workspaceId);
      expect(user_id).toBe(owner.userId);
      expect(await why(program)).toMatchObject({
        allowed: false,
        reasons: [{ ...reason, obstacles: ['scopes'] }],
      });
    });
  });

  it('hidden: people of the admin workspace who have nothing to do here', async () => {
    const id = await memberIdOf(owner);
    await chief
      .post('access/explanations', { permission: 'leads:read', member_id: id })
      .expect(problem(404, 'not_found'));
    await give('editor');
    const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
    await other
      .post('access/explanations', { permission: 'leads:read', member_id: actingId })
      .expect(problem(404, 'not_found'));
  });
});
