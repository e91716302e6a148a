-- As of migration 15.
-- What one person made in each of these subs, member or not: invitations that nobody has answered for good, keys, and
-- the keys that were made with those. A sub where there is nothing is left out.
create or replace function group_legacy(subs uuid[], person uuid, address text)
  returns table (
    link_id uuid, workspace_id uuid, workspace_name text,
    user_id uuid, name text, email text,
    invitations jsonb, keys jsonb
  )
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
      where o.ceiling && array['workspace_members:delete']
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
    -- The person: the account, or else the account that has this address.
    who as materialized (
      select u.id, trim(u.first_name || ' ' || u.last_name) as name, u.email
      from users u
      where u.id = person
        or person is null and u.email = address
    )

  select
    h.link_id, h.workspace_id, h.name,
    who.id, who.name, who.email,
    coalesce(i.these, '[]'),
    coalesce(k.these, '[]')
  from who
  cross join here h

  -- The invitations that the person sent.
  cross join lateral (
    select
      jsonb_agg(jsonb_build_object('id', m.id, 'email', m.email, 'user_id', m.user_id) order by m.id) as these
    from workspace_members m
    where m.workspace_id = h.workspace_id
      and m.issuer_id = who.id
      and m.kind = 'person'
      and m.status in ('pending', 'needs_confirmation')
  ) i

  -- The keys that the person made, and those that descend from them.
  cross join lateral (
    select
      jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'member_id', a.member_id) order by a.id) as these
    from api_keys a
    where a.workspace_id = h.workspace_id
      and (
        a.created_by = who.id
        or a.ancestor_ids && array(
          select o.id
          from api_keys o
          where o.workspace_id = h.workspace_id and o.created_by = who.id
        )
      )
  ) k

  where i.these is not null or k.these is not null
  order by h.workspace_id
$$;

revoke all on function group_legacy from public;
grant execute on function group_legacy to bailiwick_app;
alter function group_legacy owner to bailiwick_authority;
