-- As of migration 15.
-- The subs, put together by what is open to the admin workspace, and by whether each lets in the person who asks: the
-- conditions of `authority`, for all at once, so that no list shows what the front door would not.
create or replace function group_entries(session uuid, key uuid)
  returns table (kind text, ceiling text[], lets_in boolean, link_ids uuid[], workspace_ids uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with
    -- The credential: a session of the person who asks, or a key of the workspace that asks.
    c as (
      select s.authenticated_at, s.second_factor, u.email, false as is_service, false as by_key
      from sessions s
      join users u on u.id = s.user_id
      where s.id = session
        and s.user_id = nullif(current_setting('app.user_id', true), '')::uuid
      union all
      select null, m.kind = 'service' or u.two_factor, coalesce(u.email, m.email), m.kind = 'service', true
      from api_keys k
      join workspace_members m on m.workspace_id = k.workspace_id and m.id = k.member_id
      left join users u on u.id = m.user_id
      where k.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and k.id = key
    )

  select k.kind, o.ceiling, k.lets_in, k.link_ids, k.workspace_ids
  from (
    -- One row for all subs of the same kind that allow the same and answer the same.
    select
      e.kind, e.lets_in,
      array_agg(e.link_id) as link_ids,
      array_agg(e.workspace_id) as workspace_ids
    from (
      select
        l.kind, l.ceiling_key, l.id as link_id, l.workspace_id,
        coalesce(
          -- outside_domains: the list of domains that the sub has, or the guardrails have, does not have this one
          not (
            not c.is_service
            and w.owner_id <> nullif(current_setting('app.user_id', true), '')::uuid
            and (
              (cardinality(w.email_domains) > 0 and split_part(c.email, '@', 2) <> all (w.email_domains))
              or (
                cardinality(coalesce(array(select jsonb_array_elements_text(b.rules -> 'email_domains')), '{}')) > 0
                and split_part(c.email, '@', 2)
                  <> all (coalesce(array(select jsonb_array_elements_text(b.rules -> 'email_domains')), '{}'))
              )
            )
          )
          -- session_ended: the sub or the link ended it, or it is older than a guardrail allows
          and not coalesce(c.authenticated_at <= greatest(w.sessions_valid_from, l.sessions_valid_from), false)
          and not coalesce(
            w.owner_id <> nullif(current_setting('app.user_id', true), '')::uuid
              and c.authenticated_at < now() - make_interval(hours => (b.rules ->> 'session_hours')::int),
            false
          )
          -- lacks_second_factor: the sub or a guardrail requires one
          and not (
            not c.second_factor
            and (
              w.two_factor_required
              or w.owner_id <> nullif(current_setting('app.user_id', true), '')::uuid
                and coalesce((b.rules ->> 'two_factor_required')::boolean, false)
            )
          )
          -- keys_barred: a guardrail lets no keys in
          and not (c.by_key and not coalesce((b.rules ->> 'keys_allowed')::boolean, true))
          -- a member whom the sub suspended stays out, also through the admin workspace
          and not exists (
            select 1
            from workspace_members m
            where m.workspace_id = w.id
              and m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
              and m.status = 'suspended'
          ),
          false
        ) as lets_in
      from group_links l
      join workspaces w
        on w.id = l.workspace_id
        and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      left join c on true
      -- The guardrails (b): the last announced rules that bind this sub already. Rules bind a managed sub at once, and
      -- so one that was invited after their announcement. They bind others from the day they name.
      left join guardrails gr on gr.workspace_id = l.admin_workspace_id
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
      where l.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and l.status = 'accepted'
    ) e
    group by e.kind, e.lets_in, e.ceiling_key
  ) k
  -- Their ceiling is the same, so it is read from one of them.
  join group_links o on o.workspace_id = k.workspace_ids[1] and o.id = k.link_ids[1]
$$;

revoke all on function group_entries from public;
grant execute on function group_entries to bailiwick_app;
alter function group_entries owner to bailiwick_authority;
