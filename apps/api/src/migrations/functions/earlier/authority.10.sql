-- As of migration 10.
-- And for API keys, which have but one workspace; with the domains that a workspace asks for.
create or replace function authority(kind text, credential bytea, workspace uuid)
  returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
    first_name text, last_name text, workspace_id uuid, workspace_name text, member_id uuid, member_status text,
    roles jsonb, mask text[], idle boolean, outside_domains boolean, session_ended boolean, entered boolean,
    fresh boolean, lacks_second_factor boolean, key_id uuid, key_name text, is_service boolean, key_scopes jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, w.name,
        m.id, m.status, coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]'), m.permissions,
        m.last_active_at is null or m.last_active_at < now() - interval '1 minute',
        coalesce(m.kind = 'person' and cardinality(w.email_domains) > 0 and w.owner_id <> m.user_id
          and split_part(u.email, '@', 2) <> all (w.email_domains), false),
        coalesce(s.authenticated_at <= w.sessions_valid_from, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes',
        coalesce(w.two_factor_required and not s.second_factor, false), null::uuid, null, false, null::jsonb
      from sessions s
      join users u on u.id = s.user_id
      left join (workspace_members m join workspaces w on w.id = m.workspace_id and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now()))
        on m.workspace_id = workspace and m.user_id = u.id and m.status in ('active', 'suspended')
      where authority.kind = 'session' and s.token_hash = credential
        and s.expires_at > now() and s.idle_expires_at > now()
      union all
      select null, null, k.last_used_at is null or k.last_used_at < now() - interval '1 minute', m.user_id,
        coalesce(u.email, m.email), coalesce(u.first_name, m.name), coalesce(u.last_name, ''),
        case when coalesce(workspace, k.workspace_id) = k.workspace_id then k.workspace_id end, w.name,
        m.id, m.status, coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]'), m.permissions,
        m.last_active_at is null or m.last_active_at < now() - interval '1 minute',
        coalesce(m.kind = 'person' and cardinality(w.email_domains) > 0 and w.owner_id <> m.user_id
          and split_part(u.email, '@', 2) <> all (w.email_domains), false),
        false, true, false,
        w.two_factor_required and m.kind = 'person' and not u.two_factor, k.id, k.name, m.kind = 'service',
        jsonb_build_array(to_jsonb(k.scopes)) || k.limits
      from api_keys k
      join workspace_members m on m.workspace_id = k.workspace_id and m.id = k.member_id
      join workspaces w on w.id = k.workspace_id and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      left join users u on u.id = m.user_id
      where authority.kind = 'key' and (k.key_hash = credential
          or (k.previous_hash = credential and k.previous_valid_until > now()))
        and (k.expires_at is null or k.expires_at > now())
    $$;

revoke all on function authority from public;
grant execute on function authority to bailiwick_app;
alter function authority owner to bailiwick_authority;
