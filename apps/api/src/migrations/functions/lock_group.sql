-- As of migration 13.
-- Locks workspaces as members of groups, to the end of the transaction. In the order of the ids, so that no two
-- transactions wait for each other.
create or replace function lock_group(ids uuid[]) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  declare
    one uuid;
  begin
    for one in
      select distinct id
      from unnest(ids) id
      order by id
    loop
      perform pg_advisory_xact_lock(hashtextextended('group ' || one, 0));
    end loop;
  end $$;
