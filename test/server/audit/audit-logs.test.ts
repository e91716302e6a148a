import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  Client,
  createWorkspace,
  foundAgency,
  hire,
  join,
  memberIdOf,
  signIn,
  signedOut,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { type AuditRecord, auditLog, settled } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';

describe('the audit log', () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  const read = (query: string, by: Client = agency.owner) => by.get(`audit-logs${query}`);
  const rename = (name: string, by: Client = agency.owner) => by.patch('workspaces/current', { name });
  const newest = async (by: Client = agency.owner) => (await auditLog(app, by))[0]!;

  /** A workspace whose only records are of its renaming to these names, oldest first, after two of its start. */
  async function workspaceRenamed(...names: string[]): Promise<Client> {
    const owner = await createWorkspace(await join(app, newcomer('Rhea')), 'Nameless');
    for (const name of names) await rename(name, owner).expect(200);
    await settled(app);
    return owner;
  }

  describe('a record', () => {
    it('has the fields of the shared format, and ours', async () => {
      const answer = await agency.owner
        .send('patch', 'workspaces/current')
        .set('user-agent', 'Lynx/2.8 (harbour)')
        .send({ name: 'Harbour & Söhne' })
        .expect(200);
      const record = await newest();
      expect(record).toEqual({
        id: expect.stringMatching(/-7/),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        organization_id: agency.workspaceId,
        activity_type: 1002,
        ip_address: '127.0.0.1',
        user_agent: 'Lynx/2.8 (harbour)',
        user_id: agency.owner.userId,
        user_name: 'Olive Oakes',
        from_api: false,
        api_key_id: null,
        affected_count: null,
        audit_metadata: {},
        activity: 'workspace.updated',
        outcome: 'done',
        sequence: expect.any(Number),
        sealed_at: expect.stringMatching(/Z$/),
        actor_type: 'user',
        user_email: 'olive@harbour.example',
        target: { type: 'workspace', id: agency.workspaceId, name: 'Harbour & Söhne' },
        changes: { name: { before: 'Harbour Agency', after: 'Harbour & Söhne' } },
        act_id: expect.stringMatching(/-7/),
        request_id: answer.headers['x-request-id'],
        erased: false,
      });
      await rename('Harbour Agency').expect(200);
    });

    it('keeps the name its actor had at that time', async () => {
      const owner = await workspaceRenamed('First');
      await owner.patch('me', { first_name: 'Rosa' }).expect(200);
      await rename('Second', owner).expect(200);
      const records = await auditLog(app, owner, '&activity_type=1002');
      expect(records.map((one) => one.user_name)).toEqual(['Rosa Newton', 'Rhea Newton']);
    });

    it('comes about once for a session that enters the workspace, however much it does there', async () => {
      const owner = await workspaceRenamed('First', 'Second');
      const again = (await signIn(app, (await owner.get('me')).body.email)).in(owner.workspaceId);
      await again.get('workspaces/current').expect(200);
      await again.get('workspaces/current').expect(200);
      const entries = await auditLog(app, owner, '&activity_type=1');
      expect(entries.map((one) => one.activity)).toEqual(['user.signed_in', 'user.signed_in']);
    });

    it('is not made by a change that changes nothing, nor by a read', async () => {
      const owner = await workspaceRenamed('As it is');
      const before = await auditLog(app, owner);
      await rename('As it is', owner).expect(200);
      await owner.get('workspace-members').expect(200);
      await owner.get('workspaces/current').expect(200);
      expect(await auditLog(app, owner)).toEqual(before);
    });

    it('is not made of what was only said wrongly', async () => {
      const owner = await workspaceRenamed('As it is');
      const before = await auditLog(app, owner);
      await rename('', owner).expect(problem(400, 'invalid_body'));
      const own = { email: (await owner.get('me')).body.email, role: 'view' };
      await owner.post('workspace-members', own).expect(problem(409, 'invitation_exists'));
      expect(await auditLog(app, owner)).toEqual(before);
    });
  });

  describe('a refusal', () => {
    it('is recorded with what was missing, under the activity that was tried', async () => {
      const answer = await rename('Mine', agency.view).expect(problem(403, 'permission_required'));
      expect(await newest()).toMatchObject({
        activity: 'workspace.updated',
        outcome: 'refused',
        user_id: agency.view.userId,
        user_name: 'Victor Vance',
        changes: {},
        request_id: answer.headers['x-request-id'],
        audit_metadata: {
          code: 'permission_required',
          permission: 'workspaces:update',
          route: 'PATCH /api/v2/workspaces/current',
        },
      });
    });

    it('is recorded for a read too, where the type of thing is closed to a person', async () => {
      await read('', agency.editor).expect(problem(403, 'permission_required'));
      expect(await newest()).toMatchObject({
        activity: 'access.refused',
        activity_type: 1099,
        outcome: 'refused',
        user_id: agency.editor.userId,
        audit_metadata: { permission: 'audit_logs:read', route: 'GET /api/v2/audit-logs' },
      });
    });

    it('is recorded where a row was in reach and the act was not', async () => {
      const id = await memberIdOf(agency.owner);
      await agency.admin.delete(`workspace-members/${id}`).expect(problem(403, 'outranked'));
      expect(await newest()).toMatchObject({
        activity: 'member.removed',
        outcome: 'refused',
        target: { type: 'workspace_member', id, name: null },
        audit_metadata: { code: 'outranked' },
      });
    });

    it('is recorded in the same words whether the thing is hidden or absent', async () => {
      const hidden = await memberIdOf(agency.stranger);
      const recordOf = async (id: string) => {
        await agency.owner.delete(`workspace-members/${id}`).expect(problem(404, 'not_found'));
        const record = await newest();
        expect(record.target.id).toBe(id);
        const ofOneRequest = {
          id: '',
          timestamp: '',
          sealed_at: '',
          sequence: 0,
          act_id: '',
          request_id: '',
        };
        return { ...record, ...ofOneRequest, target: { ...record.target, id: '' } };
      };
      const words = await recordOf(hidden);
      expect(words).toMatchObject({ outcome: 'refused', audit_metadata: { code: 'not_found' } });
      expect(await recordOf(ABSENT)).toEqual(words);
    });

    it('is not recorded for a read of a row that is not there', async () => {
      const before = await auditLog(app, agency.owner);
      await agency.owner.get(`workspace-members/${ABSENT}`).expect(problem(404, 'not_found'));
      await agency.owner.get('workspace-members/nobody').expect(problem(404, 'not_found'));
      expect(await auditLog(app, agency.owner)).toEqual(before);
    });

    it('holds no more of a path than an id', async () => {
      await agency.owner.delete('workspace-members/a%20secret').expect(problem(404, 'not_found'));
      expect((await newest()).target).toEqual({ type: 'workspace_member', id: null, name: null });
      const { text } = await read('?limit=1000').expect(200);
      expect(text).not.toMatch(/a( |%20)secret/);
    });

    it('is the first a session does there: its entry stands before it', async () => {
      const editor = (await signIn(app, cast.editor.email)).in(agency.workspaceId);
      await rename('Mine', editor).expect(problem(403, 'permission_required'));
      const [refused, entered] = await auditLog(app, agency.owner);
      expect([entered, refused].map((one) => `${one!.activity} ${one!.outcome}`)).toEqual([
        'user.signed_in done',
        'workspace.updated refused',
      ]);
    });
  });

  describe('what no workspace is told', () => {
    interface Knock {
      readonly kind: string;
      readonly workspace_id: string | null;
      readonly user_id: string | null;
      readonly route: string;
      readonly ip: string;
      readonly request_id: string;
    }
    async function knocks(requestId: string): Promise<Knock[]> {
      const sql = 'select * from security_log where request_id = $1';
      return (await app.db.superuser.query<Knock>(sql, [requestId])).rows;
    }
    const untold = async (work: () => PromiseLike<{ headers: Record<string, string> }>, knock: object) => {
      const before = [await auditLog(app, agency.owner), await auditLog(app, agency.stranger)];
      const { headers } = await work();
      expect(await knocks(headers['x-request-id']!)).toMatchObject([{ ip: '127.0.0.1', ...knock }]);
      expect([await auditLog(app, agency.owner), await auditLog(app, agency.stranger)]).toEqual(before);
    };

    it('is a knock of a person from another workspace, read or write', async () => {
      const simon = agency.stranger.in(agency.workspaceId);
      const knock = {
        kind: 'foreign_workspace',
        workspace_id: agency.workspaceId,
        user_id: agency.stranger.userId,
      };
      const route = '/api/v2/workspaces/current';
      await untold(() => simon.get('workspaces/current'), { ...knock, route: `GET ${route}` });
      await untold(() => rename('Mine', simon), { ...knock, route: `PATCH ${route}` });
    });

    it('is a knock without a credential, or with one that is over', async () => {
      const nobody = signedOut(app).in(agency.workspaceId);
      await untold(() => nobody.get('audit-logs'), { kind: 'unauthenticated', user_id: null });
      const over = new Client(app.url, `session=${'x'.repeat(43)}`, agency.workspaceId);
      await untold(() => over.get('audit-logs'), { kind: 'unauthenticated', user_id: null });
    });

    it('is another site that borrows a session', async () => {
      await untold(() => rename('Mine').unset('x-requested-with'), {
        kind: 'csrf',
        user_id: agency.owner.userId,
      });
    });

    it('is a request with two credentials', async () => {
      await untold(() => agency.owner.get('me').set('authorization', 'Bearer x'), {
        kind: 'two_credentials',
      });
    });
  });

  describe('what belongs to the person', () => {
    it('is their account: made, entered, not entered, changed, left', async () => {
      const person = newcomer();
      const session = await join(app, person);
      const wrong = { email: person.email, password: 'not the right password' };
      await signedOut(app).post('auth/sign-in', wrong).expect(problem(401, 'wrong_credentials'));
      await session.patch('me', { last_name: 'Nightingale' }).expect(200);
      const out = await session.post('auth/sign-out').expect(200);
      const { rows } = await app.db.superuser.query(
        'select activity, outcome, ip, request_id, changes from account_activity where user_id = $1 order by id',
        [session.userId],
      );
      expect(rows.map(({ activity, outcome }) => `${activity} ${outcome}`)).toEqual([
        '1201 done',
        '1203 done',
        '1204 failed',
        '1202 done',
        '1205 done',
      ]);
      expect(rows[3].changes).toEqual({ last_name: { before: 'Newton', after: 'Nightingale' } });
      expect(rows[4]).toMatchObject({ ip: '127.0.0.1', request_id: out.headers['x-request-id'] });
    });

    it('is made with the account, by invitation too', async () => {
      const member = await hire(app, agency.owner, newcomer(), 'view');
      const { rows } = await app.db.superuser.query(
        'select activity from account_activity where user_id = $1 order by id',
        [member.userId],
      );
      expect(rows).toMatchObject([{ activity: 1201 }]);
    });

    it('holds no password', async () => {
      const { rows } = await app.db.superuser.query('select a::text as row from account_activity a');
      expect(rows.length).toBeGreaterThan(5);
      for (const { row } of rows) expect(row).not.toContain(PASSWORD);
    });
  });

  describe('GET audit-logs', () => {
    it.each(['owner', 'admin'] as const)('is open to the %s', async (role) => {
      await read('', agency[role]).expect(200);
    });

    it.each(['editor', 'view', 'client'] as const)('refuses the %s', async (role) => {
      const { body } = await read('', agency[role]).expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('audit_logs:read');
    });

    it('hides from a stranger, who reads their own alone', async () => {
      await read('', agency.stranger.in(agency.workspaceId)).expect(problem(404, 'not_found'));
      const records = await auditLog(app, agency.stranger);
      expect(new Set(records.map((one) => one.user_id))).toEqual(new Set([agency.stranger.userId]));
    });

    describe('finds', () => {
      let owner: Client;
      const names = ['100 % Harbour', 'under_score', 'back\\slash', 'say "hello"', 'Ørsted & Søn', '港口 🌊'];
      const named = async (query: string) => {
        const { body } = await read(`?activity_type=1002&${query}`, owner).expect(200);
        return body.items.map((one: AuditRecord) => one.changes['name']?.after);
      };

      beforeAll(async () => {
        owner = await workspaceRenamed(...names);
      });

      it.each([
        ['a word', 'harbour', ['under_score', '100 % Harbour']],
        ['per cent, which is itself', '0 %', ['under_score', '100 % Harbour']],
        ['an underscore, which is itself', 'r_s', ['back\\slash', 'under_score']],
        ['a backslash', 'k\\s', ['say "hello"', 'back\\slash']],
        ['a quote', '"hello"', ['Ørsted & Søn', 'say "hello"']],
        ['letters beyond ASCII, in any case', 'ØRSTED', ['港口 🌊', 'Ørsted & Søn']],
        ['other writings', '港口', ['港口 🌊']],
        ['emoji', '🌊', ['港口 🌊']],
        ['what never was', 'lighthouse', []],
      ])('by %s, as it was and as it became', async (_, search, expected) => {
        expect(await named(`search=${encodeURIComponent(search)}`)).toEqual(expected);
      });

      it('by who did it: name, and address', async () => {
        const colleague = newcomer('Quentin');
        const admin = await hire(app, owner, colleague, 'admin');
        await rename('By an admin', admin).expect(200);
        await settled(app);
        expect(await named('search=quentin%20newton')).toEqual(['By an admin']);
        expect(await named(`search=${colleague.email}`)).toEqual(['By an admin']);
        expect(await named(`user_id=${admin.userId}`)).toEqual(['By an admin']);
        expect(await named(`user_id=${admin.userId.toUpperCase()}`)).toEqual(['By an admin']);
        expect(await named(`user_id=${ABSENT}`)).toEqual([]);
        await rename(names.at(-1)!, owner).expect(200);
      });

      it('by the number of an activity', async () => {
        const { body } = await read('?activity_type=1001', owner).expect(200);
        expect(body.items).toMatchObject([{ activity: 'workspace.created' }]);
        expect((await read('?activity_type=99', owner).expect(200)).body.items).toEqual([]);
      });
    });

    describe('by day', () => {
      let owner: Client;
      const moments = [
        '2025-02-28T23:59:59.999Z',
        '2025-03-01T00:00:00.000Z',
        '2025-03-01T23:59:59.999Z',
        '2025-03-02T00:00:00.000Z',
      ];
      const on = async (query: string) => {
        const { body } = await read(`?activity_type=1002&${query}`, owner).expect(200);
        return body.items.map((one: AuditRecord) => one.changes['name']?.after).reverse();
      };

      beforeAll(async () => {
        owner = await workspaceRenamed('a', 'b', 'c', 'd');
        for (const [i, moment] of moments.entries())
          await app.db.superuser.query(
            `update audit_log set occurred_at = $1 where workspace_id = $2 and body -> 'changes' -> 'name' ->> 'after' = $3`,
            [moment, owner.workspaceId, 'abcd'[i]],
          );
      });

      it('holds a whole day in UTC, its first and its last moment', async () => {
        expect(await on('start_date=2025-03-01&end_date=2025-03-01')).toEqual(['b', 'c']);
      });

      it('is open at the end that is not named', async () => {
        expect(await on('start_date=2025-03-01')).toEqual(['b', 'c', 'd']);
        expect(await on('end_date=2025-03-01')).toEqual(['a', 'b', 'c']);
        expect(await on('start_date=2025-03-03')).toEqual([]);
      });

      it('is empty the wrong way round', async () => {
        expect(await on('start_date=2025-03-02&end_date=2025-03-01')).toEqual([]);
      });
    });

    it('walks to the first record, each once, though more are made meanwhile', async () => {
      const owner = await workspaceRenamed(...Array.from({ length: 23 }, (_, n) => `Name ${n}`));
      const seen: number[] = [];
      let query = '?limit=10';
      for (;;) {
        const { body } = await read(query, owner).expect(200);
        seen.push(...body.items.map((one: AuditRecord) => one.sequence));
        if (!body.next_starting_after) break;
        query = `?limit=10&starting_after=${encodeURIComponent(body.next_starting_after)}`;
        await rename(`Meanwhile ${seen.length}`, owner).expect(200);
        await settled(app);
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n));
    });

    it('gives a thousand at once, one, and a total when asked', async () => {
      const owner = await workspaceRenamed('One', 'Two');
      expect((await read('?limit=1000', owner).expect(200)).body.items).toHaveLength(4);
      const { body } = await read('?limit=1&count=true', owner).expect(200);
      expect(body.items).toMatchObject([{ sequence: 4 }]);
      expect(body).toMatchObject({ total: 4, total_is_exact: true, next_starting_after: expect.any(String) });
    });

    it('takes no cursor of another filter or another workspace', async () => {
      const [one, other] = [await workspaceRenamed('One'), await workspaceRenamed('Other')];
      const { body } = await read('?limit=1', one).expect(200);
      const after = `&starting_after=${encodeURIComponent(body.next_starting_after)}`;
      const refused = problem(400, 'invalid_cursor', 'starting_after');
      await read(`?limit=2${after}`, one).expect(200);
      await read(`?limit=1&activity_type=1002${after}`, one).expect(refused);
      await read(`?limit=1&search=One${after}`, one).expect(refused);
      await read(`?limit=1${after}`, other).expect(refused);
    });

    it.each([
      ['limit=0', 'limit'],
      ['limit=1001', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=abc', 'limit'],
      ['activity_type=one', 'activity_type'],
      ['activity_type=0', 'activity_type'],
      ['activity_type=1,2', 'activity_type'],
      ['activity_type=1&activity_type=2', 'activity_type'],
      ['start_date=2026-02-30', 'start_date'],
      ['start_date=yesterday', 'start_date'],
      ['start_date=2026-1-1', 'start_date'],
      ['start_date=2026-01-01T00:00:00Z', 'start_date'],
      ['start_date=0000-01-01', 'start_date'],
      ['end_date=', 'end_date'],
      ['end_date=12026-01-01', 'end_date'],
      ['user_id=olive', 'user_id'],
      ['search=%00', 'search'],
      ['from_api=true', 'from_api'],
    ])('refuses ?%s', async (query, field) => {
      await read(`?${query}`).expect(problem(400, 'invalid_query', field));
    });

    it.each(['0001-01-01', '9999-12-31'])('knows the day %s', async (day) => {
      await read(`?start_date=${day}&end_date=${day}`).expect(200);
    });
  });
});
