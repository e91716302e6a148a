-- As of migration 14.
-- Makes the copies of published roles what they should be: of one role or of all, in some workspaces of the group. A
-- copy permits what the role does and the ceiling leaves. What becomes less does so at once; what becomes more waits
-- for the owner of a sub, unless the admin workspace manages it. The lock is that of links, so nobody joins, leaves or
-- changes a ceiling meanwhile unseen. It returns the copies that changed.
create or replace function publish_roles(one_role uuid, some_links uuid[])
  returns table (sub_id uuid, copy_id uuid, called text, was text[], becomes text[], offered text[])
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  #variable_conflict use_column
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    admin uuid := nullif(scope, '')::uuid;
    admin_name text;
    sources roles[];
    links group_links[];
    link group_links;
    source roles;
    copy roles;
    wanted text[];
  begin
    perform lock_group(array[admin]);

    -- The published roles, and the links to the subs.
    sources := array(
      select r
      from roles r
      where r.workspace_id = admin
        and r.publication_version is not null
        and (one_role is null or r.id = one_role)
      order by r.id
    );
    if cardinality(sources) = 0 then
      return;
    end if;
    links := array(
      select l
      from group_links l
      where l.admin_workspace_id = admin
        and l.status = 'accepted'
        and l.id = any (some_links)
      order by l.workspace_id
    );
    select w.name into admin_name
    from workspaces w
    where w.id = admin;

    foreach link in array links loop
      perform set_config('app.workspace_id', link.workspace_id::text, true);
      foreach source in array sources loop
        -- What the copy should permit, and the copy there is.
        wanted := array(select p from unnest(source.permissions) p where p = any (link.ceiling) order by 1);
        select c.* into copy
        from roles c
        where c.workspace_id = link.workspace_id and c.published_from = source.id
        for update;

        -- What it permits from now on, and what is offered to the owner of the sub.
        sub_id := link.workspace_id;
        was := copy.permissions;
        becomes := wanted;
        offered := null;
        if copy.id is null then
          -- An id that begins with the time, as those of the server do (UUID version 7).
          copy_id := encode(
            set_bit(set_bit(
              overlay(
                uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                from 1 for 6
              ),
            52, 1), 53, 1),
            'hex'
          )::uuid;
        else
          copy_id := copy.id;
          if link.kind = 'consented' and not wanted <@ was then
            becomes := array(select p from unnest(wanted) p where p = any (was) order by 1);
            offered := wanted;
          end if;
        end if;

        -- Names are free in the workspace itself: where one is taken, the copy says whose it is.
        for attempt in 0 .. 1000 loop
          called := source.name
            || case when attempt > 0 then ' (' || admin_name || ')' else '' end
            || case when attempt > 1 then ' ' || attempt else '' end;
          continue when exists (
            select 1
            from roles o
            where o.workspace_id = link.workspace_id
              and o.id <> copy_id
              and lower(btrim(normalize(o.name, NFKC))) = lower(btrim(normalize(called, NFKC)))
          );
          begin
            if copy.id is null then
              insert into roles (
                workspace_id, id, name, description, permissions, assignable_role_ids,
                published_from, published_version, via_link_id
              )
              values (
                link.workspace_id, copy_id, called, source.description, becomes, '{}',
                source.id, source.publication_version, null
              );
            else
              update roles
              set
                name = called, description = source.description,
                permissions = becomes, offered_permissions = offered,
                published_version = source.publication_version, timestamp_updated = now()
              where workspace_id = link.workspace_id and id = copy_id;
            end if;
            exit;
          -- Another transaction took the name at this very moment: the next attempt has another name.
          exception when unique_violation then
            null;
          end;
        end loop;

        if copy.id is null
            or (copy.name, copy.description, copy.permissions, copy.offered_permissions)
              is distinct from (called, source.description, becomes, offered) then
          return next;
        end if;
      end loop;
    end loop;
    perform set_config('app.workspace_id', scope, true);
  end $$;

revoke all on function publish_roles from public;
grant execute on function publish_roles to bailiwick_app;
