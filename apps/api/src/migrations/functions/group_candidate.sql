-- As of migration 13.
-- What an admin workspace has to know of a workspace before it may invite it, and how to reach its owner.
create or replace function group_candidate(sub uuid)
  returns table (
    name text, owner_id uuid, owner_email text, going boolean,
    has_parent boolean, is_admin boolean, has_blocked boolean, asker_is_sub boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    w.name, w.owner_id, o.email,
    -- going: its owner has scheduled its removal.
    w.scheduled_for_removal_at is not null,
    -- has_parent: it is below another workspace. Here and below, an open invitation counts like a link.
    exists (
      select 1
      from group_links l
      where l.workspace_id = w.id
        and (l.status = 'accepted' or l.status = 'pending' and l.expires_at > now())
    ),
    -- is_admin: it is above others.
    exists (
      select 1
      from group_links l
      where l.admin_workspace_id = w.id
        and (l.status = 'accepted' or l.status = 'pending' and l.expires_at > now())
    ),
    -- has_blocked: it takes no invitations from the workspace that asks.
    exists (
      select 1
      from group_blocks b
      where b.workspace_id = w.id and b.admin_workspace_id = a.id
    ),
    -- asker_is_sub: the workspace that asks is below another itself.
    exists (
      select 1
      from group_links l
      where l.workspace_id = a.id
        and (l.status = 'accepted' or l.status = 'pending' and l.expires_at > now())
    )
  from workspaces w
  join users o on o.id = w.owner_id
  -- The workspace that asks.
  cross join (select nullif(current_setting('app.workspace_id', true), '')::uuid as id) a
  where w.id = sub
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
$$;

revoke all on function group_candidate from public;
grant execute on function group_candidate to bailiwick_app;
alter function group_candidate owner to bailiwick_authority;
