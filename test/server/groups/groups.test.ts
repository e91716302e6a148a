import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askedByDefault, systemRoles } from '@bailiwick/rbac';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { agencyAndClient, passOn } from '../../support/groups.js';
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
  signIn,
  signedOut,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';

describe('a group of workspaces', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  let olive: Client;
  let adam: Client;
  let clara: Client;
  let emails: Record<'olive' | 'adam' | 'clara', string>;
  beforeEach(async () => {
    ({ olive, adam, clara, emails } = await agencyAndClient(app));
  });

  const invite = (by: Client, sub: Client, more: object = {}) =>
    by.post('workspace-group-members', { sub_workspace_id: sub.workspaceId, ...more });
  const at = (id: string, more = '') => `workspace-group-members/${id}${more}`;
  async function invited(more: object = {}): Promise<string> {
    return (await invite(olive, clara, more).expect(200)).body.id as string;
  }
  async function linked(more: object = {}): Promise<string> {
    const id = await invited(more);
    await clara.post(at(id, '/acceptance')).expect(200);
    return id;
  }
  const within = (who: Client, sub: Client) => who.in(sub.workspaceId);
  const activities = async (reader: Client) => (await auditLog(app, reader)).map(({ activity }) => activity);

  describe('begins with an invitation', () => {
    it('that names the admin workspace and the permissions, and changes nothing until the owner accepts', async () => {
      const { body } = await invite(olive, clara).expect(200);
      expect(body).toMatchObject({
        admin_workspace_id: olive.workspaceId,
        sub_workspace_id: clara.workspaceId,
        status: 'pending',
        sub_workspace_name: null,
        admin_workspace_name: 'Harbour Agency',
        kind: 'consented',
        ceiling_label: 'admin',
        expired: false,
      });
      expect(body.ceiling).toEqual([...askedByDefault].sort());
      const [token = ''] = await tokensTo(app, emails.clara, 'group-invitations');
      const shown = await signedOut(app).get(`group-invitations/by-token/${token}`).expect(200);
      expect(shown.body).toMatchObject({
        purpose: 'join',
        sub_workspace_name: 'Quayside Books',
        admin_workspace_name: 'Harbour Agency',
        inviter_name: 'Olive Newton',
        state: 'pending',
      });
      await within(olive, clara).get('workspaces/current').expect(problem(404, 'not_found'));
      await clara
        .get('workspace-group-members/admin')
        .expect(200, { has_admin_workspace: false, workspace_name: 'Undefined' });
    });

    it('is accepted by the mailed link, and both owners hear of it', async () => {
      const id = await invited();
      const [token = ''] = await tokensTo(app, emails.clara, 'group-invitations');
      const path = `group-invitations/by-token/${token}/acceptance`;
      await olive.in('').post(path).expect(problem(403, 'wrong_account'));
      await signedOut(app).post(path).expect(problem(401, 'unauthenticated'));
      const { body } = await clara.in('').post(path).expect(200);
      expect(body).toMatchObject({ id, status: 'accepted', sub_workspace_name: 'Quayside Books' });
      expect((await clara.in('').post(path).expect(200)).body).toEqual(
        (await clara.get(at(id)).expect(200)).body,
      );
      for (const email of [emails.olive, emails.clara])
        expect(await templatesTo(app, email)).toContain('group_joined');
      expect(await activities(olive)).toEqual(expect.arrayContaining(['group.invited', 'group.joined']));
      expect(await activities(clara)).toEqual(expect.arrayContaining(['group.invited', 'group.joined']));
      await clara.get('workspace-group-members/admin').expect(200, {
        has_admin_workspace: true,
        workspace_name: 'Harbour Agency',
        workspace_group_member_id: id,
      });
    });

    it('for as much as is asked, by a role or by a list, and never for what cannot be given', async () => {
      const { body } = await invite(olive, clara, { role_id: systemRoles.view.id }).expect(200);
      expect(body).toMatchObject({
        ceiling: [...systemRoles.view.permissions].sort(),
        ceiling_label: 'view',
      });
      await olive.delete(at(body.id)).expect(200);
      const listed = await invite(olive, clara, {
        permissions: ['leads:read', 'member_sessions:delete'],
      }).expect(200);
      expect(listed.body).toMatchObject({ ceiling: ['leads:read'], ceiling_label: null });
      await invite(olive, clara, { permissions: [], role_id: systemRoles.view.id }).expect(
        problem(400, 'invalid_body', 'permissions'),
      );
    });

    it.each(['rejection', 'block'])('that ends in a %s', async (how) => {
      const id = await invited();
      await clara.post(at(id, `/${how}`)).expect(200);
      await clara.post(at(id, '/acceptance')).expect(problem(409, 'group_invitation_rejected'));
      expect((await olive.get(at(id)).expect(200)).body.status).toBe('rejected');
      expect(await templatesTo(app, emails.olive)).toContain('group_turned_down');
      const again = await invite(olive, clara);
      expect([again.status, again.body.code]).toEqual(
        how === 'block' ? [409, 'group_blocked'] : [200, undefined],
      );
    });

    it('in place of an earlier one that was turned down', async () => {
      const first = await invited();
      await clara.post(at(first, '/rejection')).expect(200);
      const second = await invited();
      const { body } = await olive.get('workspace-group-members').expect(200);
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([second]);
    });

    it('from a workspace that was blocked, once its owner wants that again', async () => {
      await clara.post(at(await invited(), '/block')).expect(200);
      const { body } = await clara.get('workspace-group/blocks').expect(200);
      expect(body.items).toMatchObject([
        { admin_workspace_id: olive.workspaceId, admin_workspace_name: 'Harbour Agency' },
      ]);
      await olive.get('workspace-group/blocks').expect(200, { items: [] });
      await clara.delete(`workspace-group/blocks/${olive.workspaceId}`).expect(200);
      await clara.delete(`workspace-group/blocks/${olive.workspaceId}`).expect(problem(404, 'not_found'));
      await invited();
    });

    it('that is withdrawn', async () => {
      const id = await invited();
      await olive.delete(at(id)).expect(200);
      await olive.get(at(id)).expect(problem(404, 'not_found'));
      await clara.post(at(id, '/acceptance')).expect(problem(404, 'not_found'));
      await invited();
    });

    it('that nobody accepts within 7 days', async () => {
      const id = await invited();
      await app.db.superuser.query(`update group_links set expires_at = now() where id = $1`, [id]);
      expect((await olive.get(at(id)).expect(200)).body).toMatchObject({ status: 'pending', expired: true });
      await clara.post(at(id, '/acceptance')).expect(problem(409, 'group_invitation_expired'));
      expect(await invited()).not.toBe(id);
      await olive.get(at(id)).expect(problem(404, 'not_found'));
    });
  });

  describe('has two kinds of workspaces, and none is both', () => {
    it('so no workspace is invited twice, or by two admin workspaces', async () => {
      await invited();
      await invite(olive, clara).expect(problem(409, 'already_grouped'));
      const other = await createWorkspace(await join(app, newcomer('Otto')), 'Other Agency');
      await invite(other, clara).expect(problem(409, 'already_grouped'));
    });

    it('so an admin workspace cannot be a sub, and open invitations count', async () => {
      await invited();
      const other = await createWorkspace(await join(app, newcomer('Otto')), 'Other Agency');
      await invite(other, olive).expect(problem(409, 'group_kind'));
      await invite(clara, other).expect(problem(409, 'group_kind'));
      await invite(olive, olive).expect(problem(409, 'group_kind'));
    });

    it('and a workspace that is not there is not found', async () => {
      await olive
        .post('workspace-group-members', { sub_workspace_id: ABSENT })
        .expect(problem(404, 'not_found'));
    });
  });

  describe('lets people of the admin workspace act', () => {
    it('who administer it by default, by an ordinary grant', async () => {
      const id = await linked();
      for (const who of [olive, adam]) {
        const answer = await within(who, clara).get('workspaces/current').expect(200);
        expect(answer.headers['x-access-via']).toBe(`group:${id}`);
        expect(answer.body.name).toBe('Quayside Books');
      }
      await within(adam, clara).get('audit-logs').expect(problem(403, 'permission_required'));
      expect((await within(adam, clara).patch('workspaces/current', { name: 'Quayside' })).status).toBe(200);
      const { body } = await olive.get('workspace-group-members').expect(200);
      expect(body.items).toMatchObject([{ id, sub_workspace_name: 'Quayside' }]);
    });

    it('and records it in full where it is done, and by its hash where they come from', async () => {
      await linked();
      await within(adam, clara).patch('workspaces/current', { name: 'Quayside' }).expect(200);
      const find = async (reader: Client) =>
        (await auditLog(app, reader)).find(
          ({ activity, user_name }) => activity === 'workspace.updated' && user_name === 'Adam Newton',
        );
      const [whole, stub] = [await find(clara), await find(olive)];
      expect(whole).toMatchObject({
        changes: { name: { before: 'Quayside Books', after: 'Quayside' } },
        audit_metadata: { acting_from: olive.workspaceId },
      });
      expect(stub).toMatchObject({ changes: {}, audit_metadata: { acted_in: clara.workspaceId } });
      const { rows } = await app.db.superuser.query<{ hash: string }>(
        `select canonical::jsonb ->> 'content_hash' as hash from audit_log where id = $1`,
        [whole!.id],
      );
      expect(stub!.audit_metadata['content_hash']).toBe(rows[0]!.hash);
    });
  });

  describe('has a ceiling', () => {
    it('that its owner lowers at once, and that is raised by their consent alone', async () => {
      const id = await linked();
      const wide = (await clara.get(at(id)).expect(200)).body.ceiling as string[];
      const narrow = wide.filter((one) => one !== 'workspaces:update');
      await clara.patch(at(id, '/ceiling'), { permissions: narrow }).expect(200);
      await within(adam, clara)
        .patch('workspaces/current', { name: 'X' })
        .expect(problem(403, 'permission_required'));
      await clara
        .patch(at(id, '/ceiling'), { permissions: wide })
        .expect(problem(409, 'ceiling_not_narrower'));
      await olive
        .post(at(id, '/ceiling-requests'), { permissions: ['leads:read'] })
        .expect(problem(409, 'ceiling_not_wider'));
      await olive
        .post(at(id, '/ceiling-requests'), { permissions: ['workspaces:update', 'audit_logs:read'] })
        .expect(200);
      await within(adam, clara).get('audit-logs').expect(problem(403, 'permission_required'));
      const wished = { permissions: ['audit_logs:read', 'workspaces:update'] };
      await clara
        .post(at(id, '/ceiling-requests/acceptance'), { permissions: ['audit_logs:read'] })
        .expect(problem(409, 'stale'));
      await clara.post(at(id, '/ceiling-requests/acceptance'), wished).expect(200);
      await within(adam, clara).get('audit-logs').expect(200);
      await within(adam, clara).patch('workspaces/current', { name: 'X' }).expect(200);
      await clara
        .post(at(id, '/ceiling-requests/acceptance'), wished)
        .expect(problem(409, 'no_ceiling_request'));
      expect(await templatesTo(app, emails.clara)).toEqual(
        expect.arrayContaining(['group_more_asked', 'group_ceiling']),
      );
    });

    it('whose raising is turned down, or no longer wanted', async () => {
      const id = await linked();
      for (const [who, act] of [
        [clara, 'rejection'],
        [olive, ''],
      ] as const) {
        await olive.post(at(id, '/ceiling-requests'), { permissions: ['audit_logs:read'] }).expect(200);
        const answer = act
          ? clara.post(at(id, `/ceiling-requests/${act}`))
          : who.delete(at(id, '/ceiling-requests'));
        expect((await answer.expect(200)).body.ceiling_request).toBeNull();
      }
    });

    it('that only the owner can change', async () => {
      const id = await linked();
      const narrow = (who: Client) => who.patch(at(id, '/ceiling'), { permissions: [] });
      await narrow(olive).expect(problem(404, 'not_found'));
      await narrow(adam).expect(problem(403, 'permission_required'));
      for (const who of [olive, adam])
        await narrow(within(who, clara)).expect(problem(403, 'permission_required'));
    });
  });

  describe('ends', () => {
    /** Adam, acting, invites a person, gives a role to a member, and makes a program with a key. */
    async function leaveBehind() {
      const there = within(adam, clara);
      const [guest, colleague] = [newcomer('Gus'), newcomer('Cora')];
      await hire(app, clara, colleague, 'view');
      const gus = await hire(app, there, guest, 'editor');
      const open = await there
        .post('workspace-members', { email: newcomer('Ivo').email, role: 'view' })
        .expect(200);
      const cora = (await clara.get(`workspace-members?search=${colleague.email}`).expect(200)).body.items[0];
      const grant = await there
        .post('grants', { member_id: cora.id, role_id: systemRoles.editor.id })
        .expect(200);
      const program = await there
        .post('service-principals', { name: 'Importer', role_ids: [systemRoles.view.id] })
        .expect(200);
      const key = await there
        .post('api-keys', { name: 'Import', scopes: ['leads:read'], member_id: program.body.id })
        .expect(200);
      const gusId = await memberIdOf(gus.in(clara.workspaceId));
      return {
        gus: gus.in(clara.workspaceId),
        gusId,
        cora,
        grant: grant.body,
        open: open.body,
        program: program.body,
        key: key.body,
      };
    }
    const bearer = (key: string) => new Client(app.url, '', '', '', key);

    it('and with it ends every lent object', async () => {
      const id = await linked();
      const made = await leaveBehind();
      await bearer(made.key.key).get('me/permissions').expect(200);
      const { body: list } = await clara.get(at(id, '/adoptions')).expect(200);
      expect(list.members.items.map((one: { id: string }) => one.id).sort()).toEqual(
        [made.gusId, made.open.id, made.program.id].sort(),
      );
      expect(list.api_keys.items).toEqual([{ id: made.key.id, name: 'Import', member_id: made.program.id }]);
      expect(list.grants.items.map((one: { id: string }) => one.id)).toContain(made.grant.id);
      await clara.delete(at(id)).expect(200);
      await made.gus.get('workspaces/current').expect(problem(404, 'not_found'));
      await bearer(made.key.key).get('me/permissions').expect(problem(401, 'unauthenticated'));
      await within(adam, clara).get('workspaces/current').expect(problem(404, 'not_found'));
      const { body: members } = await clara.get('workspace-members').expect(200);
      expect(members.items).toHaveLength(2);
      const { body: cora } = await clara.get(`workspace-members/${made.cora.id}`).expect(200);
      expect(cora.roles.map((role: { name: string }) => role.name)).toEqual(['view']);
      expect(await templatesTo(app, emails.olive)).toContain('group_ended');
      await olive.get('workspace-group/grants').expect(200);
    });

    it('but what its owner adopts stays, before or at the end', async () => {
      const id = await linked();
      const made = await leaveBehind();
      const { body: list } = await clara.get(at(id, '/adoptions')).expect(200);
      const rolesOf = (member: string) =>
        (list.grants.items as { id: string; member_id: string }[])
          .filter(({ member_id }) => member_id === member)
          .map((one) => one.id);
      await clara
        .post(at(id, '/adoptions'), { members: [made.gusId], grants: rolesOf(made.gusId) })
        .expect(200);
      const grants = [made.grant.id, ...rolesOf(made.program.id)].join(',');
      await clara
        .delete(at(id, `?adopt_grants=${grants}&adopt_members=${made.program.id}&adopt_api_keys=all`))
        .expect(200);
      await made.gus.get('workspaces/current').expect(200);
      await bearer(made.key.key).get('me/permissions').expect(200);
      const { body: cora } = await clara.get(`workspace-members/${made.cora.id}`).expect(200);
      expect(cora.roles.map((role: { name: string }) => role.name).sort()).toEqual(['editor', 'view']);
    });

    it('and of an adopted member the roles that were named, and none that came since', async () => {
      const id = await linked();
      const made = await leaveBehind();
      await clara.post(at(id, '/adoptions'), { members: [made.gusId] }).expect(200);
      await clara.delete(at(id)).expect(200);
      const { body: gus } = await clara.get(`workspace-members/${made.gusId}`).expect(200);
      expect(gus.roles).toEqual([]);
    });

    it('and a key is adopted only with its member', async () => {
      const id = await linked();
      const made = await leaveBehind();
      await clara
        .post(at(id, '/adoptions'), { api_keys: [made.key.id] })
        .expect(problem(400, 'owner_not_adopted', 'api_keys'));
      await clara
        .delete(at(id, `?adopt_api_keys=${made.key.id}`))
        .expect(problem(400, 'owner_not_adopted', 'adopt_api_keys'));
      await clara.delete(at(id, '?adopt_api_keys=all')).expect(200);
      await bearer(made.key.key).get('me/permissions').expect(problem(401, 'unauthenticated'));
    });

    it('and a person whom the admin workspace logged out stays logged out', async () => {
      const id = await linked();
      await clara.get('workspaces/current').expect(200);
      await olive.delete('workspaces/current/sessions?subs=true').expect(200);
      await clara.delete(at(id)).expect(problem(401, 'session_ended'));
      const back = (await signIn(app, emails.clara)).in(clara.workspaceId);
      await back.delete(at(id)).expect(200);
      await clara.get('workspaces/current').expect(problem(401, 'session_ended'));
      await back.get('workspaces/current').expect(200);
    });

    it('through the admin workspace too, with nothing kept, and never by an admin of the sub', async () => {
      const id = await linked();
      const made = await leaveBehind();
      const ada = await hire(app, clara, newcomer('Ada'), 'admin');
      await ada.delete(at(id)).expect(problem(403, 'permission_required'));
      await olive.delete(at(id, '?adopt_members=all')).expect(problem(403, 'permission_required'));
      await olive.delete(at(id)).expect(200);
      await made.gus.get('workspaces/current').expect(problem(404, 'not_found'));
      await olive.delete(at(id)).expect(problem(404, 'not_found'));
      expect(await activities(clara)).toContain('group.removed');
    });

    it('only when the admin workspace may go, too', async () => {
      const id = await linked();
      await olive.post('workspaces/current/schedule-for-removal').expect(problem(409, 'has_subs'));
      await olive.delete(at(id)).expect(200);
      await olive.post('workspaces/current/schedule-for-removal').expect(200);
    });
  });

  describe('lets nobody take more along than they brought', () => {
    it('by a role that was lent, and widened when it was held by others', async () => {
      await linked();
      const there = within(adam, clara);
      const role = (await there.post('roles', { name: 'Helper', permissions: ['leads:read'] }).expect(200))
        .body;
      const fritz = await hire(app, clara, newcomer('Fritz'), 'view');
      await clara.post('grants', { member_id: await memberIdOf(fritz), role_id: role.id }).expect(200);
      const wider = { permissions: ['leads:read', 'workspace_members:create'] };
      await there.patch(`roles/${role.id}`, wider).expect(problem(403, 'acting_limited'));
      await there
        .delete(`roles/${role.id}?replacement_role_id=${systemRoles.view.id}`)
        .expect(problem(403, 'acting_limited'));
    });

    it('by a membership that forgets what the admin workspace asks', async () => {
      await linked();
      const there = within(adam, clara);
      const email = (await adam.get('me').expect(200)).body.email as string;
      await there.post('workspace-members', { email, role: 'view' }).expect(200);
      const [token] = await tokensTo(app, email, 'invitations');
      await adam.in('').post(`invitations/by-token/${token}/acceptance`).expect(200);
      await there.patch('workspaces/current', { name: 'Quayside' }).expect(200);
      await olive.delete('workspaces/current/sessions').expect(200);
      await there.get('workspaces/current').expect(200);
      await there.patch('workspaces/current', { name: 'Mine' }).expect(problem(403, 'permission_required'));
    });

    it('by removing a person who administers by themselves, with any other role there', async () => {
      const id = await linked();
      const lead = (
        await clara
          .post('roles', {
            name: 'Lead',
            permissions: ['workspace_members:delete', 'workspace_members:read'],
          })
          .expect(200)
      ).body;
      const tom = await hire(app, clara, newcomer('Tom'), 'view');
      const tomId = await memberIdOf(tom);
      await clara.post('grants', { member_id: tomId, role_id: lead.id }).expect(200);
      const there = within(adam, clara);
      const email = (await adam.get('me').expect(200)).body.email as string;
      await clara.post('workspace-members', { email, role: 'view' }).expect(200);
      const [token] = await tokensTo(app, email, 'invitations');
      await adam.in('').post(`invitations/by-token/${token}/acceptance`).expect(200);
      const refused = await there.delete(`workspace-members/${tomId}`).expect(problem(403, 'acting_limited'));
      expect(refused.headers['x-access-via']).toBe(`group:${id}`);
      await there.delete(`workspace-members/${await memberIdOf(there)}`).expect(200);
    });

    it('by adopting, unless the owner is there just now', async () => {
      const id = await linked();
      await goStale(app, clara);
      await clara.post(at(id, '/adoptions'), { members: [] }).expect(problem(403, 'reauth_required'));
      await clara.delete(at(id, '?adopt_members=all')).expect(problem(403, 'reauth_required'));
    });

    it('and tells nobody who turned them down', async () => {
      const id = await invited();
      await clara.post(at(id, '/rejection')).expect(200);
      const rejected = (await auditLog(app, olive)).find(({ activity }) => activity === 'group.rejected');
      expect(rejected).toMatchObject({
        actor_type: 'system',
        user_name: null,
        user_email: null,
        ip_address: '0.0.0.0',
      });
    });
  });

  describe('with a workspace it made itself', () => {
    const create = async () =>
      (await olive.post('workspace-group/subs', { name: 'Lighthouse' }).expect(200)).body;

    it('that the owner of the admin workspace owns, and others act in', async () => {
      const link = await create();
      expect(link).toMatchObject({ kind: 'managed', status: 'accepted', sub_workspace_name: 'Lighthouse' });
      const own = await olive.in(link.sub_workspace_id).get('workspaces/current').expect(200);
      expect(own.headers['x-access-via']).toBe('direct');
      const acted = await adam.in(link.sub_workspace_id).get('workspaces/current').expect(200);
      expect(acted.headers['x-access-via']).toBe(`group:${link.id}`);
      await olive.in(link.sub_workspace_id).delete(at(link.id)).expect(problem(409, 'managed_workspace'));
    });

    it('that changes hands with it', async () => {
      const link = await create();
      const fresh = await passOn(app, olive, adam, emails.adam);
      const { body } = await adam.in(link.sub_workspace_id).get('workspaces/current').expect(200);
      expect(body.owner).toBe(adam.userId);
      const acted = await fresh.in(link.sub_workspace_id).get('workspaces/current').expect(200);
      expect(acted.headers['x-access-via']).toBe(`group:${link.id}`);
    });

    it('whose removal it can always stop, under any ceiling, and that is not handed on from below', async () => {
      const { id, sub_workspace_id: sub } = await create();
      const proof = await olive.in(sub).post('auth/reauthentication', { password: PASSWORD }).expect(200);
      const fresh = new Client(app.url, cookieOf(proof), sub, olive.userId);
      await fresh
        .post('workspaces/current/change-owner', { email: emails.adam, sec: proof.body.sec })
        .expect(problem(409, 'managed_workspace'));
      await fresh.patch(at(id, '/ceiling'), { permissions: [] }).expect(200);
      await fresh.post('workspaces/current/schedule-for-removal').expect(200);
      await adam.in(sub).delete('workspaces/current/schedule-for-removal').expect(200);
    });

    it('that its admins hand over to nobody, least of all to themselves', async () => {
      const { id } = await create();
      await adam
        .post(at(id, '/hand-over'), { email: emails.adam })
        .expect(problem(403, 'permission_required'));
    });

    it('that is handed over to its client', async () => {
      const link = await create();
      const sub = link.sub_workspace_id as string;
      const planted = await hire(app, olive.in(sub), newcomer('Paul'), 'admin');
      const someone = newcomer('Lena');
      const lena = await join(app, someone);
      await olive.post(at(link.id, '/hand-over'), { email: someone.email }).expect(200);
      const [token = ''] = await tokensTo(app, someone.email, 'group-invitations');
      await clara
        .in('')
        .post(`group-invitations/by-token/${token}/acceptance`)
        .expect(problem(403, 'wrong_account'));
      const { body } = await lena.post(`group-invitations/by-token/${token}/acceptance`).expect(200);
      expect(body).toMatchObject({ kind: 'consented', status: 'accepted', hand_over: null });
      expect((await lena.in(sub).get('workspaces/current').expect(200)).body.owner).toBe(lena.userId);
      const acted = await olive.in(sub).get('workspaces/current').expect(200);
      expect(acted.headers['x-access-via']).toBe(`group:${link.id}`);
      await planted.get('workspaces/current').expect(200);
      await lena.in(sub).delete(at(link.id)).expect(200);
      await planted.get('workspaces/current').expect(problem(404, 'not_found'));
      await olive.in(sub).get('workspaces/current').expect(problem(404, 'not_found'));
    });
  });
});
