import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { queuedBehind } from '../../support/held.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  type Client,
  createWorkspace,
  goStale,
  hire,
  join,
  mailedToken,
  signIn,
  signedOut,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

describe('the removal of a workspace', () => {
  let app: TestApp;

  interface Someone {
    readonly email: string;
    readonly client: Client;
  }
  type Cast = Record<'owner' | 'admin' | 'suspended' | 'canceller' | 'editor' | 'view', Someone>;
  let cast: Cast;
  let workspaceId: string;

  beforeAll(async () => {
    app = await sharedApp();
    const founder = newcomer('Olive');
    const owner = await createWorkspace(await join(app, founder), 'Harbour Agency');
    ({ workspaceId } = owner);
    const someone = async (role: 'admin' | 'editor' | 'view'): Promise<Someone> => {
      const person = newcomer();
      return { email: person.email, client: await hire(app, owner, person, role) };
    };
    cast = {
      owner: { email: founder.email, client: owner },
      admin: await someone('admin'),
      suspended: await someone('admin'),
      canceller: await someone('view'),
      editor: await someone('editor'),
      view: await someone('view'),
    };
    const role = await owner
      .post('roles', { name: 'Keeper', permissions: ['workspace_removals:delete'] })
      .expect(200);
    await rows(
      `insert into grants (workspace_id, id, member_id, role_id)
       select workspace_id, gen_random_uuid(), id, $2 from workspace_members
       where workspace_id = $1 and user_id = $3`,
      role.body.id,
      cast.canceller.client.userId,
    );
    await rows(
      `update workspace_members set status = 'suspended' where workspace_id = $1 and user_id = $2`,
      cast.suspended.client.userId,
    );
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    await rows('update workspaces set scheduled_for_removal_at = null where id = $1');
  });

  const rows = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
    (await app.db.superuser.query<Row>(text, [workspaceId, ...values])).rows;
  const schedule = ({ client }: Someone) => client.post('workspaces/current/schedule-for-removal');
  const cancel = ({ client }: Someone) => client.delete('workspaces/current/schedule-for-removal');
  const scheduledFor = async () =>
    (
      await rows<{ scheduled_for_removal_at: Date | null }>(
        'select scheduled_for_removal_at from workspaces where id = $1',
      )
    )[0]!.scheduled_for_removal_at;
  const moveOn = (interval: string) =>
    rows(
      'update workspaces set scheduled_for_removal_at = scheduled_for_removal_at - $2::interval where id = $1',
      interval,
    );
  const records = async (activity: string) =>
    (await auditLog(app, cast.owner.client)).filter((one) => one.activity === activity);

  describe('allowed', () => {
    it('is a day away when the owner wants it, and everything works until then', async () => {
      const { body } = await schedule(cast.owner).expect(200);
      const hours = (Date.parse(body.scheduled_for_removal_at) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(23.9);
      expect(hours).toBeLessThan(24.1);
      const seen = await cast.view.client.get('workspaces/current').expect(200);
      expect(seen.body.scheduled_for_removal_at).toBe(body.scheduled_for_removal_at);
      const [record] = await records('workspace.removal_scheduled');
      expect(record).toMatchObject({
        outcome: 'done',
        user_id: cast.owner.client.userId,
        changes: { scheduled_for_removal_at: { before: null, after: body.scheduled_for_removal_at } },
      });
    });

    it('is told to a person who may cancel it, at once and when that is done, and to nobody else', async () => {
      const told = async (kind: string) =>
        Object.fromEntries(
          await Promise.all(
            Object.entries(cast).map(async ([name, { email }]) => {
              const mails = await templatesTo(app, email);
              return [name, mails.filter((one) => one === kind).length] as const;
            }),
          ),
        );
      const kinds = ['removal_scheduled', 'removal_cancelled'];
      const before = await Promise.all(kinds.map(told));
      await schedule(cast.owner).expect(200);
      await cancel(cast.admin).expect(200);
      const more = (await Promise.all(kinds.map(told))).map((counts, i) =>
        Object.keys(counts).filter((name) => counts[name] === before[i]![name]! + 1),
      );
      expect(more).toEqual([
        ['owner', 'admin', 'canceller'],
        ['owner', 'admin', 'canceller'],
      ]);
    });

    it.each(['owner', 'admin', 'canceller'] as const)('is cancelled by the %s', async (who) => {
      await schedule(cast.owner).expect(200);
      const { body } = await cancel(cast[who]).expect(200);
      expect(body.scheduled_for_removal_at).toBeNull();
      expect(await scheduledFor()).toBeNull();
      const [record] = await records('workspace.removal_cancelled');
      expect(record).toMatchObject({ outcome: 'done', user_id: cast[who].client.userId });
    });

    it('is cancelled even with a login that is not fresh: nothing is put at risk', async () => {
      await schedule(cast.owner).expect(200);
      await goStale(app, cast.admin.client);
      await cancel(cast.admin).expect(200);
    });

    it('is cancelled once, when two do at the same moment', async () => {
      await schedule(cast.owner).expect(200);
      const answers = await queuedBehind(
        app.db,
        'select 1 from workspaces where id = $1 for no key update',
        [workspaceId],
        () => [cancel(cast.owner), cancel(cast.admin)],
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  describe('refused', () => {
    it.each(['admin', 'editor', 'view', 'canceller'] as const)('is not for the %s to want', async (who) => {
      const { body } = await schedule(cast[who]).expect(problem(403, 'permission_required'));
      expect(body.permission).toBe('workspace_removals:create');
      expect(await scheduledFor()).toBeNull();
    });

    it.each(['editor', 'view'] as const)('is not for the %s to cancel', async (who) => {
      await schedule(cast.owner).expect(200);
      await cancel(cast[who]).expect(problem(403, 'permission_required'));
      expect(await scheduledFor()).not.toBeNull();
    });

    it('is not wanted with a login that is not fresh', async () => {
      const client = (await signIn(app, cast.owner.email)).in(workspaceId);
      await goStale(app, client);
      await schedule({ ...cast.owner, client }).expect(problem(403, 'reauth_required'));
      expect(await scheduledFor()).toBeNull();
      await app.db.superuser.query('update sessions set authenticated_at = now() where user_id = $1', [
        client.userId,
      ]);
    });

    it('is not wanted twice', async () => {
      await schedule(cast.owner).expect(200);
      const when = await scheduledFor();
      await schedule(cast.owner).expect(problem(409, 'removal_scheduled'));
      expect(await scheduledFor()).toEqual(when);
    });

    it('is not cancelled when none is scheduled', async () => {
      await cancel(cast.owner).expect(problem(409, 'removal_not_scheduled'));
    });
  });

  describe('hidden', () => {
    it('is a stranger’s business in no way', async () => {
      const stranger = (await join(app, newcomer())).in(workspaceId);
      await stranger.post('workspaces/current/schedule-for-removal').expect(problem(404, 'not_found'));
      await stranger.delete('workspaces/current/schedule-for-removal').expect(problem(404, 'not_found'));
      expect(await scheduledFor()).toBeNull();
    });

    it('leaves nothing to open, list, join or cancel once its moment has come', async () => {
      const guest = newcomer();
      await cast.owner.client.post('workspace-members', { email: guest.email, role: 'view' }).expect(200);
      const token = await mailedToken(app, guest.email, 'invitations');
      await schedule(cast.owner).expect(200);
      await moveOn('24 hours');
      for (const { client } of Object.values(cast))
        await client.get('workspaces/current').expect(problem(404, 'not_found'));
      await cancel(cast.owner).expect(problem(404, 'not_found'));
      const { body } = await cast.owner.client.get('workspaces').expect(200);
      expect(body.items).toEqual([]);
      const { first_name, last_name } = guest;
      await signedOut(app)
        .post(`invitations/by-token/${token}/acceptance`, { first_name, last_name, password: PASSWORD })
        .expect(problem(404, 'not_found'));
    });
  });

  it('is told by the engine’s word, not by the name of a role', async () => {
    // A role that names the permission and whose grant has ended gives nothing.
    await rows(
      `insert into grants (workspace_id, id, member_id, role_id, expires_at)
       select workspace_id, gen_random_uuid(), id, $2, now() - interval '1 minute' from workspace_members
       where workspace_id = $1 and user_id = $3`,
      systemRoles.admin.id,
      cast.view.client.userId,
    );
    const before = await templatesTo(app, cast.view.email);
    await schedule(cast.owner).expect(200);
    expect(await templatesTo(app, cast.view.email)).toEqual(before);
  });
});
