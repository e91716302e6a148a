-- As of migration 13.
-- Notes that a sub was active, once a minute, in the overview that belongs to its admin workspace.
create or replace function tell_group_activity() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update group_subs
  set last_activity_at = now()
  where sub_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and last_activity_at < now() - interval '1 minute'
$$;

revoke all on function tell_group_activity from public;
grant execute on function tell_group_activity to bailiwick_app;
