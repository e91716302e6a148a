import { createHash } from 'node:crypto';
import { newId, newToken } from '@bailiwick/tenancy';
import {
  type SystemRole,
  askedByDefault,
  grantable,
  permissions,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteEntry, RouteTable } from '../../apps/api/src/http/route/route-table.js';
import { isPublic, needsWorkspace } from '../../apps/api/src/http/route/route.decorator.js';
import { type NaiveGroup, type NaiveRole, naivelyAllowed } from '../rbac/naive.js';
import { type TestApp, startApp } from '../support/app.js';
import { linkSubs, plantGroupGrant } from '../support/groups.js';
import { newcomer } from '../support/newcomers.js';
import {
  type Agency,
  Client,
  createWorkspace,
  foundAgency,
  hire,
  memberIdOf,
  signedOut,
  someone,
  withKey,
} from '../support/people.js';
import { plantMember } from '../support/planted.js';
import type { RawAnswer } from '../support/raw.js';
import { byPath } from './checks/routes.js';
import { knock, nameOf, told } from './knock.js';
import { isFull } from '../support/profile.js';

/** Everything that decides about a cell, told apart from how the program decides it. */
interface Asker {
  readonly name: string;
  readonly credential: 'none' | 'session' | 'key' | 'dead session' | 'dead key' | 'both';
  /** What they hold in the workspace that is meant. */
  readonly roles: readonly NaiveRole[];
  readonly mask?: readonly string[];
  readonly scopes?: readonly string[];
  readonly relation: 'here' | 'unnamed' | 'malformed' | 'foreign';
  /** What they are there through the workspace above, and the link. */
  readonly group?: NaiveGroup & { readonly link: string };
  /** What a rule of a workspace, or of the one above, answers them. */
  readonly barred?: string;
  readonly suspended?: boolean;
  readonly client: Client;
  readonly headers?: Readonly<Record<string, string>>;
}

/** No route knows this filter: it stops every caller that the guard lets in, before any work. */
const HARMLESS = '?no_such_filter=1';
const answerOf = (answer: RawAnswer) =>
  answer.status === 400 && answer.code === 'invalid_query' ? 'in' : told(answer);

/** The order of checks of the API, and the policy, each written a second time. */
function expected({ permission, method }: RouteEntry, asker: Asker): string {
  const { credential, relation, roles, mask, group, scopes } = asker;
  if (credential === 'both') return '400 two_credentials';
  if (credential === 'dead key') return '401 unauthenticated';
  const authenticated = credential === 'session' || credential === 'key';
  if (!authenticated && !isPublic(permission)) return '401 unauthenticated';
  if (credential === 'session' && method !== 'GET' && asker.headers?.['x-requested-with'] === '')
    return '403 csrf';
  if (relation === 'malformed') return '400 invalid_header';
  if (!needsWorkspace(permission)) return credential === 'key' ? '403 session_required' : 'in';
  if (relation === 'unnamed' && credential === 'session') return '400 workspace_required';
  if (relation === 'foreign') return '404 not_found';
  if (asker.suspended) return '403 member_suspended';
  if (asker.barred) return asker.barred;
  const world = { direct: roles, mask, group, scopes };
  const allowed = permission === 'member' || naivelyAllowed(world, permission as string);
  return allowed ? 'in' : '403 permission_required';
}

/** How a person who was let in is said to have come: by themselves wherever that is enough. */
function way({ permission }: RouteEntry, { roles, mask, group, scopes }: Asker): string {
  const isDirect =
    permission === 'member'
      ? roles.length > 0 || !group
      : naivelyAllowed({ direct: roles, mask, scopes }, permission as string);
  return isDirect ? 'direct' : `group:${group?.link}`;
}

/** The long profile asks every route; the short one a route of each kind, since the guard knows nothing else of them. */
function oneOfEachKind(routes: readonly RouteEntry[]): readonly RouteEntry[] {
  if (isFull) return routes;
  const kinds = new Map<string, RouteEntry>();
  for (const route of routes) {
    const access = isPublic(route.permission) ? 'public' : route.permission;
    kinds.set(`${access as string} ${route.ofOthers ?? ''} ${route.method === 'GET'}`, route);
  }
  return [...kinds.values()];
}

