import { definer } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const head = 'language sql stable security definer set search_path = pg_catalog, public, pg_temp';

/** The questions asked before a scope exists; `system-db.ts` says why each is needed. */
export const lookups = {
  'authority(text, bytea, uuid)': `create function authority(kind text, credential bytea, workspace uuid)
    returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
      first_name text, last_name text, workspace_id uuid, workspace_name text, session_ended boolean,
      entered boolean, member_id uuid, member_status text, role_ids uuid[])
    ${head} as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, w.name,
        coalesce(s.authenticated_at < w.sessions_valid_from, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        m.id, m.status,
        array(select g.role_id from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id)
      from sessions s
      join users u on u.id = s.user_id
      left join workspace_members m
        on m.workspace_id = workspace and m.user_id = u.id and m.status in ('active', 'suspended')
      left join workspaces w on w.id = m.workspace_id
      where kind = 'session' and s.token_hash = credential
        and s.expires_at > now() and s.idle_expires_at > now()
    $$`,

  'sign_in_subject(text)': `create function sign_in_subject(address text)
    returns table (user_id uuid, password_hash text, attempt_id uuid, attempt_hash text)
    ${head} as $$
      select u.id, p.hash, a.id, a.password_hash
      from (select address as email) asked
      left join users u on u.email = asked.email
      left join passwords p on p.user_id = u.id
      left join lateral (select id, password_hash from sign_up_attempts
        where email = asked.email and ended_as is null and expires_at > now() order by id desc limit 1) a on true
    $$`,

  'sign_up_attempt_by_token(bytea)': `create function sign_up_attempt_by_token(token bytea)
    returns table (id uuid, email text, ended_as text, expired boolean)
    ${head} as $$
      select id, email, ended_as, expires_at <= now() from sign_up_attempts where token_hash = token
    $$`,

  'invitation_by_token(bytea)': `create function invitation_by_token(token bytea)
    returns table (workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid,
      role_ids uuid[], inviter_name text, expires_at timestamptz, ended_as text, expired boolean,
      member_status text, account_id uuid)
    ${head} as $$
      select t.workspace_id, w.name, t.member_id, t.email, m.user_id,
        array(select g.role_id from grants g where g.workspace_id = t.workspace_id and g.member_id = t.member_id),
        trim(i.first_name || ' ' || i.last_name), t.expires_at, t.ended_as, t.expires_at <= now(), m.status, a.id
      from invitation_tokens t
      join workspaces w on w.id = t.workspace_id
      left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id
      left join users i on i.id = m.issuer_id
      left join users a on a.email = t.email
      where t.token_hash = token
    $$`,

  'my_workspaces()': `create function my_workspaces()
    returns table (id uuid, name text, org_logo_url text, member_id uuid, status text, role_ids uuid[])
    ${head} as $$
      select w.id, w.name, w.org_logo_url, m.id, m.status,
        array(select g.role_id from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id)
      from workspace_members m join workspaces w on w.id = m.workspace_id
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        and m.status in ('active', 'suspended')
    $$`,
};

export class CreateLookups1764000005000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const [signature, create] of Object.entries(lookups)) {
      await definer(q, { signature, create, owner: 'bailiwick_authority', executor: 'bailiwick_app' });
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const signature of Object.keys(lookups)) await q.query(`drop function ${signature}`);
  }
}
