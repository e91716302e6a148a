import { activities, canonical, sha256 } from '@bailiwick/audit';
import { askedByDefault, permissions, systemRoles } from '@bailiwick/rbac';
import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import { type TestApp, startApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { fingerprint } from '../../support/fingerprint.js';
import { endLink, linkSubs, plantGroupGrant } from '../../support/groups.js';
import { mailsTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  type Agency,
  Client,
  cookieOf,
  createWorkspace,
  foundAgency,
  hire,
  mailedToken,
  memberIdOf,
  signedOut,
  someone,
  withKey,
} from '../../support/people.js';
import { plantMember } from '../../support/planted.js';
import { modulo, problem } from '../../support/problem.js';
import { auditLog, settled } from '../../support/until.js';

const NOBODY = '0192ffff-0000-7000-8000-000000000000';

/** What a person might try in a workspace: look, change, add, take, and do what needs no permission at all. */
const attempts: readonly ((who: Client) => PromiseLike<Response>)[] = [
  (who) => who.get('workspaces/current'),
  (who) => who.get('me/permissions'),
  (who) => who.get('workspace-members'),
  (who) => who.get('audit-logs'),
  (who) => who.patch('workspaces/current', { name: 'Mine' }),
  (who) => who.post('workspace-members', { email: newcomer().email, role: 'view' }),
  (who) => who.post('roles', { name: 'Mine', permissions: ['leads:read'] }),
  (who) => who.delete('workspaces/current/sessions'),
];

describe('acting in a workspace of the group', () => {
  let app: TestApp;
  let agency: Agency;
  /** Below the agency, and not. */
  let bakery: Client;
  let brewery: Client;
  let castle: Client;
  /** The bakery's own admin, and its link. */
  let deputy: Client;
  let link: string;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    bakery = await workspace('Bakery');
    brewery = await workspace('Brewery');
    castle = await workspace('Castle');
    deputy = await hire(app, bakery, newcomer(), 'admin');
    const links = await linkSubs(app, agency.workspaceId, [bakery.workspaceId, brewery.workspaceId]);
    link = links[0]!;
    await byDefault(agency.workspaceId);
  });
  afterAll(() => app.close());

  const sql = (text: string, values: unknown[] = []) => app.db.superuser.query(text, values);
  const workspace = async (name: string) => createWorkspace((await someone(app)).client, name);
  /** What comes of the first link: a person who administers the workspace above does so in all those below. */
  const byDefault = (admin: string) =>
    sql(
      `insert into group_grants (workspace_id, id, holder_role_id, role_id)
       select $1, gen_random_uuid(), holder, $2 from unnest($3::uuid[]) holder`,
      [admin, systemRoles.admin.id, [systemRoles.owner.id, systemRoles.admin.id]],
    );
  /** A colleague at the agency who is nobody below, until they are given something. */
  const colleague = async (role = 'view') => {
    const client = await hire(app, agency.owner, newcomer(), role);
    return { client, memberId: await memberIdOf(client) };
  };
  const give = (memberId: string, linkId: string | null = null) =>
    plantGroupGrant(app, agency.workspaceId, { memberId, roleId: systemRoles.admin.id, linkId });
  const keyOf = async (who: Client, scopes: string[]): Promise<Client> => {
    const { body } = await who.post('api-keys', { name: 'Program', scopes }).expect(200);
    return withKey(app, body.key);
  };
  /** Another workspace of its own, below the agency as far as the ceiling goes. */
  const below = async (ceiling?: readonly string[]) => {
    const sub = await workspace('Below');
    const [id = ''] = await linkSubs(app, agency.workspaceId, [sub.workspaceId], ceiling ? { ceiling } : {});
    return { sub, link: id };
  };

  describe('hidden', () => {
    /** For every act they try there, the answer is that of a workspace that never existed, and nothing happens. */
    async function findsNothing(who: Client, { workspaceId }: Client): Promise<void> {
      await settled(app);
      const before = await fingerprint(app.db, workspaceId);
      for (const attempt of attempts) {
        const [there, nowhere] = [await attempt(who.in(workspaceId)), await attempt(who.in(NOBODY))];
        problem(404, 'not_found')(there);
        expect(modulo(there, workspaceId)).toEqual(modulo(nowhere, NOBODY));
      }
      await settled(app);
      expect(await fingerprint(app.db, workspaceId)).toEqual(before);
    }

    it('is the admin workspace, to people of the sub', async () => {
      for (const who of [bakery, deputy]) await findsNothing(who, agency.owner);
    });

    it('is another sub of the same admin workspace', async () => {
      for (const who of [bakery, deputy]) await findsNothing(who, brewery);
    });

    it('is a workspace of no group, and one of another', async () => {
      await findsNothing(agency.owner, castle);
      const other = await workspace('Other agency');
      await linkSubs(app, other.workspaceId, [(await workspace('Of another')).workspaceId]);
      await byDefault(other.workspaceId);
      await findsNothing(other, bakery);
    });

    describe('where the two are not linked', () => {
      let sub: Client;
      let its: string;
      beforeAll(async () => {
        ({ sub, link: its } = await below());
      });

      it.each([
        ['pending', '7 days'],
        ['pending', '-1 second'],
        ['rejected', '7 days'],
        ['withdrawn', '7 days'],
        ['expired', '-1 day'],
        ['left', '-1 day'],
        ['removed', '-1 day'],
      ])('any more, or yet: %s, until %s from now', async (status, from) => {
        await sql(`update group_links set status = $2, expires_at = now() + $3::interval where id = $1`, [
          its,
          status,
          from,
        ]);
        await findsNothing(agency.owner, sub);
      });

      it('would be found out: it is there once they are', async () => {
        await sql(`update group_links set status = 'accepted' where id = $1`, [its]);
        await agency.owner.in(sub.workspaceId).get('workspaces/current').expect(200);
      });
    });

    it('is one where a person has no grant, has it elsewhere, or has it no longer', async () => {
      const { client, memberId } = await colleague();
      await findsNothing(client, bakery);
      const there = await give(memberId, link);
      await client.in(bakery.workspaceId).get('workspaces/current').expect(200);
      await findsNothing(client, brewery);
      await sql(`update group_grants set expires_at = now() where id = $1`, [there]);
      await findsNothing(client, bakery);
    });

    it('is one to a grant of a role that nobody knows any more', async () => {
      const { client, memberId } = await colleague();
      const roleId = NOBODY;
      await plantGroupGrant(app, agency.workspaceId, { memberId, roleId });
      await client
        .in(bakery.workspaceId)
        .get('workspaces/current')
        .expect(problem(403, 'permission_required'));
    });

    it('is everything to a person who is suspended above, or was removed', async () => {
      const { client, memberId } = await colleague();
      await give(memberId);
      await client.in(bakery.workspaceId).get('workspaces/current').expect(200);
      await agency.owner.post(`workspace-members/${memberId}/suspension`).expect(200);
      await findsNothing(client, bakery);
      await agency.owner.delete(`workspace-members/${memberId}/suspension`).expect(200);
      await client.in(bakery.workspaceId).get('workspaces/current').expect(200);
      await sql('delete from group_grants where member_id = $1', [memberId]);
      await agency.owner.delete(`workspace-members/${memberId}`).expect(200);
      await findsNothing(client, bakery);
    });

    it('is everything below a workspace that is gone, while those below stay as they are', async () => {
      const above = await workspace('Going agency');
      const sub = await workspace('Staying');
      await linkSubs(app, above.workspaceId, [sub.workspaceId]);
      await byDefault(above.workspaceId);
      const going = (at: string) =>
        sql('update workspaces set scheduled_for_removal_at = now() + $2::interval where id = $1', [
          above.workspaceId,
          at,
        ]);
      await going('1 hour');
      await above.in(sub.workspaceId).get('workspaces/current').expect(200);
      await going('-1 second');
      await findsNothing(above, sub);
      await sub.get('workspaces/current').expect(200);
    });

    describe('by a key', () => {
      it('is the workspace above and the one beside, to a key from below', async () => {
        const key = await keyOf(bakery, ['all:all']);
        await findsNothing(key, agency.owner);
        await findsNothing(key, brewery);
      });

      it('is every workspace in which its maker is a member on their own: a key is of its own workspace', async () => {
        const { client, memberId } = await colleague('admin');
        const { rows } = await sql('select email from workspace_members where id = $1', [memberId]);
        const person = { userId: client.userId, email: (rows as { email: string }[])[0]!.email };
        const { sub } = await below();
        const key = await keyOf(client, ['all:all']);
        await sql('delete from group_grants where workspace_id = $1 and holder_role_id = $2', [
          agency.workspaceId,
          systemRoles.admin.id,
        ]);
        try {
          for (const { workspaceId } of [castle, sub])
            await plantMember(
              app.db.superuser,
              { workspaceId, workspaceName: '' },
              { role: 'admin', person },
            );
          await client.in(castle.workspaceId).get('workspaces/current').expect(200);
          await findsNothing(key, castle);
          await findsNothing(key, sub);
        } finally {
          await sql(
            `insert into group_grants (workspace_id, id, holder_role_id, role_id) values ($1, gen_random_uuid(), $2, $2)`,
            [agency.workspaceId, systemRoles.admin.id],
          );
        }
      });

      it('is a workspace in which its owner has no grant', async () => {
        const { client } = await colleague('admin');
        const key = await keyOf(client, ['all:all']);
        await key.in(bakery.workspaceId).get('workspaces/current').expect(200);
        await agency.owner
          .patch(`workspace-members/${await memberIdOf(client)}`, { role: 'editor' })
          .expect(200);
        await findsNothing(key, bakery);
      });
    });
  });

  describe('refused', () => {
    it('is a session that names no workspace: none is guessed', async () => {
      await agency.owner.in('').get('workspaces/current').expect(problem(400, 'workspace_required'));
    });

    it('is what the ceiling does not hold, by its name', async () => {
      const { sub } = await below(['workspaces:read', 'leads:read']);
      const there = agency.owner.in(sub.workspaceId);
      await there.get('workspaces/current').expect(200);
      for (const answer of [
        await there.get('workspace-members'),
        await there.post('workspace-members', { email: newcomer().email, role: 'view' }),
        await there.patch('workspaces/current', { name: 'Mine' }),
      ])
        problem(403, 'permission_required')(answer);
      const { body } = await there.get('audit-logs').expect(403);
      expect(body.permission).toBe('audit_logs:read');
      await sub.get('workspaces/current').expect(({ body }) => expect(body.name).toBe('Below'));
    });

    it('is the audit log, unless it was asked for by itself', async () => {
      await agency.owner.in(bakery.workspaceId).get('audit-logs').expect(problem(403, 'permission_required'));
      const { sub } = await below(['audit_logs:read']);
      await agency.owner.in(sub.workspaceId).get('audit-logs').expect(200);
    });

    describe('under any ceiling', () => {
      let open: Client;
      let there: Client;
      let its: string;
      beforeAll(async () => {
        ({ sub: open, link: its } = await below(permissions));
        there = agency.owner.in(open.workspaceId);
      });
      beforeEach(async () => {
        await there.get('workspaces/current').expect(200);
      });

      it.each<[string, 'get' | 'post' | 'patch' | 'delete', string]>([
        ['log-out-all', 'delete', 'workspaces/current/sessions'],
        ['the removal', 'post', 'workspaces/current/schedule-for-removal'],
        ['keeping what it did not make', 'delete', 'workspaces/current/schedule-for-removal'],
        ['the ownership', 'post', 'workspaces/current/change-owner'],
        ['a group of its own', 'post', 'workspace-group-members'],
        ['the links', 'get', 'workspace-group-members'],
        ['managed workspaces', 'post', 'workspace-group/subs'],
        ['the link', 'get', 'workspace-group-members/:link'],
        ['the end of the link', 'delete', 'workspace-group-members/:link'],
        ['what goes with it', 'get', 'workspace-group-members/:link/adoptions'],
        ['what is kept of it', 'post', 'workspace-group-members/:link/adoptions'],
        ['the ceiling', 'patch', 'workspace-group-members/:link/ceiling'],
        ['a wider ceiling', 'post', 'workspace-group-members/:link/ceiling-requests'],
        ['consent', 'post', 'workspace-group-members/:link/ceiling-requests/acceptance'],
        ['acceptance', 'post', 'workspace-group-members/:link/acceptance'],
        ['a hand-over', 'post', 'workspace-group-members/:link/hand-over'],
        ['grants in the group', 'get', 'workspace-group/grants'],
        ['giving in the group', 'post', 'workspace-group/grants'],
        ['guardrails', 'patch', 'workspace-group/guardrails'],
        ['nicknames', 'patch', `workspace-members/${NOBODY}`],
      ])('is %s', async (_, method, path) => {
        const at = path.replace(':link', its);
        const body = path.includes(NOBODY) ? { nickname: 'Mine' } : {};
        const answer = await there[method](at, method === 'get' ? undefined : body);
        if (path.includes(NOBODY)) problem(404, 'not_found')(answer);
        else problem(403, 'permission_required')(answer);
        const { rows } = await sql('select status, ceiling from group_links where id = $1', [its]);
        expect(rows).toEqual([{ status: 'accepted', ceiling: permissions }]);
      });

      it('are the admins whom the workspace itself appointed, and its owner', async () => {
        const admin = await hire(app, open, newcomer(), 'admin');
        const [id, ownerId] = [await memberIdOf(admin), await memberIdOf(open)];
        for (const one of [id, ownerId])
          for (const answer of [
            await there.patch(`workspace-members/${one}`, { role: 'view' }),
            await there.delete(`workspace-members/${one}`),
            await there.post('grants', { member_id: one, role_id: systemRoles.view.id }),
          ])
            expect([answer.status, answer.body.code]).toEqual([403, 'acting_limited']);
        await there.post(`workspace-members/${id}/suspension`).expect(problem(403, 'acting_limited'));
        await there.post(`workspace-members/${ownerId}/suspension`).expect(problem(403, 'owner_stays'));
        expect((await admin.get('me/permissions').expect(200)).body.roles).toMatchObject([{ name: 'admin' }]);
      });

      it('is stopping its removal, but not that of one which the workspace above made', async () => {
        const made = await createWorkspace(agency.owner, 'Made');
        await linkSubs(app, agency.workspaceId, [made.workspaceId], {
          kind: 'managed',
          ceiling: ['workspaces:read'],
        });
        await sql(
          `update workspaces set scheduled_for_removal_at = now() + interval '1 hour' where id = any ($1)`,
          [[made.workspaceId, open.workspaceId]],
        );
        const stop = (sub: Client) =>
          agency.admin.in(sub.workspaceId).delete('workspaces/current/schedule-for-removal');
        await stop(open).expect(problem(403, 'permission_required'));
        const { headers } = await stop(made).expect(200);
        expect(headers['x-access-via']).toMatch(/^group:/);
        await sql('update workspaces set scheduled_for_removal_at = null where id = $1', [open.workspaceId]);
      });
    });

    it('is a role that holds more than the ceiling leaves of one’s own', async () => {
      const there = agency.owner.in(bakery.workspaceId);
      const invited = there.post('workspace-members', { email: newcomer().email, role: 'admin' });
      await invited.expect(problem(403, 'role_beyond_own'));
    });

    it('is an act for which the key has no scope, with any rights of its owner', async () => {
      const key = (await keyOf(agency.owner, ['workspaces:read', 'leads:all'])).in(bakery.workspaceId);
      await key.get('workspaces/current').expect(200);
      await key.get('workspace-members').expect(problem(403, 'permission_required'));
      await key.patch('workspaces/current', { name: 'Mine' }).expect(problem(403, 'permission_required'));
    });

    it('is a key below a key of another workspace', async () => {
      const key = (await keyOf(agency.owner, ['all:all'])).in(bakery.workspaceId);
      await key
        .post('api-keys', { name: 'Child', scopes: ['leads:read'] })
        .expect(problem(403, 'session_required'));
    });

    it('is recorded in the sub, and by a stub in the admin workspace', async () => {
      const there = agency.owner.in(bakery.workspaceId);
      const answer = await there.get('audit-logs').expect(403);
      const { request_id } = answer.body;
      const [whole, stub] = await recordsOf(request_id);
      expect(whole).toMatchObject({ workspace_id: bakery.workspaceId, body: { outcome: 'refused' } });
      expect(stub).toMatchObject({ workspace_id: agency.workspaceId, body: { outcome: 'refused' } });
    });
  });

  describe('allowed', () => {
    it('is by session and by key what the role and the ceiling both permit, and the answer says how', async () => {
      const key = await keyOf(agency.admin, ['all:all']);
      for (const who of [agency.owner, agency.admin, key]) {
        const there = who.in(bakery.workspaceId);
        const answers = [
          await there.get('workspaces/current').expect(200),
          await there.get('workspace-members').expect(200),
          await there.patch('workspaces/current', { org_logo_url: null }).expect(200),
        ];
        for (const { headers } of answers) expect(headers['x-access-via']).toBe(`group:${link}`);
      }
      const { headers } = await key.get('workspaces/current').expect(200);
      expect(headers['x-access-via']).toBe('direct');
    });

    it('is as much as the one role given there, and no other that is held above', async () => {
      const { client, memberId } = await colleague('admin');
      await sql('delete from grants where member_id = $1', [memberId]);
      await plantGroupGrant(app, agency.workspaceId, { memberId, roleId: systemRoles.view.id, linkId: link });
      const there = client.in(bakery.workspaceId);
      const { body } = await there.get('me/permissions').expect(200);
      const asked = systemRoles.view.permissions.filter((one) => body.permissions.includes(one));
      expect(body.permissions.sort()).toEqual([...asked].sort());
      await there
        .post('roles', { name: 'Mine', permissions: [] })
        .expect(problem(403, 'permission_required'));
    });

    it('is direct where direct alone permits it, and acting only where it does not', async () => {
      const { client, memberId } = await colleague();
      const { rows } = await sql('select email from workspace_members where id = $1', [memberId]);
      const { email } = (rows as { email: string }[])[0]!;
      const { workspaceId } = brewery;
      const person = { userId: client.userId, email };
      await plantMember(app.db.superuser, { workspaceId, workspaceName: '' }, { role: 'view', person });
      await give(memberId);
      const there = client.in(workspaceId);
      const via = ({ headers }: Response) => headers['x-access-via'] as string;
      expect(via(await there.get('workspaces/current').expect(200))).toBe('direct');
      const made = await there
        .post('roles', { name: 'Made acting', permissions: ['leads:read'] })
        .expect(200);
      expect(via(made)).toMatch(/^group:/);
      expect(await viaOf('roles', made.body.id as string)).not.toBeNull();
    });
  });

  interface Row {
    readonly workspace_id: string;
    readonly act_id: string;
    readonly canonical: string;
    readonly body: { readonly target_id: string | null; readonly details: Record<string, unknown> };
    readonly personal: string;
  }

  /** What the log of the workspace below holds of a request, and that of the one above. */
  async function recordsOf(requestId: string): Promise<[Row, Row]> {
    await settled(app);
    const { rows } = await sql(
      `select workspace_id, act_id, canonical, body, personal from audit_log
       where body ->> 'request_id' = $1 and activity <> $3 order by (workspace_id = $2), seq`,
      [requestId, agency.workspaceId, activities['user.signed_in'].number],
    );
    const [whole, stub] = rows as Row[];
    return [whole!, stub!];
  }

  describe('what the two logs hold', () => {
    const invite = async () => {
      const { email } = newcomer();
      const there = agency.admin.in(bakery.workspaceId);
      const { body, headers } = await there.post('workspace-members', { email, role: 'view' }).expect(200);
      const [whole, stub] = await recordsOf(headers['x-request-id'] as string);
      return { email, id: body.id as string, whole, stub };
    };

    it('is below the whole of it, with who it was and from where', async () => {
      const { id, whole } = await invite();
      expect(whole).toMatchObject({ workspace_id: bakery.workspaceId, body: { target_id: id } });
      const [record] = (await auditLog(app, bakery)).filter(
        ({ activity, target }) => target.id === id && activity === 'member.invited',
      );
      expect(record).toMatchObject({
        outcome: 'done',
        user_id: agency.admin.userId,
        ip_address: '127.0.0.1',
      });
      expect(record!.user_name).toMatch(/\S/);
      expect(record!.user_email).toMatch(/@/);
      expect(record!.audit_metadata).toMatchObject({ via_link_id: link, acting_from: agency.workspaceId });
    });

    it('is above a stub of the same act: who, what and where, and nothing of what was changed', async () => {
      const { id, email, whole, stub } = await invite();
      expect(stub).toMatchObject({ workspace_id: agency.workspaceId, act_id: whole.act_id });
      expect(stub.body).toMatchObject({
        ...{
          activity: 1010,
          outcome: 'done',
          actor_id: agency.admin.userId,
          target_type: 'workspace_member',
        },
        ...{ target_id: id, target_name: null, changes: {} },
        details: { acted_in: bakery.workspaceId },
      });
      expect(JSON.stringify(stub)).not.toContain(email);
      expect(JSON.stringify(whole)).toContain(email);
    });

    it('bears witness to each other: the stub knows the whole by its hash', async () => {
      const { whole, stub } = await invite();
      const { seq, sealed_at, retention, content_hash, ...content } = JSON.parse(whole.canonical);
      expect([seq, sealed_at, retention].map((one) => typeof one)).toEqual(['string', 'string', 'string']);
      expect(sha256(canonical(content)).toString('hex')).toBe(content_hash);
      expect(stub.body.details['content_hash']).toBe(content_hash);
    });

    it('is of a key also which one it was', async () => {
      const key = (await keyOf(agency.admin, ['all:all'])).in(bakery.workspaceId);
      const { headers } = await key.post('roles', { name: 'By key', permissions: [] }).expect(200);
      const [whole, stub] = await recordsOf(headers['x-request-id'] as string);
      for (const { body } of [whole, stub]) expect(body.details).toMatchObject({ api_key_name: 'Program' });
    });

    it('is nothing above of what the workspace’s own people do', async () => {
      const { headers } = await deputy.post('roles', { name: 'Own', permissions: [] }).expect(200);
      const [whole, stub] = await recordsOf(headers['x-request-id'] as string);
      expect(whole.workspace_id).toBe(bakery.workspaceId);
      expect(whole.body.details).not.toHaveProperty('via_link_id');
      expect(stub).toBeUndefined();
    });

    it('is of the first entry that a person came in', async () => {
      const { client, memberId } = await colleague();
      await give(memberId);
      await client.in(bakery.workspaceId).get('workspaces/current').expect(200);
      await client.in(bakery.workspaceId).patch('workspaces/current', { name: 'Bakery' }).expect(200);
      const entries = (await auditLog(app, bakery)).filter(({ user_id }) => user_id === client.userId);
      expect(entries.map(({ activity }) => activity)).toEqual(['user.signed_in']);
    });
  });

  const viaOf = async (table: string, id: string): Promise<string | null> => {
    const { rows } = await sql(`select via_link_id from ${table} where id = $1`, [id]);
    return (rows as { via_link_id: string | null }[])[0]!.via_link_id;
  };
  const grantsOf = async (memberId: string): Promise<(string | null)[]> => {
    const { rows } = await sql('select via_link_id from grants where member_id = $1', [memberId]);
    return (rows as { via_link_id: string | null }[]).map(({ via_link_id }) => via_link_id);
  };

  /** Something of each kind that stays when a person who made it is gone. */
  async function makes(by: Client, some: Client) {
    const name = newcomer().email;
    const { body: role } = await by.post('roles', { name, permissions: ['leads:read'] }).expect(200);
    const { body: program } = await by.post('service-principals', { name, role: 'view' }).expect(200);
    const key = { name, scopes: ['leads:read'], member_id: program.id };
    const { body: made } = await by.post('api-keys', key).expect(200);
    const { body: invited } = await by.post('workspace-members', { email: name, role: 'view' }).expect(200);
    const given = { member_id: await memberIdOf(some), role_id: role.id };
    const { body: grant } = await by.post('grants', given).expect(200);
    return {
      role: role.id,
      program: program.id,
      key: made.id,
      secret: made.key,
      invited: invited.id,
      grant: grant.id,
    };
  }
  async function viaOfAll(made: Awaited<ReturnType<typeof makes>>) {
    return [
      await viaOf('roles', made.role),
      await viaOf('workspace_members', made.program),
      await viaOf('api_keys', made.key),
      await viaOf('workspace_members', made.invited),
      await viaOf('grants', made.grant),
      ...(await grantsOf(made.program)),
      ...(await grantsOf(made.invited)),
    ];
  }
  /** A person invited through the link, who followed the mail. */
  async function lends(by: Client, owner: Client): Promise<Client> {
    const person = newcomer();
    // Nobody gives more than they may themselves, so the admin’s role is not theirs to give.
    const manager = { name: newcomer().email, permissions: askedByDefault };
    const { body: role } = await owner.post('roles', manager).expect(200);
    await by.post('workspace-members', { email: person.email, role_ids: [role.id] }).expect(200);
    const token = await mailedToken(app, person.email, 'invitations');
    const { first_name, last_name } = person;
    const answer = await signedOut(app)
      .post(`invitations/by-token/${token}/acceptance`, { first_name, last_name, password: PASSWORD })
      .expect(200);
    return new Client(app.url, cookieOf(answer), by.workspaceId, answer.body.user_id);
  }

  describe('what is made through the link', () => {
    let baker: Client;
    let there: Client;
    beforeAll(async () => {
      baker = await hire(app, bakery, newcomer(), 'view');
      there = agency.admin.in(bakery.workspaceId);
    });

    it('says so, for every kind of object', async () => {
      expect(new Set(await viaOfAll(await makes(there, baker)))).toEqual(new Set([link]));
    });

    it('says so when a person makes it whose own rights are lent', async () => {
      const lent = await lends(there, bakery);
      const { headers } = await lent.get('workspaces/current').expect(200);
      expect(headers['x-access-via']).toBe('direct');
      const made = await makes(lent, await hire(app, bakery, newcomer(), 'view'));
      expect(new Set(await viaOfAll(made))).toEqual(new Set([link]));
    });

    it('does not say so of what the workspace’s own people make', async () => {
      const made = await makes(bakery, await hire(app, bakery, newcomer(), 'view'));
      expect(new Set(await viaOfAll(made))).toEqual(new Set([null]));
      const own = await lends(deputy, bakery);
      expect(await grantsOf(await memberIdOf(own))).toEqual([null]);
    });

    it('reaches no further than the ceiling, at every use', async () => {
      const { sub, link: its } = await below();
      const lent = await lends(agency.admin.in(sub.workspaceId), sub);
      const { body } = await lent.get('me/permissions').expect(200);
      expect(body.permissions).not.toContain('audit_logs:read');
      expect(body.permissions).not.toContain('member_sessions:delete');
      await sql(`update group_links set ceiling = '{leads:read,workspaces:read}' where id = $1`, [its]);
      expect((await lent.get('me/permissions').expect(200)).body.permissions.sort()).toEqual([
        'leads:read',
        'workspaces:read',
      ]);
    });

    it('is good for nothing once the link is over', async () => {
      const { sub, link: its } = await below();
      const acting = agency.admin.in(sub.workspaceId);
      const lent = await lends(acting, sub);
      const made = await makes(acting, await hire(app, sub, newcomer(), 'client'));
      const key = withKey(app, made.secret as string);
      await key.get('me/permissions').expect(200);
      await endLink(app, its);
      await key.get('me/permissions').expect(problem(401, 'unauthenticated'));
      expect((await lent.get('me/permissions').expect(200)).body.permissions).toEqual([]);
      await lent.get('workspaces/current').expect(problem(403, 'permission_required'));
      await acting.get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it('can be extended and changed through it; the sub’s own objects cannot', async () => {
      const later = new Date(Date.now() + 86_400_000).toISOString();
      const soon = new Date(Date.now() + 3_600_000).toISOString();
      const own = await makes(bakery, await hire(app, bakery, newcomer(), 'view'));
      const lent = await makes(there, await hire(app, bakery, newcomer(), 'view'));
      for (const grant of [own.grant, lent.grant])
        await bakery.patch(`grants/${grant}`, { expires_at: soon }).expect(200);
      const acts = ({ role, key, invited, grant }: typeof own) => [
        there.patch(`grants/${grant}`, { expires_at: later }),
        there.post(`api-keys/${key}/rotation`, {}),
        there.post(`invitations/${invited}/resend`),
        there.patch(`roles/${role}`, { permissions: ['leads:read', 'leads:update'] }),
      ];
      for (const act of acts(own)) problem(403, 'acting_limited')(await act);
      for (const act of acts(lent)) expect((await act).status).toBe(200);
    });

    it('lets take what stands by itself, and shorten it', async () => {
      const own = await makes(bakery, await hire(app, bakery, newcomer(), 'view'));
      const soon = new Date(Date.now() + 3_600_000).toISOString();
      await there.patch(`grants/${own.grant}`, { expires_at: soon }).expect(200);
      await there.delete(`grants/${own.grant}`).expect(200);
      await there.delete(`api-keys/${own.key}`).expect(200);
    });

    it('is told to those whom it concerns, as if it were done from within', async () => {
      const [{ email: byOwn }, { email: byOther }] = [newcomer(), newcomer()];
      await deputy.post('workspace-members', { email: byOwn, role: 'view' }).expect(200);
      await there.post('workspace-members', { email: byOther, role: 'view' }).expect(200);
      expect(await templatesTo(app, byOther)).toEqual(await templatesTo(app, byOwn));
      expect((await mailsTo(app, byOther))[0]!.links.some((one) => one.includes('/invitations/'))).toBe(true);
    });
  });
});

describe('a person who acts', () => {
  let app: TestApp;
  afterAll(() => app.close());

  it('pays from the limit of their own workspace, and never from that of the one they act in', async () => {
    app = await startApp({ RATE_LIMIT_FACTOR: '1' });
    const above = await createWorkspace((await someone(app)).client, 'Above');
    const sub = await createWorkspace((await someone(app)).client, 'Below');
    await linkSubs(app, above.workspaceId, [sub.workspaceId]);
    const memberId = await memberIdOf(above);
    await plantGroupGrant(app, above.workspaceId, { memberId, roleId: systemRoles.admin.id });
    const { body } = await above.post('api-keys', { name: 'Greedy', scopes: ['all:all'] }).expect(200);
    const left = async (who: Client) => {
      const { headers } = await who.get('workspaces/current').expect(200);
      return Number(/"sustained";r=(\d+)/.exec(headers['ratelimit'] as string)![1]);
    };
    const [below, own] = [await left(sub), await left(above)];
    const there = above.in(sub.workspaceId);
    const key = withKey(app, body.key).in(sub.workspaceId);
    for (const who of [there, key, there, key, there]) await who.get('workspaces/current').expect(200);
    expect([below - (await left(sub)), own - (await left(above))]).toEqual([1, 6]);
  });
});
