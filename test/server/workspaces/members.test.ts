import { type SystemRole, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Character, cast } from '../../../seeds/cast.js';
import { formatPermissions } from '../../../apps/api/src/access/roles/roles.schema.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  hire,
  join,
  memberIdOf,
  signedOut,
} from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';
type Named = Exclude<SystemRole, 'owner'>;

describe('members', () => {
  let app: TestApp;
  let agency: Agency;
  const ids = {} as Record<SystemRole, string>;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    const { body } = await agency.owner.get('workspace-members').expect(200);
    for (const { id, role } of body.items) ids[role as SystemRole] = id;
  });
  afterAll(() => app.close());

  const invite = (person: Character, more: object = { role: 'view' }, by: Client = agency.owner) =>
    by.post('workspace-members', { email: person.email, ...more });
  const read = async (id: string, by: Client = agency.owner) =>
    (await by.get(`workspace-members/${id}`).expect(200)).body;

  /** A new person in a role, and the id of their membership. */
  async function colleague(role: Named, person = newcomer()): Promise<[Client, string]> {
    const member = await hire(app, agency.owner, person, role);
    return [member, await memberIdOf(member)];
  }

  async function pending(role: Named = 'view', person = newcomer()): Promise<string> {
    return (await invite(person, { role }).expect(200)).body.id;
  }

  const rolesOf = async (id: string): Promise<string[]> =>
    (await read(id)).roles.map((role: { name: string }) => role.name).sort();

  async function rowsOf({ email }: Character): Promise<object[]> {
    const sql = 'select id, status from workspace_members where email = $1';
    return (await app.db.superuser.query(sql, [email])).rows;
  }

  const recordsAbout = async (id: string) =>
    (await auditLog(app, agency.owner)).filter((record) => record.target.id === id);

  describe('POST workspace-members', () => {
    describe('allowed', () => {
      it('makes a pending member in the format of the shared API', async () => {
        const person = newcomer();
        const { body } = await invite(person, { role: 'editor' }).expect(200);
        expect(body).toEqual({
          id: expect.stringMatching(/-7/),
          email: person.email,
          user_email: null,
          nickname: null,
          name: { first: '', last: '' },
          role: 'editor',
          roles: [
            {
              id: systemRoles.editor.id,
              name: 'editor',
              grant_id: expect.stringMatching(/-7/),
              expires_at: null,
            },
          ],
          permissions: null,
          accepted: false,
          status: 'pending',
          issuer_id: agency.owner.userId,
          user_id: expect.stringMatching(/-7/),
          workspace_id: agency.workspaceId,
          invitation_expires_at: expect.stringMatching(/Z$/),
          source: 'direct',
          via_link_id: null,
          two_factor: null,
          last_active_at: null,
          timestamp_created: expect.stringMatching(/Z$/),
          timestamp_updated: body.timestamp_created,
        });
        const days =
          (Date.parse(body.invitation_expires_at) - Date.parse(body.timestamp_created)) / 86_400_000;
        expect(days).toBeCloseTo(7, 1);
        expect(await read(body.id)).toEqual(body);
      });

      it.each(['admin', 'editor', 'view', 'client'] as const)('lets an admin invite as %s', async (role) => {
        const { body } = await invite(newcomer(), { role }, agency.admin).expect(200);
        expect(body).toMatchObject({ role, issuer_id: agency.admin.userId });
      });

      it('knows several roles by their ids, and shows the strongest as the one of the format', async () => {
        const role_ids = [systemRoles.client.id, systemRoles.editor.id];
        const { body } = await invite(newcomer(), { role_ids }).expect(200);
        expect(body.role).toBe('editor');
        expect(body.roles.map((role: { id: string }) => role.id).sort()).toEqual([...role_ids].sort());
      });

      it('keeps the strings of the shared format for host products, all 31 of them', async () => {
        expect(formatPermissions).toHaveLength(31);
        const { body } = await invite(newcomer(), { role: 'view', permissions: formatPermissions }).expect(
          200,
        );
        expect(body.permissions).toEqual(formatPermissions);
        expect((await read(body.id)).permissions).toEqual(formatPermissions);
      });

      it('writes an address as it is stored', async () => {
        const person = newcomer();
        const { body } = await invite({ ...person, email: ` ${person.email.toUpperCase()} ` }).expect(200);
        expect(body.email).toBe(person.email);
      });

      it('mails the link to the address, once', async () => {
        const person = newcomer();
        await invite(person).expect(200);
        expect(await tokensTo(app, person.email, 'invitations')).toHaveLength(1);
      });
    });

    describe('refused', () => {
      it.each(['editor', 'view', 'client'] as const)(
        'refuses the %s, and nobody is invited',
        async (role) => {
          const person = newcomer();
          const { body } = await invite(person, { role: 'client' }, agency[role]).expect(
            problem(403, 'permission_required'),
          );
          expect(body.permission).toBe('workspace_members:create');
          expect(await rowsOf(person)).toEqual([]);
        },
      );

      it.each(['owner', 'admin'] as const)('lets not even the %s make an owner', async (role) => {
        const person = newcomer();
        await invite(person, { role: 'owner' }, agency[role]).expect(problem(403, 'owner_role'));
        const role_ids = [systemRoles.view.id, systemRoles.owner.id];
        await invite(person, { role_ids }, agency[role]).expect(problem(403, 'owner_role'));
        expect(await rowsOf(person)).toEqual([]);
      });

      it('lets an admin give no nickname', async () => {
        const person = newcomer();
        const { body } = await invite(person, { role: 'view', nickname: 'Nonny' }, agency.admin).expect(
          problem(403, 'permission_required'),
        );
        expect(body.permission).toBe('member_nicknames:update');
        expect(await rowsOf(person)).toEqual([]);
      });

      it('answers a second invitation with the id of the first', async () => {
        const person = newcomer();
        const { body: first } = await invite(person).expect(200);
        const { body: second } = await invite(person, { role: 'admin' }).expect(
          problem(409, 'invitation_exists'),
        );
        expect(second.id).toBe(first.id);
        expect(await rolesOf(first.id)).toEqual(['view']);
      });

      it('answers an invitation of a member with the id of the member', async () => {
        const { body } = await invite(cast.editor, { role: 'admin' }).expect(
          problem(409, 'invitation_exists'),
        );
        expect(body.id).toBe(ids.editor);
        expect(await rolesOf(ids.editor)).toEqual(['editor']);
      });

      it('invites an address once, however many do at the same moment', async () => {
        const person = newcomer();
        const answers = await Promise.all(Array.from({ length: 20 }, () => invite(person)));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
        expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
        expect(await tokensTo(app, person.email, 'invitations')).toHaveLength(1);
      });
    });

    describe('hidden', () => {
      it('answers a stranger as if the workspace were not there', async () => {
        const person = newcomer();
        await invite(person, { role: 'admin' }, agency.stranger.in(agency.workspaceId)).expect(
          problem(404, 'not_found'),
        );
        expect(await rowsOf(person)).toEqual([]);
      });

      it('refuses a person who is signed out', async () => {
        await invite(newcomer(), { role: 'view' }, signedOut(app).in(agency.workspaceId)).expect(
          problem(401, 'unauthenticated'),
        );
      });
    });

    describe('invalid', () => {
      it.each([
        ['no role', {}, 'role'],
        ['a role twice named', { role: 'view', role_ids: [systemRoles.view.id] }, 'role'],
        ['a role nobody knows', { role: 'boss' }, 'role'],
        ['a role in capitals', { role: 'View' }, 'role'],
        ['a name for an id', { role_ids: ['view'] }, 'role_ids.0'],
        ['the same role twice', { role_ids: [systemRoles.view.id, systemRoles.view.id] }, 'role_ids'],
        ['an empty list of roles', { role_ids: [] }, 'role_ids'],
        [
          'a permission of another format',
          { role: 'view', permissions: ['campaigns:read'] },
          'permissions.0',
        ],
        ['a string that is close', { role: 'view', permissions: ['Campaigns.view'] }, 'permissions.0'],
        ['a nickname of 81', { role: 'view', nickname: 'n'.repeat(81) }, 'nickname'],
        ['an empty nickname', { role: 'view', nickname: ' ' }, 'nickname'],
        ['another address that is none', { role: 'view', user_email: 'nora' }, 'user_email'],
        ['a member who has accepted', { role: 'view', accepted: true }, 'accepted'],
        ['an id', { role: 'view', id: ABSENT }, 'id'],
        ['a person', { role: 'view', user_id: ABSENT }, 'user_id'],
        ['another workspace', { role: 'view', workspace_id: ABSENT }, 'workspace_id'],
        ['another issuer', { role: 'view', issuer_id: ABSENT }, 'issuer_id'],
      ])('refuses %s', async (_, more: object, field: string) => {
        const person = newcomer();
        await invite(person, more).expect(problem(400, 'invalid_body', field));
        expect(await rowsOf(person)).toEqual([]);
      });
    });
  });

  describe('GET workspace-members', () => {
    const list = (query = '', by: Client = agency.owner) => by.get(`workspace-members${query}`);
    const emails = async (query: string, by?: Client): Promise<string[]> =>
      (await list(query, by).expect(200)).body.items.map((one: { email: string }) => one.email);

    it.each(['owner', 'admin', 'editor', 'view'] as const)('shows the %s who is here', async (role) => {
      expect(await emails('?accepted=true&limit=5', agency[role])).toEqual(
        expect.arrayContaining(['olive@harbour.example']),
      );
    });

    it('refuses a client', async () => {
      const { body } = await list('', agency.client).expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('workspace_members:read');
    });

    it('hides a workspace from a stranger, and shows them their own alone', async () => {
      await list('', agency.stranger.in(agency.workspaceId)).expect(problem(404, 'not_found'));
      expect(await emails('', agency.stranger)).toEqual(['simon@elsewhere.example']);
    });

    describe('in a workspace of its own', () => {
      let owner: Client;
      const people = [
        { email: 'percent%sign@filters.example', first_name: 'Pia', last_name: 'Prozent' },
        { email: 'under_score@filters.example', first_name: 'Ulla', last_name: 'Unterstrich' },
        { email: 'zoe@filters.example', first_name: 'Zoë', last_name: 'Ørsted' },
      ];

      beforeAll(async () => {
        owner = await createWorkspace(await join(app, newcomer('Olga')), 'Filters');
        for (const person of people) await hire(app, owner, person, 'view');
        await owner
          .post('workspace-members', { email: 'underXscore@filters.example', role: 'view' })
          .expect(200);
        await owner.post('workspace-members', { email: 'late@filters.example', role: 'client' }).expect(200);
      });

      const found = (search: string, more = '') =>
        emails(`?search=${encodeURIComponent(search)}${more}`, owner);

      it('tells members from invitations', async () => {
        expect((await emails('?accepted=true', owner)).slice(1)).toEqual(people.map(({ email }) => email));
        expect(await emails('?accepted=false', owner)).toEqual([
          'underxscore@filters.example',
          'late@filters.example',
        ]);
      });

      it.each([
        ['a part of an address', 'percent', ['percent%sign@filters.example']],
        ['an address in capitals', 'LATE@FILTERS', ['late@filters.example']],
        ['a first name', 'ulla', ['under_score@filters.example']],
        ['a whole name', 'Pia Prozent', ['percent%sign@filters.example']],
        ['a name beyond ASCII', 'ørsted', ['zoe@filters.example']],
        ['a last name', 'PROZ', ['percent%sign@filters.example']],
        ['words in another order', 'prozent pia', ['percent%sign@filters.example']],
        ['a word within an address', 'score', ['under_score@filters.example']],
        ['the domain of an address', 'filters.ex under_', ['under_score@filters.example']],
        ['the middle of a word', 'rozent', []],
        ['two words of which one is theirs', 'Pia Unterstrich', []],
        ['per cent, which is itself', 'percent%', ['percent%sign@filters.example']],
        ['per cent, which stands for nothing', '%', []],
        ['an underscore, which is itself', 'under_', ['under_score@filters.example']],
        ['a backslash', '\\', []],
        ['a quote', `'`, []],
        ['what nobody is called', 'Mallory', []],
      ])('finds by %s', async (_, search, expected) => {
        expect(await found(search)).toEqual(expected);
      });

      it('finds by a domain', async () => {
        expect(await found('filters.ex')).toHaveLength(5);
      });

      it('finds a renamed member by the new name, and by that alone', async () => {
        const person = { email: 'renamed@filters.example', first_name: 'Rita', last_name: 'Before' };
        const renamed = await hire(app, owner, person, 'view');
        await renamed.in('').patch('me', { last_name: 'Afterwards' }).expect(200);
        expect(await found('afterw')).toEqual([person.email]);
        expect(await found('before')).toEqual([]);
        await owner.delete(`workspace-members/${await memberIdOf(renamed)}`).expect(200);
        expect(await found('afterw')).toEqual([]);
      });

      it('finds with a filter on top', async () => {
        expect(await found('under', '&accepted=false')).toEqual(['underxscore@filters.example']);
      });

      it('walks all of them page by page, each once, and counts them', async () => {
        const seen: string[] = [];
        let query = '?limit=2&count=true';
        for (;;) {
          const { body } = await list(query, owner).expect(200);
          expect(body).toMatchObject({ total: 6, total_is_exact: true });
          seen.push(...body.items.map((one: { email: string }) => one.email));
          if (!body.next_starting_after) break;
          query = `?limit=2&count=true&starting_after=${encodeURIComponent(body.next_starting_after)}`;
        }
        expect(seen).toEqual(await emails('?limit=100', owner));
        expect(new Set(seen).size).toBe(6);
      });

      it('counts what the filter leaves', async () => {
        const { body } = await list('?accepted=false&count=true&limit=1', owner).expect(200);
        expect(body).toMatchObject({ total: 2, total_is_exact: true });
        expect(body.items).toHaveLength(1);
      });

      it('counts nothing it was not asked to count', async () => {
        const { body } = await list('?limit=100', owner).expect(200);
        expect(Object.keys(body)).toEqual(['items']);
      });

      it('takes no cursor of another filter, another list or another workspace', async () => {
        const { body } = await list('?limit=1&accepted=true', owner).expect(200);
        const after = `starting_after=${encodeURIComponent(body.next_starting_after)}`;
        const refused = problem(400, 'invalid_cursor', 'starting_after');
        await list(`?limit=1&accepted=true&${after}`, owner).expect(200);
        await list(`?limit=1&accepted=false&${after}`, owner).expect(refused);
        await list(`?limit=1&${after}`, owner).expect(refused);
        await owner.get(`invitations?limit=1&${after}`).expect(refused);
        await list(`?limit=1&accepted=true&${after}`).expect(refused);
      });
    });

    it.each([
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=abc', 'limit'],
      ['limit=-1', 'limit'],
      ['limit=', 'limit'],
      ['limit=5&limit=5', 'limit'],
      ['accepted=yes', 'accepted'],
      ['accepted=', 'accepted'],
      ['accepted=true&accepted=true', 'accepted'],
      ['search=a&search=b', 'search'],
      ['search=%00', 'search'],
      [`search=${'x'.repeat(201)}`, 'search'],
      ['count=1', 'count'],
      ['offset=10', 'offset'],
      ['role=view', 'role'],
    ])('refuses ?%s', async (query, field) => {
      await list(`?${query}`).expect(problem(400, 'invalid_query', field));
    });

    it.each(['', 'x', '.', 'a.b', ABSENT, '%00', 'é'])(
      'refuses a cursor nobody gave: "%s"',
      async (cursor) => {
        await list(`?starting_after=${encodeURIComponent(cursor)}`).expect(
          problem(400, 'invalid_cursor', 'starting_after'),
        );
      },
    );
  });

  describe('GET workspace-members/{id}', () => {
    it.each(['owner', 'admin', 'editor', 'view'] as const)('shows the %s one member', async (role) => {
      const member = await read(ids.editor, agency[role]);
      expect(member).toMatchObject({
        email: 'edith@harbour.example',
        name: { first: 'Edith', last: 'Ellis' },
        role: 'editor',
        accepted: true,
        status: 'active',
        user_id: agency.editor.userId,
        invitation_expires_at: null,
      });
    });

    it('refuses a client, for their own row too, and for what is not there', async () => {
      for (const id of [ids.client, ids.owner, ABSENT])
        await agency.client.get(`workspace-members/${id}`).expect(problem(403, 'permission_required'));
    });

    it('answers for a member of another workspace as for nobody', async () => {
      const foreign = await agency.stranger.get(`workspace-members/${ids.owner}`);
      const absent = await agency.stranger.get(`workspace-members/${ABSENT}`);
      problem(404, 'not_found')(foreign);
      expect(modulo(foreign)).toEqual(modulo(absent));
    });

    it('knows an id in capitals', async () => {
      expect((await read(ids.editor.toUpperCase())).id).toBe(ids.editor);
    });

    it.each([
      'me',
      '1',
      'olive@harbour.example',
      '%7B%7D',
      '%00',
      '..',
      '0192a000-0000-7000-8000-00000000000g',
    ])('knows nobody by the id %s', async (id) => {
      await agency.owner.get(`workspace-members/${id}`).expect(problem(404, 'not_found'));
    });
  });

  describe('a nickname', () => {
    const nickname = 'the early bird';
    let id: string;

    beforeAll(async () => {
      id = (await invite(newcomer(), { role: 'view', nickname }).expect(200)).body.id;
    });

    it('is seen by the owner, and by nobody else', async () => {
      expect((await read(id)).nickname).toBe(nickname);
      for (const role of ['admin', 'editor', 'view'] as const) {
        expect((await read(id, agency[role])).nickname).toBeNull();
        const { text } = await agency[role].get('workspace-members?limit=100').expect(200);
        expect(text).not.toContain(nickname);
      }
    });

    it('is not among what a search looks at', async () => {
      const { body } = await agency.admin.get('workspace-members?search=early').expect(200);
      expect(body.items).toEqual([]);
    });

    it('is recorded as changed, and not as what', async () => {
      const { body } = await agency.owner
        .patch(`workspace-members/${id}`, { nickname: 'the night owl' })
        .expect(200);
      expect(body.nickname).toBe('the night owl');
      const [record] = await recordsAbout(id);
      expect(record).toMatchObject({
        activity: 'member.updated',
        changes: { nickname: { before: '•••', after: '•••' } },
      });
      const { text } = await agency.admin.get('audit-logs?limit=1000').expect(200);
      expect(text).not.toMatch(/early bird|night owl/);
      const searched = await agency.admin.get('audit-logs?search=night%20owl').expect(200);
      expect(searched.body.items).toEqual([]);
    });

    it('is taken away by null', async () => {
      const { body } = await agency.owner.patch(`workspace-members/${id}`, { nickname: null }).expect(200);
      expect(body.nickname).toBeNull();
    });

    it.each([null, 'another'])('is not the admin’s to set to %s', async (value) => {
      const { body } = await agency.admin
        .patch(`workspace-members/${id}`, { nickname: value })
        .expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('member_nicknames:update');
    });
  });

  describe('PATCH workspace-members/{id}', () => {
    const change = (id: string, body: object, by: Client = agency.owner) =>
      by.patch(`workspace-members/${id}`, body);

    describe('allowed', () => {
      it('replaces all roles, at once, and records what they were', async () => {
        const [member, id] = await colleague('editor');
        const role_ids = [systemRoles.view.id, systemRoles.client.id];
        const { body } = await change(id, { role_ids }).expect(200);
        expect(body.role).toBe('view');
        expect(await rolesOf(id)).toEqual(['client', 'view']);
        const { body: mine } = await member.get('me/permissions').expect(200);
        expect(mine.permissions).toEqual([...systemRoles.view.permissions].sort());
        const [record] = await recordsAbout(id);
        expect(record).toMatchObject({
          activity: 'member.updated',
          target: { type: 'workspace_member', name: 'Nora Newton' },
          changes: { roles: { before: ['editor'], after: ['client', 'view'] } },
        });
      });

      it.each(['editor', 'view', 'client'] as const)(
        'lets an admin change a member who is %s',
        async (role) => {
          const [, id] = await colleague(role);
          await change(id, { role: 'admin' }, agency.admin).expect(200);
          expect(await rolesOf(id)).toEqual(['admin']);
        },
      );

      it('lets the owner demote an admin, who is refused from the next request on', async () => {
        const [member, id] = await colleague('admin');
        await member.patch('workspaces/current', { name: 'Harbour Agency' }).expect(200);
        await change(id, { role: 'view' }).expect(200);
        await member
          .patch('workspaces/current', { name: 'Harbour Agency' })
          .expect(problem(403, 'permission_required'));
      });

      it('changes what a person is invited as', async () => {
        const id = await pending('view');
        const { body } = await change(id, { role: 'admin' }, agency.admin).expect(200);
        expect(body).toMatchObject({ role: 'admin', status: 'pending' });
      });

      it('lets the owner give himself a nickname', async () => {
        const { body } = await change(ids.owner, { nickname: 'captain' }).expect(200);
        expect(body).toMatchObject({ nickname: 'captain', role: 'owner' });
      });

      it('changes and records nothing where everything is as it was', async () => {
        const [, id] = await colleague('view');
        const before = await read(id);
        const records = await recordsAbout(id);
        const { body } = await change(id, { role: 'view', nickname: null }).expect(200);
        expect(body).toEqual(before);
        expect(await recordsAbout(id)).toEqual(records);
      });
    });

    describe('refused', () => {
      const stays = async (id: string, role: SystemRole) => expect(await rolesOf(id)).toEqual([role]);

      it.each(['editor', 'view', 'client'] as const)('lets the %s change nobody', async (role) => {
        for (const target of ['admin', 'editor', 'view', 'client', 'owner'] as const) {
          await change(ids[target], { role: 'client' }, agency[role]).expect(
            problem(403, 'permission_required'),
          );
          await stays(ids[target], target);
        }
      });

      it('answers them the same for a person who is not there', async () => {
        await change(ABSENT, { role: 'client' }, agency.editor).expect(problem(403, 'permission_required'));
      });

      it('lets an admin demote neither the owner nor an admin', async () => {
        const [, peer] = await colleague('admin');
        await change(ids.owner, { role: 'view' }, agency.admin).expect(problem(403, 'outranked'));
        await change(peer, { role: 'view' }, agency.admin).expect(problem(403, 'outranked'));
        await stays(ids.owner, 'owner');
        await stays(peer, 'admin');
      });

      it.each(['owner', 'admin'] as const)('lets the %s not change the own roles', async (role) => {
        await change(ids[role], { role: 'view' }, agency[role]).expect(problem(403, 'own_roles'));
        await stays(ids[role], role);
      });

      it.each(['owner', 'admin'] as const)('lets the %s make nobody owner', async (role) => {
        await change(ids.view, { role: 'owner' }, agency[role]).expect(problem(403, 'owner_role'));
        await change(ids.view, { role_ids: [systemRoles.owner.id] }, agency[role]).expect(
          problem(403, 'owner_role'),
        );
        await stays(ids.view, 'view');
      });

      it('changes nothing of what was asked where a part of it is refused', async () => {
        const [, id] = await colleague('view');
        await change(id, { role: 'editor', nickname: 'Nonny' }, agency.admin).expect(
          problem(403, 'permission_required'),
        );
        await stays(id, 'view');
      });
    });

    describe('hidden', () => {
      it('answers for a member of another workspace as for nobody', async () => {
        const foreign = await change(ids.view, { role: 'client' }, agency.stranger);
        const absent = await change(ABSENT, { role: 'client' }, agency.stranger);
        problem(404, 'not_found')(foreign);
        expect(modulo(foreign)).toEqual(modulo(absent));
        expect(await rolesOf(ids.view)).toEqual(['view']);
      });

      it.each(['me', '%00'])('knows nobody by the id %s', async (id) => {
        await change(id, { role: 'view' }).expect(problem(404, 'not_found'));
      });
    });

    describe('invalid', () => {
      it.each([
        ['nothing', {}],
        ['permissions, which are fixed at invitation', { permissions: ['crm.view'] }, 'permissions'],
        ['an address', { email: 'mallory@elsewhere.example' }, 'email'],
        ['a status', { status: 'active' }, 'status'],
        ['a person', { user_id: ABSENT }, 'user_id'],
        ['no role', { role: null }, 'role'],
        ['an empty list of roles', { role_ids: [] }, 'role_ids'],
        ['a role twice named', { role: 'view', role_ids: [systemRoles.view.id] }, 'role'],
      ])('refuses %s', async (_, body: object, ...fields: string[]) => {
        await change(ids.view, body).expect(problem(400, 'invalid_body', ...fields));
        expect(await rolesOf(ids.view)).toEqual(['view']);
      });
    });
  });

  describe('DELETE workspace-members/{id}', () => {
    const remove = (id: string, by: Client = agency.owner) => by.delete(`workspace-members/${id}`);

    describe('allowed', () => {
      it('answers with the removed member, who is out from the next request on', async () => {
        const [member, id] = await colleague('admin');
        const before = await read(id);
        const { body } = await remove(id).expect(200);
        expect(body).toEqual(before);
        await member.get('workspaces/current').expect(problem(404, 'not_found'));
        await agency.owner.get(`workspace-members/${id}`).expect(problem(404, 'not_found'));
        const [record] = await recordsAbout(id);
        expect(record).toMatchObject({
          activity: 'member.removed',
          outcome: 'done',
          target: { name: 'Nora Newton' },
          changes: { roles: { before: ['admin'], after: null } },
        });
      });

      it.each(['editor', 'view', 'client'] as const)(
        'lets an admin remove a member who is %s',
        async (role) => {
          const [, id] = await colleague(role);
          await remove(id, agency.admin).expect(200);
          await agency.owner.get(`workspace-members/${id}`).expect(problem(404, 'not_found'));
        },
      );

      it('leaves the person their account and their other workspaces', async () => {
        const [member, id] = await colleague('view');
        const own = await createWorkspace(member, 'Of my own');
        await remove(id).expect(200);
        await own.get('workspaces/current').expect(200);
      });

      it('lets a person who was removed be invited again, as a new person', async () => {
        const person = newcomer();
        const [member, id] = await colleague('editor', person);
        await remove(id).expect(200);
        const { body } = await invite(person, { role: 'view' }).expect(200);
        expect(body.id).not.toBe(id);
        const [token = ''] = await tokensTo(app, person.email, 'invitations');
        await member.in('').post(`invitations/by-token/${token}/acceptance`).expect(200);
        expect(await rolesOf(body.id)).toEqual(['view']);
      });

      it.each(['admin', 'editor', 'view', 'client'] as const)(
        'lets a member who is %s leave',
        async (role) => {
          const [member, id] = await colleague(role);
          const { body } = await remove(id, member).expect(200);
          expect(body).toMatchObject({ id, role });
          await member.get('me/permissions').expect(problem(404, 'not_found'));
          const [record] = await recordsAbout(id);
          expect(record).toMatchObject({ activity: 'member.left', user_id: member.userId });
        },
      );

      it('revokes an invitation: its link is dead', async () => {
        const person = newcomer();
        const id = await pending('admin', person);
        const [token = ''] = await tokensTo(app, person.email, 'invitations');
        const { body } = await remove(id, agency.admin).expect(200);
        expect(body).toMatchObject({ id, accepted: false, status: 'pending', role: 'admin' });
        await signedOut(app)
          .post(`invitations/by-token/${token}/acceptance`)
          .expect(problem(409, 'invitation_revoked'));
        const [record] = await recordsAbout(id);
        expect(record).toMatchObject({ activity: 'invitation.revoked' });
      });

      it.each([
        ['nothing', undefined, undefined],
        ['null', 'null', 'application/json'],
        ['an empty object', '{}', 'application/json'],
        ['JSON, and then nothing', '', 'application/json'],
        ['JSON in UTF-8, and then nothing', '', 'application/json; charset=utf-8'],
      ])('takes %s as a body', async (_, body, type) => {
        const sent = agency.owner.send('delete', `workspace-members/${await pending()}`);
        if (type) void sent.set('content-type', type);
        await sent.send(body).expect(200);
      });
    });

    describe('refused', () => {
      const stays = async (id: string) => expect(await read(id)).toMatchObject({ accepted: true });

      it.each(['editor', 'view', 'client'] as const)('lets the %s remove nobody else', async (role) => {
        for (const target of ['owner', 'admin', 'view', 'editor', 'client'] as const) {
          if (target === role) continue;
          await remove(ids[target], agency[role]).expect(problem(403, 'permission_required'));
          await stays(ids[target]);
        }
      });

      it('answers them the same for a person who is not there', async () => {
        await remove(ABSENT, agency.editor).expect(problem(403, 'permission_required'));
      });

      it('lets an admin remove neither the owner nor an admin', async () => {
        const [, peer] = await colleague('admin');
        for (const id of [ids.owner, peer]) {
          await remove(id, agency.admin).expect(problem(403, 'outranked'));
          await stays(id);
        }
      });

      it('lets the owner not leave: there is always one', async () => {
        await remove(ids.owner).expect(problem(403, 'owner_role'));
        await stays(ids.owner);
      });
    });

    describe('hidden', () => {
      it('answers for a member of another workspace as for nobody', async () => {
        const foreign = await remove(ids.view, agency.stranger);
        const absent = await remove(ABSENT, agency.stranger);
        problem(404, 'not_found')(foreign);
        expect(modulo(foreign)).toEqual(modulo(absent));
        expect(await read(ids.view)).toMatchObject({ accepted: true });
      });
    });

    it.each([
      ['an unknown property', { reason: 'retired' }, 'reason'],
      ['a list', [], undefined],
      ['a text', '"now"', undefined],
    ])('refuses %s as a body', async (_, body, field) => {
      const id = await pending();
      await agency.owner
        .send('delete', `workspace-members/${id}`)
        .set('content-type', 'application/json')
        .send(body as object)
        .expect(problem(400, 'invalid_body', ...(field ? [field] : [])));
      expect(await read(id)).toMatchObject({ status: 'pending' });
    });
  });
});
