-- As of migration 10.
-- Carries a new name of a person into each of their workspaces. Row-level security shows one of them at a time.
create or replace function tell_words_of_person() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    mine record;
  begin
    for mine in
      select w.id, w.member_id
      from my_workspaces() w
    loop
      -- This changes nothing but makes tell_words_of_member write the words anew.
      perform set_config('app.workspace_id', mine.id::text, true);
      update workspace_members
      set email = email
      where workspace_id = mine.id and id = mine.member_id;
    end loop;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;
