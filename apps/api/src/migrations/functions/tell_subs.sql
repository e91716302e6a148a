-- As of migration 13.
-- Keeps the overview of a group beside its links, in the order in which it is asked for; written last of all.
create or replace function tell_subs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    link group_links := coalesce(new, old);
    called text;
    goes timestamptz(3);
    counted int;
  begin
    -- What the overview says of a sub is read in the scope of the sub.
    perform set_config('app.workspace_id', link.workspace_id::text, true);
    select w.name, w.scheduled_for_removal_at into called, goes
    from workspaces w
    where w.id = link.workspace_id;
    select count(*) into counted
    from workspace_members m
    where m.workspace_id = link.workspace_id
      and m.status in ('active', 'suspended')
      and m.kind = 'person';

    -- The overview is the admin workspace's. Group grants over one link end with it.
    perform set_config('app.workspace_id', link.admin_workspace_id::text, true);
    if tg_op = 'DELETE' or not exists (select 1 from group_links l where l.id = link.id and l.status = 'accepted') then
      delete from group_subs
      where workspace_id = link.admin_workspace_id and id = link.id;
      delete from group_grants
      where workspace_id = link.admin_workspace_id and link_id = link.id;
    else
      insert into group_subs (workspace_id, id, sub_id, name, members, last_activity_at, joined_at, removal_at)
      values (
        link.admin_workspace_id, link.id, link.workspace_id, called, counted,
        link.accepted_at, link.accepted_at, goes
      )
      on conflict do nothing;
    end if;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;

revoke all on function tell_subs from public;
grant execute on function tell_subs to bailiwick_app;
