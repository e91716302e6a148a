import { systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { endLink, linkSubs, plantGroupGrant } from '../../support/groups.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  Client,
  cookieOf,
  createWorkspace,
  goStale,
  hire,
  memberIdOf,
  someone,
  withKey,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

const none = {
  two_factor_required: false,
  email_domains: [],
  session_hours: null,
  invitation_hours: null,
  keys_allowed: true,
};

describe('guardrails', () => {
  let app: TestApp;
  /** Owns the admin workspace, and in it a person who may act. */
  let owner: Client;
  let acting: Client;
  /** A workspace that agreed to be below: its owner's address, the owner, and a member. */
  let address: string;
  let chief: Client;
  let member: Client;
  let link: string;

  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    owner = await createWorkspace((await someone(app)).client, 'Harbour Agency');
    acting = await hire(app, owner, newcomer(), 'editor');
    const founder = await someone(app);
    address = founder.email;
    chief = await createWorkspace(founder.client, 'Quayside Books');
    member = await hire(app, chief, newcomer(), 'admin');
    [link = ''] = await linkSubs(app, owner.workspaceId, [chief.workspaceId]);
    await plantGroupGrant(app, owner.workspaceId, {
      memberId: await memberIdOf(acting),
      roleId: systemRoles.admin.id,
    });
  });

  const set = async (rules: object, by = owner) =>
    (await by.patch('workspace-group/guardrails', rules).expect(200)).body;
  /** As if all that was said, and who joined, had been so much earlier. */
  const daysLater = async (days: number) => {
    const earlier = (at: string) => `'${at}', (entry ->> '${at}')::timestamptz - make_interval(days => $2)`;
    await app.db.superuser.query(
      `update guardrails set announced = (select jsonb_agg(
           entry || jsonb_build_object(${earlier('changed_at')}, ${earlier('from')}) order by n)
         from jsonb_array_elements(announced) with ordinality a (entry, n)) where workspace_id = $1`,
      [owner.workspaceId, days],
    );
    await app.db.superuser.query(
      `update group_links set timestamp_created = timestamp_created - make_interval(days => $2)
       where admin_workspace_id = $1`,
      [owner.workspaceId, days],
    );
  };
  const afterAWeek = () => daysLater(7);
  const inForce = async (rules: object) => {
    await set(rules);
    await afterAWeek();
  };
  /** What counts in the workspace below now, and what will. */
  const counting = async () => (await chief.get('workspaces/current/guardrails').expect(200)).body;
  const inSub = (who: Client) => who.in(chief.workspaceId).get('workspaces/current');
  const signedInHoursAgo = (who: Client, hours: number) =>
    app.db.superuser.query(
      'update sessions set authenticated_at = now() - make_interval(hours => $2) where user_id = $1',
      [who.userId, hours],
    );

  describe('allowed', () => {
    it('are none before a person makes some', async () => {
      expect((await owner.get('workspace-group/guardrails').expect(200)).body).toEqual({
        ...none,
        announced: [],
        timestamp_updated: null,
      });
      expect((await member.get('workspaces/current/guardrails').expect(200)).body).toEqual({
        admin_workspace_name: 'Harbour Agency',
        ...none,
        announced: [],
      });
      expect((await owner.get('workspaces/current/guardrails').expect(200)).body).toEqual({
        admin_workspace_name: null,
        ...none,
        announced: [],
      });
    });

    it('that ask more are announced: on both sides, to the owner below, and in both logs', async () => {
      const { announced, ...now } = await set({ keys_allowed: false, session_hours: 8 });
      expect(now).toMatchObject(none);
      expect(announced).toEqual([
        { ...none, keys_allowed: false, session_hours: 8, from: expect.any(String) },
      ]);
      const days = (new Date(announced[0].from).getTime() - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(6.9);
      const { body } = await chief.get('workspaces/current/guardrails').expect(200);
      expect(body).toEqual({ admin_workspace_name: 'Harbour Agency', ...none, announced });
      expect(await templatesTo(app, address)).toContain('guardrails_tightened');
      for (const reader of [owner, chief]) {
        const [record] = await auditLog(app, reader, '&activity_type=1130');
        expect(record?.changes).toMatchObject({ keys_allowed: { before: true, after: false } });
      }
    });

    it('that ask less count at once, for a login that is fresh', async () => {
      await inForce({ keys_allowed: false });
      await goStale(app, owner);
      await owner
        .patch('workspace-group/guardrails', { keys_allowed: true })
        .expect(problem(403, 'reauth_required'));
      await set({ session_hours: 8 });
      expect(await counting()).toMatchObject({ keys_allowed: false, session_hours: null });
      const answer = await owner.post('auth/reauthentication', { password: PASSWORD }).expect(200);
      await set({ keys_allowed: true }, new Client(app.url, cookieOf(answer), owner.workspaceId));
      expect(await counting()).toMatchObject({ keys_allowed: true, announced: [{ session_hours: 8 }] });
    });

    it('that were announced are not put off by others that ask less', async () => {
      await set({ keys_allowed: false, two_factor_required: true });
      await daysLater(3);
      const { announced: before } = (await owner.get('workspace-group/guardrails').expect(200)).body;
      const { announced } = await set({ two_factor_required: false });
      expect(announced).toEqual([{ ...before[0], two_factor_required: false }]);
    });

    it('are what they were where nothing changes, and that is nobody’s record', async () => {
      const before = await set({ email_domains: ['Harbour.example'] });
      expect(before.announced[0].email_domains).toEqual(['harbour.example']);
      expect(await set({ email_domains: ['harbour.example'] })).toEqual(before);
      expect(await auditLog(app, chief, '&activity_type=1130')).toHaveLength(1);
    });
  });

  describe('bind members and acting people alike, and never the owner:', () => {
    it('a second factor', async () => {
      await inForce({ two_factor_required: true });
      for (const who of [member, acting]) await inSub(who).expect(problem(403, 'two_factor_required'));
      await inSub(chief).expect(200);
    });

    it('the domains of e-mail addresses', async () => {
      await inForce({ email_domains: ['elsewhere.example'] });
      for (const who of [member, acting]) await inSub(who).expect(problem(403, 'guardrail'));
      await inSub(chief).expect(200);
    });

    it('how long ago one signed in', async () => {
      await inForce({ session_hours: 2 });
      for (const who of [member, acting, chief]) {
        await signedInHoursAgo(who, 1);
        await inSub(who).expect(200);
        await signedInHoursAgo(who, 3);
      }
      for (const who of [member, acting]) await inSub(who).expect(problem(401, 'session_ended'));
      await inSub(chief).expect(200);
    });

    it('how long an invitation is open', async () => {
      await inForce({ invitation_hours: 24 });
      const hours = async (by: Client, more: object) => {
        const emails = [newcomer().email];
        const { body } = await by
          .in(chief.workspaceId)
          .post('invitations', { emails, role: 'view', ...more })
          .expect(200);
        const { body: page } = await chief.get('invitations?limit=100').expect(200);
        const made = page.items.find(({ id }: { id: string }) => id === body.items[0].id);
        const { invitation_expires_at: until, timestamp_created: since } = made;
        return Math.round((new Date(until).getTime() - new Date(since).getTime()) / 3_600_000);
      };
      for (const by of [member, acting]) {
        expect(await hours(by, {})).toBe(24);
        expect(await hours(by, { expires_in_hours: 3 })).toBe(3);
        await by
          .in(chief.workspaceId)
          .post('invitations', { emails: [newcomer().email], role: 'view', expires_in_hours: 25 })
          .expect(problem(403, 'guardrail'));
      }
      expect(await hours(chief, { expires_in_hours: 48 })).toBe(48);
    });

    it('the new term of an invitation that is sent again', async () => {
      const { email } = newcomer();
      const { body: invited } = await chief.post('workspace-members', { email, role: 'view' }).expect(200);
      await inForce({ invitation_hours: 24 });
      const { body } = await member.post(`invitations/${invited.id}/resend`).expect(200);
      const hours = (new Date(body.invitation_expires_at).getTime() - Date.now()) / 3_600_000;
      expect(Math.round(hours)).toBe(24);
    });

    it('how long an invitation is open that was sent before, but for the owner’s own', async () => {
      const sentHoursAgo = async (by: Client, hours: number) => {
        const { client, email } = await someone(app);
        const { body } = await by.post('workspace-members', { email, role: 'view' }).expect(200);
        await app.db.superuser.query(
          `update invitation_tokens set timestamp_created = now() - make_interval(hours => $2) where member_id = $1`,
          [body.id, hours],
        );
        const [token] = await tokensTo(app, email, 'invitations');
        return () => client.in('').post(`invitations/by-token/${token}/acceptance`);
      };
      const acceptOld = await sentHoursAgo(member, 25);
      const acceptYoung = await sentHoursAgo(member, 23);
      const acceptOwners = await sentHoursAgo(chief, 25);
      await inForce({ invitation_hours: 24 });
      await acceptOld().expect(problem(409, 'invitation_expired'));
      await acceptYoung().expect(200);
      await acceptOwners().expect(200);
      await set({ invitation_hours: 48 });
      await acceptOld().expect(200);
    });

    it('whether keys are let in', async () => {
      const keyOf = async (who: Client) =>
        withKey(
          app,
          (await who.post('api-keys', { name: 'Key', scopes: ['all:read'] }).expect(200)).body.key,
        );
      const [ofMember, ofActing] = [await keyOf(member), await keyOf(owner)];
      await ofMember.get('workspaces/current').expect(200);
      await inForce({ keys_allowed: false });
      await ofMember.get('workspaces/current').expect(problem(403, 'guardrail'));
      await ofActing.get('workspaces/current').expect(200);
    });
  });

  describe('begin', () => {
    const asked = { email_domains: ['elsewhere.example'] };

    it('after seven days where the workspace agreed to be below', async () => {
      await set(asked);
      for (const who of [member, acting]) await inSub(who).expect(200);
      await afterAWeek();
      for (const who of [member, acting]) await inSub(who).expect(problem(403, 'guardrail'));
    });

    it('at once where the admin workspace manages it, and nobody is mailed', async () => {
      const managed = await createWorkspace(owner, 'Lighthouse');
      await linkSubs(app, owner.workspaceId, [managed.workspaceId], { kind: 'managed' });
      const worker = await hire(app, managed, newcomer(), 'editor');
      await set(asked);
      await worker.get('workspaces/current').expect(problem(403, 'guardrail'));
      await acting.in(managed.workspaceId).get('workspaces/current').expect(problem(403, 'guardrail'));
      await managed.get('workspaces/current').expect(200);
    });

    it('at once for a person who is invited after they were announced', async () => {
      await set(asked);
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      const worker = await hire(app, other, newcomer(), 'editor');
      await linkSubs(app, owner.workspaceId, [other.workspaceId]);
      await worker.get('workspaces/current').expect(problem(403, 'guardrail'));
      await inSub(member).expect(200);
    });

    it('after the same notice for a person who was invited before, and may have read the invitation then', async () => {
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      const worker = await hire(app, other, newcomer(), 'editor');
      const { body: link } = await owner
        .post('workspace-group-members', { sub_workspace_id: other.workspaceId })
        .expect(200);
      await set(asked);
      await other.post(`workspace-group-members/${link.id}/acceptance`).expect(200);
      await worker.get('workspaces/current').expect(200);
      await daysLater(7);
      await worker.get('workspaces/current').expect(problem(403, 'guardrail'));
    });

    it('each at its own time: to ask for more neither lifts nor puts off what was announced before', async () => {
      await set({ two_factor_required: true });
      await daysLater(1);
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      const worker = await hire(app, other, newcomer(), 'editor');
      await linkSubs(app, owner.workspaceId, [other.workspaceId]);
      await worker.get('workspaces/current').expect(problem(403, 'two_factor_required'));
      await daysLater(1);
      await set(asked);
      await worker.get('workspaces/current').expect(problem(403, 'two_factor_required'));
      await inSub(member).expect(200);
      const both = { ...none, two_factor_required: true, ...asked };
      expect((await owner.get('workspace-group/guardrails')).body).toMatchObject({
        ...none,
        announced: [{ ...none, two_factor_required: true }, both],
      });
      await daysLater(5);
      await inSub(member).expect(problem(403, 'two_factor_required'));
      expect(await counting()).toMatchObject({ ...none, two_factor_required: true, announced: [both] });
      await daysLater(2);
      expect(await counting()).toMatchObject({ ...both, announced: [] });
    });

    it('and end with the link', async () => {
      await inForce(asked);
      await inSub(member).expect(problem(403, 'guardrail'));
      await endLink(app, link);
      await inSub(member).expect(200);
    });
  });

  describe('refused', () => {
    it('to a member without the permission, and nothing changes', async () => {
      await acting
        .patch('workspace-group/guardrails', { keys_allowed: false })
        .expect(problem(403, 'permission_required'));
      await acting.get('workspace-group/guardrails').expect(problem(403, 'permission_required'));
      expect((await owner.get('workspace-group/guardrails')).body.keys_allowed).toBe(true);
    });

    it('to a key where something would be asked no longer, with any maker', async () => {
      const { body } = await owner.post('api-keys', { name: 'Key', scopes: ['all:all'] }).expect(200);
      const key = withKey(app, body.key);
      await set({ keys_allowed: false }, key);
      await set({ session_hours: 8 }, key);
      await key
        .patch('workspace-group/guardrails', { keys_allowed: true })
        .expect(problem(403, 'session_required'));
      await key
        .patch('workspace-group/guardrails', { session_hours: 9, two_factor_required: true })
        .expect(problem(403, 'session_required'));
      const { announced } = (await owner.get('workspace-group/guardrails').expect(200)).body;
      expect(announced.at(-1)).toMatchObject({ ...none, keys_allowed: false, session_hours: 8 });
    });

    it('through the group, under any agreement: what a workspace asks of others is its own', async () => {
      await app.db.superuser.query(
        `update group_links set ceiling = ceiling || array['guardrails:read', 'guardrails:update'] where id = $1`,
        [link],
      );
      await acting
        .in(chief.workspaceId)
        .patch('workspace-group/guardrails', { keys_allowed: false })
        .expect(problem(403, 'permission_required'));
    });

    it('where another person has changed it meanwhile', async () => {
      await set({ keys_allowed: false });
      const { headers } = await owner.get('workspace-group/guardrails').expect(200);
      await set({ session_hours: 8 });
      await owner
        .patch('workspace-group/guardrails', { session_hours: 9 })
        .set('if-match', String(headers['etag']))
        .expect(problem(409, 'stale'));
    });
  });

  describe('can never', () => {
    it('keep the owner from coming in, from leaving or from what only the owner may do', async () => {
      await inForce({
        two_factor_required: true,
        email_domains: ['elsewhere.example'],
        session_hours: 1,
        invitation_hours: 1,
        keys_allowed: true,
      });
      await signedInHoursAgo(chief, 5);
      const { body } = await chief.get('me/permissions').expect(200);
      expect(body.permissions).toContain('group_consents:delete');
    });

    it('bind the admin workspace itself, or others that are not below it', async () => {
      await inForce({ email_domains: ['elsewhere.example'], two_factor_required: true });
      await acting.get('workspaces/current').expect(200);
      const other = await createWorkspace((await someone(app)).client, 'Ropewalk');
      await other.get('workspaces/current').expect(200);
    });
  });

  it.each<[object, string]>([
    [{}, 'no rule at all'],
    [{ session_hours: 0 }, 'no time at all'],
    [{ invitation_hours: 721 }, 'longer than any invitation'],
    [{ email_domains: ['no domain'] }, 'a domain that is none'],
    [{ two_factor_required: null }, 'what is neither'],
    [{ password_length: 20 }, 'a rule there is none of'],
  ])('invalid: %j, %s', async (rules) => {
    await owner.patch('workspace-group/guardrails', rules).expect(problem(400, 'invalid_body'));
  });
});
