-- As of migration 3.
-- Forgets the personal values of one person in the log of one workspace. The chain still verifies: it covers hashes of
-- them.
create or replace function audit_erase_person(workspace uuid, person uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    erased integer;
  begin
    perform set_config('app.workspace_id', workspace::text, true);
    update public.audit_log
    set personal = null, salt = null
    where workspace_id = workspace
      and persons @> array[person]
      and salt is not null;
    get diagnostics erased = row_count;
    return erased;
  end $$;

revoke all on function audit_erase_person from public;
grant execute on function audit_erase_person to bailiwick_audit;
