-- As of migration 13.
-- Nothing is made through a link that is over. The transaction that ends a link holds its row: what was begun before is
-- seen by it, or waits here and finds the link over.
create or replace function keep_via_link() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  begin
    perform 1
    from group_links l
    where l.workspace_id = new.workspace_id
      and l.id = new.via_link_id
      and l.status = 'accepted'
    for key share;
    if not found then
      raise exception 'the link is over' using errcode = 'BW002';
    end if;
    return new;
  end $$;
