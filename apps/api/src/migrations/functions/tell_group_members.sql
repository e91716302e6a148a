-- As of migration 13.
-- Keeps how many people are in each sub. It runs at the end of the transaction, so that one that waits here for another
-- holds nothing that the other still needs.
create or replace function tell_group_members() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    sub uuid := coalesce(new.workspace_id, old.workspace_id);
    -- 1 or 0: whether the row counts as a person in the sub, before and after.
    was int := coalesce((old.status in ('active', 'suspended') and old.kind = 'person')::int, 0);
    becomes int := coalesce((new.status in ('active', 'suspended') and new.kind = 'person')::int, 0);
  begin
    if was <> becomes then
      perform set_config('app.workspace_id', sub::text, true);
      update group_subs
      set members = members + becomes - was
      where sub_id = sub;
      perform set_config('app.workspace_id', scope, true);
    end if;
    return null;
  end $$;

revoke all on function tell_group_members from public;
grant execute on function tell_group_members to bailiwick_app;
