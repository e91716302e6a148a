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
import { modulo, problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';

describe('workspaces', () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  const nameOf = async (member: Client): Promise<string> =>
    (await member.get('workspaces/current').expect(200)).body.name;
  const updates = async () => auditLog(app, agency.owner, '&activity_type=1002');

  describe('POST workspaces', () => {
    it('gives its creator everything, and shows the format of the shared API', async () => {
      const person = await join(app, newcomer());
      const { body } = await person.post('workspaces', { name: ' Corner Bakery ' }).expect(200);
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        timestamp_created: expect.stringMatching(/\.\d{3}Z$/),
        timestamp_updated: body.timestamp_created,
        owner: person.userId,
        pending_owner: null,
        name: 'Corner Bakery',
        scheduled_for_removal_at: null,
        org_logo_url: null,
        org_client_domain: null,
        plan_id: 'self_hosted',
        plan_id_bundle: null,
        plan_id_leadfinder: null,
        plan_id_crm: null,
        plan_id_website_visitor: null,
        plan_id_inbox_placement: null,
        add_unsub_to_block: null,
        default_opportunity_value: null,
      });
      const { body: mine } = await person.in(body.id).get('me/permissions').expect(200);
      expect(mine.roles).toMatchObject([{ name: 'owner' }]);
    });

    it('begins its audit log with its creation', async () => {
      const owner = await createWorkspace(await join(app, newcomer()), 'Tidewater Cycles');
      const [first] = (await auditLog(app, owner)).reverse();
      expect(first).toMatchObject({
        activity: 'workspace.created',
        sequence: 1,
        user_id: owner.userId,
        target: { type: 'workspace', id: owner.workspaceId, name: 'Tidewater Cycles' },
        changes: { name: { before: null, after: 'Tidewater Cycles' } },
      });
    });

    it.each([
      ['emoji', '🌊 Harbour & Söhne 👩‍👩‍👧‍👦'],
      ['Arabic', 'وكالة الميناء'],
      ['Chinese', '港口代理'],
      ['100 letters', 'n'.repeat(100)],
      ['markup', '<script>alert("1")</script>'],
      ['SQL', `'; drop table workspaces; --`],
      ['a formula', '=HYPERLINK("https://elsewhere.example")'],
    ])('takes a name in %s as it is', async (_, name) => {
      const owner = await createWorkspace(await join(app, newcomer()), name);
      expect(await nameOf(owner)).toBe(name);
    });

    it('takes a logo', async () => {
      const org_logo_url = 'https://cdn.harbour.example/logo.svg?v=2#top';
      const { body } = await agency.owner
        .post('workspaces', { name: 'With a logo', org_logo_url })
        .expect(200);
      expect(body.org_logo_url).toBe(org_logo_url);
    });

    it('refuses a person who is signed out', async () => {
      await signedOut(app).post('workspaces', { name: 'Mine' }).expect(problem(401, 'unauthenticated'));
    });

    it.each([
      ['nothing', {}, 'name'],
      ['an id', { name: 'Mine', id: ABSENT }, 'id'],
      ['an owner', { name: 'Mine', owner: ABSENT }, 'owner'],
      ['a plan', { name: 'Mine', plan_id: 'pid_hg_v1' }, 'plan_id'],
      ['an empty name', { name: '  ' }, 'name'],
      ['a name of 101', { name: 'n'.repeat(101) }, 'name'],
      ['a name in a list', { name: ['Mine'] }, 'name'],
      ['a bell', { name: 'ding\u0007' }, 'name'],
      ['a logo that is a script', { name: 'Mine', org_logo_url: 'javascript:alert(1)' }, 'org_logo_url'],
      ['a logo that is data', { name: 'Mine', org_logo_url: 'data:image/svg+xml,<svg/>' }, 'org_logo_url'],
      ['a logo without a host', { name: 'Mine', org_logo_url: '/logo.svg' }, 'org_logo_url'],
      ['a logo on two lines', { name: 'Mine', org_logo_url: 'https://a.example\n/logo' }, 'org_logo_url'],
      ['a logo after a space', { name: 'Mine', org_logo_url: ' https://a.example/logo' }, 'org_logo_url'],
      [
        'a logo of 2001',
        { name: 'Mine', org_logo_url: `https://a.example/${'x'.repeat(1983)}` },
        'org_logo_url',
      ],
    ])('refuses %s', async (_, body: object, field: string) => {
      await agency.owner.post('workspaces', body).expect(problem(400, 'invalid_body', field));
    });
  });

  describe('GET workspaces', () => {
    it('lists those of the person, and those alone', async () => {
      const { body } = await agency.stranger.get('workspaces').expect(200);
      expect(body.items.map((one: { name: string }) => one.name)).toEqual(['Elsewhere']);
    });

    it('needs no workspace named, and is not narrowed by one', async () => {
      const { body } = await agency.stranger.in('').get('workspaces').expect(200);
      expect(body.items).toHaveLength(1);
    });

    it('refuses a person who is signed out', async () => {
      await signedOut(app).get('workspaces').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('GET workspaces/current', () => {
    it.each(['owner', 'admin', 'editor', 'view'] as const)('shows it to the %s', async (role) => {
      const { body, headers } = await agency[role].get('workspaces/current').expect(200);
      expect(body).toMatchObject({
        id: agency.workspaceId,
        name: 'Harbour Agency',
        owner: agency.owner.userId,
      });
      expect(headers['x-access-via']).toBe('direct');
    });

    it('refuses a client, and names what is missing', async () => {
      const { body } = await agency.client
        .get('workspaces/current')
        .expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('workspaces:read');
    });

    it('answers a stranger as if it were not there', async () => {
      const foreign = await agency.stranger.in(agency.workspaceId).get('workspaces/current');
      const absent = await agency.stranger.in(ABSENT).get('workspaces/current');
      problem(404, 'not_found')(foreign);
      expect(modulo(foreign)).toEqual(modulo(absent));
    });

    it('answers a person who only holds an invitation as if it were not there', async () => {
      const person = newcomer();
      const invited = await join(app, person);
      await agency.owner.post('workspace-members', { email: person.email, role: 'admin' }).expect(200);
      await invited.in(agency.workspaceId).get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it('knows its id in capitals', async () => {
      await agency.view.in(agency.workspaceId.toUpperCase()).get('workspaces/current').expect(200);
    });

    it.each(['Harbour Agency', 'current', '{}', `'; select 1`, '0192a000'])(
      'refuses %s for an id',
      async (id) => {
        await agency.owner
          .in(id)
          .get('workspaces/current')
          .expect(problem(400, 'invalid_header', 'x-as-workspace'));
      },
    );
  });

  describe('PATCH workspaces/current', () => {
    it.each(['owner', 'admin'] as const)('lets the %s rename it, and records what it was', async (role) => {
      const before = await nameOf(agency.owner);
      const name = `Renamed by ${role}`;
      const { body } = await agency[role].patch('workspaces/current', { name }).expect(200);
      expect(body.name).toBe(name);
      expect(Date.parse(body.timestamp_updated)).toBeGreaterThan(Date.parse(body.timestamp_created));
      const [record] = await updates();
      expect(record).toMatchObject({
        outcome: 'done',
        user_id: agency[role].userId,
        changes: { name: { before, after: name } },
      });
      await agency.owner.patch('workspaces/current', { name: before }).expect(200);
    });

    it('sets a logo and takes it away again', async () => {
      const org_logo_url = 'https://cdn.harbour.example/logo.png';
      const set = await agency.owner.patch('workspaces/current', { org_logo_url }).expect(200);
      expect(set.body).toMatchObject({ org_logo_url, name: 'Harbour Agency' });
      const gone = await agency.owner.patch('workspaces/current', { org_logo_url: null }).expect(200);
      expect(gone.body.org_logo_url).toBeNull();
    });

    it('changes and records nothing where everything is as it was', async () => {
      const { body: before } = await agency.owner.get('workspaces/current').expect(200);
      const records = (await updates()).length;
      const { name, org_logo_url } = before;
      const { body: after } = await agency.owner
        .patch('workspaces/current', { name, org_logo_url })
        .expect(200);
      expect(after).toEqual(before);
      expect(await updates()).toHaveLength(records);
    });

    it.each(['editor', 'view', 'client'] as const)('refuses the %s, and it keeps its name', async (role) => {
      const name = 'Taken over';
      const { body } = await agency[role]
        .patch('workspaces/current', { name })
        .expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('workspaces:update');
      expect(await nameOf(agency.owner)).toBe('Harbour Agency');
      const [record] = await updates();
      expect(record).toMatchObject({ outcome: 'refused', user_id: agency[role].userId, changes: {} });
    });

    it('hides it from a stranger, and it keeps its name', async () => {
      await agency.stranger
        .in(agency.workspaceId)
        .patch('workspaces/current', { name: 'Taken over' })
        .expect(problem(404, 'not_found'));
      expect(await nameOf(agency.owner)).toBe('Harbour Agency');
      expect(await nameOf(agency.stranger)).toBe('Elsewhere');
    });

    it.each([
      ['nothing', {}],
      ['null for a name', { name: null }, 'name'],
      ['an owner', { owner: ABSENT }, 'owner'],
      ['another id', { id: ABSENT, name: 'Mine' }, 'id'],
      ['a domain', { org_client_domain: 'portal.harbour.example' }, 'org_client_domain'],
    ])('refuses %s', async (_, body: object, ...fields: string[]) => {
      await agency.owner.patch('workspaces/current', body).expect(problem(400, 'invalid_body', ...fields));
      expect(await nameOf(agency.owner)).toBe('Harbour Agency');
    });
  });
});
