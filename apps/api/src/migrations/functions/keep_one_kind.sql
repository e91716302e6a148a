-- As of migration 13.
-- A workspace is above others or below one, never both. The locks make two who would begin either wait for each other;
-- what a statement sees afterwards is what they left.
create or replace function keep_one_kind() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  begin
    if new.status not in ('pending', 'accepted') then
      return new;
    end if;

    perform lock_group(array[new.workspace_id, new.admin_workspace_id]);

    -- An open invitation counts like the link that it would become.
    if new.workspace_id = new.admin_workspace_id or exists (
      select 1
      from group_links l
      where l.id <> new.id
        and (l.status = 'accepted' or l.status = 'pending' and l.expires_at > now())
        and (l.workspace_id = new.admin_workspace_id or l.admin_workspace_id = new.workspace_id)
    ) then
      raise exception 'a workspace cannot be above others and below one' using errcode = 'BW001';
    end if;
    return new;
  end $$;

-- While the function still is the migrator's: afterwards it may not be named.
create or replace trigger group_links_one_kind before insert or update of status on group_links
  for each row execute function keep_one_kind();

revoke all on function keep_one_kind from public;
grant execute on function keep_one_kind to bailiwick_app;
alter function keep_one_kind owner to bailiwick_authority;
