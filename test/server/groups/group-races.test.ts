import { systemRoles } from '@bailiwick/rbac';
import type { Response } from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, startApp } from '../../support/app.js';
import { linkSubs } from '../../support/groups.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, memberIdOf, someone, withKey } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { Chance } from '../../support/random.js';
import { isFull } from '../../support/profile.js';

const ROUNDS = isFull ? 25 : 3;
const SEED = Number(process.env['SEED'] ?? 20_261_128);
const rounds = Array.from({ length: ROUNDS }, (_, i) => i + 1);

type Act = () => PromiseLike<Response>;

/** What twenty requests at once make of links, in any order. */
describe(`a group, twenty at once (seed ${SEED})`, () => {
  const chance = new Chance(SEED);
  let app: TestApp;
  /** One person owns everything that is above, another what is below. */
  let olive: Client;
  let clara: Client;

  beforeAll(async () => {
    app = await startApp({ DATABASE_POOL: '10' });
    olive = (await someone(app)).client;
    clara = (await someone(app)).client;
  });
  afterAll(() => app.close());

  const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await app.db.superuser.query<T>(text, values)).rows;

  afterEach(async () => {
    const standing = `(status = 'accepted' or status = 'pending' and expires_at > now())`;
    expect(
      await sql(`select workspace_id from group_links where ${standing} group by 1 having count(*) > 1`),
    ).toEqual([]);
    const both = await sql(`select workspace_id from group_links where ${standing}
      intersect select admin_workspace_id from group_links where ${standing}`);
    expect(both).toEqual([]);
    for (const table of ['workspace_members', 'grants', 'api_keys', 'roles'])
      expect(
        await sql(
          `select m.id from ${table} m join group_links l on l.id = m.via_link_id and l.status <> 'accepted'`,
        ),
        `${table} made through a link that is over`,
      ).toEqual([]);
    const told = await sql(`select coalesce(l.id, s.id) as id from group_subs s
      full join (select id from group_links where status = 'accepted') l on l.id = s.id
      where l.id is null or s.id is null`);
    expect(told, 'the overview and the links').toEqual([]);
  });

  const workspace = (owner: Client, name = 'Harbour') => createWorkspace(owner, name);
  const at = (id: string, more = '') => `workspace-group-members/${id}${more}`;
  const invite = (admin: Client, sub: Client) =>
    admin.post('workspace-group-members', { sub_workspace_id: sub.workspaceId });
  const repeated = (n: number, act: Act): Act[] => Array.from({ length: n }, () => act);

  /** All of them, mixed, and sent before any is answered. */
  async function atOnce(...acts: Act[]): Promise<Response[]> {
    const order = acts.map((act, i) => ({ act, i, at: chance.below(1000) })).sort((a, b) => a.at - b.at);
    const answers: Response[] = [];
    await Promise.all(order.map(async ({ act, i }) => (answers[i] = await act())));
    return answers;
  }
  const told = (answers: readonly Response[]) =>
    answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${body.code}`));
  const count = (answers: readonly Response[], one: string) =>
    told(answers).filter((it) => it === one).length;
  const statusOf = async (id: string) =>
    (await sql<{ status: string }>('select status from group_links where id = $1', [id]))[0]!.status;

  it.each(rounds)(
    'is accepted and withdrawn: over in the end, and on record as what it was (%i)',
    async () => {
      const [admin, sub] = [await workspace(olive), await workspace(clara)];
      const { body: link } = await invite(admin, sub).expect(200);
      const answers = await atOnce(
        ...repeated(10, () => sub.post(at(link.id, '/acceptance'))),
        ...repeated(10, () => admin.delete(at(link.id))),
      );
      const [accepted, ended] = [answers.slice(0, 10), answers.slice(10)];
      expect(count(ended, '200'), told(answers).join()).toBe(1);
      const wasAccepted = count(accepted, '200') === 1;
      expect(count(accepted, '200')).toBeLessThanOrEqual(1);
      expect(new Set(told(answers).filter((one) => one !== '200'))).not.toContain('500 internal');
      expect(await statusOf(link.id as string)).toBe(wasAccepted ? 'removed' : 'withdrawn');
      await admin.in(sub.workspaceId).get('workspaces/current').expect(problem(404, 'not_found'));
    },
  );

  it.each(rounds)('is asked for by many: one parent, and one acceptance (%i)', async () => {
    const sub = await workspace(clara);
    const parents = [
      await workspace(olive),
      await workspace(olive),
      await workspace(olive),
      await workspace(olive),
    ];
    const asked = await atOnce(...parents.flatMap((one) => repeated(5, () => invite(one, sub))));
    expect(count(asked, '200'), told(asked).join()).toBe(1);
    expect(count(asked, '409 already_grouped')).toBe(19);
    const link = asked.find(({ status }) => status === 200)!.body as { id: string };
    const accepted = await atOnce(...repeated(20, () => sub.post(at(link.id, '/acceptance'))));
    expect(count(accepted, '200'), told(accepted).join()).toBe(1);
    expect(count(accepted, '409 group_invitation_used')).toBe(19);
    const grants = await sql(
      `select 1 from group_grants g join group_links l on l.admin_workspace_id = g.workspace_id where l.id = $1`,
      [link.id],
    );
    expect(grants).toHaveLength(2);
  });

  it.each(rounds)(
    'outlives its invitation, and another parent comes: only one of the two is accepted (%i)',
    async () => {
      const sub = await workspace(clara);
      const [first, second] = [await workspace(olive), await workspace(olive)];
      const { body: old } = await invite(first, sub).expect(200);
      await sql(`update group_links set expires_at = now() - interval '1 second' where id = $1`, [old.id]);
      const { body: next } = await invite(second, sub).expect(200);
      await sql(`update group_links set expires_at = now() + interval '1 day' where id = $1`, [old.id]);
      const answers = await atOnce(
        ...repeated(10, () => sub.post(at(old.id, '/acceptance'))),
        ...repeated(10, () => sub.post(at(next.id, '/acceptance'))),
      );
      expect(count(answers, '200'), told(answers).join()).toBe(1);
      expect([await statusOf(old.id as string), await statusOf(next.id as string)]).toEqual([
        'expired',
        'accepted',
      ]);
    },
  );

  it.each(rounds)('is begun from both sides: nobody is above and below (%i)', async () => {
    const [a, b, c] = [await workspace(olive), await workspace(olive), await workspace(olive)];
    const ring = [
      () => invite(a, b),
      () => invite(b, c),
      () => invite(c, a),
      () => invite(b, a),
      () => a.post('workspace-group/subs', { name: 'Made' }),
    ];
    const answers = await atOnce(...ring.flatMap((act) => repeated(4, act)));
    const allowed = ['200', '409 group_kind', '409 already_grouped'];
    expect(told(answers).filter((one) => !allowed.includes(one))).toEqual([]);
    expect(count(answers, '200')).toBeGreaterThanOrEqual(1);
  });

  it.each(rounds)('becomes one by accepting, and one by inviting: never both (%i)', async () => {
    const [above, middle, below] = [await workspace(olive), await workspace(clara), await workspace(clara)];
    const { body: link } = await invite(above, middle).expect(200);
    // The invitation alone makes it one that is below; only once it is over it may be above.
    const answers = await atOnce(
      ...repeated(7, () => middle.post(at(link.id, '/acceptance'))),
      ...repeated(7, () => middle.post(at(link.id, '/rejection'))),
      ...repeated(6, () => invite(middle, below)),
    );
    const isAbove = count(answers.slice(14), '200') === 1;
    expect(await statusOf(link.id as string), told(answers).join()).toBe(
      count(answers.slice(0, 7), '200') === 1 ? 'accepted' : 'rejected',
    );
    if (isAbove) expect(await statusOf(link.id as string)).toBe('rejected');
    expect(told(answers).some((one) => one.startsWith('5'))).toBe(false);
  });

  describe('while a person acts', () => {
    /** A workspace below, and a person who acts there by session and by key, making all that can be made. */
    async function acted() {
      const [admin, sub] = [await workspace(olive), await workspace(clara)];
      const [link = ''] = await linkSubs(app, admin.workspaceId, [sub.workspaceId]);
      await sql(
        `insert into group_grants (workspace_id, id, member_id, role_id) values ($1, gen_random_uuid(), $2, $3)`,
        [admin.workspaceId, await memberIdOf(admin), systemRoles.admin.id],
      );
      const { body } = await admin.post('api-keys', { name: 'Program', scopes: ['all:all'] }).expect(200);
      const { body: program } = await sub
        .post('service-principals', { name: 'Own', role: 'editor' })
        .expect(200);
      const [session, key] = [admin.in(sub.workspaceId), withKey(app, body.key).in(sub.workspaceId)];
      const making: Act[] = [session, key].flatMap((who) => [
        () => who.post('service-principals', { name: 'Lent', role: 'view' }),
        () => who.post('workspace-members', { email: newcomer().email, role: 'view' }),
        () => who.post('roles', { name: newcomer().email, permissions: ['leads:read'] }),
        () => who.post('grants', { member_id: program.id, role_id: systemRoles.view.id }),
        () => who.patch('workspaces/current', { name: newcomer().email }),
      ]);
      const minting: Act = () =>
        session.post('api-keys', { name: 'Lent', scopes: ['leads:read'], member_id: program.id });
      return { admin, sub, link, session, key, acts: [...making, minting, ...making.slice(0, 8)] };
    }

    it.each<[string, number]>(
      rounds.flatMap((n) => [
        ['left', n],
        ['removed', n],
      ]),
    )('is %s: nothing acts after the answer, and nothing that was made stays (%i)', async (how) => {
      const { admin, sub, link, session, key, acts } = await acted();
      const end: Act = async () => {
        const answer = await (how === 'left' ? sub : admin).delete(at(link));
        for (const who of [session, key])
          await who.get('workspaces/current').expect(problem(404, 'not_found'));
        return answer;
      };
      const answers = await atOnce(end, ...acts);
      expect(told(answers)[0], told(answers).join()).toBe('200');
      const possible = ['200', '404 not_found', '409 grant_exists'];
      expect(told(answers).filter((one) => !possible.includes(one))).toEqual([]);
      expect(await statusOf(link)).toBe(how);
      for (const act of acts) problem(404, 'not_found')(await act());
    });

    it.each(rounds)('is narrowed: nothing beyond happens after the answer (%i)', async () => {
      const { sub, link, session, key, acts } = await acted();
      const left = ['leads:read', 'workspaces:read'];
      const narrow: Act = async () => {
        const answer = await sub.patch(at(link, '/ceiling'), { permissions: left });
        for (const who of [session, key])
          await who.patch('workspaces/current', { name: 'Mine' }).expect(problem(403, 'permission_required'));
        return answer;
      };
      const answers = await atOnce(narrow, ...acts);
      expect(told(answers)[0], told(answers).join()).toBe('200');
      const possible = ['200', '403 permission_required', '403 role_beyond_own', '409 grant_exists'];
      expect(told(answers).filter((one) => !possible.includes(one))).toEqual([]);
      for (const who of [session, key]) {
        const { body } = await who.get('me/permissions').expect(200);
        expect(body.permissions.sort()).toEqual(left);
      }
      for (const act of acts) problem(403, 'permission_required')(await act());
    });
  });
});
