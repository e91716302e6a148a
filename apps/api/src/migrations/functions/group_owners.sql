-- As of migration 14.
-- Whom to write to in the subs of the workspace that asks.
create or replace function group_owners()
  returns table (link_id uuid, workspace_id uuid, name text, is_managed boolean, owner_email text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select l.id, w.id, w.name, l.kind = 'managed', o.email
  from group_links l
  join workspaces w
    on w.id = l.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  join users o on o.id = w.owner_id
  where l.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and l.status = 'accepted'
  order by w.id
$$;

revoke all on function group_owners from public;
grant execute on function group_owners to bailiwick_app;
alter function group_owners owner to bailiwick_authority;
