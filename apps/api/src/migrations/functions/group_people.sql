-- As of migration 15.
-- One page of the people of these subs, in the order of their ids. Without a search each sub gives the first of its
-- own, which lie in that order; with one, those whose words begin with the first term. Of each person 20 workspaces
-- are named; how many there are is told beside.
create or replace function group_people(subs uuid[], terms text[], after uuid, most integer)
  returns table (user_id uuid, name text, email text, subs_total integer, named jsonb)
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
      where o.ceiling && array['workspace_members:read']
    ),
    -- The subs asked about, with the place of each in the order of their names.
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

    -- The members of the admin workspace who are in these subs through it: in all of them (everywhere), or by the
    -- links named. A group grant is to a member, or to a role that members hold.
    through as materialized (
      select
        am.user_id, am.id, am.workspace_id, am.status,
        bool_or(x.link_id is null) as everywhere,
        array_agg(x.link_id) filter (where x.link_id is not null) as links,
        jsonb_agg(
          jsonb_build_object('id', x.role_id, 'name', r.name, 'link_id', x.link_id) order by x.role_id
        ) as roles
      from (
        select gg.member_id, gg.role_id, gg.link_id
        from group_grants gg
        where gg.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
          and gg.member_id is not null
          and (gg.expires_at is null or gg.expires_at > now())
          and true
        union
        select h.member_id, gg.role_id, gg.link_id
        from group_grants gg
        join grants h
          on h.workspace_id = gg.workspace_id
          and h.role_id = gg.holder_role_id
          and (h.expires_at is null or h.expires_at > now())
        where gg.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
          and gg.holder_role_id is not null
          and (gg.expires_at is null or gg.expires_at > now())
          and true
      ) x
      join workspace_members am
        on am.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and am.id = x.member_id
        and am.status in ('active', 'suspended')
        and am.kind = 'person'
      left join roles r
        on r.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and r.id = x.role_id
      where x.link_id is null or x.link_id in (select h.link_id from here h)
      group by am.user_id, am.id, am.workspace_id, am.status
    ),

    -- The people of this page.
    found as materialized (
      select f.user_id
      from (
        -- Without a search: the next members of each sub.
        select x.user_id
        from here h
        cross join lateral (
          select m.user_id
          from workspace_members m
          where cardinality(terms) = 0
            and m.workspace_id = h.workspace_id
            and m.status in ('active', 'suspended')
            and m.kind = 'person'
            and m.user_id > coalesce(after, '00000000-0000-0000-0000-000000000000')
          order by m.user_id
          limit most
        ) x

        union

        -- With a search: the members who have a word that begins with the first term, as long as every term begins
        -- one of their words. chr(1114111) is the last letter there is, so it ends the range of such words.
        select m.user_id
        from here h
        join member_words f
          on f.workspace_id = h.workspace_id
          and f.word >= lower(terms[1])
          and f.word < lower(terms[1]) || chr(1114111)
        join workspace_members m
          on m.workspace_id = f.workspace_id
          and m.id = f.member_id
          and m.status in ('active', 'suspended')
          and m.kind = 'person'
        where cardinality(terms) > 0
          and (after is null or m.user_id > after)
          and not exists (
            select 1
            from unnest(terms) said (term)
            where not exists (
              select 1
              from member_words w
              where w.workspace_id = m.workspace_id
                and w.member_id = m.id
                and w.word >= lower(said.term)
                and w.word < lower(said.term) || chr(1114111)
            )
          )

        union

        -- Either way: the members of the admin workspace, by their words there.
        select t.user_id
        from through t
        where exists (select 1 from here)
          and (after is null or t.user_id > after)
          and not exists (
            select 1
            from unnest(terms) said (term)
            where not exists (
              select 1
              from member_words w
              where w.workspace_id = t.workspace_id
                and w.member_id = t.id
                and w.word >= lower(said.term)
                and w.word < lower(said.term) || chr(1114111)
            )
          )
      ) f
      order by 1
      limit most
    ),

    -- The subs in which the people of this page are members themselves.
    direct as materialized (
      select m.user_id, h.place, h.workspace_id, h.name, m.id, m.status
      from found f
      join workspace_members m
        on m.user_id = f.user_id
        and m.status in ('active', 'suspended')
        and m.kind = 'person'
      join here h on h.workspace_id = m.workspace_id
    )

  select
    u.id, trim(u.first_name || ' ' || u.last_name), u.email,
    (d.total + g.total)::int,
    n.named
  from found f
  join users u on u.id = f.user_id
  left join through t on t.user_id = u.id

  -- How many workspaces there are: as a member (d), and through the admin workspace (g).
  cross join lateral (
    select count(*) as total
    from direct m
    where m.user_id = u.id
  ) d
  cross join lateral (
    select case
      when t.everywhere then (select count(*) from here)
      when t.links is null then 0
      else (select count(*) from here h where h.link_id = any (t.links))
    end as total
  ) g

  -- The first 20 of them, those as a member before those through the admin workspace.
  cross join lateral (
    select
      coalesce(
        jsonb_agg(
          jsonb_build_object(
            'workspace_id', e.workspace_id, 'name', e.name,
            'through', e.through, 'status', e.status, 'roles', e.roles
          ) order by e.nth, e.place
        ),
        '[]'
      ) as named
    from (
      (
        select
          1 as nth, m.place, m.workspace_id, m.name, 'direct' as through, m.status,
          -- A role given through a link carries the ceiling that this link has now.
          coalesce((
            select jsonb_agg(
              jsonb_build_object(
                'id', g.role_id, 'name', r.name,
                'permissions', r.permissions, 'assignable_role_ids', r.assignable_role_ids,
                'ceiling', case when g.via_link_id is not null then coalesce((
                  select v.ceiling
                  from group_links v
                  where v.workspace_id = g.workspace_id and v.id = g.via_link_id and v.status = 'accepted'
                ), '{}') end
              ) order by g.role_id
            )
            from grants g
            left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
            where g.workspace_id = m.workspace_id
              and g.member_id = m.id
              and (g.expires_at is null or g.expires_at > now())
          ), '[]') as roles
        from direct m
        where m.user_id = u.id
        order by m.place
        limit 20
      )
      union all
      (
        select
          2, h.place, h.workspace_id, h.name, 'group', t.status,
          (
            select jsonb_agg(r)
            from jsonb_array_elements(t.roles) r
            where r ->> 'link_id' is null or (r ->> 'link_id')::uuid = h.link_id
          )
        from here h
        where t.user_id is not null
          and (t.everywhere and h.place <= 20 or h.link_id = any (t.links))
        order by h.place
        limit 20
      )
      order by 1, 2
      limit 20
    ) e
  ) n
  order by u.id
$$;

revoke all on function group_people from public;
grant execute on function group_people to bailiwick_app;
alter function group_people owner to bailiwick_authority;
