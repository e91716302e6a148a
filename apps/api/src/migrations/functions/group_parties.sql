-- As of migration 13.
-- Both sides of a link of the workspace that asks: their names, and whom to write to.
create or replace function group_parties(link uuid)
  returns table (
    sub_id uuid, sub_name text, sub_owner_id uuid, sub_owner_email text,
    admin_id uuid, admin_name text, admin_owner_id uuid, admin_owner_email text
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    w.id, w.name, w.owner_id, o.email,
    aw.id, aw.name, aw.owner_id, ao.email
  from group_links l
  join workspaces w on w.id = l.workspace_id
  join users o on o.id = w.owner_id
  join workspaces aw on aw.id = l.admin_workspace_id
  join users ao on ao.id = aw.owner_id
  where l.id = link
    and nullif(current_setting('app.workspace_id', true), '')::uuid in (l.workspace_id, l.admin_workspace_id)
$$;

revoke all on function group_parties from public;
grant execute on function group_parties to bailiwick_app;
alter function group_parties owner to bailiwick_authority;
