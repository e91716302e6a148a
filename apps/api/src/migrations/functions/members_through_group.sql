-- As of migration 13.
-- The members of the admin workspace who are in the workspace that asks, through its link: for the question who can do
-- what here. The same as member_through_group, for all of them.
create or replace function members_through_group()
  returns table (
    link_id uuid, member_id uuid, user_id uuid, kind text, email text, name text,
    ceiling text[], roles jsonb,
    admin_workspace_id uuid, admin_workspace_name text
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    l.id,
    am.id, am.user_id, am.kind,
    coalesce(u.email, am.email),
    coalesce(am.name, trim(u.first_name || ' ' || u.last_name)),
    l.ceiling,
    t.roles,
    aw.id, aw.name
  from group_links l
  join workspaces aw
    on aw.id = l.admin_workspace_id
    and (aw.scheduled_for_removal_at is null or aw.scheduled_for_removal_at > now())

  -- The members who have a group grant over this sub, themselves or by a role they hold.
  join workspace_members am
    on am.workspace_id = aw.id
    and am.status = 'active'
    and am.id in (
      select gg.member_id
      from group_grants gg
      where gg.workspace_id = aw.id
        and gg.member_id is not null
        and (gg.link_id is null or gg.link_id = l.id)
      union
      select h.member_id
      from group_grants gg
      join grants h on h.workspace_id = gg.workspace_id and h.role_id = gg.holder_role_id
      where gg.workspace_id = aw.id
        and gg.holder_role_id is not null
        and (gg.link_id is null or gg.link_id = l.id)
    )
  left join users u on u.id = am.user_id

  -- The roles that these group grants give, as long as they last.
  join lateral (
    select
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', gg.role_id, 'name', r.name,
            'permissions', r.permissions, 'assignable_role_ids', r.assignable_role_ids,
            'grant_id', gg.id, 'expires_at', gg.expires_at
          ) order by gg.role_id
        )
        from group_grants gg
        left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id
        where gg.workspace_id = am.workspace_id
          and (
            gg.member_id = am.id
            or gg.holder_role_id = any (array(
              select h.role_id
              from grants h
              where h.workspace_id = am.workspace_id
                and h.member_id = am.id
                and (h.expires_at is null or h.expires_at > now())
            ))
          )
          and (gg.link_id is null or gg.link_id = l.id)
          and (gg.expires_at is null or gg.expires_at > now())
      ) as roles
    -- So the roles are gathered once, and not again for the condition on them.
    offset 0
  ) t on t.roles is not null

  where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and l.status = 'accepted'
  order by am.id
$$;

revoke all on function members_through_group from public;
grant execute on function members_through_group to bailiwick_app;
alter function members_through_group owner to bailiwick_authority;
