-- As of migration 14.
-- As members_through_group, at a moment that has passed. Names are of now.
create or replace function members_through_group_at(at timestamptz)
  returns table (
    link_id uuid, member_id uuid, user_id uuid, kind text, email text, name text,
    ceiling text[], roles jsonb,
    admin_workspace_id uuid, admin_workspace_name text, is_managed boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    l.row_id,
    am.row_id, (am.data ->> 'user_id')::uuid, am.data ->> 'kind',
    coalesce(u.email, pm.email),
    coalesce(pm.name, nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), '')),
    array(select jsonb_array_elements_text(l.data -> 'ceiling')),
    t.roles,
    aw.id, aw.name,
    l.data ->> 'kind' = 'managed'

  -- The history has one row for each state of a link (l), member (am), role (r), grant (h) and group grant (gg), and
  -- the moments between which it was true.
  from access_history l
  join workspaces aw on aw.id = (l.data ->> 'admin_workspace_id')::uuid

  -- The members of the admin workspace who had a group grant over this sub, themselves or by a role they held there.
  join access_history am
    on am.workspace_id = aw.id
    and am.kind = 'member'
    and am.valid_from <= at and am.valid_to > at
    and am.data ->> 'status' = 'active'
    and am.row_id in (
      select gg.member_id
      from access_history gg
      where gg.workspace_id = aw.id
        and gg.kind = 'group_grant'
        and coalesce((gg.data ->> 'expires_at')::timestamptz > at, true)
        and gg.valid_from <= at and gg.valid_to > at
        and coalesce((gg.data ->> 'link_id')::uuid = l.row_id, true)
        and gg.member_id is not null
      union
      select h.member_id
      from access_history gg
      join access_history h
        on h.workspace_id = gg.workspace_id
        and h.kind = 'grant'
        and h.role_id = (gg.data ->> 'holder_role_id')::uuid
        and coalesce((h.data ->> 'expires_at')::timestamptz > at, true)
        and h.valid_from <= at and h.valid_to > at
      where gg.workspace_id = aw.id
        and gg.kind = 'group_grant'
        and coalesce((gg.data ->> 'expires_at')::timestamptz > at, true)
        and gg.valid_from <= at and gg.valid_to > at
        and coalesce((gg.data ->> 'link_id')::uuid = l.row_id, true)
    )

  -- The names: of the present member, or of the account where the member is gone.
  left join workspace_members pm on pm.workspace_id = aw.id and pm.id = am.row_id
  left join users u on u.id = (am.data ->> 'user_id')::uuid

  -- The roles that these group grants gave, each as it was.
  join lateral (
    select
      jsonb_agg(
        jsonb_build_object(
          'id', gg.role_id, 'name', r.data ->> 'name',
          'permissions', r.data -> 'permissions', 'assignable_role_ids', r.data -> 'assignable_role_ids',
          'grant_id', gg.row_id, 'expires_at', gg.data -> 'expires_at'
        ) order by gg.role_id
      ) as roles
    from access_history gg
    left join access_history r
      on r.workspace_id = gg.workspace_id
      and r.kind = 'role'
      and r.row_id = gg.role_id
      and r.valid_from <= at and r.valid_to > at
    where gg.workspace_id = aw.id
      and gg.kind = 'group_grant'
      and coalesce((gg.data ->> 'expires_at')::timestamptz > at, true)
      and gg.valid_from <= at and gg.valid_to > at
      and coalesce((gg.data ->> 'link_id')::uuid = l.row_id, true)
      and (
        gg.member_id = am.row_id
        or (gg.data ->> 'holder_role_id')::uuid = any (array(
          select h.role_id
          from access_history h
          where h.workspace_id = aw.id
            and h.kind = 'grant'
            and h.member_id = am.row_id
            and coalesce((h.data ->> 'expires_at')::timestamptz > at, true)
            and h.valid_from <= at and h.valid_to > at
        ))
      )
    -- So the roles are gathered once, and not again for the condition on them.
    offset 0
  ) t on t.roles is not null

  where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and l.kind = 'link'
    and l.valid_from <= at and l.valid_to > at
    and l.data ->> 'status' = 'accepted'
  order by am.row_id
$$;

revoke all on function members_through_group_at from public;
grant execute on function members_through_group_at to bailiwick_app;
alter function members_through_group_at owner to bailiwick_authority;
