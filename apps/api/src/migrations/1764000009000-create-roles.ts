import { authorityReads, definer, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lookups } from './1764000005000-create-lookups.js';
import { authorityWithFactors } from './1764000008000-create-sign-in-security.js';

const head = 'language sql stable security definer set search_path = pg_catalog, public, pg_temp';
const reading = { owner: 'bailiwick_authority', executor: 'bailiwick_app' };

/** The roles that member `m` holds now. */
export const rolesHeld = `coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]')`;

/** As before, but with what each role permits in place of its id; and with the member's mask where it binds. */
export const withRoles = {
  'authority(text, bytea, uuid)': `create function authority(kind text, credential bytea, workspace uuid)
    returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
      first_name text, last_name text, workspace_id uuid, workspace_name text, session_ended boolean,
      entered boolean, member_id uuid, member_status text, roles jsonb, mask text[],
      fresh boolean, lacks_second_factor boolean)
    ${head} as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, w.name,
        coalesce(s.authenticated_at <= w.sessions_valid_from, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        m.id, m.status, ${rolesHeld}, m.permissions,
        greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes',
        coalesce(w.two_factor_required and not s.second_factor, false)
      from sessions s
      join users u on u.id = s.user_id
      left join workspace_members m
        on m.workspace_id = workspace and m.user_id = u.id and m.status in ('active', 'suspended')
      left join workspaces w on w.id = m.workspace_id
      where kind = 'session' and s.token_hash = credential
        and s.expires_at > now() and s.idle_expires_at > now()
    $$`,

  'invitation_by_token(bytea)': `create function invitation_by_token(token bytea)
    returns table (workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid,
      roles jsonb, inviter_name text, expires_at timestamptz, ended_as text, expired boolean,
      member_status text, account_id uuid)
    ${head} as $$
      select t.workspace_id, w.name, t.member_id, t.email, m.user_id, ${rolesHeld},
        trim(i.first_name || ' ' || i.last_name), t.expires_at, t.ended_as, t.expires_at <= now(), m.status, a.id
      from invitation_tokens t
      join workspaces w on w.id = t.workspace_id
      left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id
      left join users i on i.id = m.issuer_id
      left join users a on a.email = t.email
      where t.token_hash = token
    $$`,

  'my_workspaces()': `create function my_workspaces()
    returns table (id uuid, name text, org_logo_url text, member_id uuid, status text, roles jsonb)
    ${head} as $$
      select w.id, w.name, w.org_logo_url, m.id, m.status, ${rolesHeld}
      from workspace_members m join workspaces w on w.id = m.workspace_id
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        and m.status in ('active', 'suspended')
    $$`,
};

const withIds: Readonly<Record<string, string>> = {
  'authority(text, bytea, uuid)': authorityWithFactors,
  'invitation_by_token(bytea)': lookups['invitation_by_token(bytea)'],
  'my_workspaces()': lookups['my_workspaces()'],
};

async function replace(q: QueryRunner, functions: Readonly<Record<string, string>>): Promise<void> {
  for (const [signature, create] of Object.entries(functions)) {
    await q.query(`drop function ${signature}`);
    await definer(q, { signature, create, ...reading });
  }
}

export class CreateRoles1764000009000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table roles (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      name text not null,
      description text not null,
      permissions text[] not null,
      assignable_role_ids uuid[] not null,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    // However it is spelt, a name is one name.
    await q.query(
      'create unique index roles_name on roles (workspace_id, lower(btrim(normalize(name, NFKC))))',
    );
    await tenantTable(q, 'roles', 'select, insert, update, delete');
    await authorityReads(q, 'roles', 'workspace_id, id, name, permissions, assignable_role_ids');

    await q.query('alter table grants add column expires_at timestamptz(3), add column reason text');
    await q.query('grant update (expires_at, reason) on grants to bailiwick_app');
    // Who holds a role is asked whenever it changes.
    await q.query('create index grants_role on grants (workspace_id, role_id, member_id)');
    await q.query('grant select (expires_at) on grants to bailiwick_authority');
    await q.query('grant select (permissions) on workspace_members to bailiwick_authority');
    await replace(q, withRoles);
  }

  async down(q: QueryRunner): Promise<void> {
    await replace(q, withIds);
    await q.query('revoke select (permissions) on workspace_members from bailiwick_authority');
    await q.query('drop index grants_role');
    await q.query('alter table grants drop column expires_at, drop column reason');
    await q.query('drop table roles');
  }
}
