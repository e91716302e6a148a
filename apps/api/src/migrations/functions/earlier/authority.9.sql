-- As of migration 9.
-- With what each role permits in place of its id, and with the mask of the member.
create or replace function authority(kind text, credential bytea, workspace uuid)
  returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
    first_name text, last_name text, workspace_id uuid, workspace_name text, session_ended boolean,
    entered boolean, member_id uuid, member_status text, roles jsonb, mask text[],
    fresh boolean, lacks_second_factor boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, w.name,
        coalesce(s.authenticated_at <= w.sessions_valid_from, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        m.id, m.status, coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]'), m.permissions,
        greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes',
        coalesce(w.two_factor_required and not s.second_factor, false)
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
