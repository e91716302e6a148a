import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { agencyAndClient, passOn } from '../../support/groups.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import { type Client, hire, join, memberIdOf, signIn } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { type AuditRecord, auditLog } from '../../support/until.js';

describe('what two workspaces agree on', () => {
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

  const at = (id: string, more = '') => `workspace-group-members/${id}${more}`;
  const invited = async (more: object = {}): Promise<string> =>
    (
      await olive
        .post('workspace-group-members', { sub_workspace_id: clara.workspaceId, ...more })
        .expect(200)
    ).body.id as string;
  async function linked(more: object = {}): Promise<string> {
    const id = await invited(more);
    await clara.post(at(id, '/acceptance')).expect(200);
    return id;
  }
  const made = async () =>
    (await olive.post('workspace-group/subs', { name: 'Lighthouse' }).expect(200)).body;
  const of = (log: readonly AuditRecord[], activity: string) =>
    log.filter((one) => one.activity === activity);

  describe('an offer of a managed workspace', () => {
    /** @returns the path of the mailed link */
    async function offered(link: { id: string }, to: { email: string }): Promise<string> {
      await olive.post(at(link.id, '/hand-over'), { email: to.email }).expect(200);
      const [token = ''] = await tokensTo(app, to.email, 'group-invitations');
      return `group-invitations/by-token/${token}`;
    }

    it('is accepted once, and says so again to a person who accepted it', async () => {
      const [link, someone] = [await made(), newcomer('Lena')];
      const lena = await join(app, someone);
      const path = await offered(link, someone);
      const { body } = await lena.post(`${path}/acceptance`).expect(200);
      expect((await lena.post(`${path}/acceptance`).expect(200)).body).toEqual(body);
      expect((await lena.get(path).expect(200)).body.state).toBe('accepted');
      await clara.in('').post(`${path}/acceptance`).expect(problem(403, 'wrong_account'));
      await lena.post(`${path}/rejection`).expect(problem(409, 'group_invitation_used'));
    });

    it('that was withdrawn says so', async () => {
      const [link, someone] = [await made(), newcomer('Lena')];
      const lena = await join(app, someone);
      const path = await offered(link, someone);
      await olive.delete(at(link.id, '/hand-over')).expect(200);
      await lena.post(`${path}/acceptance`).expect(problem(409, 'group_invitation_withdrawn'));
    });

    it('ends with the owner who made it', async () => {
      const [link, someone] = [await made(), newcomer('Lena')];
      const lena = await join(app, someone);
      const path = await offered(link, someone);
      olive = await passOn(app, olive, adam, emails.adam);
      await app.db.superuser.query(`update ownership_changes set reversible_until = now()`);
      await lena.post(`${path}/acceptance`).expect(problem(409, 'group_invitation_withdrawn'));
      expect((await adam.get(at(link.id)).expect(200)).body.hand_over).toBeNull();
      expect(of(await auditLog(app, adam), 'group.hand_over_withdrawn')).toHaveLength(1);
    });

    it('is of a workspace where nothing more is allowed meanwhile', async () => {
      const [link, someone] = [await made(), newcomer('Lena')];
      const below = olive.in(link.sub_workspace_id);
      await olive.post(at(link.id, '/ceiling-requests'), { permissions: ['audit_logs:read'] }).expect(200);
      await offered(link, someone);
      const seen = { permissions: ['audit_logs:read'] };
      await below
        .post(at(link.id, '/ceiling-requests/acceptance'), seen)
        .expect(problem(409, 'hand_over_open'));
      await olive.delete(at(link.id, '/hand-over')).expect(200);
      await below.post(at(link.id, '/ceiling-requests/acceptance'), seen).expect(200);
    });

    it('tells those above nobody’s name but the address they offered it to', async () => {
      const [link, someone] = [await made(), newcomer('Lena')];
      const lena = await join(app, someone);
      await lena.post(`${await offered(link, someone)}/acceptance`).expect(200);
      const [record] = of(await auditLog(app, olive), 'group.handed_over');
      expect(JSON.stringify(record)).not.toContain(lena.userId);
      expect(JSON.stringify(record)).not.toContain('Lena');
      expect(JSON.stringify(record)).toContain(someone.email);
    });
  });

  describe('a ceiling', () => {
    it('is no longer called by the role it was, once it is another', async () => {
      const id = await linked();
      const request = { role_id: systemRoles.view.id };
      await olive.post(at(id, '/ceiling-requests'), request).expect(problem(409, 'ceiling_not_wider'));
      await olive.post(at(id, '/ceiling-requests'), { permissions: ['audit_logs:read'] }).expect(200);
      const { body } = await clara
        .post(at(id, '/ceiling-requests/acceptance'), { permissions: ['audit_logs:read'] })
        .expect(200);
      expect(body.ceiling_label).toBeNull();
    });

    it('is called by the role that was asked for, where it is that', async () => {
      const id = await linked({ permissions: ['leads:read'] });
      const { body: wish } = await olive
        .post(at(id, '/ceiling-requests'), { role_id: systemRoles.view.id })
        .expect(200);
      const { permissions } = wish.ceiling_request as { permissions: string[] };
      const { body } = await clara.post(at(id, '/ceiling-requests/acceptance'), { permissions }).expect(200);
      expect(body).toMatchObject({ ceiling: permissions, ceiling_label: 'view' });
    });

    it('that is set to what it is stays as it is: nothing is recorded, and a request goes on waiting', async () => {
      const id = await linked();
      await olive.post(at(id, '/ceiling-requests'), { permissions: ['audit_logs:read'] }).expect(200);
      const before = (await clara.get(at(id)).expect(200)).body;
      const same = await clara.patch(at(id, '/ceiling'), { permissions: before.ceiling }).expect(200);
      expect(same.body).toEqual(before);
      expect(of(await auditLog(app, clara), 'group.ceiling_changed')).toEqual([]);
    });

    it('is asked for once, after any number of requests', async () => {
      const id = await linked();
      for (let i = 0; i < 3; i++)
        await olive.post(at(id, '/ceiling-requests'), { permissions: ['audit_logs:read'] }).expect(200);
      const mails = await templatesTo(app, emails.clara);
      expect(mails.filter((name) => name === 'group_more_asked')).toHaveLength(1);
    });
  });

  describe('is told', () => {
    it('in both logs as one act', async () => {
      const id = await linked();
      await clara.patch(at(id, '/ceiling'), { permissions: ['leads:read'] }).expect(200);
      const [above, below] = [await auditLog(app, olive), await auditLog(app, clara)];
      for (const activity of ['group.invited', 'group.joined', 'group.ceiling_changed']) {
        const acts = [above, below].map((log) => of(log, activity).map(({ act_id }) => act_id));
        expect(acts[0]).toEqual(acts[1]);
      }
    });

    it('with the roles that come of the first one', async () => {
      await linked();
      const given = of(await auditLog(app, olive), 'group_grant.created');
      expect(given).toHaveLength(2);
    });

    it('to the owner of the agency, when another person makes a workspace that is theirs', async () => {
      await adam.post('workspace-group/subs', { name: 'Lighthouse' }).expect(200);
      expect(await templatesTo(app, emails.olive)).toContain('group_sub_made');
      await made();
      const mails = await templatesTo(app, emails.olive);
      expect(mails.filter((name) => name === 'group_sub_made')).toHaveLength(1);
    });

    it('to the owner of the agency and the person, when a person administers workspaces of the group', async () => {
      await linked();
      const someone = newcomer('Vera');
      const vera = await hire(app, olive, someone, 'view');
      const grant = { member_ids: [await memberIdOf(vera)], subs: 'all' };
      await adam.post('workspace-group/grants', { ...grant, role_id: systemRoles.view.id }).expect(200);
      expect(await templatesTo(app, someone.email)).not.toContain('group_became_admin');
      const fresh = await signIn(app, emails.olive);
      await fresh
        .in(olive.workspaceId)
        .post('workspace-group/grants', { ...grant, role_id: systemRoles.admin.id })
        .expect(200);
      expect(await templatesTo(app, someone.email)).toContain('group_became_admin');
      expect(await templatesTo(app, emails.olive)).not.toContain('group_admin_added');
    });

    it('to the owner of the agency without naming who it was below', async () => {
      const id = await linked();
      await clara.patch(at(id, '/ceiling'), { permissions: ['leads:read'] }).expect(200);
      await clara.delete(at(id)).expect(200);
      await templatesTo(app, emails.olive);
      const mails = app.inbox.list().filter(({ to }) => to.includes(emails.olive));
      expect(mails.some(({ text }) => text.includes('Quayside Books'))).toBe(true);
      expect(mails.filter(({ text }) => text.includes('Clara'))).toEqual([]);
    });
  });

  describe('of what was lent', () => {
    it('becomes the workspace’s own what its own people give, too', async () => {
      const id = await linked();
      const someone = newcomer('Cora');
      const cora = await hire(app, clara, someone, 'view');
      const member = await memberIdOf(cora);
      const [editor, view] = [systemRoles.editor.id, systemRoles.view.id];
      await adam.in(clara.workspaceId).post('grants', { member_id: member, role_id: editor }).expect(200);
      const { body } = await clara
        .patch(`workspace-members/${member}`, { role_ids: [editor, view] })
        .expect(200);
      expect(body.roles).toHaveLength(2);
      await clara.delete(at(id)).expect(200);
      const { body: after } = await clara.get(`workspace-members/${member}`).expect(200);
      expect(after.roles).toHaveLength(2);
    });

    it('becomes the workspace’s own what is given once more by itself', async () => {
      const id = await linked();
      const member = await memberIdOf(await hire(app, clara, newcomer('Cora'), 'view'));
      const grant = { member_id: member, role_id: systemRoles.editor.id };
      await adam.in(clara.workspaceId).post('grants', grant).expect(200);
      await clara.post('grants', grant).expect(200);
      await clara.delete(at(id)).expect(200);
      const { body: after } = await clara.get(`workspace-members/${member}`).expect(200);
      expect(after.roles).toHaveLength(2);
    });

    it('nothing lets in again whom the workspace keeps out', async () => {
      await linked();
      const member = await memberIdOf(await hire(app, clara, newcomer('Cora'), 'view'));
      await clara.post(`workspace-members/${member}/suspension`).expect(200);
      await adam
        .in(clara.workspaceId)
        .delete(`workspace-members/${member}/suspension`)
        .expect(problem(403, 'acting_limited'));
    });
  });

  it('is turned down by nobody whom the workspace has logged out', async () => {
    await invited();
    const [token = ''] = await tokensTo(app, emails.clara, 'group-invitations');
    await clara.delete('workspaces/current/sessions').expect(200);
    for (const answer of ['rejection', 'block', 'acceptance'])
      await clara
        .in('')
        .post(`group-invitations/by-token/${token}/${answer}`)
        .expect(problem(401, 'session_ended'));
  });
});
