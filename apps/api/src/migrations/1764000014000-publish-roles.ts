import { authorityReads, definer, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { head, open, reading } from './1764000010000-create-api-keys.js';
import {
  type Definer,
  announced,
  bind,
  binds,
  bound,
  definerHead,
  rulesOf,
  unbind,
  writing,
} from './1764000013000-create-groups.js';

/** As the ids that the program makes (RFC 9562 5.7): rows are listed in the order in which they were made. */
const newerId = `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid`;

/**
 * Makes the copies of published roles what they should be: of one role or all of them, in some workspaces of the
 * group. A copy permits what the role does and the ceiling leaves. What becomes less does so at once; what becomes more
 * waits, in a workspace that only agreed to be below, for its owner. The lock is that of links, so nobody joins, leaves
 * or changes a ceiling meanwhile unseen.
 */
const publish: Definer = {
  signature: 'publish_roles(uuid, uuid[])',
  ...writing,
  create: `create function publish_roles(one_role uuid, some_links uuid[])
  returns table (sub_id uuid, copy_id uuid, called text, was text[], becomes text[], offered text[])
  language plpgsql ${definerHead} as $$
  #variable_conflict use_column
  declare
    ${bound}
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
    sources := array(select r from roles r where r.workspace_id = admin and r.publication_version is not null
      and (one_role is null or r.id = one_role) order by r.id);
    if cardinality(sources) = 0 then
      return;
    end if;
    links := array(select l from group_links l where l.admin_workspace_id = admin and l.status = 'accepted'
      and l.id = any (some_links) order by l.workspace_id);
    select w.name into admin_name from workspaces w where w.id = admin;
    foreach link in array links loop
      ${bind('link.workspace_id')}
      foreach source in array sources loop
        wanted := array(select p from unnest(source.permissions) p where p = any (link.ceiling) order by 1);
        select c.* into copy from roles c
          where c.workspace_id = link.workspace_id and c.published_from = source.id for update;
        sub_id := link.workspace_id;
        was := copy.permissions;
        becomes := wanted;
        offered := null;
        if copy.id is null then
          copy_id := ${newerId};
        else
          copy_id := copy.id;
          if link.kind = 'consented' and not wanted <@ was then
            becomes := array(select p from unnest(wanted) p where p = any (was) order by 1);
            offered := wanted;
          end if;
        end if;
        -- Names are free in the workspace itself: where one is taken, the copy says whose it is.
        for attempt in 0 .. 1000 loop
          called := source.name || case when attempt > 0 then ' (' || admin_name || ')' else '' end
            || case when attempt > 1 then ' ' || attempt else '' end;
          continue when exists (select 1 from roles o where o.workspace_id = link.workspace_id and o.id <> copy_id
            and lower(btrim(normalize(o.name, NFKC))) = lower(btrim(normalize(called, NFKC))));
          begin
            if copy.id is null then
              insert into roles (workspace_id, id, name, description, permissions, assignable_role_ids, published_from,
                published_version, via_link_id) values (link.workspace_id, copy_id, called, source.description, becomes,
                '{}', source.id, source.publication_version, null);
            else
              update roles set name = called, description = source.description, permissions = becomes,
                offered_permissions = offered, published_version = source.publication_version, timestamp_updated = now()
              where workspace_id = link.workspace_id and id = copy_id;
            end if;
            exit;
          -- Somebody took the name at this very moment.
          exception when unique_violation then
            null;
          end;
        end loop;
        if copy.id is null or (copy.name, copy.description, copy.permissions, copy.offered_permissions)
            is distinct from (called, source.description, becomes, offered) then
          return next;
        end if;
      end loop;
    end loop;
    ${unbind}
  end $$`,
};

const own =
  'published_from = null, published_version = null, offered_permissions = null, timestamp_updated = now()';

/** What was published is left to those who have it, as it is. */
const leave: Definer = {
  signature: 'leave_published_role(uuid, uuid[])',
  ...writing,
  create: `create function leave_published_role(role uuid, some_links uuid[])
  returns table (sub_id uuid, copy_id uuid, called text) language plpgsql ${definerHead} as $$
  declare
    ${bound}
    admin uuid := nullif(scope, '')::uuid;
    sub uuid;
  begin
    perform lock_group(array[admin]);
    for sub in select l.workspace_id from group_links l
        where l.admin_workspace_id = admin and l.status = 'accepted' and l.id = any (some_links) order by 1 loop
      ${bind('sub')}
      return query update roles c set ${own} where c.workspace_id = sub and c.published_from = role
        returning c.workspace_id, c.id, c.name;
    end loop;
    ${unbind}
  end $$`,
};

/** Nobody who changes a link need think of the roles: whoever joins gets them, and whoever is out keeps them. */
const tellRoles: Definer = {
  signature: 'tell_roles()',
  ...writing,
  create: `create function tell_roles() returns trigger language plpgsql ${definerHead} as $$
  declare
    ${bound}
  begin
    ${bind('new.admin_workspace_id')}
    perform lock_group(array[new.admin_workspace_id]);
    if exists (select 1 from group_links l where l.id = new.id and l.status = 'accepted') then
      perform publish_roles(null, array[new.id]);
    else
      ${bind('new.workspace_id')}
      update roles c set ${own} where c.workspace_id = new.workspace_id and c.published_from is not null
        and not exists (select 1 from group_links l where l.workspace_id = new.workspace_id and l.status = 'accepted');
    end if;
    ${unbind}
    return null;
  end $$`,
};

/** Whom to write to in the workspaces below. */
const owners: Definer = {
  signature: 'group_owners()',
  ...reading,
  create: `create function group_owners()
    returns table (link_id uuid, workspace_id uuid, name text, is_managed boolean, owner_email text)
    ${head} as $$
      select l.id, w.id, w.name, l.kind = 'managed', o.email
      from group_links l
      join workspaces w on w.id = l.workspace_id and ${open}
      join users o on o.id = w.owner_id
      where l.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and l.status = 'accepted'
      order by w.id
    $$`,
};

/** What binds the workspace that asks, and what will: for those who are bound by it. */
const above: Definer = {
  signature: 'guardrails_above()',
  ...reading,
  create: `create function guardrails_above()
    returns table (admin_workspace_name text, rules jsonb, waiting jsonb)
    ${head} as $$
      select aw.name, b.rules,
        coalesce((select jsonb_agg(a.entry order by a.n) from ${announced} where ${binds} is not true), '[]')
      from group_links l
      join workspaces aw on aw.id = l.admin_workspace_id and ${open.replaceAll('w.', 'aw.')}
      left join guardrails gr on gr.workspace_id = aw.id
      left join lateral ${rulesOf} b on true
      where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and l.status = 'accepted'
    $$`,
};

const valid = (row: string) => `${row}.valid_from <= at and ${row}.valid_to > at`;
const lasting = (row: string) =>
  `coalesce((${row}.data ->> 'expires_at')::timestamptz > at, true) and ${valid(row)}`;
const grantThen = `gg.workspace_id = aw.id and gg.kind = 'group_grant' and ${lasting('gg')}
          and coalesce((gg.data ->> 'link_id')::uuid = l.row_id, true)`;

/** As `members_through_group`, at a moment that has passed; names are of now. */
const throughGroupThen: Definer = {
  signature: 'members_through_group_at(timestamptz)',
  ...reading,
  create: `create function members_through_group_at(at timestamptz)
    returns table (link_id uuid, member_id uuid, user_id uuid, kind text, email text, name text, ceiling text[],
      roles jsonb, admin_workspace_id uuid, admin_workspace_name text, is_managed boolean)
    ${head} as $$
      select l.row_id, am.row_id, (am.data ->> 'user_id')::uuid, am.data ->> 'kind', coalesce(u.email, pm.email),
        coalesce(pm.name, nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), '')),
        array(select jsonb_array_elements_text(l.data -> 'ceiling')), t.roles, aw.id, aw.name,
        l.data ->> 'kind' = 'managed'
      from access_history l
      join workspaces aw on aw.id = (l.data ->> 'admin_workspace_id')::uuid
      join access_history am on am.workspace_id = aw.id and am.kind = 'member' and ${valid('am')}
        and am.data ->> 'status' = 'active' and am.row_id in (
          select gg.member_id from access_history gg where ${grantThen} and gg.member_id is not null
          union select h.member_id from access_history gg join access_history h on h.workspace_id = gg.workspace_id
            and h.kind = 'grant' and h.role_id = (gg.data ->> 'holder_role_id')::uuid and ${lasting('h')}
          where ${grantThen})
      left join workspace_members pm on pm.workspace_id = aw.id and pm.id = am.row_id
      left join users u on u.id = (am.data ->> 'user_id')::uuid
      join lateral (select jsonb_agg(jsonb_build_object('id', gg.role_id, 'name', r.data ->> 'name',
          'permissions', r.data -> 'permissions', 'assignable_role_ids', r.data -> 'assignable_role_ids',
          'grant_id', gg.row_id, 'expires_at', gg.data -> 'expires_at')
          order by gg.role_id) as roles
        from access_history gg left join access_history r on r.workspace_id = gg.workspace_id and r.kind = 'role'
          and r.row_id = gg.role_id and ${valid('r')}
        where ${grantThen} and (gg.member_id = am.row_id or (gg.data ->> 'holder_role_id')::uuid = any (array(
          select h.role_id from access_history h where h.workspace_id = aw.id and h.kind = 'grant'
            and h.member_id = am.row_id and ${lasting('h')})))
        offset 0) t on t.roles is not null
      where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and l.kind = 'link'
        and ${valid('l')} and l.data ->> 'status' = 'accepted'
      order by am.row_id
    $$`,
};

const functions = [publish, leave, tellRoles, owners, above, throughGroupThen];

/** What is remembered besides, and of grants by way of which link they were made. */
const remembered = {
  group_links: { kind: 'link', columns: ['admin_workspace_id', 'kind', 'status', 'ceiling'] },
  group_grants: {
    kind: 'group_grant',
    columns: ['member_id', 'holder_role_id', 'role_id', 'link_id', 'expires_at'],
  },
} as const;
const ofGrants = ['member_id', 'role_id', 'expires_at', 'reason', 'granted_by'];

const remembers = (table: string, kind: string, columns: readonly string[]) =>
  `create trigger ${table}_remember after insert or delete or update of id, ${columns.join(', ')} on ${table}
    for each row execute function remember_access(${[kind, ...columns].map((one) => `'${one}'`).join(', ')})`;

const backfill = (table: keyof typeof remembered): string => {
  const { kind, columns } = remembered[table];
  const pairs = columns.map((column) => `'${column}', to_jsonb(${column})`).join(', ');
  const since = table === 'group_links' ? 'coalesce(accepted_at, timestamp_created)' : 'timestamp_created';
  return `insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
    select workspace_id, gen_random_uuid(), '${kind}', id, (now ->> 'member_id')::uuid, (now ->> 'role_id')::uuid,
      ${since}, now - 'member_id' - 'role_id'
    from ${table}, lateral (select jsonb_build_object(${pairs}) as now) it`;
};

const kindsWithoutGroups = `add constraint access_history_kind_check check (kind in ('member', 'role', 'grant')),
  add constraint access_history_check1 check ((kind = 'grant') = (member_id is not null and role_id is not null))`;
const kindsWithGroups = `add constraint access_history_kind_check
    check (kind in ('member', 'role', 'grant', 'link', 'group_grant')),
  add constraint access_history_check1 check (case kind when 'grant' then member_id is not null and role_id is not null
    when 'group_grant' then role_id is not null else num_nonnulls(member_id, role_id) = 0 end)`;
const kindsGone = 'drop constraint access_history_kind_check, drop constraint access_history_check1';

/** Roles of an admin workspace in those below it, and who was there by way of it when. */
export class PublishRoles1764000014000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Of a role that is published: how often. Of a copy: what it is one of, and what of it waits for the owner.
    await q.query(`alter table roles
      add column publication_version integer,
      add column published_from uuid,
      add column published_version integer,
      add column offered_permissions text[],
      add constraint roles_published check (num_nonnulls(published_from, published_version) in (0, 2)
        and (publication_version is null or published_from is null)
        and (offered_permissions is null or published_from is not null))`);
    await q.query(`create unique index roles_published_from on roles (workspace_id, published_from)
      where published_from is not null`);

    await q.query(`alter table access_history ${kindsGone}`);
    await q.query(`alter table access_history ${kindsWithGroups}`);
    await authorityReads(
      q,
      'access_history',
      'workspace_id, kind, row_id, member_id, role_id, valid_from, valid_to, data',
    );
    await q.query('drop trigger grants_remember on grants');
    await q.query(remembers('grants', 'grant', [...ofGrants, 'via_link_id']));
    for (const table of ['group_links', 'group_grants'] as const)
      await withoutForce(q, table, () =>
        withoutForce(q, 'access_history', async () => {
          await q.query(backfill(table));
          await q.query(remembers(table, remembered[table].kind, remembered[table].columns));
        }),
      );

    for (const one of functions) await definer(q, one);
    await q.query(`create constraint trigger group_links_tell_roles
      after insert or update of status, ceiling on group_links
      deferrable initially deferred for each row execute function tell_roles()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop trigger group_links_tell_roles on group_links');
    for (const { signature } of functions) await q.query(`drop function ${signature}`);
    for (const table of ['group_links', 'group_grants'])
      await q.query(`drop trigger ${table}_remember on ${table}`);
    await q.query('drop trigger grants_remember on grants');
    await q.query(remembers('grants', 'grant', ofGrants));
    await q.query('drop policy access_history_authority on access_history');
    await q.query(`revoke select (workspace_id, kind, row_id, member_id, role_id, valid_from, valid_to, data)
      on access_history from bailiwick_authority`);
    await withoutForce(q, 'access_history', async () => {
      await q.query(`delete from access_history where kind in ('link', 'group_grant')`);
    });
    await q.query(`alter table access_history ${kindsGone}`);
    await q.query(`alter table access_history ${kindsWithoutGroups}`);
    await q.query('drop index roles_published_from');
    await q.query(`alter table roles drop column publication_version, drop column published_from,
      drop column published_version, drop column offered_permissions`);
  }
}
