-- As of migration 13.
-- A link's row is both sides' to see and to write, but only the sub says what it allows. A request bound to the admin
-- workspace can neither accept, nor widen, nor move the link elsewhere.
create or replace function keep_consent() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  declare
    isBelow boolean := coalesce(new.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid, false);
  begin
    -- Migrations and functions that run with other rights are no requests.
    if current_user <> 'bailiwick_app' then
      return new;
    end if;

    if tg_op = 'INSERT' then
      if new.status = 'accepted' and not isBelow then
        raise exception 'a link is accepted by the workspace below' using errcode = '42501';
      end if;
      return new;
    end if;

    if (new.workspace_id, new.admin_workspace_id, new.id)
        is distinct from (old.workspace_id, old.admin_workspace_id, old.id) then
      raise exception 'a link stays between the two' using errcode = '42501';
    end if;

    if not isBelow and (new.status = 'accepted' and old.status <> 'accepted' or not new.ceiling <@ old.ceiling) then
      raise exception 'what a link allows is for the workspace below to say' using errcode = '42501';
    end if;
    return new;
  end $$;
