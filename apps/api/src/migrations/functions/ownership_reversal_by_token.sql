-- As of migration 11.
-- The change of owner that the link in the former owner's mail takes back. They may be no member any more.
create or replace function ownership_reversal_by_token(token bytea)
  returns table (
    workspace_id uuid, workspace_name text, id uuid,
    old_owner_id uuid, email text, first_name text, last_name text,
    new_owner_name text, reversible_until timestamptz, reversed boolean, expired boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    c.workspace_id, w.name, c.id,
    c.old_owner_id, o.email, o.first_name, o.last_name,
    trim(n.first_name || ' ' || n.last_name),
    c.reversible_until, c.reversed_at is not null, c.reversible_until <= now()
  from ownership_changes c
  join workspaces w
    on w.id = c.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  join users o on o.id = c.old_owner_id
  join users n on n.id = c.new_owner_id
  where c.token_hash = token
$$;

revoke all on function ownership_reversal_by_token from public;
grant execute on function ownership_reversal_by_token to bailiwick_app;
alter function ownership_reversal_by_token owner to bailiwick_authority;
