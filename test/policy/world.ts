import { randomBytes } from 'node:crypto';
import { systemRoles } from '@bailiwick/rbac';
import { newId } from '@bailiwick/tenancy';
import { type RouteEntry, RouteTable } from '../../apps/api/src/http/route/route-table.js';
import { totpCode, totpStepAt } from '../../apps/api/src/identity/two-factor/totp.js';
import { PASSWORD, cast, stranger } from '../../seeds/cast.js';
import { type TestApp, startApp } from '../support/app.js';
import { type Fingerprint, fingerprint } from '../support/fingerprint.js';
import { newcomer } from '../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  hire,
  join,
  signedOut,
} from '../support/people.js';
import { plant, plantNewTables } from '../support/planted.js';
import { settled } from '../support/until.js';

/** The agency, with something of every kind to lose, and everybody who might want it. */
export interface World extends Agency {
  readonly app: TestApp;
  readonly routes: readonly RouteEntry[];
  readonly suspended: Client;
  /** Has an account, is invited to the agency, and has not answered. */
  readonly guest: Client;
  /** What lies in the agency. */
  print(): Promise<Fingerprint>;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const app = await startApp();
  const agency = await foundAgency(app);
  const invited = newcomer('Gus', 'Grey');
  const guest = await join(app, invited);
  await invite(agency.owner, invited.email);
  await invite(agency.stranger, 'somebody@elsewhere.example');
  await agency.owner.post('roles', { name: 'Research', permissions: ['leads:read'] }).expect(200);
  await agency.stranger.post('roles', { name: 'Baking', permissions: ['leads:read'] }).expect(200);
  for (const one of [agency.owner, agency.stranger]) {
    await one.post('api-keys', { name: 'Import', scopes: ['leads:read'] }).expect(200);
    await one.post('service-principals', { name: 'Importer', role: 'view' }).expect(200);
  }
  const suspended = await hire(app, agency.owner, newcomer(), 'admin');
  await app.db.superuser.query(`update workspace_members set status = 'suspended' where user_id = $1`, [
    suspended.userId,
  ]);
  await securesAccount(app, agency.owner, cast.owner.email);
  await securesAccount(app, agency.stranger, stranger.email);
  for (const { workspaceId, userId } of [agency.owner, agency.stranger])
    await changedHands(app, workspaceId, userId);
  for (const one of [agency.owner, agency.stranger]) {
    await isAbove(app, one);
    await plantNewTables(app.db.superuser, one);
  }
  // Given otherwise than in the agency, so that twins of the agency’s grants find room beside them.
  await app.db.superuser.query('update group_grants set role_id = $2 where workspace_id = $1', [
    agency.stranger.workspaceId,
    systemRoles.editor.id,
  ]);
  await everybodyEnters(agency);
  return {
    ...agency,
    app,
    routes: app.app.get(RouteTable).entries,
    suspended,
    guest,
    print: async () => {
      await settled(app);
      return fingerprint(app.db, agency.workspaceId);
    },
    close: () => app.close(),
  };
}

const invite = (owner: Client, email: string) =>
  owner.post('workspace-members', { email, role: 'view' }).set('idempotency-key', 'once').expect(200);

/** A second factor, a sign-in that waits for it, and a link to reset the password: something of each kind to lose. */
async function securesAccount(app: TestApp, person: Client, email: string): Promise<void> {
  const { body } = await person.post('me/two-factor').expect(200);
  const code = totpCode(body.secret as string, totpStepAt(new Date()));
  await person.patch('me/two-factor', { code }).expect(200);
  await signedOut(app).post('auth/sign-in', { email, password: PASSWORD }).expect(200);
  await signedOut(app).post('auth/password-resets', { email }).expect(200);
}

/** Long ago, so that nothing waits for it any more. */
const changedHands = (app: TestApp, workspaceId: string, ownerId: string) =>
  plant(app.db.superuser, 'ownership_changes', {
    workspace_id: workspaceId,
    id: newId(),
    old_owner_id: newId(),
    new_owner_id: ownerId,
    grants_before: [],
    token_hash: `\\x${randomBytes(32).toString('hex')}`,
    reversible_until: '2026-01-01T00:00:00.000Z',
    timestamp_created: '2025-12-29T00:00:00.000Z',
  });

/** Of a group it has something of each kind: it has turned one down, stands above another, and a person left. */
async function isAbove(app: TestApp, owner: Client): Promise<void> {
  const [suitor, below] = [await elsewhere(app, 'Suitor'), await elsewhere(app, 'Below')];
  const ask = (who: Client, sub: Client) =>
    who.post('workspace-group-members', { sub_workspace_id: sub.workspaceId }).expect(200);
  const { body: declined } = await ask(suitor, owner);
  await owner.post(`workspace-group-members/${declined.id}/block`).expect(200);
  const { body: link } = await ask(owner, below);
  await below.post(`workspace-group-members/${link.id}/acceptance`).expect(200);
  const { workspaceId: workspace_id, userId: user_id } = owner;
  const rules = {
    ...{ two_factor_required: false, email_domains: [], session_hours: null, invitation_hours: null },
    keys_allowed: true,
  };
  const changed_at = '2026-01-01T00:00:00.000Z';
  await plant(app.db.superuser, 'guardrails', {
    ...{ workspace_id, id: newId(), announced: [{ rules, changed_at, from: changed_at }] },
    ...{ timestamp_created: changed_at, timestamp_updated: changed_at },
  });
  await plant(app.db.superuser, 'leaver_receipts', {
    ...{ workspace_id, id: newId(), user_id: newId(), name: 'Gone', email: 'gone@elsewhere.example' },
    ...{ removed_by: user_id, taken: [], kept: [], hidden_subs: 0, timestamp_created: changed_at },
  });
}

const elsewhere = async (app: TestApp, name: string) =>
  createWorkspace(await join(app, { ...newcomer(), email: `${newId()}@elsewhere.example` }), name);

/** A session's first entry is recorded; what the tests compare should not hold that. */
async function everybodyEnters({ owner, admin, editor, view, client, stranger }: Agency): Promise<void> {
  for (const one of [owner, admin, editor, view, client, stranger])
    await one.get('me/permissions').expect(200);
}

export interface Row {
  readonly table: string;
  readonly id: string;
}

/** Some ids of each kind of row that lies in the agency, of its people and of itself. */
export async function idsOf({ app, workspaceId }: World): Promise<Row[]> {
  const { rows: tables } = await app.db.superuser.query<{ name: string }>(
    `select relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and attname in ('id', 'workspace_id') group by 1 having count(*) = 2`,
  );
  const newest = `where workspace_id = $1 order by id desc limit 2`;
  const some = [
    ...tables.map(({ name }) => `(select '${name}' as table, id from ${name} ${newest})`),
    `(select 'users', user_id from workspace_members ${newest})`,
    `select 'workspaces', $1::uuid`,
  ];
  const { rows } = await app.db.superuser.query<Row>(some.join(' union all '), [workspaceId]);
  return rows;
}
