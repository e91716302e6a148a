import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { enrol, wrongCode } from '../../support/authenticator.js';
import { hold, waiting } from '../../support/held.js';
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

describe('the owner of a workspace', () => {
  let app: TestApp;

  interface Someone {
    readonly email: string;
    client: Client;
  }
  let olive: Someone;
  let adam: Someone;
  let edith: Someone;
  let workspaceId: string;

  beforeAll(async () => {
    app = await sharedApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    const [owner, admin, editor] = [newcomer('Olive'), newcomer('Adam'), newcomer('Edith')];
    const founded = await createWorkspace(await join(app, owner), 'Harbour Agency');
    olive = { email: owner.email, client: founded };
    ({ workspaceId } = founded);
    adam = { email: admin.email, client: await hire(app, founded, admin, 'admin') };
    edith = { email: editor.email, client: await hire(app, founded, editor, 'editor') };
  });

  /** A fresh login; the cookie is another from then on. @returns the value good for one change of the owner */
  async function prove(who: Someone, code?: string): Promise<string> {
    const body = { password: PASSWORD, ...(code && { code }) };
    const answer = await who.client.post('auth/reauthentication', body).expect(200);
    who.client = new Client(app.url, cookieOf(answer), workspaceId, who.client.userId);
    return answer.body.sec;
  }

  const changeOwner = (who: Someone, email: string, sec: string) =>
    who.client.post('workspaces/current/change-owner', { email, sec });
  const confirm = (who: Someone) => who.client.post('workspaces/current/change-owner/confirmation');
  const withdraw = (who: Someone) => who.client.delete('workspaces/current/change-owner');
  const reverse = (who: Someone) => who.client.post('workspaces/current/change-owner/reversal');
  const show = (token: string) => signedOut(app).get(`ownership-reversals/${token}`);
  const take = (token: string, body: object = { password: PASSWORD }) =>
    signedOut(app).post(`ownership-reversals/${token}`, body);

  const start = async (heir: Someone): Promise<void> => {
    await changeOwner(olive, heir.email, await prove(olive)).expect(200);
  };
  /** Olive hands over to the heir. @returns the token of the link that takes it back */
  async function handOver(heir: Someone): Promise<string> {
    await start(heir);
    await confirm(heir).expect(200);
    return (await tokensTo(app, olive.email, 'ownership-reversals'))[0]!;
  }

  const query = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
    (await app.db.superuser.query<Row>(text, [workspaceId, ...values])).rows;
  const ownerId = async () =>
    (await query<{ owner_id: string }>('select owner_id from workspaces where id = $1'))[0]!.owner_id;
  /** Who holds which system roles, by the rows. */
  async function holds({ client }: Someone): Promise<string[]> {
    const rows = await query<{ role_id: string }>(
      `select g.role_id from grants g join workspace_members m on m.workspace_id = g.workspace_id and m.id = g.member_id
       where m.workspace_id = $1 and m.user_id = $2 order by 1`,
      client.userId,
    );
    const name = (id: string) => Object.entries(systemRoles).find(([, role]) => role.id === id)?.[0] ?? id;
    return rows.map(({ role_id }) => name(role_id));
  }
  const stands = async () => ({
    owner: await ownerId(),
    olive: await holds(olive),
    adam: await holds(adam),
    edith: await holds(edith),
  });
  const before = () => ({ owner: olive.client.userId, olive: ['owner'], adam: ['admin'], edith: ['editor'] });
  const ownersInAll = () =>
    query<{ member_id: string }>(
      'select member_id from grants where workspace_id = $1 and role_id = $2',
      systemRoles.owner.id,
    );
  const ownerIsMember = async () =>
    (
      await query(
        `select 1 from workspaces w join workspace_members m on m.workspace_id = w.id and m.user_id = w.owner_id
         where w.id = $1 and m.status = 'active'`,
      )
    ).length === 1;
  const recorded = async (reader: Someone, activity: string) =>
    (await auditLog(app, reader.client)).filter((one) => one.activity === activity);
  const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status).sort();
  /** Makes a race happen: the second begins when the first already waits for the workspace, and both go on together. */
  async function inTurn(acts: readonly (() => PromiseLike<Response>)[]): Promise<Response[]> {
    const letGo = await hold(app.db, 'select 1 from workspaces where id = $1 for no key update', [
      workspaceId,
    ]);
    const begun: Promise<Response>[] = [];
    try {
      for (const act of acts) {
        begun.push(Promise.resolve(act()));
        await waiting(app.db, begun.length);
      }
    } finally {
      await letGo();
    }
    return Promise.all(begun);
  }
  /** As if so much time had passed since. */
  const age = (interval: string) =>
    query(
      `with w as (update workspaces set pending_owner_until = pending_owner_until - $2::interval where id = $1)
       update ownership_changes set reversible_until = reversible_until - $2::interval where workspace_id = $1`,
      interval,
    );

  describe('chooses the next one', () => {
    it('who is shown as pending, and nothing has changed yet', async () => {
      const sec = await prove(olive);
      const { body } = await changeOwner(olive, edith.email.toUpperCase(), sec).expect(200);
      expect(body).toMatchObject({
        id: workspaceId,
        owner: olive.client.userId,
        pending_owner: edith.client.userId,
      });
      expect(await stands()).toEqual(before());
      const { body: seen } = await adam.client.get('workspaces/current').expect(200);
      expect(seen.pending_owner).toBe(edith.client.userId);
      const { body: told } = await adam.client.get('workspaces/current/change-owner').expect(200);
      expect(told).toEqual({
        owner: { user_id: olive.client.userId, name: expect.stringMatching(/\S/) },
        pending_owner: { user_id: edith.client.userId, name: expect.stringMatching(/\S/) },
        pending_owner_until: expect.stringMatching(/Z$/),
        reversible_by: null,
        reversible_until: null,
      });
      expect(await recorded(olive, 'workspace.owner_change_started')).toMatchObject([
        { user_id: olive.client.userId, changes: { pending_owner: { after: edith.client.userId } } },
      ]);
      expect(await templatesTo(app, olive.email)).toContain('ownership_offer_sent');
      expect(await templatesTo(app, edith.email)).toContain('ownership_offered');
    });

    it('and can withdraw the offer: the chosen member gets a mail, and can no longer confirm', async () => {
      await start(edith);
      const { body } = await withdraw(olive).expect(200);
      expect(body).toMatchObject({ owner: olive.client.userId, pending_owner: null });
      await confirm(edith).expect(problem(409, 'ownership_not_pending'));
      await withdraw(olive).expect(problem(409, 'ownership_not_pending'));
      expect(await stands()).toEqual(before());
      expect(await templatesTo(app, edith.email)).toContain('ownership_withdrawn');
      expect(await recorded(olive, 'workspace.owner_change_withdrawn')).toMatchObject([
        { changes: { pending_owner: { before: edith.client.userId, after: null } } },
      ]);
    });

    it('with the value of a login that counts once', async () => {
      const sec = await prove(olive);
      await changeOwner(olive, edith.email, sec).expect(200);
      await withdraw(olive).expect(200);
      await changeOwner(olive, edith.email, sec).expect(problem(403, 'wrong_sec'));
    });

    it('not with that of another session of theirs, nor with the previous one', async () => {
      const other: Someone = { email: olive.email, client: (await signIn(app, olive.email)).in(workspaceId) };
      const elsewhere = await prove(other);
      const old = await prove(olive);
      await prove(olive);
      for (const sec of [elsewhere, old, 'anything'])
        await changeOwner(olive, edith.email, sec).expect(problem(403, 'wrong_sec'));
    });

    it('not with a login that is no longer fresh', async () => {
      const sec = await prove(olive);
      await goStale(app, olive.client);
      await changeOwner(olive, edith.email, sec).expect(problem(403, 'reauth_required'));
    });

    it('and cannot choose a second one while the first has yet to confirm', async () => {
      await start(edith);
      await changeOwner(olive, adam.email, await prove(olive)).expect(problem(409, 'ownership_pending'));
    });

    it('or after seven days, when it is over', async () => {
      await start(edith);
      await age('7 days');
      await confirm(edith).expect(problem(409, 'ownership_not_pending'));
      const { body } = await olive.client.get('workspaces/current').expect(200);
      expect(body.pending_owner).toBeNull();
      await changeOwner(olive, adam.email, await prove(olive)).expect(200);
    });

    it('or when the chosen member has left', async () => {
      await start(edith);
      await olive.client.delete(`workspace-members/${await memberIdOf(edith.client)}`).expect(200);
      const { body } = await olive.client.get('workspaces/current').expect(200);
      expect(body.pending_owner).toBeNull();
      await changeOwner(olive, adam.email, await prove(olive)).expect(200);
    });

    it.each(['themselves', 'an invited person', 'a suspended member', 'a stranger', 'nobody'])(
      'never %s',
      async (who) => {
        const [guest, stranger] = [newcomer(), newcomer('Simon')];
        await join(app, stranger);
        await olive.client.post('workspace-members', { email: guest.email, role: 'admin' }).expect(200);
        const addresses: Record<string, string> = {
          themselves: olive.email,
          'an invited person': guest.email,
          'a suspended member': edith.email,
          'a stranger': stranger.email,
          nobody: 'nobody@nowhere.example',
        };
        await query(
          `update workspace_members set status = 'suspended' where workspace_id = $1 and user_id = $2`,
          edith.client.userId,
        );
        await changeOwner(olive, addresses[who]!, await prove(olive)).expect(
          problem(400, 'unknown_member', 'email'),
        );
        const { body } = await olive.client.get('workspaces/current').expect(200);
        expect(body.pending_owner).toBeNull();
      },
    );

    it('never a program', async () => {
      await query(
        `update workspace_members set kind = 'service', name = 'Sync'
        where workspace_id = $1 and user_id = $2`,
        edith.client.userId,
      );
      await changeOwner(olive, edith.email, await prove(olive)).expect(
        problem(400, 'unknown_member', 'email'),
      );
    });

    it('as no other member can', async () => {
      for (const other of [adam, edith]) {
        const { body } = await changeOwner(other, other.email, await prove(other)).expect(
          problem(403, 'permission_required'),
        );
        expect(body.permission).toBe('workspace_ownership:update');
        await withdraw(other).expect(problem(403, 'permission_required'));
      }
      const stranger = (await join(app, newcomer())).in(workspaceId);
      await stranger
        .post('workspaces/current/change-owner', { email: adam.email, sec: 'x' })
        .expect(problem(404, 'not_found'));
    });

    it.each([
      ['no address', { sec: 'x' }, 'email'],
      ['no value of a login', { email: 'a@harbour.example' }, 'sec'],
      ['something else', { email: 'a@harbour.example', sec: 'x', owner: ABSENT }, 'owner'],
    ])('not with %s', async (_, body, field) => {
      await olive.client
        .post('workspaces/current/change-owner', body)
        .expect(problem(400, 'invalid_body', field));
    });
  });

  describe('is another once that one confirms', () => {
    it('who holds owner and nothing else, while the old one is an admin and nothing else', async () => {
      await query(
        `update workspace_members set permissions = '{campaigns.view}' where workspace_id = $1 and user_id = $2`,
        edith.client.userId,
      );
      await start(edith);
      const { body } = await confirm(edith).expect(200);
      expect(body).toMatchObject({ owner: edith.client.userId, pending_owner: null });
      const after = { owner: edith.client.userId, olive: ['admin'], adam: ['admin'], edith: ['owner'] };
      expect(await stands()).toEqual(after);
      // What was closed to them as a member is open to the owner.
      await edith.client.patch('workspaces/current', { name: 'Edith’s' }).expect(200);
      expect(await recorded(edith, 'workspace.owner_changed')).toMatchObject([
        {
          user_id: edith.client.userId,
          changes: {
            owner: { before: olive.client.userId, after: edith.client.userId },
            owner_name: { before: 'Olive Newton', after: 'Edith Newton' },
          },
        },
      ]);
      expect(await templatesTo(app, olive.email)).toContain('ownership_handed_over');
      expect(await templatesTo(app, edith.email)).toContain('ownership_taken_over');
    });

    it('not before a fresh login', async () => {
      await start(edith);
      await goStale(app, edith.client);
      await confirm(edith).expect(problem(403, 'reauth_required'));
      expect(await stands()).toEqual(before());
    });

    it('not by anybody else', async () => {
      await start(edith);
      for (const other of [olive, adam]) await confirm(other).expect(problem(409, 'ownership_not_pending'));
      expect(await stands()).toEqual(before());
    });

    it('not while the workspace is about to be removed', async () => {
      await start(edith);
      await olive.client.post('workspaces/current/schedule-for-removal').expect(200);
      await confirm(edith).expect(problem(409, 'removal_scheduled'));
      await changeOwner(olive, edith.email, await prove(olive)).expect(problem(409, 'removal_scheduled'));
      expect(await stands()).toEqual(before());
    });

    it('once, of twenty confirmations at the same moment', async () => {
      await start(edith);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => confirm(edith).set('idempotency-key', `confirm-${i}`)),
      );
      expect(statuses(answers)).toEqual([200, ...Array<number>(19).fill(409)]);
      expect(await query('select 1 from ownership_changes where workspace_id = $1')).toHaveLength(1);
      expect(await ownersInAll()).toHaveLength(1);
      expect(await recorded(edith, 'workspace.owner_changed')).toHaveLength(1);
      const mails = await templatesTo(app, olive.email);
      expect(mails.filter((one) => one === 'ownership_handed_over')).toHaveLength(1);
    });

    it.each(['confirming', 'withdrawing'])(
      'or stays, when it is withdrawn meanwhile: %s comes first',
      async (first) => {
        await start(edith);
        const acts = [() => confirm(edith), () => withdraw(olive)];
        const answers = await inTurn(first === 'confirming' ? acts : acts.reverse());
        expect(answers.map(({ status }) => status)).toEqual([200, 409]);
        expect(await ownerId()).toBe((first === 'confirming' ? edith : olive).client.userId);
        expect(await ownersInAll()).toHaveLength(1);
      },
    );

    describe.each(['confirming', 'going'] as const)(
      'or stays, when they are just going, and %s comes first',
      (first) => {
        it.each(['leaving', 'being removed'])('by %s: the owner is a member', async (way) => {
          await start(edith);
          const id = await memberIdOf(edith.client);
          const by = way === 'leaving' ? edith : adam;
          const confirming = () => confirm(edith);
          const going = () => by.client.delete(`workspace-members/${id}`);
          const answers = await inTurn(first === 'confirming' ? [confirming, going] : [going, confirming]);
          const [won, lost] = answers.map(({ status }) => status);
          expect(won).toBe(200);
          expect([403, 404, 409]).toContain(lost);
          expect(await ownerId()).toBe((first === 'confirming' ? edith : olive).client.userId);
          expect(await ownerIsMember()).toBe(true);
          expect(await ownersInAll()).toHaveLength(1);
        });
      },
    );
  });

  describe('of the previous owner', () => {
    it('takes it back when signed in, and all have their earlier roles', async () => {
      const { body: role } = await olive.client
        .post('roles', { name: 'Research', permissions: ['leads:read'] })
        .expect(200);
      await olive.client
        .patch(`workspace-members/${await memberIdOf(edith.client)}`, {
          role_ids: [role.id, systemRoles.editor.id],
        })
        .expect(200);
      await query(
        `update workspace_members set permissions = '{campaigns.view}' where workspace_id = $1 and user_id = $2`,
        edith.client.userId,
      );
      const held = await stands();
      await handOver(edith);
      const { body } = await reverse(olive).expect(200);
      expect(body).toMatchObject({ owner: olive.client.userId, pending_owner: null });
      expect(await stands()).toEqual(held);
      const [mask] = await query<{ permissions: string[] }>(
        'select permissions from workspace_members where workspace_id = $1 and user_id = $2',
        edith.client.userId,
      );
      expect(mask!.permissions).toEqual(['campaigns.view']);
      expect(await recorded(olive, 'workspace.owner_change_reversed')).toMatchObject([
        {
          user_id: olive.client.userId,
          changes: { owner: { before: edith.client.userId, after: olive.client.userId } },
        },
      ]);
      for (const { email } of [olive, edith])
        expect(await templatesTo(app, email)).toContain('ownership_reversed');
    });

    it('gets no role back for the other that is gone by then', async () => {
      const role = await olive.client
        .post('roles', { name: 'Research', permissions: ['leads:read'] })
        .expect(200);
      const member = `workspace-members/${await memberIdOf(edith.client)}`;
      await olive.client.patch(member, { role_ids: [role.body.id, systemRoles.view.id] }).expect(200);
      await handOver(edith);
      await edith.client.delete(`roles/${role.body.id}`).expect(200);
      await reverse(olive).expect(200);
      expect(await holds(edith)).toEqual(['view']);
    });

    it('not without a fresh login', async () => {
      await handOver(edith);
      await goStale(app, olive.client);
      await reverse(olive).expect(problem(403, 'reauth_required'));
      expect(await ownerId()).toBe(edith.client.userId);
    });

    it('takes it back with the mailed link and their password, though they left and cannot enter', async () => {
      const token = await handOver(edith);
      await olive.client.delete(`workspace-members/${await memberIdOf(olive.client)}`).expect(200);
      const shown = await show(token).expect(200);
      expect(shown.body).toMatchObject({
        workspace_name: 'Harbour Agency',
        new_owner_name: 'Edith Newton',
        state: 'open',
      });
      expect(await ownerId()).toBe(edith.client.userId);
      const { body } = await take(token).expect(200);
      expect(body.state).toBe('used');
      expect(await stands()).toEqual(before());
      await olive.client.get('workspaces/current').expect(200);
      await show(token).expect(200, { ...shown.body, state: 'used' });
    });

    it('is back by it, though they left and were invited again', async () => {
      const token = await handOver(edith);
      await olive.client.delete(`workspace-members/${await memberIdOf(olive.client)}`).expect(200);
      await edith.client.post('workspace-members', { email: olive.email, role: 'view' }).expect(200);
      const [invitation] = await tokensTo(app, olive.email, 'invitations');
      await take(token).expect(200);
      expect(await stands()).toEqual(before());
      await signedOut(app)
        .post(`invitations/by-token/${invitation}/decline`)
        .expect(problem(409, 'invitation_revoked'));
    });

    it.each([
      ['a wrong password', { password: 'not the right one at all' }, 403, 'wrong_password'],
      ['no password', {}, 400, 'invalid_body'],
    ])('not by the link with %s', async (_, body, status, code) => {
      const token = await handOver(edith);
      await take(token, body).expect(problem(status, code));
      expect(await ownerId()).toBe(edith.client.userId);
      await take(token).expect(200);
    });

    it('nor without their second factor, where they have one', async () => {
      const by = await enrol(app, olive.client);
      await changeOwner(olive, edith.email, await prove(olive, await by.code())).expect(200);
      await confirm(edith).expect(200);
      const [token = ''] = await tokensTo(app, olive.email, 'ownership-reversals');
      await take(token).expect(problem(400, 'code_required', 'code'));
      await take(token, { password: PASSWORD, code: wrongCode(by) }).expect(problem(403, 'wrong_code'));
      expect(await ownerId()).toBe(edith.client.userId);
      await take(token, { password: PASSWORD, code: await by.code() }).expect(200);
      expect(await stands()).toEqual(before());
    });

    it('once, whichever way, however many at the same moment', async () => {
      const token = await handOver(edith);
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => take(token)),
        ...Array.from({ length: 4 }, () => reverse(olive)),
      ]);
      expect(statuses(answers)).toEqual([200, ...Array<number>(7).fill(409)]);
      expect(await stands()).toEqual(before());
      expect(await recorded(olive, 'workspace.owner_change_reversed')).toHaveLength(1);
      await take(token).expect(problem(409, 'ownership_reversal_used'));
      await reverse(olive).expect(problem(409, 'ownership_not_reversible'));
    });

    it('not after 72 hours', async () => {
      const token = await handOver(edith);
      await age('72 hours');
      expect((await show(token).expect(200)).body.state).toBe('expired');
      await take(token).expect(problem(409, 'ownership_reversal_expired'));
      await reverse(olive).expect(problem(409, 'ownership_not_reversible'));
      expect(await ownerId()).toBe(edith.client.userId);
    });

    it('as nobody else can', async () => {
      await handOver(edith);
      for (const other of [adam, edith])
        await reverse(other).expect(problem(409, 'ownership_not_reversible'));
    });

    it('learns nothing from a link that never existed', async () => {
      await show('nothing-opens-with-this').expect(problem(404, 'not_found'));
      await take('nothing-opens-with-this').expect(problem(404, 'not_found'));
    });

    it('has a link that stands nowhere in the database', async () => {
      const token = await handOver(edith);
      const rows = await query<{ text: string }>(
        'select c::text as text from ownership_changes c where workspace_id = $1',
      );
      expect(rows[0]!.text).not.toContain(token);
    });
  });

  describe('of the first 72 hours', () => {
    it('can neither hand the workspace on nor remove it, and is told until when', async () => {
      await handOver(edith);
      const passed = await changeOwner(edith, adam.email, await prove(edith)).expect(
        problem(409, 'ownership_reversible'),
      );
      const removed = await edith.client
        .post('workspaces/current/schedule-for-removal')
        .expect(problem(409, 'ownership_reversible'));
      for (const { body } of [passed, removed])
        expect(Date.parse(body.until)).toBeGreaterThan(Date.now() + 71 * 3_600_000);
    });

    it('can neither remove, nor demote, nor suspend the previous owner, and neither can anybody else', async () => {
      const id = await memberIdOf(olive.client);
      await handOver(edith);
      const attempts = (who: Someone) => [
        who.client.delete(`workspace-members/${id}`),
        who.client.patch(`workspace-members/${id}`, { role: 'view' }),
        who.client.post(`workspace-members/${id}/suspension`),
      ];
      for (const answer of await Promise.all(attempts(edith))) problem(409, 'ownership_reversible')(answer);
      for (const { status } of await Promise.all(attempts(adam))) expect([403, 409]).toContain(status);
      expect(await holds(olive)).toEqual(['admin']);
      await olive.client.get('workspaces/current').expect(200);
      await age('72 hours');
      await edith.client.patch(`workspace-members/${id}`, { role: 'view' }).expect(200);
    });

    it('can do both afterwards', async () => {
      await handOver(edith);
      await age('72 hours');
      await changeOwner(edith, adam.email, await prove(edith)).expect(200);
      await edith.client.post('workspaces/current/schedule-for-removal').expect(200);
    });
  });
});
