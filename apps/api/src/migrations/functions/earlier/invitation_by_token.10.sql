-- As of migration 10.
-- Not for a workspace that was removed.
create or replace function invitation_by_token(token bytea)
  returns table (workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid,
    roles jsonb, inviter_name text, expires_at timestamptz, ended_as text, expired boolean,
    member_status text, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
      select t.workspace_id, w.name, t.member_id, t.email, m.user_id, coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]'),
        trim(i.first_name || ' ' || i.last_name), t.expires_at, t.ended_as, t.expires_at <= now(), m.status, a.id
      from invitation_tokens t
      join workspaces w on w.id = t.workspace_id and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id
      left join users i on i.id = m.issuer_id
      left join users a on a.email = t.email
      where t.token_hash = token
    $$;

revoke all on function invitation_by_token from public;
grant execute on function invitation_by_token to bailiwick_app;
alter function invitation_by_token owner to bailiwick_authority;
