import { type SystemRole, systemRoleNames, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  join,
  signedOut,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';

describe('me', () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  /** What the person's own log says of changes to the account. */
  async function updatesOf(person: Client): Promise<object[]> {
    const { rows } = await app.db.superuser.query(
      'select outcome, ip, changes from account_activity where user_id = $1 and activity = 1202 order by id',
      [person.userId],
    );
    return rows;
  }

  async function suspended(work: (member: Client) => PromiseLike<unknown>): Promise<void> {
    const set = async (status: string) =>
      app.db.superuser.query('update workspace_members set status = $1 where user_id = $2', [
        status,
        agency.view.userId,
      ]);
    await set('suspended');
    try {
      await work(agency.view);
    } finally {
      await set('active');
    }
  }

  describe('GET me', () => {
    it('says who is signed in, in whichever workspace, and keeps the secrets', async () => {
      const { body } = await agency.editor.get('me').expect(200);
      expect(body).toEqual({
        id: agency.editor.userId,
        email: 'edith@harbour.example',
        first_name: 'Edith',
        last_name: 'Ellis',
        timestamp_created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        timestamp_updated: body.timestamp_created,
      });
    });

    it('refuses a person who is signed out', async () => {
      await signedOut(app).get('me').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('PATCH me', () => {
    it('changes one name and keeps the other, and the person can look it up', async () => {
      const person = await join(app, newcomer());
      const { body } = await person.patch('me', { first_name: ' Noëlle 🌊 ' }).expect(200);
      expect(body).toMatchObject({ first_name: 'Noëlle 🌊', last_name: 'Newton' });
      expect((await person.get('me').expect(200)).body).toEqual(body);
      expect(await updatesOf(person)).toEqual([
        { outcome: 'done', ip: '127.0.0.1', changes: { first_name: { before: 'Nora', after: 'Noëlle 🌊' } } },
      ]);
    });

    it('records nothing where nothing changes', async () => {
      const person = await join(app, newcomer());
      const { body: before } = await person.get('me').expect(200);
      const { body: after } = await person
        .patch('me', { first_name: 'Nora', last_name: 'Newton' })
        .expect(200);
      expect(after).toEqual(before);
      expect(await updatesOf(person)).toEqual([]);
    });

    it('refuses a person who is signed out', async () => {
      await signedOut(app).patch('me', { first_name: 'Mallory' }).expect(problem(401, 'unauthenticated'));
    });

    it.each([
      ['nothing', {}],
      ['an address', { email: 'mallory@elsewhere.example' }, 'email'],
      ['an id', { id: '0192a000-0000-7000-8000-000000000001' }, 'id'],
      ['a password', { password: 'a lantern on the harbour wall' }, 'password'],
      ['an empty name', { first_name: '' }, 'first_name'],
      ['a name of white space', { last_name: ' \u00a0 ' }, 'last_name'],
      ['a name nobody can see', { last_name: '\u200b\u200d' }, 'last_name'],
      ['a name of 101', { first_name: 'x'.repeat(101) }, 'first_name'],
      ['null for a name', { first_name: null }, 'first_name'],
      ['two lines', { first_name: 'No\nra' }, 'first_name'],
      ['two lines in Unicode', { first_name: 'No\u2028ra' }, 'first_name'],
    ])('refuses %s', async (_, body: object, ...fields: string[]) => {
      await agency.editor.patch('me', body).expect(problem(400, 'invalid_body', ...fields));
      const { body: me } = await agency.editor.get('me').expect(200);
      expect(me).toMatchObject({ first_name: 'Edith', last_name: 'Ellis', email: 'edith@harbour.example' });
    });
  });

  describe('GET me/workspaces', () => {
    it('lists what the person is a member of, page by page, oldest first, and nothing else', async () => {
      const person = await join(app, newcomer());
      for (const name of ['One', 'Two', 'Three']) await createWorkspace(person, name);
      const { body: first } = await person.get('me/workspaces?limit=2&count=true').expect(200);
      expect(first.items.map((one: { name: string }) => one.name)).toEqual(['One', 'Two']);
      expect(first).toMatchObject({ total: 3, total_is_exact: true });
      const next = encodeURIComponent(first.next_starting_after);
      const { body: second } = await person.get(`me/workspaces?limit=2&starting_after=${next}`).expect(200);
      expect(second.items).toEqual([
        {
          id: expect.any(String),
          name: 'Three',
          org_logo_url: null,
          member_id: expect.any(String),
          status: 'active',
          roles: [{ id: systemRoles.owner.id, name: 'owner' }],
        },
      ]);
      expect(second).not.toHaveProperty('next_starting_after');
    });

    it('shows a workspace that suspended the person as such', async () => {
      await suspended(async (member) => {
        const { body } = await member.get('me/workspaces').expect(200);
        expect(body.items).toMatchObject([{ name: 'Harbour Agency', status: 'suspended' }]);
      });
    });

    it('does not know an invitation before it is accepted', async () => {
      const person = newcomer();
      const invited = await join(app, person);
      await agency.owner.post('workspace-members', { email: person.email, role: 'admin' }).expect(200);
      const { body } = await invited.get('me/workspaces').expect(200);
      expect(body.items).toEqual([]);
    });

    it('takes no cursor of another person', async () => {
      const [one, other] = [await join(app, newcomer()), await join(app, newcomer())];
      for (const person of [one, other])
        for (const name of ['One', 'Two']) await createWorkspace(person, name);
      const { body } = await one.get('me/workspaces?limit=1').expect(200);
      const cursor = encodeURIComponent(body.next_starting_after);
      await other
        .get(`me/workspaces?limit=1&starting_after=${cursor}`)
        .expect(problem(400, 'invalid_cursor', 'starting_after'));
    });

    it('refuses a person who is signed out', async () => {
      await signedOut(app).get('me/workspaces').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('GET me/permissions', () => {
    it.each(systemRoleNames)('tells the %s what that role may do', async (role: SystemRole) => {
      const { body } = await agency[role].get('me/permissions').expect(200);
      expect(body).toEqual({
        workspace_id: agency.workspaceId,
        workspace_name: 'Harbour Agency',
        member_id: expect.any(String),
        roles: [{ id: systemRoles[role].id, name: role }],
        permissions: [...systemRoles[role].permissions].sort(),
        access_via: 'direct',
        link: null,
      });
    });

    it('tells every one of several roles, and the union of what they permit', async () => {
      const { body: members } = await agency.owner
        .get('workspace-members?search=victor@harbour.example')
        .expect(200);
      const { id } = members.items[0];
      const role_ids = [systemRoles.view.id, systemRoles.admin.id];
      await agency.owner.patch(`workspace-members/${id}`, { role_ids }).expect(200);
      const { body } = await agency.view.get('me/permissions').expect(200);
      expect(body.roles.map((one: { name: string }) => one.name).sort()).toEqual(['admin', 'view']);
      expect(body.permissions).toEqual([...systemRoles.admin.permissions].sort());
      await agency.owner.patch(`workspace-members/${id}`, { role: 'view' }).expect(200);
      expect((await agency.view.get('me/permissions').expect(200)).body.permissions).toEqual(
        [...systemRoles.view.permissions].sort(),
      );
    });

    it('refuses a suspended member, and says why', async () => {
      await suspended((member) => member.get('me/permissions').expect(problem(403, 'member_suspended')));
    });

    it('hides a workspace one is not in, and answers as for one that is not', async () => {
      await agency.stranger.in(agency.workspaceId).get('me/permissions').expect(problem(404, 'not_found'));
      await agency.stranger
        .in('0192a000-0000-7000-8000-00000000dead')
        .get('me/permissions')
        .expect(problem(404, 'not_found'));
    });

    it('wants the workspace named', async () => {
      await agency.owner.in('').get('me/permissions').expect(problem(400, 'workspace_required'));
    });
  });
});