describe('every kind of route, credential, role and relation', () => {
  let app: TestApp;
  let agency: Agency;
  let routes: readonly RouteEntry[];
  let askers: readonly Asker[];
  /** Members whose roles are written anew for each permission: it alone, and everything but it. */
  let only: Client;
  let allBut: Client;
  /** Workspaces below whose ceiling is written anew for each permission, the same. */
  let ceilings: Record<'alone' | 'others', Awaited<ReturnType<typeof below>>>;

  beforeAll(async () => {
    app = await startApp();
    agency = await foundAgency(app);
    const all = app.app.get(RouteTable).entries.filter(({ path }) => path.startsWith('/api/v2/'));
    // Nobody here is asked about themselves.
    routes = oneOfEachKind(all.toSorted(byPath)).map((route) => ({
      ...route,
      permission: route.ofOthers ?? route.permission,
    }));
    only = await holderOfOwnRole();
    allBut = await holderOfOwnRole();
    askers = [...(await everybody()), ...(await throughGroup())];
    ceilings = { alone: await below(agency.workspaceId, []), others: await below(agency.workspaceId, []) };
  });
  afterAll(() => app.close());

  const sql = (text: string, values: unknown[]) => app.db.superuser.query(text, values);

  async function holderOfOwnRole(): Promise<Client> {
    const { owner } = agency;
    const member = await hire(app, owner, newcomer(), 'view');
    const { body } = await owner.post('roles', { name: newcomer().email, permissions: [] }).expect(200);
    await owner.patch(`workspace-members/${await memberIdOf(member)}`, { role_ids: [body.id] }).expect(200);
    return member;
  }

  /** What the role of that member permits from now on. */
  async function writeRole(member: Client, permissions: readonly string[]): Promise<void> {
    await sql(
      `update roles set permissions = $1 where id = (select g.role_id from grants g
         join workspace_members m on m.id = g.member_id where m.user_id = $2 and m.workspace_id = $3)`,
      [permissions, member.userId, agency.workspaceId],
    );
  }

  /** A key of a member, with any role; most could make none themselves. */
  async function keyOf(member: Client, scopes: readonly string[], ended = false): Promise<Client> {
    const key = `key_${newToken()}`;
    await sql(
      `insert into api_keys (workspace_id, id, member_id, name, prefix, key_hash, scopes, created_by, expires_at)
       select workspace_id, $1, id, 'Planted', 'key_', $2, $3, user_id, case when $4 then now() end
       from workspace_members where workspace_id = $5 and user_id = $6`,
      [newId(), createHash('sha256').update(key).digest(), scopes, ended, member.workspaceId, member.userId],
    );
    return withKey(app, key);
  }

  async function everybody(): Promise<Asker[]> {
    const { workspaceId, owner, stranger } = agency;
    const system = (role: SystemRole): NaiveRole[] => [{ system: role }];
    const suspended = await hire(app, owner, newcomer(), 'admin');
    await owner.post(`workspace-members/${await memberIdOf(suspended)}/suspension`).expect(200);
    const masked = await hire(app, owner, newcomer(), 'admin');
    const mask = ['campaigns.view', 'organization.users.manage'];
    await sql('update workspace_members set permissions = $1 where user_id = $2', [mask, masked.userId]);
    const ended = await hire(app, owner, newcomer(), 'admin');
    await sql(
      `update grants set expires_at = now() where member_id = (select id from workspace_members where user_id = $1)`,
      [ended.userId],
    );
    const two = await hire(app, owner, newcomer(), 'client');
    await owner
      .patch(`workspace-members/${await memberIdOf(two)}`, {
        role_ids: [systemRoles.editor.id, systemRoles.view.id],
      })
      .expect(200);
    const elsewhere = stranger.workspaceId;
    const here = { relation: 'here' } as const;
    const session = { credential: 'session', ...here } as const;
    const key = { credential: 'key', ...here } as const;
    const keyed = async (role: SystemRole, scopes: string[]): Promise<Asker> => ({
      ...{ name: `key of ${role}, ${scopes.join(' ')}`, ...key, roles: system(role), scopes },
      client: (await keyOf(agency[role], scopes)).in(role === 'owner' ? '' : workspaceId),
    });
    const service = await owner.post('service-principals', { name: 'Program', role: 'editor' }).expect(200);
    const { body: ofService } = await owner
      .post('api-keys', { name: 'P', scopes: ['leads:all', 'campaigns:read'], member_id: service.body.id })
      .expect(200);
    const ownKey = await keyOf(owner, ['all:all']);
    return [
      ...systemRoleNames.map((role): Asker => ({
        ...{ name: role, ...session, roles: system(role), client: agency[role].in(workspaceId) },
      })),
      { name: 'suspended', ...session, suspended: true, roles: system('admin'), client: suspended },
      { name: 'masked', ...session, roles: system('admin'), mask, client: masked },
      { name: 'ended', ...session, roles: [], client: ended },
      { name: 'of two roles', ...session, roles: [...system('editor'), ...system('view')], client: two },
      { name: 'stranger', ...session, relation: 'foreign', roles: [], client: stranger.in(workspaceId) },
      { name: 'owner elsewhere', ...session, relation: 'foreign', roles: [], client: owner.in(elsewhere) },
      { name: 'owner nowhere', ...session, relation: 'unnamed', roles: [], client: owner.in('') },
      { name: 'owner malformed', ...session, relation: 'malformed', roles: [], client: owner.in('agency') },
      {
        ...{ name: 'owner across sites', ...session, roles: system('owner'), client: owner },
        headers: { 'x-requested-with': '' },
      },
      ...(await Promise.all([
        ...systemRoleNames.map((role) => keyed(role, ['all:all'])),
        keyed('owner', ['all:read']),
        keyed('admin', ['workspace_members:all', 'leads:read']),
        keyed('owner', ['api_keys:create']),
      ])),
      {
        ...{ name: 'key of a program', ...key, roles: system('editor'), scopes: ofService.scopes },
        client: withKey(app, ofService.key),
      },
      {
        ...{
          name: 'key of a suspended',
          ...key,
          suspended: true,
          roles: system('admin'),
          scopes: ['all:all'],
        },
        client: await keyOf(suspended, ['all:all']),
      },
      { name: 'key elsewhere', ...key, relation: 'foreign', roles: [], client: ownKey.in(elsewhere) },
      { name: 'key malformed', ...key, relation: 'malformed', roles: [], client: ownKey.in('agency') },
      {
        ...{ name: 'foreign key', ...key, relation: 'foreign', roles: [] },
        client: (await keyOf(stranger, ['all:all'])).in(workspaceId),
      },
      {
        name: 'ended key',
        ...key,
        credential: 'dead key',
        roles: [],
        client: await keyOf(owner, ['all:all'], true),
      },
      {
        name: 'unknown key',
        ...key,
        credential: 'dead key',
        roles: [],
        client: withKey(app, `key_${newToken()}`),
      },
      {
        ...{ name: 'ended session', ...session, credential: 'dead session', roles: [] },
        client: new Client(app.url, `session=${newToken()}`, workspaceId),
      },
      { name: 'nobody', ...session, credential: 'none', roles: [], client: signedOut(app).in(workspaceId) },
      {
        ...{ name: 'both at once', ...session, credential: 'both', roles: [], client: owner },
        headers: { authorization: `Bearer ${ownKey.key}` },
      },
    ];
  }

  /** A workspace of another person’s, below that one. */
  async function below(admin: string, ceiling: readonly string[], more: { kind?: 'managed' } = {}) {
    const sub = await createWorkspace((await someone(app)).client, newcomer().email);
    const [link = ''] = await linkSubs(app, admin, [sub.workspaceId], { ceiling, ...more });
    return { sub, link, id: sub.workspaceId };
  }
  const giveAll = async (admin: Client, role: SystemRole = 'admin', linkId: string | null = null) =>
    plantGroupGrant(app, admin.workspaceId, {
      ...{ memberId: await memberIdOf(admin), roleId: systemRoles[role].id, linkId },
    });

  /** A workspace with a link to another, or with an invitation. */
  async function throughGroup(): Promise<Asker[]> {
    const { owner, admin, editor, view, stranger, workspaceId } = agency;
    const [quay, narrow, made] = [
      await below(workspaceId, askedByDefault),
      await below(workspaceId, ['workspaces:read', 'leads:all', 'leads:read', 'member_sessions:delete']),
      await below(workspaceId, permissions, { kind: 'managed' }),
    ];
    const foreign = await below(stranger.workspaceId, permissions);
    for (const one of [owner, admin]) await giveAll(one);
    await giveAll(editor, 'view', quay.link);
    await giveAll(stranger);
    const role = (system: SystemRole): NaiveRole => ({ system });
    const by = (
      { link }: typeof quay,
      ceiling: readonly string[],
      system: SystemRole = 'admin',
      isManaged = false,
    ) => ({ link, ceiling, isManaged, roles: [role(system)] });
    const session = { credential: 'session', relation: 'here', roles: [] } as const;
    const key = { credential: 'key', relation: 'here', roles: [] } as const;
    const nowhere = { ...session, relation: 'foreign' } as const;
    const keyOfAdmin = async (scopes: string[]) => ({ ...key, scopes, client: await keyOf(admin, scopes) });

    const both = await hire(app, owner, newcomer(), 'client');
    await giveAll(both);
    const person = { userId: both.userId, email: newcomer().email };
    await plantMember(
      app.db.superuser,
      { workspaceId: quay.id, workspaceName: '' },
      { role: 'view', person },
    );
    const lent = await hire(app, quay.sub, newcomer(), 'editor');
    await sql(
      `update grants set via_link_id = $1 where member_id = (select id from workspace_members where workspace_id = $2 and user_id = $3)`,
      [quay.link, quay.id, lent.userId],
    );
    const [out, over] = [
      await hire(app, owner, newcomer(), 'view'),
      await hire(app, owner, newcomer(), 'view'),
    ];
    await giveAll(out);
    await owner.post(`workspace-members/${await memberIdOf(out)}/suspension`).expect(200);
    await sql('update group_grants set expires_at = now() where id = $1', [await giveAll(over)]);
    const pending = await below(workspaceId, permissions);
    await sql(
      `update group_links set status = 'pending', expires_at = now() + interval '1 day' where id = $1`,
      [pending.link],
    );

    const wide = askedByDefault;
    return [
      { name: 'owner acting', ...session, group: by(quay, wide), client: owner.in(quay.id) },
      { name: 'viewer acting', ...session, group: by(quay, wide, 'view'), client: editor.in(quay.id) },
      {
        ...{ name: 'admin under a low ceiling', ...session, client: admin.in(narrow.id) },
        group: by(narrow, ['workspaces:read', 'leads:read']),
      },
      {
        ...{ name: 'admin in what was made', ...session, client: admin.in(made.id) },
        group: by(made, permissions, 'admin', true),
      },
      {
        ...{ name: 'viewer who acts as admin', ...session, roles: [role('view')], client: both.in(quay.id) },
        group: by(quay, wide),
      },
      { name: 'editor, lent', ...session, roles: [{ ...role('editor'), ceiling: wide }], client: lent },
      ...(await Promise.all(
        [['all:all'], ['leads:all', 'workspace_members:read']].map(async (scopes) => {
          const asker = await keyOfAdmin(scopes);
          const name = `key acting, ${scopes.join(' ')}`;
          return { ...asker, name, group: by(quay, wide), client: asker.client.in(quay.id) };
        }),
      )),
      { name: 'owner of a sub, above', ...nowhere, client: quay.sub.in(workspaceId) },
      { name: 'owner of a sub, beside', ...nowhere, client: quay.sub.in(narrow.id) },
      { name: 'viewer acting, beside', ...nowhere, client: editor.in(narrow.id) },
      { name: 'member with no grant', ...nowhere, client: view.in(quay.id) },
      { name: 'owner in a foreign sub', ...nowhere, client: owner.in(foreign.id) },
      { name: 'owner where it is pending', ...nowhere, client: owner.in(pending.id) },
      { name: 'suspended above', ...nowhere, client: out.in(quay.id) },
      { name: 'whose grant is over', ...nowhere, client: over.in(quay.id) },
      {
        ...{ name: 'key of a sub, above', ...key, relation: 'foreign' },
        client: (await keyOf(quay.sub, ['all:all'])).in(workspaceId),
      },
      {
        ...{ name: 'key of another group', ...key, relation: 'foreign' },
        client: (await keyOf(stranger, ['all:all'])).in(quay.id),
      },
      ...(await ruled()),
    ];
  }

  /** Below a workspace that asks something of everybody in its group; but of nobody in their own workspace. */
  async function ruled(): Promise<Asker[]> {
    const rules: [string, object, 'session' | 'key', string][] = [
      ['who has no second factor', { two_factor_required: true }, 'session', '403 two_factor_required'],
      ['whose address is of elsewhere', { email_domains: ['nowhere.example'] }, 'session', '403 guardrail'],
      ['whose session is old', { session_hours: 0 }, 'session', '401 session_ended'],
      ['who comes with a key', { keys_allowed: false }, 'key', '403 guardrail'],
    ];
    const found: Asker[] = [];
    for (const [name, rule, credential, barred] of rules) {
      const admin = await createWorkspace(agency.owner.in(''), name);
      const { sub, link, id } = await below(admin.workspaceId, askedByDefault);
      await giveAll(admin);
      const all = { two_factor_required: false, email_domains: [], keys_allowed: true, ...rule };
      await sql(
        `insert into guardrails (workspace_id, id, announced) values ($1, $2,
           jsonb_build_array(jsonb_build_object('rules', $3::jsonb, 'changed_at', now(), 'from', now())))`,
        [admin.workspaceId, newId(), all],
      );
      const member = await hire(app, sub, newcomer(), 'editor');
      const by = async (who: Client) => (credential === 'key' ? keyOf(who, ['all:all']) : who);
      const roles: NaiveRole[] = [{ system: 'editor' }];
      const asker = {
        credential,
        relation: 'here',
        ...(credential === 'key' && { scopes: ['all:all'] }),
      } as const;
      const group = { link, ceiling: askedByDefault, roles: [{ system: 'admin' }] };
      found.push(
        { name: `one acting ${name}`, ...asker, barred, roles: [], group, client: (await by(admin)).in(id) },
        { name: `a member ${name}`, ...asker, barred, roles, client: (await by(member)).in(id) },
        {
          ...{ name: `above, one ${name}`, ...asker, roles: [{ system: 'owner' }] },
          client: (await by(admin)).in(admin.workspaceId),
        },
      );
      // A key is kept out with any maker; people are not kept out of what is theirs.
      if (credential === 'session')
        found.push({ name: `an owner ${name}`, ...asker, roles: [{ system: 'owner' }], client: sub });
    }
    return found;
  }

  async function findingsOf(route: RouteEntry, some: readonly Asker[]): Promise<string[]> {
    const findings: string[] = [];
    for (const asker of some) {
      const { client, headers } = asker;
      const given = { query: HARMLESS, ...(headers && { headers }) };
      const whole = await knock(client, route, given);
      const via = whole.headers['x-access-via'];
      const [answer, wanted] = [answerOf(whole), expected(route, asker)];
      if (answer !== wanted) findings.push(`${nameOf(route)} as ${asker.name}: ${answer}, not ${wanted}`);
      else if (answer === 'in' && needsWorkspace(route.permission) && via !== way(route, asker))
        findings.push(`${nameOf(route)} as ${asker.name}: through ${String(via)}`);
    }
    return findings;
  }

  it('answers as the policy says that was written a second time', { timeout: 300_000 }, async (context) => {
    const findings: string[] = [];
    for (const route of routes) findings.push(...(await findingsOf(route, askers)));
    expect(findings).toEqual([]);
    expect(routes.length * askers.length).toBeGreaterThan(1000);
    await context.annotate(`${routes.length * askers.length} cells`);
  });

  /** An admin from above, under a ceiling that is this from now on. */
  async function actingUnder({ link, id }: Awaited<ReturnType<typeof below>>, ceiling: readonly string[]) {
    await sql('update group_links set ceiling = $1 where id = $2', [ceiling, link]);
    const group = { link, ceiling, roles: [{ system: 'admin' }] };
    const session = { credential: 'session', relation: 'here', roles: [] } as const;
    return {
      name: `an admin under a ceiling of ${ceiling.length}`,
      ...session,
      group,
      client: agency.admin.in(id),
    };
  }

  it('asks for its one permission, and for no other', { timeout: 300_000 }, async () => {
    const named = routes.filter(({ permission }) => (grantable as readonly unknown[]).includes(permission));
    const findings: string[] = [];
    for (const route of named) {
      const permission = route.permission as string;
      const others = grantable.filter((one) => one !== permission);
      await writeRole(only, [permission]);
      await writeRole(allBut, others);
      const session = { credential: 'session', relation: 'here' } as const;
      findings.push(
        ...(await findingsOf(route, [
          {
            name: `one who holds it alone`,
            ...session,
            roles: [{ permissions: [permission] }],
            client: only,
          },
          { name: `one who holds all others`, ...session, roles: [{ permissions: others }], client: allBut },
          await actingUnder(ceilings.alone, [permission]),
          await actingUnder(ceilings.others, others),
        ])),
      );
    }
    expect(findings).toEqual([]);
  });
});
