-- As of migration 14.
-- Leaves the copies of a role that is published no longer to the subs that have them, as they are.
create or replace function leave_published_role(role uuid, some_links uuid[])
  returns table (sub_id uuid, copy_id uuid, called text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    admin uuid := nullif(scope, '')::uuid;
    sub uuid;
  begin
    perform lock_group(array[admin]);
    for sub in
      select l.workspace_id
      from group_links l
      where l.admin_workspace_id = admin
        and l.status = 'accepted'
        and l.id = any (some_links)
      order by 1
    loop
      perform set_config('app.workspace_id', sub::text, true);
      return query
        update roles c
        set published_from = null, published_version = null, offered_permissions = null, timestamp_updated = now()
        where c.workspace_id = sub and c.published_from = role
        returning c.workspace_id, c.id, c.name;
    end loop;
    perform set_config('app.workspace_id', scope, true);
  end $$;

revoke all on function leave_published_role from public;
grant execute on function leave_published_role to bailiwick_app;
