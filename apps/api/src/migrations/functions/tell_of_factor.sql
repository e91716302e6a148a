-- As of migration 10.
-- Keeps users.two_factor: colleagues see whether a person has a second factor, and nothing else of it.
create or replace function tell_of_factor() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  begin
    update users
    set two_factor = exists (
      select 1
      from totp_factors f
      where f.user_id = users.id and f.status = 'enabled'
    )
    where id = coalesce(new.user_id, old.user_id);
    return null;
  end $$;
