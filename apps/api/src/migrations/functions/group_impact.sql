-- As of migration 15.
-- Everybody to whom a link makes a difference: those of the admin workspace who are here through it, and those here who
-- were given something through it. Before the first link there is what the first will bring. The sub's own members are
-- shown to the sub itself, or to an admin workspace that it lets see them: an invitation can be sent to anybody. After
-- 5001 people it stops: more than that nobody looks through.
create or replace function group_impact(link uuid, looks boolean)
  returns table (
    user_id uuid, name text,
    through jsonb, roles jsonb, mask text[],
    is_lent boolean, is_owner boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with
    -- The link, if the workspace that asks is on one of its sides; and whether it can see the members of the sub.
    l as materialized (
      select
        l.id, l.workspace_id, l.admin_workspace_id,
        looks and (
          l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
          or l.status = 'accepted' and l.ceiling && array['workspace_members:read']
        ) as looks
      from group_links l
      where l.id = link
        and l.status in ('pending', 'accepted')
        and nullif(current_setting('app.workspace_id', true), '')::uuid in (l.workspace_id, l.admin_workspace_id)
    ),

    -- The group grants over this sub. An admin workspace that has no sub and no grant yet will get the two that come
    -- with its first sub: each owner and each admin of it becomes an admin in all subs.
    given as materialized (
      select gg.member_id, gg.holder_role_id, gg.role_id
      from group_grants gg
      join l on gg.workspace_id = l.admin_workspace_id
      where (gg.expires_at is null or gg.expires_at > now())
        and (gg.link_id is null or gg.link_id = l.id)
      union all
      select null, d.id::uuid, '0192a000-0000-7000-8000-000000000002'
      from
        l,
        (values ('0192a000-0000-7000-8000-000000000001'), ('0192a000-0000-7000-8000-000000000002')) d (id)
      where not exists (
          select 1
          from group_grants gg
          where gg.workspace_id = l.admin_workspace_id
        )
        and not exists (
          select 1
          from group_links o
          where o.admin_workspace_id = l.admin_workspace_id and o.status = 'accepted'
        )
    ),

    -- The members of the admin workspace who have these grants, themselves or by a role they hold there.
    through as materialized (
      select
        am.user_id,
        coalesce(am.name, trim(u.first_name || ' ' || u.last_name)) as name,
        jsonb_agg(
          jsonb_build_object(
            'id', x.role_id, 'name', r.name,
            'permissions', r.permissions, 'assignable_role_ids', r.assignable_role_ids
          ) order by x.role_id
        ) as roles
      from (
        select g.member_id, g.role_id
        from given g
        where g.member_id is not null
        union
        select h.member_id, g.role_id
        from given g
        join l on true
        join grants h
          on h.workspace_id = l.admin_workspace_id
          and h.role_id = g.holder_role_id
          and (h.expires_at is null or h.expires_at > now())
      ) x
      join l on true
      join workspace_members am
        on am.workspace_id = l.admin_workspace_id
        and am.id = x.member_id
        and am.status = 'active'
      left join users u on u.id = am.user_id
      left join roles r on r.workspace_id = l.admin_workspace_id and r.id = x.role_id
      group by am.user_id, 2
    ),

    -- They, and the members of the sub who were invited or given a role through the link.
    touched as (
      select t.user_id
      from through t
      union
      select m.user_id
      from l
      join workspace_members m on m.workspace_id = l.workspace_id and m.status = 'active'
      where l.looks
        and (
          m.via_link_id = l.id
          or m.id in (
            select g.member_id
            from grants g
            where g.workspace_id = l.workspace_id and g.via_link_id = l.id
          )
        )
      limit 5001
    )

  select
    p.user_id,
    coalesce(t.name, m.name, trim(u.first_name || ' ' || u.last_name), ''),

    -- through: the roles over the sub from above. roles: those in the sub itself; a role given through a link
    -- carries the ceiling that this link has now.
    t.roles,
    case when m.id is null then '[]' else coalesce((
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
    ), '[]') end,
    m.permissions,

    -- is_lent: the person is a member of the sub through a link. is_owner: the person owns the sub.
    m.via_link_id is not null,
    coalesce(l.looks and w.owner_id = p.user_id, false)
  from touched p
  join l on true
  join workspaces w on w.id = l.workspace_id
  left join through t on t.user_id = p.user_id
  left join workspace_members m
    on l.looks
    and m.workspace_id = l.workspace_id
    and m.user_id = p.user_id
    and m.status = 'active'
  left join users u on u.id = p.user_id
  order by 2, 1
$$;

revoke all on function group_impact from public;
grant execute on function group_impact to bailiwick_app;
alter function group_impact owner to bailiwick_authority;
