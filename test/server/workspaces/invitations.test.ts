import { createHash } from 'node:crypto';
import { systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Character, PASSWORD, cast } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { mailsTo, tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  Client,
  cookieOf,
  createWorkspace,
  foundAgency,
  hire,
  join,
  memberIdOf,
  signIn,
  signedOut,
} from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { type AuditRecord, auditLog } from '../../support/until.js';

const ABSENT = '0192a000-0000-7000-8000-00000000dead';

describe('invitations', () => {
  let app: TestApp;
  let agency: Agency;
  let nobody: Client;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    nobody = signedOut(app);
  });
  afterAll(() => app.close());

  const linksTo = ({ email }: Character) => tokensTo(app, email, 'invitations');

  /** Invites a person, who reads the mail. */
  async function invited(person: Character, role = 'view', by: Client = agency.owner): Promise<Invited> {
    const { body } = await by.post('workspace-members', { email: person.email, role }).expect(200);
    const [token = ''] = await linksTo(person);
    return { id: body.id, user_id: body.user_id, token };
  }
  interface Invited {
    readonly id: string;
    readonly user_id: string;
    readonly token: string;
  }

  const details = ({ first_name, last_name }: Character) => ({ first_name, last_name, password: PASSWORD });
  const look = (token: string) => nobody.get(`invitations/by-token/${token}`);
  const accept = (token: string, by: Client = nobody, body?: object) =>
    by.in('').post(`invitations/by-token/${token}/acceptance`, body);
  const decline = (token: string, by: Client = nobody) => by.post(`invitations/by-token/${token}/decline`);
  const resend = (id: string, by: Client = agency.owner) => by.post(`invitations/${id}/resend`);
  const withdraw = (id: string, by: Client = agency.owner) => by.delete(`invitations/${id}`);
  const confirm = (id: string, by: Client = agency.owner) => by.post(`invitations/${id}/confirmation`);

  const stateOf = async (token: string): Promise<string> => (await look(token).expect(200)).body.state;
  const memberOf = async (id: string) => (await agency.owner.get(`workspace-members/${id}`).expect(200)).body;
  const recordsAbout = async (id: string): Promise<AuditRecord[]> =>
    (await auditLog(app, agency.owner)).filter((record) => record.target.id === id);
  const activitiesAbout = async (id: string) => (await recordsAbout(id)).map((one) => one.activity).reverse();

  async function isInvited(email: string): Promise<boolean> {
    const { rowCount } = await app.db.superuser.query('select 1 from workspace_members where email = $1', [
      email,
    ]);
    return rowCount !== 0;
  }

  async function expire(id: string): Promise<void> {
    for (const [table, column, key] of [
      ['invitation_tokens', 'expires_at', 'member_id'],
      ['workspace_members', 'invitation_expires_at', 'id'],
    ]) {
      await app.db.superuser.query(
        `update ${table} set ${column} = now() - interval '1 second' where ${key} = $1`,
        [id],
      );
    }
  }

  describe('GET invitations', () => {
    it('lists who is invited and has not joined, oldest first, and says when it ends', async () => {
      const owner = await createWorkspace(await join(app, newcomer()), 'Lighthouse Books');
      const [first, second] = [newcomer(), newcomer()];
      await hire(app, owner, newcomer(), 'editor');
      const one = await invited(first, 'admin', owner);
      const two = await invited(second, 'view', owner);
      await expire(two.id);
      const { body } = await owner.get('invitations?count=true').expect(200);
      expect(body).toMatchObject({ total: 2, total_is_exact: true });
      expect(body.items).toMatchObject([{ expired: false }, { id: two.id, expired: true }]);
      expect(body.items[0]).toEqual({
        id: one.id,
        email: first.email,
        roles: [{ id: systemRoles.admin.id, name: 'admin' }],
        status: 'pending',
        expired: false,
        issuer_id: owner.userId,
        timestamp_created: expect.stringMatching(/Z$/),
        timestamp_updated: expect.stringMatching(/Z$/),
        invitation_expires_at: expect.stringMatching(/Z$/),
      });
    });

    it.each(['owner', 'admin', 'editor', 'view'] as const)('is open to the %s', async (role) => {
      await agency[role].get('invitations').expect(200);
    });

    it('refuses a client, and hides from a stranger', async () => {
      await agency.client.get('invitations').expect(problem(403, 'permission_required'));
      await agency.stranger.in(agency.workspaceId).get('invitations').expect(problem(404, 'not_found'));
    });
  });

  describe('POST invitations', () => {
    const bulk = (body: object, by: Client = agency.owner) => by.post('invitations', body);
    const resultsOf = async (body: object): Promise<string[]> =>
      (await bulk(body).expect(200)).body.items.map((one: { result: string }) => one.result);

    it('has a result for each line: made, standing already, or no address', async () => {
      const [fresh, pending] = [newcomer(), newcomer()];
      const { id } = await invited(pending);
      const emails = [
        fresh.email,
        ` ${pending.email.toUpperCase()} `,
        'not an address',
        cast.editor.email,
        fresh.email,
        '',
      ];
      const { body } = await bulk({ emails, role: 'editor' }).expect(200);
      const member = await memberIdOf(agency.editor);
      expect(body.items).toEqual([
        { email: fresh.email, id: expect.any(String), result: 'invited' },
        { email: pending.email, id, result: 'exists' },
        { email: 'not an address', id: null, result: 'invalid_email' },
        { email: cast.editor.email, id: member, result: 'exists' },
        { email: fresh.email, id: body.items[0].id, result: 'exists' },
        { email: '', id: null, result: 'invalid_email' },
      ]);
      expect(await memberOf(body.items[0].id)).toMatchObject({ role: 'editor', status: 'pending' });
      expect(await memberOf(id)).toMatchObject({ role: 'view' });
      expect(await linksTo(fresh)).toHaveLength(1);
    });

    it('takes five hundred', async () => {
      const owner = await createWorkspace(await join(app, newcomer()), 'A town');
      const emails = Array.from({ length: 500 }, (_, n) => `inhabitant.${n}@town.example`);
      const { body } = await bulk({ emails, role: 'view' }, owner).expect(200);
      expect(body.items.map((one: { email: string }) => one.email)).toEqual(emails);
      const { body: list } = await owner.get('invitations?count=true&limit=1').expect(200);
      expect(list.total).toBe(500);
      const records = await auditLog(app, owner, '&activity_type=1010');
      expect(records).toHaveLength(500);
    });

    it('is not tangled up by two that hold the same people the other way round', async () => {
      const emails = Array.from({ length: 40 }, () => newcomer().email);
      const answers = await Promise.all([
        bulk({ emails, role: 'view' }),
        bulk({ emails: [...emails].reverse(), role: 'view' }, agency.admin),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const results = answers.flatMap(({ body }) => body.items.map((one: { result: string }) => one.result));
      expect(results.filter((result) => result === 'invited')).toHaveLength(40);
      expect(results.filter((result) => result === 'exists')).toHaveLength(40);
    });

    it('records nothing where nobody was invited', async () => {
      const before = (await auditLog(app, agency.owner)).length;
      expect(await resultsOf({ emails: [cast.view.email, 'nobody'], role: 'view' })).toEqual([
        'exists',
        'invalid_email',
      ]);
      expect(await auditLog(app, agency.owner)).toHaveLength(before);
    });

    it('lasts as long as it was told', async () => {
      const { body } = await bulk({ emails: [newcomer().email], role: 'view', expires_in_hours: 1 }).expect(
        200,
      );
      const member = await memberOf(body.items[0].id);
      const hours =
        (Date.parse(member.invitation_expires_at) - Date.parse(member.timestamp_created)) / 3_600_000;
      expect(hours).toBeCloseTo(1, 2);
    });

    it.each(['editor', 'view', 'client'] as const)('refuses the %s, and nobody is invited', async (role) => {
      const { email } = newcomer();
      await bulk({ emails: [email], role: 'client' }, agency[role]).expect(
        problem(403, 'permission_required'),
      );
      expect(await isInvited(email)).toBe(false);
    });

    it('makes no owner, and nobody at all where that was asked', async () => {
      const { email } = newcomer();
      await bulk({ emails: [email], role: 'owner' }).expect(problem(403, 'owner_role'));
      const role_ids = [systemRoles.view.id, systemRoles.owner.id];
      await bulk({ emails: [email], role_ids }).expect(problem(403, 'owner_role'));
      expect(await isInvited(email)).toBe(false);
    });

    it('hides from a stranger', async () => {
      const by = agency.stranger.in(agency.workspaceId);
      await bulk({ emails: [newcomer().email], role: 'view' }, by).expect(problem(404, 'not_found'));
    });

    it.each([
      ['501', { emails: Array(501).fill('a@b.example'), role: 'view' }, 'emails'],
      ['nobody', { emails: [], role: 'view' }, 'emails'],
      ['one address outside a list', { emails: 'a@b.example', role: 'view' }, 'emails'],
      ['something else in the list', { emails: ['a@b.example', 5], role: 'view' }, 'emails.1'],
      ['an address of 321', { emails: ['a'.repeat(321)], role: 'view' }, 'emails.0'],
      ['no role', { emails: ['a@b.example'] }, 'role'],
      [
        'an hour that is over',
        { emails: ['a@b.example'], role: 'view', expires_in_hours: 0 },
        'expires_in_hours',
      ],
      ['half an hour', { emails: ['a@b.example'], role: 'view', expires_in_hours: 0.5 }, 'expires_in_hours'],
      ['31 days', { emails: ['a@b.example'], role: 'view', expires_in_hours: 721 }, 'expires_in_hours'],
      ['a nickname for all', { emails: ['a@b.example'], role: 'view', nickname: 'you' }, 'nickname'],
    ])('refuses %s', async (_, body: object, field: string) => {
      await bulk(body).expect(problem(400, 'invalid_body', field));
    });
  });

  describe('GET invitations/by-token/{token}', () => {
    it('shows what it is for, to the bearer of the link, and changes nothing', async () => {
      const person = newcomer();
      const { token, id } = await invited(person, 'editor', agency.admin);
      for (const _ of [1, 2, 3]) {
        const { body, headers } = await look(token).expect(200);
        expect(body).toEqual({
          email: person.email,
          workspace_name: 'Harbour Agency',
          inviter_name: 'Adam Archer',
          roles: [{ id: systemRoles.editor.id, name: 'editor' }],
          state: 'pending',
          has_account: false,
          invitation_expires_at: expect.stringMatching(/Z$/),
        });
        expect(headers).not.toHaveProperty('set-cookie');
      }
      expect(await memberOf(id)).toMatchObject({ status: 'pending' });
      expect(await activitiesAbout(id)).toEqual(['member.invited']);
    });

    it('tells whether the address has an account', async () => {
      const person = newcomer();
      await join(app, person);
      const { token } = await invited(person);
      expect((await look(token).expect(200)).body.has_account).toBe(true);
    });

    it('tells what became of it', async () => {
      const states: Record<string, string> = {};
      const used = newcomer();
      const one = await invited(used);
      await accept(one.token, nobody, details(used)).expect(200);
      states['used'] = one.token;
      const two = await invited(newcomer());
      await decline(two.token).expect(200);
      states['declined'] = two.token;
      const three = await invited(newcomer());
      await withdraw(three.id).expect(200);
      states['revoked'] = three.token;
      const four = await invited(newcomer());
      await expire(four.id);
      states['expired'] = four.token;
      for (const [state, token] of Object.entries(states)) expect(await stateOf(token)).toBe(state);
    });

    it.each(['unknown', 'x'.repeat(43), '%00', 'x'.repeat(2000)])('knows no link %s', async (token) => {
      await look(token).expect(problem(404, 'not_found'));
      await accept(token, nobody, details(newcomer())).expect(problem(404, 'not_found'));
      await decline(token).expect(problem(404, 'not_found'));
    });

    it('is no other kind of link', async () => {
      const person = newcomer();
      await nobody.post('auth/sign-up', { ...person, password: PASSWORD }).expect(200);
      const [verification = ''] = await tokensTo(app, person.email, 'verify-email');
      const { token } = await invited(newcomer());
      await look(verification).expect(problem(404, 'not_found'));
      await nobody.post(`auth/email-verifications/${token}`).expect(problem(404, 'not_found'));
      await new Client(app.url, `session=${token}`).get('me').expect(problem(401, 'unauthenticated'));
    });
  });

  describe('POST invitations/by-token/{token}/acceptance', () => {
    describe('by a person without an account', () => {
      it('makes the account and opens a session; the ids that were reserved stay', async () => {
        const person = newcomer();
        const { id, user_id, token } = await invited(person, 'editor');
        const answer = await accept(token, nobody, details(person)).expect(200);
        expect(answer.body).toMatchObject({
          id,
          user_id,
          email: person.email,
          role: 'editor',
          accepted: true,
          status: 'active',
          name: { first: person.first_name, last: person.last_name },
          invitation_expires_at: null,
        });
        const member = new Client(app.url, cookieOf(answer), agency.workspaceId);
        expect((await member.get('me').expect(200)).body.id).toBe(user_id);
        await member.get('workspaces/current').expect(200);
        expect(await memberOf(id)).toMatchObject({ id, user_id });
        await signIn(app, person.email);
        expect(await activitiesAbout(id)).toEqual(['member.invited', 'invitation.accepted']);
      });

      it('makes one member of twenty clicks', async () => {
        const person = newcomer();
        const { id, user_id, token } = await invited(person);
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => accept(token, nobody, details(person))),
        );
        const [accepted, ...others] = answers.sort((a, b) => a.status - b.status);
        expect(accepted).toMatchObject({ status: 200, body: { id, user_id } });
        for (const { body } of others) expect(body.code).toBe('invitation_used');
        expect(await activitiesAbout(id)).toEqual(['member.invited', 'invitation.accepted']);
        const { rows } = await app.db.superuser.query(
          'select (select count(*)::int from users where email = $1) as accounts, (select count(*)::int from sessions where user_id = $2) as sessions',
          [person.email, user_id],
        );
        expect(rows).toEqual([{ accounts: 1, sessions: 1 }]);
      });

      it('makes one account where two workspaces are accepted at the same moment', async () => {
        const person = newcomer();
        const one = await invited(person);
        const two = await invited(person, 'view', agency.stranger);
        const answers = await Promise.all(
          [one, two].map(({ token }) => accept(token, nobody, details(person))),
        );
        const [accepted, other] = answers.sort((a, b) => a.status - b.status);
        expect(accepted!.status).toBe(200);
        problem(403, 'sign_in_required')(other!);
        const rest = accepted!.body.id === one.id ? two : one;
        await accept(rest.token, await signIn(app, person.email)).expect(200);
      });

      it.each([
        ['password', { password: undefined }],
        ['first_name', { first_name: undefined }],
        ['last_name', { last_name: undefined }],
      ])('wants a %s', async (field, without) => {
        const person = newcomer();
        const { id, token } = await invited(person);
        await accept(token, nobody, { ...details(person), ...without }).expect(
          problem(400, 'invalid_body', field),
        );
        expect(await memberOf(id)).toMatchObject({ status: 'pending' });
        expect(await stateOf(token)).toBe('pending');
      });

      it.each([
        ['a short password', { password: 'fourteen chars' }, 'password_too_short', 'password'],
        ['a common password', { password: 'passwordpassword' }, 'password_too_common', 'password'],
        ['another address', { email: 'mallory@elsewhere.example' }, 'invalid_body', 'email'],
        ['another role', { role: 'owner' }, 'invalid_body', 'role'],
        ['an id', { user_id: ABSENT }, 'invalid_body', 'user_id'],
        ['an empty name', { first_name: ' ' }, 'invalid_body', 'first_name'],
      ])('refuses %s, and stays open', async (_, more: object, code: string, field: string) => {
        const person = newcomer();
        const { token } = await invited(person);
        await accept(token, nobody, { ...details(person), ...more }).expect(problem(400, code, field));
        expect(await stateOf(token)).toBe('pending');
        await accept(token, nobody, details(person)).expect(200);
      });

      it('does not take an account that was begun and not confirmed for one', async () => {
        const person = newcomer();
        const { token, id } = await invited(person);
        await nobody.post('auth/sign-up', { ...person, password: 'a stranger thought of this' }).expect(200);
        expect((await look(token).expect(200)).body.has_account).toBe(false);
        const credentials = { email: person.email, password: 'a stranger thought of this' };
        const answer = await nobody
          .post('auth/sign-in', credentials)
          .expect(problem(403, 'email_unverified'));
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(await memberOf(id)).toMatchObject({ status: 'pending' });
      });
    });

    describe('by a person with an account', () => {
      it('needs nothing but their session; the person keeps their id, the member theirs', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, user_id, token } = await invited(person, 'admin');
        expect(user_id).not.toBe(guest.userId);
        const answer = await accept(token, guest).expect(200);
        expect(answer.body).toMatchObject({ id, user_id: guest.userId, role: 'admin', status: 'active' });
        expect(answer.headers).not.toHaveProperty('set-cookie');
        await guest.in(agency.workspaceId).get('audit-logs').expect(200);
      });

      it('needs a session where the account came about after the invitation, too', async () => {
        const person = newcomer();
        const { id, token } = await invited(person, 'editor');
        const guest = await join(app, person);
        await accept(token, nobody, details(person)).expect(problem(403, 'sign_in_required'));
        const { body } = await accept(token, guest).expect(200);
        expect(body).toMatchObject({ id, user_id: guest.userId, role: 'editor' });
      });

      it('ignores a name and a password: they have theirs', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { token } = await invited(person);
        const changed = { first_name: 'Mallory', last_name: 'Moon', password: 'somebody else typed this' };
        await accept(token, guest, changed).expect(200);
        await signIn(app, person.email);
        expect((await guest.get('me').expect(200)).body).toMatchObject(person);
      });

      it('answers the same person with the same member, however often', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        const { body: first } = await accept(token, guest).expect(200);
        const { body: second } = await accept(token, guest).expect(200);
        expect(second).toEqual(first);
        expect(await activitiesAbout(id)).toEqual(['member.invited', 'invitation.accepted']);
      });

      it('makes one member of twenty clicks, and answers each with it', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token, guest)));
        expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
        expect(new Set(answers.map(({ body }) => body.id))).toEqual(new Set([id]));
        expect(await activitiesAbout(id)).toEqual(['member.invited', 'invitation.accepted']);
        const { body } = await guest.get('me/workspaces').expect(200);
        expect(body.items).toHaveLength(1);
      });

      it('asks for a sign-in first, and sets nothing', async () => {
        const person = newcomer();
        await join(app, person);
        const { id, token } = await invited(person);
        await accept(token, nobody, details(person)).expect(problem(403, 'sign_in_required'));
        await accept(token).expect(problem(403, 'sign_in_required'));
        expect(await memberOf(id)).toMatchObject({ status: 'pending' });
      });

      it('is for nobody else’s session', async () => {
        const person = newcomer();
        const { id, token } = await invited(person);
        for (const by of [agency.stranger, agency.owner])
          await accept(token, by, details(person)).expect(problem(403, 'wrong_account'));
        expect(await memberOf(id)).toMatchObject({ status: 'pending' });
        expect(await stateOf(token)).toBe('pending');
      });

      it('refuses another site that has the link and borrows the session', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        await accept(token, guest).unset('x-requested-with').expect(problem(403, 'csrf'));
        expect(await memberOf(id)).toMatchObject({ status: 'pending' });
      });
    });

    describe('on a link that is dead', () => {
      it.each([
        ['used', 'invitation_used', (one: Invited, p: Character) => accept(one.token, nobody, details(p))],
        ['declined', 'invitation_declined', (one: Invited) => decline(one.token)],
        ['withdrawn', 'invitation_revoked', (one: Invited) => withdraw(one.id)],
        ['sent again', 'invitation_revoked', (one: Invited) => resend(one.id)],
        ['expired', 'invitation_expired', (one: Invited) => expire(one.id)],
      ])('refuses what was %s, signed out or in', async (_, code, kill) => {
        const person = newcomer();
        const one = await invited(person);
        await kill(one, person);
        await accept(one.token, nobody, details(person)).expect(problem(409, code));
        await decline(one.token).expect(problem(409, code));
      });

      it('refuses a person with an account whose invitation was withdrawn', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        await withdraw(id).expect(200);
        await accept(token, guest).expect(problem(409, 'invitation_revoked'));
        await guest.in(agency.workspaceId).get('workspaces/current').expect(problem(404, 'not_found'));
      });

      it('refuses a member who was removed since', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        await accept(token, guest).expect(200);
        await agency.owner.delete(`workspace-members/${id}`).expect(200);
        await accept(token, guest).expect(problem(409, 'invitation_used'));
        await guest.in(agency.workspaceId).get('workspaces/current').expect(problem(404, 'not_found'));
      });

      it('lets one of accepting and withdrawing win, never both', async () => {
        const person = newcomer();
        const guest = await join(app, person);
        const { id, token } = await invited(person);
        const [accepted, withdrawn] = await Promise.all([accept(token, guest), withdraw(id)]);
        const inside = await guest.in(agency.workspaceId).get('workspaces/current');
        const outcome = [accepted.status, withdrawn.status, inside.status];
        expect([
          [200, 409, 200],
          [409, 200, 404],
        ]).toContainEqual(outcome);
      });
    });

    it('gives the role the invitation has at that moment, not when it was mailed', async () => {
      const person = newcomer();
      const { id, token } = await invited(person, 'admin');
      await agency.owner.patch(`workspace-members/${id}`, { role: 'view' }).expect(200);
      expect((await look(token).expect(200)).body.roles).toMatchObject([{ name: 'view' }]);
      const { body } = await accept(token, nobody, details(person)).expect(200);
      expect(body.role).toBe('view');
    });
  });

  describe('POST invitations/by-token/{token}/decline', () => {
    it('ends the invitation, for the bearer alone to do, and frees the address', async () => {
      const person = newcomer();
      const { id, token } = await invited(person);
      const { body } = await decline(token).expect(200);
      expect(body).toMatchObject({ email: person.email, state: 'declined' });
      await agency.owner.get(`workspace-members/${id}`).expect(problem(404, 'not_found'));
      expect(await activitiesAbout(id)).toEqual(['member.invited', 'invitation.declined']);
      await invited(person);
    });

    it('takes no body', async () => {
      const { token } = await invited(newcomer());
      await nobody
        .post(`invitations/by-token/${token}/decline`, { reason: 'busy' })
        .expect(problem(400, 'invalid_body', 'reason'));
      expect(await stateOf(token)).toBe('pending');
    });
  });

  describe('POST invitations/{id}/resend', () => {
    it('mails a new link with a new term, and kills the old one', async () => {
      const person = newcomer();
      const { id, token: old } = await invited(person);
      await expire(id);
      const { body } = await resend(id, agency.admin).expect(200);
      expect(body).toMatchObject({ id, expired: false, status: 'pending' });
      const [fresh = '', ...rest] = await linksTo(person);
      expect(rest).toEqual([old]);
      expect(await stateOf(old)).toBe('revoked');
      await accept(fresh, nobody, details(person)).expect(200);
      expect(await activitiesAbout(id)).toEqual([
        'member.invited',
        'invitation.resent',
        'invitation.accepted',
      ]);
    });

    it.each(['editor', 'view', 'client'] as const)(
      'refuses the %s, and the link stays good',
      async (role) => {
        const { id, token } = await invited(newcomer());
        await resend(id, agency[role]).expect(problem(403, 'permission_required'));
        expect(await stateOf(token)).toBe('pending');
      },
    );

    it('has nothing to send to a member', async () => {
      await resend(await memberIdOf(agency.view)).expect(problem(409, 'not_pending'));
    });

    it('hides from a stranger, as what is not there', async () => {
      const { id, token } = await invited(newcomer());
      const foreign = await resend(id, agency.stranger);
      const absent = await resend(ABSENT, agency.stranger);
      problem(404, 'not_found')(foreign);
      expect(modulo(foreign)).toEqual(modulo(absent));
      expect(await stateOf(token)).toBe('pending');
    });
  });

  describe('DELETE invitations/{id}', () => {
    it('withdraws it: the link is dead and the address free', async () => {
      const person = newcomer();
      const { id, token } = await invited(person, 'admin');
      const { body } = await withdraw(id, agency.admin).expect(200);
      expect(body).toMatchObject({ id, email: person.email, status: 'pending' });
      expect(await stateOf(token)).toBe('revoked');
      await withdraw(id).expect(problem(404, 'not_found'));
      await invited(person);
    });

    it('does not send a mail that has not left yet', async () => {
      const person = newcomer();
      const { body } = await agency.owner
        .post('workspace-members', { email: person.email, role: 'view' })
        .expect(200);
      await withdraw(body.id).expect(200);
      for (const token of await linksTo(person)) expect(await stateOf(token)).toBe('revoked');
    });

    it.each(['editor', 'view', 'client'] as const)(
      'refuses the %s, and the link stays good',
      async (role) => {
        const { id, token } = await invited(newcomer());
        await withdraw(id, agency[role]).expect(problem(403, 'permission_required'));
        expect(await stateOf(token)).toBe('pending');
      },
    );

    it('removes no member', async () => {
      const id = await memberIdOf(agency.view);
      await withdraw(id).expect(problem(409, 'not_pending'));
      expect(await memberOf(id)).toMatchObject({ status: 'active' });
    });

    it('hides from a stranger, as what is not there', async () => {
      const { id, token } = await invited(newcomer());
      const foreign = await withdraw(id, agency.stranger);
      const absent = await withdraw(ABSENT, agency.stranger);
      problem(404, 'not_found')(foreign);
      expect(modulo(foreign)).toEqual(modulo(absent));
      expect(await stateOf(token)).toBe('pending');
    });
  });

  describe('POST invitations/{id}/confirmation', () => {
    /** A person invited by an admin, of whom something becomes before they accept. */
    async function invitedBy(
      fate: (id: string) => PromiseLike<unknown>,
    ): Promise<[Character, Invited, Client]> {
      const inviter = await hire(app, agency.owner, newcomer('Ada'), 'admin');
      const person = newcomer();
      const invitation = await invited(person, 'editor', inviter);
      await fate(await memberIdOf(inviter));
      const answer = await accept(invitation.token, nobody, details(person)).expect(200);
      expect(answer.body).toMatchObject({ status: 'needs_confirmation', accepted: false });
      return [person, invitation, new Client(app.url, cookieOf(answer), agency.workspaceId)];
    }

    const removed = (id: string) =>
      agency.owner.delete(`workspace-members/${id}?keep=invitations`).expect(200);
    const demoted = (id: string) =>
      agency.owner.patch(`workspace-members/${id}`, { role: 'view' }).expect(200);
    const suspended = (id: string) =>
      app.db.superuser.query(`update workspace_members set status = 'suspended' where id = $1`, [id]);

    it.each([
      ['removed', removed],
      ['demoted', demoted],
      ['suspended', suspended],
    ])('lets nobody in whose inviter was %s, until an admin says yes', async (_, fate) => {
      const [, { id, token }, waiting] = await invitedBy(fate);
      await waiting.get('workspaces/current').expect(problem(404, 'not_found'));
      expect((await waiting.get('me/workspaces').expect(200)).body.items).toEqual([]);
      const { body: again } = await accept(token, waiting).expect(200);
      expect(again).toMatchObject({ id, status: 'needs_confirmation' });

      const { body } = await confirm(id, agency.admin).expect(200);
      expect(body).toMatchObject({ id, status: 'active', accepted: true, role: 'editor' });
      await waiting.get('workspaces/current').expect(200);
      expect(await activitiesAbout(id)).toEqual([
        'member.invited',
        'invitation.waits_for_confirmation',
        'invitation.confirmed',
      ]);
    });

    it('is not needed where a person who may has sent the invitation again', async () => {
      const inviter = await hire(app, agency.owner, newcomer('Ada'), 'admin');
      const person = newcomer();
      const { id } = await invited(person, 'editor', inviter);
      await removed(await memberIdOf(inviter));
      await resend(id).expect(200);
      const [token = ''] = await tokensTo(app, person.email, 'invitations');
      const { body } = await accept(token, nobody, details(person)).expect(200);
      expect(body).toMatchObject({ id, status: 'active', issuer_id: agency.owner.userId });
    });

    it('shows who waits among the invitations', async () => {
      const [person, { id }] = await invitedBy(removed);
      const { body } = await agency.owner.get('invitations?limit=100').expect(200);
      expect(body.items).toContainEqual(
        expect.objectContaining({ id, email: person.email, status: 'needs_confirmation' }),
      );
    });

    it('can be answered with no: then nobody waits', async () => {
      const [, { id }, waiting] = await invitedBy(demoted);
      await withdraw(id, agency.admin).expect(200);
      await confirm(id).expect(problem(404, 'not_found'));
      await waiting.get('workspaces/current').expect(problem(404, 'not_found'));
    });

    it.each(['editor', 'view', 'client'] as const)('is not for the %s to say', async (role) => {
      const [, { id }] = await invitedBy(removed);
      await confirm(id, agency[role]).expect(problem(403, 'permission_required'));
      expect(await memberOf(id)).toMatchObject({ status: 'needs_confirmation' });
    });

    it('is asked of nobody who does not wait', async () => {
      const { id } = await invited(newcomer());
      await confirm(id).expect(problem(409, 'not_waiting'));
      await confirm(await memberIdOf(agency.view)).expect(problem(409, 'not_waiting'));
    });

    it('hides from a stranger, as what is not there', async () => {
      const [, { id }] = await invitedBy(removed);
      const foreign = await confirm(id, agency.stranger);
      const absent = await confirm(ABSENT, agency.stranger);
      problem(404, 'not_found')(foreign);
      expect(modulo(foreign)).toEqual(modulo(absent));
    });
  });

  it('is mailed as text, with any names of people and workspaces', async () => {
    const owner = await join(app, newcomer('Rhea', '<img src=x>'));
    const named = await createWorkspace(owner, '"><a href="https://elsewhere.example">Prize</a>');
    const person = newcomer();
    await invited(person, 'view', named);
    const [mail] = await mailsTo(app, person.email);
    expect(mail!.to).toEqual([person.email]);
    expect(mail!.html).not.toMatch(/<img|href="https:\/\/elsewhere/);
    expect(mail!.html).toContain('&lt;img src=x&gt;');
    expect(mail!.text).toContain('<img src=x>');
  });

  it('shows the secret of a link to nobody but the reader of the mail', async () => {
    const person = newcomer();
    const answers: string[] = [];
    const keep = async (sent: PromiseLike<{ text: string; headers: object }>) => {
      const { text, headers } = await sent;
      answers.push(text + JSON.stringify(headers));
    };
    await keep(agency.owner.post('workspace-members', { email: person.email, role: 'view' }).expect(200));
    await keep(agency.owner.post('invitations', { emails: [person.email], role: 'view' }).expect(200));
    const { body } = await agency.owner.get(`workspace-members?search=${person.email}`).expect(200);
    const [{ id }] = body.items;
    await keep(resend(id).expect(200));
    const tokens = await linksTo(person);
    expect(tokens).toHaveLength(2);
    await auditLog(app, agency.owner);
    for (const path of [
      'workspace-members?limit=100',
      `workspace-members/${id}`,
      'invitations?limit=100',
      'audit-logs?limit=1000',
    ])
      await keep(agency.owner.get(path).expect(200));
    await keep(look(tokens[0]!).expect(200));

    const secrets = tokens.flatMap((token) => {
      const hash = createHash('sha256').update(token).digest();
      return [token, hash.toString('hex'), hash.toString('base64'), hash.toString('base64url')];
    });
    for (const answer of answers) for (const secret of secrets) expect(answer).not.toContain(secret);
  });
});
