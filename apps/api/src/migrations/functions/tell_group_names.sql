-- As of migration 13.
-- Carries a new name, and the day of removal, of a workspace into its links and into the overview of its group.
create or replace function tell_group_names() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
  begin
    perform set_config('app.workspace_id', new.id::text, true);
    if old.name <> new.name then
      update group_links
      set sub_name = new.name
      where workspace_id = new.id and status = 'accepted';
      update group_links
      set admin_name = new.name
      where admin_workspace_id = new.id and status in ('pending', 'accepted');
    end if;
    update group_subs
    set name = new.name, removal_at = new.scheduled_for_removal_at
    where sub_id = new.id;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;

revoke all on function tell_group_names from public;
grant execute on function tell_group_names to bailiwick_app;
