-- As of migration 5.
-- With the ids of roles.
create or replace function my_workspaces()
  returns table (id uuid, name text, org_logo_url text, member_id uuid, status text, role_ids uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
      select w.id, w.name, w.org_logo_url, m.id, m.status,
        array(select g.role_id from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id)
      from workspace_members m join workspaces w on w.id = m.workspace_id
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        and m.status in ('active', 'suspended')
    $$;

revoke all on function my_workspaces from public;
grant execute on function my_workspaces to bailiwick_app;
alter function my_workspaces owner to bailiwick_authority;
