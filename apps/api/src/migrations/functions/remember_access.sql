-- As of migration 12.
-- Writes the history of access: one version for each state of a row, in tg_argv[0] the kind and then its columns.
-- A version begins with its transaction, so that what changes together changes at one instant; but never before the
-- version it follows, where transactions overtook each other. A version that was replaced within its instant is
-- empty: from and to are the same. The scope is the row's own meanwhile, because rows also change where none is bound;
-- a failure undoes it with everything else.
create or replace function remember_access() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    was jsonb;
    becomes jsonb;
    since timestamptz(3) := date_trunc('milliseconds', now());
    scope text := coalesce(current_setting('app.workspace_id', true), '');
  begin
    -- The state before and the state after, in the columns that are remembered.
    if tg_op <> 'INSERT' then
      select jsonb_object_agg(key, value) into was
      from jsonb_each(to_jsonb(old))
      where key = any (tg_argv[1:]);
    end if;
    if tg_op <> 'DELETE' then
      select jsonb_object_agg(key, value) into becomes
      from jsonb_each(to_jsonb(new))
      where key = any (tg_argv[1:]);
    end if;
    if tg_op = 'UPDATE' and was = becomes and old.id = new.id then
      return null;
    end if;

    -- The present version ends, and the next begins where it ended.
    perform set_config('app.workspace_id', coalesce(new.workspace_id, old.workspace_id)::text, true);
    if was is not null then
      update access_history
      set valid_to = greatest(since, valid_from)
      where workspace_id = old.workspace_id
        and kind = tg_argv[0]
        and row_id = old.id
        and valid_to = 'infinity'
      returning valid_to into since;
    end if;
    if becomes is not null then
      insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
      values (
        new.workspace_id, gen_random_uuid(), tg_argv[0], new.id,
        (becomes ->> 'member_id')::uuid, (becomes ->> 'role_id')::uuid,
        coalesce(since, date_trunc('milliseconds', now())),
        becomes - 'member_id' - 'role_id'
      );
    end if;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$;

revoke all on function remember_access from public;
grant execute on function remember_access to bailiwick_app;
