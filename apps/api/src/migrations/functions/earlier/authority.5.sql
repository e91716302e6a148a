-- As of migration 5.
-- For sessions alone, with the ids of roles.
create or replace function authority(kind text, credential bytea, workspace uuid)
  returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
    first_name text, last_name text, workspace_id uuid, workspace_name text, session_ended boolean,
    entered boolean, member_id uuid, member_status text, role_ids uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
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
    $$;

revoke all on function authority from public;
grant execute on function authority to bailiwick_app;
alter function authority owner to bailiwick_authority;
