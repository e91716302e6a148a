-- As of migration 15.
-- One value for equal ceilings. Thousands of subs allow the same; by this they are put together without each ceiling
-- being read. Immutable indeed, though Postgres cannot know: of text, array_to_string depends on no setting.
create or replace function ceiling_key(ceiling text[]) returns bytea
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
  select sha256(convert_to(array_to_string(ceiling, ','), 'UTF8'))
$$;
