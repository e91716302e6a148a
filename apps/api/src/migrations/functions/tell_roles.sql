-- As of migration 14.
-- A sub that joins gets the published roles, and one that is out keeps them. Code that changes a link need not think of
-- it.
create or replace function tell_roles() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
  begin
    perform set_config('app.workspace_id', new.admin_workspace_id::text, true);
    perform lock_group(array[new.admin_workspace_id]);
    if exists (select 1 from group_links l where l.id = new.id and l.status = 'accepted') then
      perform publish_roles(null, array[new.id]);
    else
      -- The copies become the sub's own, unless another link holds the sub by now.
      perform set_config('app.workspace_id', new.workspace_id::text, true);
      update roles c
      set published_from = null, published_version = null, offered_permissions = null, timestamp_updated = now()
      where c.workspace_id = new.workspace_id
        and c.published_from is not null
        and not exists (
          select 1
          from group_links l
          where l.workspace_id = new.workspace_id and l.status = 'accepted'
        );
    end if;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;

revoke all on function tell_roles from public;
grant execute on function tell_roles to bailiwick_app;
