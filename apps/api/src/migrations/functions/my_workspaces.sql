-- As of migration 13.
-- The workspaces of the person who is signed in. Row-level security shows one workspace at a time; this list spans all.
create or replace function my_workspaces()
  returns table (id uuid, name text, org_logo_url text, member_id uuid, status text, roles jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    w.id, w.name, w.org_logo_url,
    m.id, m.status,
    -- roles: a role given through a link carries the ceiling that this link has now.
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
    ), '[]')
  from workspace_members m
  join workspaces w
    on w.id = m.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    and m.status in ('active', 'suspended')
$$;

revoke all on function my_workspaces from public;
grant execute on function my_workspaces to bailiwick_app;
alter function my_workspaces owner to bailiwick_authority;
