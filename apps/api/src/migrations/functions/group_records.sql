-- As of migration 15.
-- The newest records of these subs. `place` orders them, and is where the next page begins.
create or replace function group_records(
  subs uuid[], activity_type integer, actor uuid, since timestamptz, till timestamptz, pattern text,
  after text, most integer
)
  returns table (place text, workspace_name text, seq bigint, sealed_at timestamptz, body jsonb, personal text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with
    -- The caller has checked what the person who asks can do; here it is checked once more that each sub allows it.
    -- One link stands for all that have the same ceiling, so that few ceilings are read.
    alike as (
      select x.ceiling_key, (array_agg(x.id))[1] as id
      from group_links x
      where x.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and x.status = 'accepted'
      group by 1
    ),
    open as materialized (
      select o.ceiling_key
      from alike
      join group_links o on o.id = alike.id
      where o.ceiling && array['audit_logs:read']
    ),
    -- The subs asked about.
    here as materialized (
      select
        l.id as link_id, w.id as workspace_id, w.name,
        row_number() over (order by w.name collate "C", w.id) as place
      from group_links l
      join workspaces w
        on w.id = l.workspace_id
        and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      where l.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and l.status = 'accepted'
        and l.workspace_id = any (subs)
        and l.ceiling_key in (select o.ceiling_key from open o)
    ),
    -- Where the page begins, read from `after`: 24 characters of time, and the id. Without it, later than everything.
    cut as (
      select
        coalesce(left(after, 24)::timestamptz, 'infinity') as at,
        coalesce(substr(after, 25)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id
    )

  select
    to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || r.id,
    h.name, r.seq, r.sealed_at, r.body, r.personal
  from here h
  cross join cut c
  -- The newest of each sub; of all these the newest are the page.
  cross join lateral (
    select a.occurred_at, a.id, a.seq, a.sealed_at, a.body, a.personal
    from audit_log a
    where a.workspace_id = h.workspace_id
      and a.occurred_at <= c.at
      and (a.occurred_at, a.id) < (c.at, c.id)
      and a.occurred_at >= coalesce(since, '-infinity')
      and a.occurred_at < coalesce(till, 'infinity')
      and (activity_type is null or a.activity = activity_type)
      and (actor is null or a.actor_id = actor)
      and (pattern is null or a.personal ilike pattern or a.canonical ilike pattern)
    order by a.occurred_at desc, a.id desc
    limit most
  ) r
  order by r.occurred_at desc, r.id desc
  limit most
$$;

revoke all on function group_records from public;
grant execute on function group_records to bailiwick_app;
alter function group_records owner to bailiwick_authority;
