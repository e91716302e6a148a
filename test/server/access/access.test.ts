import { type Permission, permissions, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  Client,
  cookieOf,
  foundAgency,
  hire,
  mailedToken,
  memberIdOf,
  signedOut,
} from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { allRows } from '../../support/rows.js';
import { settled, until } from '../../support/until.js';

const NOBODY = '0192ffff-0000-7000-8000-000000000000';

describe('answers about access', () => {
  let app: TestApp;
  let agency: Agency;
  let owner: Client;
  let admin: Client;
  let count = 0;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    ({ owner, admin } = agency);
  });
  afterAll(() => app.close());

  const role = async (permissions: Permission[], more: object = {}): Promise<string> => {
    const { body } = await owner
      .post('roles', { name: `Role ${(count += 1)}`, permissions, ...more })
      .expect(200);
    return body.id;
  };
  const newMember = (name = 'client') => hire(app, owner, newcomer(), name);
  /** A person to whom these strings of the shared format leave something open. */
  const masked = async (open: string[], name = 'editor'): Promise<Client> => {
    const { email, first_name, last_name } = newcomer();
    await owner.post('workspace-members', { email, role: name, permissions: open }).expect(200);
    const link = `invitations/by-token/${await mailedToken(app, email, 'invitations')}/acceptance`;
    const answer = await signedOut(app).post(link, { first_name, last_name, password: PASSWORD }).expect(200);
    return new Client(app.url, cookieOf(answer), owner.workspaceId, answer.body.user_id);
  };
  const give = async (to: Client, role_id: string, more: object = {}): Promise<string> => {
    const member_id = await memberIdOf(to);
    return (await owner.post('grants', { member_id, role_id, ...more }).expect(200)).body.id;
  };
  const expire = (grantId: string) =>
    app.db.superuser.query(`update grants set expires_at = now() - interval '1 second' where id = $1`, [
      grantId,
    ]);
  const mayNow = async (who: Client): Promise<string[]> => {
    const { body } = await who.get('me/permissions');
    return body.permissions ?? [];
  };
  /** A moment by the database's clock, after which nothing has happened yet. */
  const moment = async (): Promise<string> => {
    const now = async () => {
      const { rows } = await app.db.superuser.query<{ at: Date }>(
        `select date_trunc('milliseconds', clock_timestamp()) as at`,
      );
      return rows[0]!.at;
    };
    const at = await now();
    await until('it is over', async () => (await now()) > at);
    return at.toISOString();
  };

  const explained = async (by: Client, body: object) =>
    (await by.post('access/explanations', body).expect(200)).body;
  const obstaclesOf = async (who: Client, permission: Permission, as_of?: string) => {
    const member_id = await memberIdOf(who).catch(() => undefined);
    const { allowed, reasons } = await explained(owner, { permission, member_id, ...(as_of && { as_of }) });
    return { allowed, obstacles: reasons.map((one: { obstacles: string[] }) => one.obstacles) };
  };
  const checked = async (by: Client, checks: object[]): Promise<boolean[]> =>
    (await by.post('access/checks', { checks }).expect(200)).body.items.map(
      (one: { allowed: boolean }) => one.allowed,
    );
  interface Holder {
    readonly member_id: string;
    readonly through: { role: { id: string }; expires_at: string | null }[];
  }
  /** Every page of them. */
  const holders = async (permission: Permission, query = '', by = owner): Promise<Holder[]> => {
    const items: Holder[] = [];
    let after = '';
    do {
      const { body } = await by.get(`access/holders?permission=${permission}${query}${after}`).expect(200);
      items.push(...body.items);
      after = body.next_starting_after
        ? `&starting_after=${encodeURIComponent(body.next_starting_after)}`
        : '';
    } while (after);
    return items;
  };
  const holds = async (who: string, permission: Permission, as_of: string) =>
    (await holders(permission, `&as_of=${as_of}`)).some(({ member_id }) => member_id === who);
  const simulated = async (body: object, by = owner) =>
    (await by.post('access/simulations', body).expect(200)).body;

  describe('allowed', () => {
    describe('checks', () => {
      it('answers in the order asked, of oneself and of others, and agrees with what they are told', async () => {
        const others = await Promise.all(
          [agency.editor, agency.view].map(async (who) => ({ who, id: await memberIdOf(who) })),
        );
        const questions = permissions.flatMap((permission) => [
          { permission },
          ...others.map(({ id }) => ({ permission, member_id: id })),
        ]);
        const { body } = await admin.post('access/checks', { checks: questions }).expect(200);
        const own = await memberIdOf(admin);
        expect(
          body.items.map(({ permission, member_id }: Record<string, string>) => ({ permission, member_id })),
        ).toEqual(questions.map((one) => ({ member_id: own, ...one })));
        for (const [id, who] of [[own, admin] as const, ...others.map((one) => [one.id, one.who] as const)]) {
          const allowed = body.items
            .filter((one: { member_id: string; allowed: boolean }) => one.member_id === id && one.allowed)
            .map((one: { permission: string }) => one.permission);
          expect(allowed.sort()).toEqual(await mayNow(who));
        }
      });

      it('says no for a person who is suspended, invited, or not here at all', async () => {
        const out = await newMember('editor');
        const id = await memberIdOf(out);
        await owner.post(`workspace-members/${id}/suspension`).expect(200);
        const { body: invited } = await owner
          .post('workspace-members', { email: newcomer().email, role: 'editor' })
          .expect(200);
        const permission = 'leads:read';
        const asked = [id, invited.id, NOBODY, await memberIdOf(agency.editor)];
        expect(
          await checked(
            owner,
            asked.map((member_id) => ({ permission, member_id })),
          ),
        ).toEqual([false, false, false, true]);
      });

      it('answers anybody about themselves, and a key within its scopes', async () => {
        expect(await checked(agency.client, [{ permission: 'leads:read' }])).toEqual([false]);
        const key = await keyOf(owner, ['leads:read']);
        const { body } = await key('access/checks', {
          checks: [{ permission: 'leads:read' }, { permission: 'leads:delete' }],
        });
        expect(body.items.map((one: { allowed: boolean }) => one.allowed)).toEqual([true, false]);
      });
    });

    describe('explanations', () => {
      it('name every grant that gives it: by whom, until when and why', async () => {
        const worker = await newMember('view');
        const id = await role(['leads:read', 'leads:delete']);
        const expires_at = new Date(Date.now() + 3_600_000).toISOString();
        const grantId = await give(worker, id, { reason: 'Cleans up', expires_at });
        const answer = await explained(worker, { permission: 'leads:read' });
        expect(answer).toMatchObject({ allowed: true, suspended: false, could_grant: [] });
        expect(answer.reasons).toHaveLength(2);
        expect(answer.reasons[1]).toEqual({
          role: { id, name: `Role ${count}` },
          through: 'direct',
          grant: { id: grantId, reason: 'Cleans up', expires_at, granted_by: 'Olive Oakes' },
          obstacles: [],
        });
      });

      it.each([
        ['a grant that is over', ['expired']],
        ['a mask', ['mask']],
        ['a suspension', ['suspended']],
      ])('say what stands between: %s', async (what, obstacles) => {
        const worker = what === 'a mask' ? await masked([], 'client') : await newMember();
        const grantId = await give(worker, await role(['campaigns:read']));
        const id = await memberIdOf(worker);
        if (what === 'a grant that is over') await expire(grantId);
        if (what === 'a suspension') await owner.post(`workspace-members/${id}/suspension`).expect(200);
        const answer = await explained(owner, { permission: 'campaigns:read', member_id: id });
        expect(answer).toMatchObject({ allowed: false, suspended: what === 'a suspension' });
        expect(answer.reasons.map((one: { obstacles: string[] }) => one.obstacles)).toEqual([obstacles]);
      });

      it('tell a key that its scopes are too narrow', async () => {
        const key = await keyOf(owner, ['leads:read']);
        const { body } = await key('access/explanations', { permission: 'leads:delete' });
        expect(body.allowed).toBe(false);
        expect(body.reasons.map((one: { obstacles: string[] }) => one.obstacles)).toEqual([['scopes']]);
      });

      it('say which roles would give it, and who could grant one', async () => {
        const id = await role(['brand_domains:create']);
        const asked = { permission: 'brand_domains:create', member_id: await memberIdOf(agency.view) };
        const answer = await explained(agency.editor, asked);
        expect(answer.would_give.map((one: { id: string }) => one.id)).toEqual(
          expect.arrayContaining([systemRoles.admin.id, id]),
        );
        expect(answer.would_give.map((one: { id: string }) => one.id)).not.toContain(systemRoles.owner.id);
        const names = answer.could_grant.map((one: { name: string }) => one.name);
        expect(names).toEqual(['Olive Oakes', 'Adam Archer']);
        // Admins cannot change each other; the owner can.
        const peer = await newMember('admin');
        const ofPeer = { permission: 'group_consents:read', member_id: await memberIdOf(peer) };
        expect((await explained(owner, ofPeer)).could_grant).toEqual([]);
        await owner.delete(`workspace-members/${await memberIdOf(peer)}`).expect(200);
      });

      it('name nobody, and no role of the workspace’s own, to a person who may see neither', async () => {
        const id = await role(['leads:read']);
        const worker = await newMember();
        await give(worker, id);
        const answer = await explained(worker, { permission: 'leads:read' });
        expect(answer).not.toHaveProperty('could_grant');
        expect(answer.reasons[0].grant.granted_by).toBeNull();
        expect(answer.would_give.map((one: { name: string }) => one.name)).toEqual([
          'admin',
          'editor',
          'view',
        ]);
      });

      it('agree with what members may really do, permission by permission', async () => {
        const everybody = [
          agency.admin,
          agency.editor,
          agency.view,
          agency.client,
          await masked(['campaigns.view']),
        ];
        for (const who of everybody) {
          const allowed = [];
          for (const permission of permissions.filter((_, i) => i % 5 === 0)) {
            const answer = await explained(who, { permission });
            expect(answer.reasons.some((one: { obstacles: string[] }) => one.obstacles.length === 0)).toBe(
              answer.allowed,
            );
            if (answer.allowed) allowed.push(permission);
          }
          const now = await mayNow(who);
          expect(allowed).toEqual(permissions.filter((one, i) => i % 5 === 0 && now.includes(one)));
        }
      });
    });

    describe('holders', () => {
      it('are exactly those who may, and through what', async () => {
        const id = await role(['lead_exports:create']);
        const worker = await newMember();
        const expires_at = new Date(Date.now() + 3_600_000).toISOString();
        await give(worker, id, { expires_at });
        const [over, out, closed] = [await newMember(), await newMember(), await masked([], 'admin')];
        await expire(await give(over, id));
        await give(out, id);
        await owner.post(`workspace-members/${await memberIdOf(out)}/suspension`).expect(200);
        await owner.post('workspace-members', { email: newcomer().email, role_ids: [id] }).expect(200);
        const found = await holders('lead_exports:create');
        const wanted = await Promise.all([owner, admin, worker, closed].map(memberIdOf));
        expect(found.map((one) => one.member_id)).toEqual(wanted.toSorted());
        expect(found.find((one) => one.member_id === wanted[2])?.through).toEqual([
          { role: { id, name: `Role ${count}` }, expires_at, via: 'direct' },
        ]);
        // A mask closes sections that its words can name, and this is none of them.
        const creators = (await holders('campaigns:create')).map((one) => one.member_id);
        expect(creators).not.toContain(wanted[3]);
        await owner.delete(`workspace-members/${wanted[3]!}`).expect(200);
      });

      it('fill their pages although masks leave gaps, each once and in order', async () => {
        const id = await role(['campaigns:delete']);
        const able: Client[] = [];
        for (const open of [true, false, false, true, false, true]) {
          const worker = open ? await newMember() : await masked(['accounts.view'], 'client');
          await give(worker, id);
          if (open) able.push(worker);
        }
        const first = await owner.get('access/holders?permission=campaigns:delete&limit=4').expect(200);
        expect(first.body.items).toHaveLength(4);
        const all = (await holders('campaigns:delete', '&limit=2')).map((one) => one.member_id);
        const wanted = await Promise.all([owner, admin, agency.editor, ...able].map(memberIdOf));
        expect(all).toEqual(wanted.toSorted());
      });

      it('are programs too', async () => {
        const { body } = await owner
          .post('service-principals', { name: 'Robot', role: 'editor' })
          .expect(200);
        const found = (await holders('leads:delete')).find((one) => one.member_id === body.id);
        expect(found).toMatchObject({ kind: 'service', name: 'Robot', email: null });
      });
    });

    describe('of the past', () => {
      it('follow every change of a role, and what was removed is still known', async () => {
        const before = await moment();
        const id = await role(['visitors:delete']);
        const worker = await newMember();
        const memberId = await memberIdOf(worker);
        await give(worker, id);
        const given = await moment();
        await owner.patch(`roles/${id}`, { permissions: ['visitors:read'] }).expect(200);
        const narrowed = await moment();
        await owner.patch(`roles/${id}`, { permissions: ['visitors:delete'] }).expect(200);
        await owner.delete(`roles/${id}?replacement_role_id=${systemRoles.view.id}`).expect(200);
        const deleted = await moment();
        const answers = [before, given, narrowed, deleted].map((at) =>
          holds(memberId, 'visitors:delete', at),
        );
        expect(await Promise.all(answers)).toEqual([false, true, false, false]);
        const answer = await explained(owner, {
          permission: 'visitors:delete',
          member_id: memberId,
          as_of: given,
        });
        expect(answer).toMatchObject({
          allowed: true,
          reasons: [{ role: { id }, grant: { granted_by: 'Olive Oakes' } }],
        });
        expect(answer.would_give.map((one: { id: string }) => one.id)).toContain(id);
      });

      it('follow every change of a member: of their roles, their suspension, their end', async () => {
        const worker = await newMember('view');
        const id = await memberIdOf(worker);
        const asked = { permission: 'leads:delete', member_id: id };
        const moments = [await moment()];
        await owner.patch(`workspace-members/${id}`, { role: 'editor' }).expect(200);
        moments.push(await moment());
        await owner.post(`workspace-members/${id}/suspension`).expect(200);
        moments.push(await moment());
        await owner.delete(`workspace-members/${id}/suspension`).expect(200);
        moments.push(await moment());
        await owner.delete(`workspace-members/${id}`).expect(200);
        moments.push(await moment());
        const held = [];
        for (const as_of of moments) {
          held.push(await holds(id, 'leads:delete', as_of));
          expect((await explained(owner, { ...asked, as_of })).allowed, as_of).toBe(held.at(-1));
        }
        expect(held).toEqual([false, true, false, true, false]);
        // By id they are known; whose name it was is nobody's business any more.
        const then = await holders('leads:delete', `&as_of=${moments[1]!}`);
        expect(then.find((one) => one.member_id === id)).toMatchObject({ name: null, email: null });
        await owner.post('access/explanations', asked).expect(problem(404, 'not_found'));
      });

      it('know until when a grant was good, and a mask', async () => {
        const id = await role(['campaigns:read']);
        const [worker, closed] = [await newMember(), await masked([], 'client')];
        const expires_at = new Date(Date.now() + 1500).toISOString();
        await give(worker, id, { expires_at });
        await give(closed, id);
        const given = await moment();
        const ended = await until('it has ended', async () => {
          const at = await moment();
          return at > expires_at && at;
        });
        expect(await obstaclesOf(worker, 'campaigns:read', given)).toEqual({
          allowed: true,
          obstacles: [[]],
        });
        expect(await obstaclesOf(worker, 'campaigns:read', ended)).toEqual({
          allowed: false,
          obstacles: [['expired']],
        });
        expect(await obstaclesOf(closed, 'campaigns:read', given)).toEqual({
          allowed: false,
          obstacles: [['mask']],
        });
      });

      it('say nothing of the time before the workspace was there', async () => {
        expect(await holders('workspaces:read', '&as_of=2020-01-01T00:00:00Z')).toEqual([]);
        const answer = await explained(owner, {
          permission: 'workspaces:read',
          as_of: '2020-01-01T00:00:00Z',
        });
        expect(answer).toMatchObject({ allowed: false, reasons: [] });
      });
    });

    describe('simulations', () => {
      /** What everybody named may do, by member. */
      const access = async (people: readonly Client[], ids: readonly string[]) =>
        new Map(await Promise.all(people.map(async (who, i) => [ids[i]!, await mayNow(who)] as const)));

      /** Says what would follow, does it, and compares. */
      const compare = async (people: readonly Client[], proposal: object, act: () => Promise<unknown>) => {
        const ids = await Promise.all(people.map(memberIdOf));
        const before = await access(people, ids);
        const told = await simulated(proposal);
        expect(told).toMatchObject({ refusal: null, is_complete: true });
        await act();
        const after = await access(people, ids);
        const wanted = ids
          .toSorted()
          .map((member_id) => ({
            member_id,
            gains: after.get(member_id)!.filter((one) => !before.get(member_id)!.includes(one)),
            loses: before.get(member_id)!.filter((one) => !after.get(member_id)!.includes(one)),
          }))
          .filter(({ gains, loses }) => gains.length + loses.length > 0);
        expect(
          told.affected.map(({ member_id, gains, loses }: Record<string, unknown>) => ({
            member_id,
            gains,
            loses,
          })),
        ).toEqual(wanted);
        expect(told.affected_count).toBe(wanted.length);
        return wanted.length;
      };

      it('of another version of a role: some gain, some lose, some do not notice', async () => {
        const id = await role(['leads:read', 'campaigns:read']);
        const people = [
          await newMember(),
          await newMember('editor'),
          await masked([], 'client'),
          await newMember(),
        ];
        for (const one of people) await give(one, id);
        await expire(await give(await newMember(), id));
        const permissions = ['leads:delete', 'campaigns:create', 'brand:update'];
        const act = () => owner.patch(`roles/${id}`, { permissions }).expect(200);
        expect(await compare(people, { role: { id, permissions } }, act)).toBe(4);
      });

      it('of a role given, and of one taken away', async () => {
        const id = await role(['brand:update', 'leads:read']);
        const worker = await newMember('view');
        let grantId = '';
        const act = async () => (grantId = await give(worker, id));
        const member_id = await memberIdOf(worker);
        expect(await compare([worker], { grant: { member_id, role_id: id } }, act)).toBe(1);
        expect((await simulated({ grant: { member_id, role_id: id } })).refusal).toBe('grant_exists');
        const take = () => owner.delete(`grants/${grantId}`).expect(200);
        expect(await compare([worker], { revocation: { grant_id: grantId } }, take)).toBe(1);
      });

      it('of a person’s removal', async () => {
        const worker = await newMember('view');
        const member_id = await memberIdOf(worker);
        const act = () => owner.delete(`workspace-members/${member_id}`).expect(200);
        expect(await compare([worker], { removal: { member_id } }, act)).toBe(1);
      });

      it('of a role deleted, with the one that replaces it', async () => {
        const [old, next] = [
          await role(['leads:read', 'brand:update']),
          await role(['leads:read', 'leads:update']),
        ];
        const people = [await newMember(), await newMember('editor')];
        for (const one of people) await give(one, old);
        const deletion = { role_id: old, replacement_role_id: next };
        const act = () => owner.delete(`roles/${old}?replacement_role_id=${next}`).expect(200);
        expect(await compare(people, { role_deletion: deletion }, act)).toBe(2);
      });

      it('write nothing', async () => {
        const id = await role(['leads:read']);
        await give(await newMember(), id);
        await settled(app);
        const before = await allRows(app.db);
        await simulated({ role: { id, permissions: [] } });
        await simulated({ role_deletion: { role_id: id } });
        await settled(app);
        expect(await allRows(app.db)).toEqual(before);
      });

      it('say what the act itself would be refused with', async () => {
        const ids = Object.fromEntries(
          await Promise.all(
            (['owner', 'admin', 'editor', 'view'] as const).map(async (who) => [
              who,
              await memberIdOf(agency[who]),
            ]),
          ),
        ) as Record<string, string>;
        const held = await role(['leads:read']);
        const holder = await newMember();
        const grantId = await give(holder, held);
        const beyond = await role(['leads:read'], {});
        await app.db.superuser.query(`update roles set permissions = '{group_consents:read}' where id = $1`, [
          beyond,
        ]);
        const cases: [by: Client, body: object, act: (by: Client) => Promise<{ body: { code?: string } }>][] =
          [
            [
              agency.editor,
              { removal: { member_id: ids['view'] } },
              (by) => by.delete(`workspace-members/${ids['view']!}`),
            ],
            [
              agency.editor,
              { grant: { member_id: ids['view'], role_id: held } },
              (by) => by.post('grants', { member_id: ids['view'], role_id: held }),
            ],
            [agency.editor, { revocation: { grant_id: grantId } }, (by) => by.delete(`grants/${grantId}`)],
            [
              agency.editor,
              { role: { id: held, permissions: [] } },
              (by) => by.patch(`roles/${held}`, { permissions: [] }),
            ],
            [agency.editor, { role_deletion: { role_id: held } }, (by) => by.delete(`roles/${held}`)],
            [
              admin,
              { removal: { member_id: ids['owner'] } },
              (by) => by.delete(`workspace-members/${ids['owner']!}`),
            ],
            [
              owner,
              { removal: { member_id: ids['owner'] } },
              (by) => by.delete(`workspace-members/${ids['owner']!}`),
            ],
            [
              admin,
              { grant: { member_id: ids['admin'], role_id: held } },
              (by) => by.post('grants', { member_id: ids['admin'], role_id: held }),
            ],
            [
              owner,
              { grant: { member_id: ids['view'], role_id: systemRoles.owner.id } },
              (by) => by.post('grants', { member_id: ids['view'], role_id: systemRoles.owner.id }),
            ],
            [
              admin,
              { grant: { member_id: ids['view'], role_id: beyond } },
              (by) => by.post('grants', { member_id: ids['view'], role_id: beyond }),
            ],
            [
              owner,
              { grant: { member_id: NOBODY, role_id: held } },
              (by) => by.post('grants', { member_id: NOBODY, role_id: held }),
            ],
            [
              owner,
              { grant: { member_id: ids['view'], role_id: NOBODY } },
              (by) => by.post('grants', { member_id: ids['view'], role_id: NOBODY }),
            ],
            [owner, { revocation: { grant_id: NOBODY } }, (by) => by.delete(`grants/${NOBODY}`)],
            [owner, { removal: { member_id: NOBODY } }, (by) => by.delete(`workspace-members/${NOBODY}`)],
            [
              owner,
              { role: { id: systemRoles.view.id, permissions: [] } },
              (by) => by.patch(`roles/${systemRoles.view.id}`, { permissions: [] }),
            ],
            [
              owner,
              { role: { id: NOBODY, permissions: [] } },
              (by) => by.patch(`roles/${NOBODY}`, { permissions: [] }),
            ],
            [owner, { role_deletion: { role_id: held } }, (by) => by.delete(`roles/${held}`)],
            [
              owner,
              { role_deletion: { role_id: held, replacement_role_id: NOBODY } },
              (by) => by.delete(`roles/${held}?replacement_role_id=${NOBODY}`),
            ],
            [
              owner,
              { role_deletion: { role_id: held, replacement_role_id: held } },
              (by) => by.delete(`roles/${held}?replacement_role_id=${held}`),
            ],
            [
              owner,
              { role_deletion: { role_id: systemRoles.view.id } },
              (by) => by.delete(`roles/${systemRoles.view.id}`),
            ],
          ];
        for (const [by, body, act] of cases) {
          const { refusal } = await simulated(body, by);
          expect(refusal, JSON.stringify(body)).toEqual(expect.any(String));
          expect((await act(by)).body.code, JSON.stringify(body)).toBe(refusal);
        }
      });
    });
  });

  describe('refused', () => {
    it('a person who may not see who is here, and asks about another', async () => {
      const member_id = await memberIdOf(agency.editor);
      const missing = problem(403, 'permission_required');
      const { client } = agency;
      const permission = 'leads:read';
      await client.post('access/checks', { checks: [{ permission, member_id }] }).expect(missing);
      await client.post('access/explanations', { permission, member_id }).expect(missing);
      await client.get(`access/holders?permission=${permission}`).expect(missing);
      await client.post('access/simulations', { removal: { member_id } }).expect(missing);
    });

    it('a person who sees people and not roles, and asks what a role would change', async () => {
      const worker = await newMember();
      await give(worker, await role(['workspace_members:read']));
      const id = await role(['leads:read']);
      const member_id = await memberIdOf(worker);
      for (const body of [
        { role: { id, permissions: [] } },
        { grant: { member_id, role_id: id } },
        { role_deletion: { role_id: id } },
      ])
        await worker.post('access/simulations', body).expect(problem(403, 'permission_required'));
      await worker.post('access/simulations', { removal: { member_id } }).expect(200);
    });
  });

  describe('hidden', () => {
    it('is a person who is a member elsewhere: as a person who is nobody', async () => {
      const elsewhere = await memberIdOf(agency.stranger);
      const permission = 'leads:read';
      expect(await checked(owner, [{ permission, member_id: elsewhere }])).toEqual([false]);
      const answers = [];
      for (const member_id of [elsewhere, NOBODY])
        for (const as_of of [{}, { as_of: await moment() }]) {
          const answer = await owner.post('access/explanations', { permission, member_id, ...as_of });
          answers.push(modulo(answer, member_id));
          expect(answer.status).toBe(404);
        }
      expect(new Set(answers.map((one) => one.body)).size).toBe(1);
    });

    it('is the workspace itself, to a stranger', async () => {
      const stranger = agency.stranger.in(agency.workspaceId);
      await stranger.get('access/holders?permission=leads:read').expect(problem(404, 'not_found'));
      await stranger
        .post('access/checks', { checks: [{ permission: 'leads:read' }] })
        .expect(problem(404, 'not_found'));
    });
  });

  describe('invalid', () => {
    it.each<[string, string, object, string]>([
      ['no checks', 'checks', { checks: [] }, 'checks'],
      ['too many', 'checks', { checks: Array(1001).fill({ permission: 'leads:read' }) }, 'checks'],
      [
        'a permission there is not',
        'checks',
        { checks: [{ permission: 'leads:launch' }] },
        'checks.0.permission',
      ],
      ['a wildcard', 'explanations', { permission: 'all:all' }, 'permission'],
      [
        'a moment to come',
        'explanations',
        { permission: 'leads:read', as_of: '2999-01-01T00:00:00Z' },
        'as_of',
      ],
      ['no moment', 'explanations', { permission: 'leads:read', as_of: 'yesterday' }, 'as_of'],
      [
        'a moment before all time',
        'explanations',
        { permission: 'leads:read', as_of: '0000-01-01T00:00:00Z' },
        'as_of',
      ],
      ['no change', 'simulations', {}, ''],
      [
        'two changes',
        'simulations',
        { removal: { member_id: NOBODY }, revocation: { grant_id: NOBODY } },
        '',
      ],
      [
        'what is the owner’s alone',
        'simulations',
        { role: { id: NOBODY, permissions: ['group_consents:read'] } },
        'role.permissions.0',
      ],
    ])('is %s', async (_, path, body, field) => {
      const { body: answer } = await owner.post(`access/${path}`, body).expect(400);
      expect(answer.details.map((one: { path: string }) => one.path)).toEqual([field]);
    });

    it('is a moment to come of holders, and holders of nothing', async () => {
      await owner.get('access/holders').expect(problem(400, 'invalid_query', 'permission'));
      await owner
        .get('access/holders?permission=leads:read&as_of=2999-01-01T00:00:00Z')
        .expect(problem(400, 'as_of_future', 'as_of'));
    });
  });

  /** Asks with a key of the client's own. */
  async function keyOf(client: Client, scopes: string[]) {
    const { body } = await client.post('api-keys', { name: `Key ${(count += 1)}`, scopes }).expect(200);
    return (path: string, question: object) =>
      new Client(app.url)
        .send('post', path)
        .set('authorization', `Bearer ${body.key}`)
        .send(question)
        .expect(200);
  }
});
