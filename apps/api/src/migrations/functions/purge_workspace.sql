-- As of migration 11.
-- Deletes the rows of a workspace that was removed 30 days ago, in every table that has a workspace_id, whichever
-- release made the table. The sealed log outlives its workspace, and so does what still waits to be sealed; the
-- security log is the operator's. It looks at the moment of removal itself, and belongs to the owner, who can delete
-- only what a policy (`purgeable`) admits.
create or replace function purge_workspace(workspace uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    going text[];
    one text;
    gone bigint;
    now_gone bigint;
    held_back text;
  begin
    -- The workspace, if it is due and was not purged before.
    perform set_config('app.workspace_id', workspace::text, true);
    perform 1
    from workspaces w
    where w.id = workspace
      and w.purged_at is null
      and w.scheduled_for_removal_at <= now() - interval '30 days'
    for update;
    if not found then
      return false;
    end if;

    -- The tables to delete from.
    going := array(
      select t.name
      from (
        select c.relname::text as name
        from pg_class c
        join pg_attribute a
          on a.attrelid = c.oid
          and a.attname = 'workspace_id'
          and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace
          and c.relkind in ('r', 'p')
          and not c.relispartition
          and c.relname <> all (array['audit_log', 'audit_heads', 'audit_outbox', 'security_log'])
      ) t
      order by t.name
    );
    foreach one in array going loop
      -- Without a policy the rows would stay, and nobody would know.
      if not exists (
        select 1
        from pg_policies p
        where p.schemaname = 'public'
          and p.tablename = one
          and p.cmd = 'ALL'
          and 'bailiwick_owner' = any (p.roles)
      ) then
        raise exception 'rows of % cannot be purged: the table is not purgeable', one;
      end if;
    end loop;

    -- What others refer to goes in a later round than they do; what a trigger wrote meanwhile, too.
    loop
      gone := 0;
      held_back := null;
      foreach one in array going loop
        begin
          execute format('delete from public.%I where workspace_id = $1', one) using workspace;
          get diagnostics now_gone = row_count;
          gone := gone + now_gone;
        exception when foreign_key_violation then
          held_back := one;
        end;
      end loop;
      exit when gone = 0;
    end loop;
    if held_back is not null then
      raise exception 'rows of % are held by others that are held in turn', held_back;
    end if;

    -- A row of the workspace stays, with no name.
    update workspaces
    set name = '', org_logo_url = null, email_domains = '{}', purged_at = now(), timestamp_updated = now()
    where id = workspace;
    return true;
  end $$;

revoke all on function purge_workspace from public;
grant execute on function purge_workspace to bailiwick_queue;
