-- As of migration 13.
-- The owner of an admin workspace owns the workspaces it made: when it changes hands they do too, and the seat in each
-- passes to the new owner.
create or replace function follow_owner() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    address text;
    link record;
    sub uuid;
    seat uuid;
  begin
    -- The address of the new owner is that of the member in the admin workspace.
    perform set_config('app.workspace_id', new.id::text, true);
    address := (
      select m.email
      from workspace_members m
      where m.workspace_id = new.id and m.user_id = new.owner_id
    );

    for link in
      select l.id, l.workspace_id
      from group_links l
      where l.admin_workspace_id = new.id
        and l.kind = 'managed'
        and l.status = 'accepted'
      order by 2
    loop
      sub := link.workspace_id;

      -- A person who takes the sub over meanwhile holds the link, and keeps the sub.
      perform 1
      from group_links l
      where l.id = link.id
        and l.kind = 'managed'
        and l.status = 'accepted'
      for share;
      continue when not found;

      -- The seat is the member that the former owner is in the sub. Its keys end.
      perform set_config('app.workspace_id', sub::text, true);
      seat := (
        select m.id
        from workspace_members m
        where m.workspace_id = sub and m.user_id = old.owner_id
      );
      delete from api_keys
      where workspace_id = sub and member_id = seat;

      -- A new owner who is there already, or invited, moves into the seat: what was theirs before goes.
      delete from grants g
      using workspace_members m
      where m.workspace_id = sub
        and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address)
        and g.workspace_id = sub
        and g.member_id = m.id;
      delete from api_keys k
      using workspace_members m
      where m.workspace_id = sub
        and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address)
        and k.workspace_id = sub
        and k.member_id = m.id;
      update invitation_tokens t
      set ended_as = 'revoked'
      from workspace_members m
      where m.workspace_id = sub
        and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address)
        and t.workspace_id = sub
        and t.member_id = m.id
        and t.ended_as is null;
      delete from workspace_members m
      where m.workspace_id = sub
        and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address);

      update workspace_members
      set user_id = new.owner_id, email = address, nickname = null, timestamp_updated = now()
      where workspace_id = sub and id = seat;
      update workspaces
      set owner_id = new.owner_id, timestamp_updated = now()
      where id = sub;
    end loop;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;

revoke all on function follow_owner from public;
grant execute on function follow_owner to bailiwick_app;
