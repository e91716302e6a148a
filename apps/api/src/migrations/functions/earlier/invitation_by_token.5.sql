-- As of migration 5.
-- With the ids of roles.
create or replace function invitation_by_token(token bytea)
  returns table (workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid,
    role_ids uuid[], inviter_name text, expires_at timestamptz, ended_as text, expired boolean,
    member_status text, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
      select t.workspace_id, w.name, t.member_id, t.email, m.user_id,
        array(select g.role_id from grants g where g.workspace_id = t.workspace_id and g.member_id = t.member_id),
        trim(i.first_name || ' ' || i.last_name), t.expires_at, t.ended_as, t.expires_at <= now(), m.status, a.id
      from invitation_tokens t
      join workspaces w on w.id = t.workspace_id
      left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id
      left join users i on i.id = m.issuer_id
      left join users a on a.email = t.email
      where t.token_hash = token
    $$;

revoke all on function invitation_by_token from public;
grant execute on function invitation_by_token to bailiwick_app;
alter function invitation_by_token owner to bailiwick_authority;
