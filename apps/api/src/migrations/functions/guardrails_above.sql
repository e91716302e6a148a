-- As of migration 14.
-- The rules that bind the workspace that asks, and those that will: for the people who are bound by them.
create or replace function guardrails_above()
  returns table (admin_workspace_name text, rules jsonb, waiting jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    aw.name,
    b.rules,
    -- waiting: the announced rules that do not bind this workspace yet.
    coalesce(
      (
        select jsonb_agg(a.entry order by a.n)
        from jsonb_array_elements(gr.announced) with ordinality a (entry, n)
        where (
          l.kind = 'managed'
          or (a.entry ->> 'from')::timestamptz <= now()
          or l.timestamp_created >= (a.entry ->> 'changed_at')::timestamptz
        ) is not true
      ),
      '[]'
    )
  from group_links l
  join workspaces aw
    on aw.id = l.admin_workspace_id
    and (aw.scheduled_for_removal_at is null or aw.scheduled_for_removal_at > now())
  left join guardrails gr on gr.workspace_id = aw.id
  -- The last announced rules that bind this workspace already. Rules bind a managed workspace at once, and also one
  -- that was invited after their announcement. They bind others from the day they name.
  left join lateral (
    select a.entry -> 'rules' as rules
    from jsonb_array_elements(gr.announced) with ordinality a (entry, n)
    where (
      l.kind = 'managed'
      or (a.entry ->> 'from')::timestamptz <= now()
      or l.timestamp_created >= (a.entry ->> 'changed_at')::timestamptz
    )
    order by a.n desc
    limit 1
  ) b on true
  where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and l.status = 'accepted'
$$;

revoke all on function guardrails_above from public;
grant execute on function guardrails_above to bailiwick_app;
alter function guardrails_above owner to bailiwick_authority;
