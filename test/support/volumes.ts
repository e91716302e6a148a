import { createHash } from 'node:crypto';
import { systemRoles } from '@bailiwick/rbac';
import type { Pool } from 'pg';
import type { PlantedMember } from './planted.js';

const idOf = (prefix: string, n: number) => `${prefix}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const prefix = {
  ...{ workspace: '0192b000', member: '0192c000', user: '0192d000', session: '0192e000' },
  link: '0192f000',
};
const people = 20_000;
const members = 12_000;
const workspaces = 20_000;
const records = 40_000;
/** Below the admin workspace: those from the second one on. */
const subs = 10_000;
/** The workspace with this number, and the one member who lives there. */
const [above, everywhere] = [15_000, 14_998];
/** Lives elsewhere, and has a second membership there. */
const inTen = { user: 13_000, member: people + 1 };
const inMany = { user: 13_001, member: people + 2 };

/** What `plantVolumes` makes, by number: everything of the big workspace has the numbers up to `members`. */
export const volumes = {
  userId: (n: number) => idOf(prefix.user, n),
  email: (n: number) => `person.${n}@volumes.example`,
  hash: (what: 'session' | 'attempt' | 'invitation' | 'key', n: number) =>
    createHash('sha256').update(`${what} ${n}`).digest(),
  /** Over 10,000 workspaces stands one: by the number of their session, who is what in how many of them. */
  group: {
    everywhere,
    inTen: inTen.user,
    inMany: inMany.user,
    sub: (n: number) => idOf(prefix.workspace, 1 + n),
    link: (n: number) => idOf(prefix.link, n),
    /** Of a person with a grant of its own in half of them. */
    seat: {
      workspaceId: idOf(prefix.workspace, above),
      workspaceName: `Workspace ${above}`,
      memberId: idOf(prefix.member, inMany.member),
      userId: idOf(prefix.user, inMany.user),
      email: `person.${inMany.user}@volumes.example`,
      role: 'admin',
    } satisfies PlantedMember,
  },
  owner: {
    workspaceId: idOf(prefix.workspace, 1),
    workspaceName: 'Workspace 1',
    memberId: idOf(prefix.member, 1),
    userId: idOf(prefix.user, 1),
    email: 'person.1@volumes.example',
    role: 'owner',
  } satisfies PlantedMember,
} as const;

const id = (kind: keyof typeof prefix, n = 'n') =>
  `('${prefix[kind]}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const hash = (what: string) => `sha256(convert_to('${what} ' || n, 'UTF8'))`;
const each = (n: number) => `from generate_series(1, ${n}) n`;
const email = `'person.' || n || '@volumes.example'`;
/** The big one up to that number, one of the small ones beyond. */
const workspace = (big: string) =>
  `case when ${big} then ${id('workspace', '1')} else ${id('workspace', `2 + n % ${workspaces - 1}`)} end`;
const home = workspace(`n <= ${members}`);
const invited = `n <= ${members} and n % 60 = 0`;
const suspended = `n % 200 = 7`;
const soon = `now() + interval '7 days'`;

const ceiling = '{leads:read,leads:update,workspace_members:read}';

const halfAYearAgo = `now() - interval '6 months'`;
const remembered = { member: 'workspace_members', role: 'roles', grant: 'grants' };

const statements = [
  `insert into users select ${id('user')}, ${email}, 'Pat', 'Planted ' || n ${each(people)}`,
  `insert into passwords select ${id('user')}, 'none' ${each(people)}`,
  `insert into sessions (id, user_id, token_hash, ip, idle_expires_at, expires_at)
    select ${id('session')}, ${id('user')}, ${hash('session')}, '127.0.0.1', ${soon}, ${soon} ${each(people)}`,
  `insert into sign_up_attempts (id, email, password_hash, first_name, last_name, token_hash, expires_at, ended_as)
    select ${id('session')}, ${email}, 'none', 'Pat', 'Planted', ${hash('attempt')}, ${soon},
      case when n % 10 = 0 then null else 'used' end ${each(people)}`,
  `insert into workspaces (id, name, owner_id)
    select ${id('workspace')}, 'Workspace ' || n, ${id('user')} ${each(workspaces)}`,
  `insert into audit_heads (workspace_id) select ${id('workspace')} ${each(workspaces)}`,
  `insert into workspace_members (workspace_id, id, user_id, email, status, issuer_id, invitation_expires_at)
    select ${home}, ${id('member')}, ${id('user')}, ${email}, case when ${invited} then 'pending' when ${suspended} then 'suspended' else 'active' end,
      ${id('user', '1')}, ${soon} ${each(people)}`,
  `insert into member_words (workspace_id, member_id, word)
    select distinct ${home}, ${id('member')}, word ${each(people)},
      unnest(array[${email}, n || '@volumes.example', 'volumes.example', 'example', 'pat', 'planted ' || n, n::text]) word`,
  `insert into grants (workspace_id, id, member_id, role_id)
    select ${home}, ${id('member')}, ${id('member')}, '${systemRoles.editor.id}' ${each(people)}`,
  `insert into roles (workspace_id, id, name, description, permissions, assignable_role_ids)
    select ${id('workspace')}, ${id('member')}, 'Own', '', '{}', '{}' ${each(workspaces)}`,
  // What hardly anybody holds.
  `insert into grants (workspace_id, id, member_id, role_id)
    select ${home}, ${id('session')}, ${id('member')}, '${systemRoles.admin.id}' ${each(people)} where n % 3000 = 1`,
  // Triggers are off meanwhile; everybody was something else before they became what they are.
  ...(['member', 'role', 'grant'] as const).map(
    (
      kind,
    ) => `insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
      select workspace_id, gen_random_uuid(), '${kind}', id, (row ->> 'member_id')::uuid, (row ->> 'role_id')::uuid,
        ${halfAYearAgo}, row from ${remembered[kind]} t, lateral (select to_jsonb(t) as row) it`,
  ),
  `insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, valid_to, data)
    select workspace_id, gen_random_uuid(), kind, gen_random_uuid(), member_id, '${systemRoles.view.id}',
      ${halfAYearAgo} - interval '1 year', ${halfAYearAgo}, data from access_history where kind = 'grant'`,
  ...[inTen, inMany].map(
    ({ user, member }) => `insert into workspace_members (workspace_id, id, user_id, email, status)
      select ${id('workspace', `${above}`)}, ${id('member', `${member}`)}, ${id('user', `${user}`)},
        'person.${user}@volumes.example', 'active'`,
  ),
  `insert into group_links (workspace_id, id, admin_workspace_id, kind, status, ceiling, admin_name, accepted_at)
    select ${id('workspace', 'n + 1')}, ${id('link')}, ${id('workspace', `${above}`)},
      case when n % 3 = 0 then 'managed' else 'consented' end, 'accepted', '${ceiling}', 'Above', now() ${each(subs)}`,
  `insert into group_subs (workspace_id, id, sub_id, name, members, last_activity_at, joined_at)
    select ${id('workspace', `${above}`)}, ${id('link')}, ${id('workspace', 'n + 1')}, 'Workspace ' || n + 1, 1,
      now() - n * interval '1 minute', now() - n * interval '1 hour' ${each(subs)}`,
  `insert into guardrails (workspace_id, id, announced)
    select ${id('workspace')}, ${id('link')}, jsonb_build_array(jsonb_build_object(
      'rules', jsonb_build_object('keys_allowed', true), 'changed_at', now(), 'from', now()))
    from generate_series(${above}, ${above} + 1000) n`,
  // Of some one grant over all of them, of others one in each.
  ...[
    [`null::uuid`, `'${systemRoles.owner.id}'::uuid`, 'null::uuid', 1],
    [`null::uuid`, `'${systemRoles.admin.id}'::uuid`, 'null::uuid', 1],
    [id('member', `${everywhere}`), `null::uuid`, 'null::uuid', 1],
    [id('member', `${inTen.member}`), `null::uuid`, id('link'), 10],
    [id('member', `${inMany.member}`), `null::uuid`, id('link'), 5000],
  ].map(
    ([member, holders, link, many]) => `insert into group_grants
      (workspace_id, id, member_id, holder_role_id, role_id, link_id)
      select ${id('workspace', `${above}`)}, gen_random_uuid(), ${member}, ${holders}, '${systemRoles.admin.id}',
        ${link} ${each(Number(many))}`,
  ),
  `insert into api_keys (workspace_id, id, member_id, name, prefix, key_hash, scopes, limits, ancestor_ids, created_by)
    select ${home}, ${id('session')}, ${id('member')}, 'Own', 'key', ${hash('key')}, '{all:all}', '[]', '{}', ${id('user')}
    ${each(people)}`,
  `insert into invitation_tokens (workspace_id, id, member_id, email, token_hash, expires_at, ended_as)
    select ${home}, ${id('member')}, ${id('member')}, ${email}, ${hash('invitation')}, ${soon},
      case when ${invited} then null else 'used' end ${each(people)}`,
  `insert into session_entries select ${home}, ${id('session')} ${each(people)}`,
  // Half a year of records; each month has its partition, as the worker would have made them ahead.
  `select audit_make_partitions((now() - interval '6 months')::date, 6)`,
  `insert into audit_log (workspace_id, retention, sealed_at, seq, id, act_id, occurred_at, activity, actor_id, persons,
      prev_hash, hash, canonical, body)
    select ${workspace('n % 3 < 2')}, '1y', at, n, ${id('session')}, ${id('session')}, at,
      case when n % 1000 = 0 then 1002 else 1011 end, ${id('user', '1 + n % 5000')}, '{}', '\\x', '\\x', '{}', '{"v": 1}'
    from (select n, (now() - interval '6 months' * (1 - n::float / ${records}))::timestamptz(3) as at
      ${each(records)}) made`,
  'analyze',
];

/**
 * One big workspace with a long log among thousands of small ones, as an installation has them after some years.
 * The planner is told.
 */
export async function plantVolumes(superuser: Pool): Promise<void> {
  const client = await superuser.connect();
  // What stands here is consistent by construction; asking every foreign key would take most of the time.
  await client.query('set session_replication_role = replica');
  for (const statement of statements) await client.query(statement);
  client.release(true);
}

/** Acts and jobs that wait, spread over so many workspaces. */
export async function plantBacklog(superuser: Pool, rows: number, over: number): Promise<void> {
  const random = 'gen_random_uuid()';
  await superuser.query(`insert into audit_outbox (id, workspace_id, act_id, occurred_at, content, persons)
    select ${random}, ${id('workspace', `1 + n % ${over}`)}, ${random}, now(),
      '{"activity":1011,"actor_id":null}', '{}' ${each(rows)}`);
  await superuser.query(`insert into job_outbox (id, kind, request_id, payload)
    select ${random}, 'mail', 'request', '{}' ${each(rows)}`);
}
