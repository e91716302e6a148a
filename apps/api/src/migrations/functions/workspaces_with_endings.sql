-- As of migration 15.
-- Where the worker has to look for grants and keys that end, or whose end is to be announced. By itself it sees no row
-- of any workspace.
create or replace function workspaces_with_endings()
  returns table (workspace_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select e.workspace_id
  from (
    select g.workspace_id, g.expires_at, g.warned_at
    from grants g
    where g.expires_at <= now() + interval '7 days'
    union all
    select k.workspace_id, k.expires_at, k.warned_at
    from api_keys k
    where k.expires_at <= now() + interval '7 days'
    union all
    -- The end of a group grant is not announced.
    select gg.workspace_id, gg.expires_at, now()
    from group_grants gg
    where gg.expires_at <= now()
  ) e
  join workspaces w
    on w.id = e.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  -- It is over, or one of its two warnings (a week before, a day before) can be due.
  where e.expires_at <= now()
    or e.warned_at is null
    or e.warned_at < e.expires_at - interval '1 day'
  group by 1
$$;

revoke all on function workspaces_with_endings from public;
grant execute on function workspaces_with_endings to bailiwick_queue;
alter function workspaces_with_endings owner to bailiwick_authority;
