import type { Permission } from '@bailiwick/rbac';
import { authorityReads, definer, purgeable, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { head, open, reading } from './1764000010000-create-api-keys.js';
import {
  type Definer,
  listOf,
  outside,
  rolesUnderCeiling,
  rulesOf,
  rulesSaid,
} from './1764000013000-create-groups.js';

/** The workspace that asks is the one above; of any other these functions tell nothing. */
const here = `nullif(current_setting('app.workspace_id', true), '')::uuid`;
const me = `nullif(current_setting('app.user_id', true), '')::uuid`;

/** Row `x` gives what it gives: its time is not over. */
const lasts = (x: string) => `(${x}.expires_at is null or ${x}.expires_at > now())`;

/**
 * The workspaces below, put together by what is open to the one above, and by whether each lets in whoever asks: the
 * conditions of `authority`, for all at once, so that no list shows what the front door would not.
 */
const entries: Definer = {
  signature: 'group_entries(uuid, uuid)',
  ...reading,
  create: `create function group_entries(session uuid, key uuid)
    returns table (kind text, ceiling text[], lets_in boolean, link_ids uuid[], workspace_ids uuid[])
    ${head} as $$
      with c as (
        select s.authenticated_at, s.second_factor, u.email, false as is_service, false as by_key
        from sessions s join users u on u.id = s.user_id where s.id = session and s.user_id = ${me}
        union all
        select null, m.kind = 'service' or u.two_factor, coalesce(u.email, m.email), m.kind = 'service', true
        from api_keys k join workspace_members m on m.workspace_id = k.workspace_id and m.id = k.member_id
        left join users u on u.id = m.user_id where k.workspace_id = ${here} and k.id = key)
      select k.kind, o.ceiling, k.lets_in, k.link_ids, k.workspace_ids
      from (select e.kind, e.lets_in, array_agg(e.link_id) as link_ids, array_agg(e.workspace_id) as workspace_ids
      from (
        select l.kind, l.ceiling_key, l.id as link_id, l.workspace_id,
          coalesce(
            not (not c.is_service and w.owner_id <> ${me} and (${outside('c.email', 'w.email_domains')}
              or ${outside('c.email', listOf('b.rules'))}))
            and not coalesce(c.authenticated_at <= greatest(w.sessions_valid_from, l.sessions_valid_from), false)
            and not coalesce(w.owner_id <> ${me}
              and c.authenticated_at < now() - make_interval(hours => (b.rules ->> 'session_hours')::int), false)
            and not (not c.second_factor and (w.two_factor_required
              or w.owner_id <> ${me} and coalesce((b.rules ->> 'two_factor_required')::boolean, false)))
            and not (c.by_key and not coalesce((b.rules ->> 'keys_allowed')::boolean, true))
            and not exists (select 1 from workspace_members m
              where m.workspace_id = w.id and m.user_id = ${me} and m.status = 'suspended'), false) as lets_in
        from group_links l join workspaces w on w.id = l.workspace_id and ${open}
        left join c on true
        left join guardrails gr on gr.workspace_id = l.admin_workspace_id
        left join lateral ${rulesOf} b on true
        where l.admin_workspace_id = ${here} and l.status = 'accepted') e
      group by e.kind, e.lets_in, e.ceiling_key) k
      join group_links o on o.workspace_id = k.workspace_ids[1] and o.id = k.link_ids[1]
    $$`,
};

/**
 * Those of the workspaces named that are below the one that asks, and let it do one of these at all. Whether whoever asks
 * may, the engine has said; that a workspace allowed it is looked at here once more.
 */
const subsHere = (...needs: readonly Permission[]) => `alike as (
        select x.ceiling_key, (array_agg(x.id))[1] as id from group_links x
        where x.admin_workspace_id = ${here} and x.status = 'accepted' group by 1),
      open as materialized (
        select o.ceiling_key from alike join group_links o on o.id = alike.id
        where o.ceiling && array[${needs.map((one) => `'${one}'`).join(', ')}]),
      here as materialized (
        select l.id as link_id, w.id as workspace_id, w.name,
          row_number() over (order by w.name collate "C", w.id) as place
        from group_links l join workspaces w on w.id = l.workspace_id and ${open}
        where l.admin_workspace_id = ${here} and l.status = 'accepted' and l.workspace_id = any (subs)
          and l.ceiling_key in (select o.ceiling_key from open o))`;

/** Who of the workspace above holds which role where: by themselves, or by a role they hold there. */
const holdings = (links: string) => `(
        select gg.member_id, gg.role_id, gg.link_id from group_grants gg
        where gg.workspace_id = ${here} and gg.member_id is not null and ${lasts('gg')} and ${links}
        union
        select h.member_id, gg.role_id, gg.link_id from group_grants gg
        join grants h on h.workspace_id = gg.workspace_id and h.role_id = gg.holder_role_id and ${lasts('h')}
        where gg.workspace_id = ${here} and gg.holder_role_id is not null and ${lasts('gg')} and ${links})`;

const joined = (m: string) => `${m}.status in ('active', 'suspended') and ${m}.kind = 'person'`;

/** A word of the person begins so; greater than all of them is what goes on with the last letter there is. */
const begins = (w: string, term: string) =>
  `${w}.word >= lower(${term}) and ${w}.word < lower(${term}) || chr(1114111)`;
const isCalled = (m: string) => `not exists (select 1 from unnest(terms) said (term) where not exists (
            select 1 from member_words w where w.workspace_id = ${m}.workspace_id and w.member_id = ${m}.id
              and ${begins('w', 'said.term')}))`;

/** Of each person so many of their workspaces are named; how many there are is told beside. */
const MOST_NAMED = 20;

/**
 * One page of the people of these workspaces, in the order of their ids. Without a search each workspace gives the first
 * of its own, which lie in that order; with one, those whose words begin with the first term.
 */
const people: Definer = {
  signature: 'group_people(uuid[], text[], uuid, integer)',
  ...reading,
  create: `create function group_people(subs uuid[], terms text[], after uuid, most integer)
    returns table (user_id uuid, name text, email text, subs_total integer, named jsonb)
    ${head} as $$
      with ${subsHere('workspace_members:read')},
      through as materialized (
        select am.user_id, am.id, am.workspace_id, am.status, bool_or(x.link_id is null) as everywhere,
          array_agg(x.link_id) filter (where x.link_id is not null) as links,
          jsonb_agg(jsonb_build_object('id', x.role_id, 'name', r.name, 'link_id', x.link_id) order by x.role_id) as roles
        from ${holdings('true')} x
        join workspace_members am on am.workspace_id = ${here} and am.id = x.member_id and ${joined('am')}
        left join roles r on r.workspace_id = ${here} and r.id = x.role_id
        where x.link_id is null or x.link_id in (select h.link_id from here h)
        group by am.user_id, am.id, am.workspace_id, am.status),
      found as materialized (
        select f.user_id from (
          select x.user_id from here h cross join lateral (
            select m.user_id from workspace_members m
            where cardinality(terms) = 0 and m.workspace_id = h.workspace_id and ${joined('m')}
              and m.user_id > coalesce(after, '00000000-0000-0000-0000-000000000000')
            order by m.user_id limit most) x
          union
          select m.user_id from here h
          join member_words f on f.workspace_id = h.workspace_id and ${begins('f', 'terms[1]')}
          join workspace_members m on m.workspace_id = f.workspace_id and m.id = f.member_id and ${joined('m')}
          where cardinality(terms) > 0 and (after is null or m.user_id > after) and ${isCalled('m')}
          union
          select t.user_id from through t
          where exists (select 1 from here) and (after is null or t.user_id > after) and ${isCalled('t')}) f
        order by 1 limit most),
      direct as materialized (
        select m.user_id, h.place, h.workspace_id, h.name, m.id, m.status
        from found f join workspace_members m on m.user_id = f.user_id and ${joined('m')}
        join here h on h.workspace_id = m.workspace_id)
      select u.id, trim(u.first_name || ' ' || u.last_name), u.email, (d.total + g.total)::int, n.named
      from found f join users u on u.id = f.user_id
      left join through t on t.user_id = u.id
      cross join lateral (select count(*) as total from direct m where m.user_id = u.id) d
      cross join lateral (select case when t.everywhere then (select count(*) from here)
        when t.links is null then 0 else (select count(*) from here h where h.link_id = any (t.links)) end as total) g
      cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('workspace_id', e.workspace_id, 'name', e.name,
          'through', e.through, 'status', e.status, 'roles', e.roles) order by e.nth, e.place), '[]') as named
        from (
          (select 1 as nth, m.place, m.workspace_id, m.name, 'direct' as through, m.status, ${rolesUnderCeiling} as roles
          from direct m where m.user_id = u.id order by m.place limit ${MOST_NAMED})
          union all
          (select 2, h.place, h.workspace_id, h.name, 'group', t.status, (select jsonb_agg(r) from jsonb_array_elements(t.roles) r
              where r ->> 'link_id' is null or (r ->> 'link_id')::uuid = h.link_id)
          from here h where t.user_id is not null
            and (t.everywhere and h.place <= ${MOST_NAMED} or h.link_id = any (t.links))
          order by h.place limit ${MOST_NAMED})
          order by 1, 2 limit ${MOST_NAMED}) e) n
      order by u.id
    $$`,
};

/**
 * One person, by their account or an address, in each of these workspaces: what is to be known before they are taken out of
 * it. An open invitation to their address is theirs, too.
 */
const person: Definer = {
  signature: 'group_person(uuid[], uuid, text)',
  ...reading,
  create: `create function group_person(subs uuid[], person uuid, address text)
    returns table (link_id uuid, workspace_id uuid, workspace_name text, member_id uuid, user_id uuid, status text,
      email text, account_email text, name text, is_owner boolean, roles jsonb, mask text[], grants integer,
      api_keys integer, is_protected boolean)
    ${head} as $$
      with ${subsHere('workspace_members:read', 'workspace_members:delete')},
      who as materialized (
        select coalesce(person, (select u.id from users u where u.email = address)) as id,
          coalesce(address, (select u.email from users u where u.id = person)) as email)
      select h.link_id, h.workspace_id, h.name, m.id, m.user_id, m.status, m.email, u.email,
        trim(u.first_name || ' ' || u.last_name), w.owner_id = m.user_id, ${rolesUnderCeiling}, m.permissions,
        (select count(*)::int from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id),
        (select count(*)::int from api_keys k where k.workspace_id = m.workspace_id and k.member_id = m.id),
        exists (select 1 from ownership_changes o where o.workspace_id = m.workspace_id and o.old_owner_id = m.user_id
          and o.reversed_at is null and o.reversible_until > now())
      from who join here h on true join workspaces w on w.id = h.workspace_id
      join workspace_members m on m.workspace_id = h.workspace_id and m.kind = 'person'
        and (m.user_id = who.id or m.email = who.email)
      left join users u on u.id = m.user_id and m.status in ('active', 'suspended')
      order by h.workspace_id, m.id
    $$`,
};

/**
 * What one person made in each of these workspaces, member or not: invitations nobody has answered for good, keys, and the
 * keys that were made by those. Where there is nothing, the workspace is left out.
 */
const legacy: Definer = {
  signature: 'group_legacy(uuid[], uuid, text)',
  ...reading,
  create: `create function group_legacy(subs uuid[], person uuid, address text)
    returns table (link_id uuid, workspace_id uuid, workspace_name text, user_id uuid, name text, email text,
      invitations jsonb, keys jsonb)
    ${head} as $$
      with ${subsHere('workspace_members:delete')},
      who as materialized (
        select u.id, trim(u.first_name || ' ' || u.last_name) as name, u.email from users u
        where u.id = person or person is null and u.email = address)
      select h.link_id, h.workspace_id, h.name, who.id, who.name, who.email, coalesce(i.these, '[]'), coalesce(k.these, '[]')
      from who cross join here h
      cross join lateral (
        select jsonb_agg(jsonb_build_object('id', m.id, 'email', m.email, 'user_id', m.user_id) order by m.id) as these
        from workspace_members m where m.workspace_id = h.workspace_id and m.issuer_id = who.id
          and m.kind = 'person' and m.status in ('pending', 'needs_confirmation')) i
      cross join lateral (
        select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'member_id', a.member_id) order by a.id) as these
        from api_keys a where a.workspace_id = h.workspace_id and (a.created_by = who.id or a.ancestor_ids && array(
          select o.id from api_keys o where o.workspace_id = h.workspace_id and o.created_by = who.id))) k
      where i.these is not null or k.these is not null
      order by h.workspace_id
    $$`,
};

/** The newest records of these workspaces; `place` orders them, and is where the next page begins. */
const records: Definer = {
  signature:
    'group_records(uuid[], integer, uuid, timestamp with time zone, timestamp with time zone, text, text, integer)',
  ...reading,
  create: `create function group_records(subs uuid[], activity_type integer, actor uuid, since timestamptz,
      till timestamptz, pattern text, after text, most integer)
    returns table (place text, workspace_name text, seq bigint, sealed_at timestamptz, body jsonb, personal text)
    ${head} as $$
      with ${subsHere('audit_logs:read')},
      cut as (select coalesce(left(after, 24)::timestamptz, 'infinity') as at,
        coalesce(substr(after, 25)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id)
      select to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || r.id, h.name, r.seq,
        r.sealed_at, r.body, r.personal
      from here h cross join cut c cross join lateral (
        select a.occurred_at, a.id, a.seq, a.sealed_at, a.body, a.personal from audit_log a
        where a.workspace_id = h.workspace_id
          and a.occurred_at <= c.at and (a.occurred_at, a.id) < (c.at, c.id)
          and a.occurred_at >= coalesce(since, '-infinity') and a.occurred_at < coalesce(till, 'infinity')
          and (activity_type is null or a.activity = activity_type) and (actor is null or a.actor_id = actor)
          and (pattern is null or a.personal ilike pattern or a.canonical ilike pattern)
        order by a.occurred_at desc, a.id desc limit most) r
      order by r.occurred_at desc, r.id desc limit most
    $$`,
};

/** A link that binds or waits, seen from either of its sides. */
const eitherSide = `l.id = link and l.status in ('pending', 'accepted') and ${here} in (l.workspace_id, l.admin_workspace_id)`;

/** More people than that nobody looks through; how many there are is told. */
const MOST_WEIGHED = 5001;

/**
 * Everybody to whom the link makes a difference: those of the workspace above who are here by way of it, and those here who
 * were given something by way of it. Before the first link there is what the first will bring. Whoever is below is looked at
 * for the workspace itself, or for one above that it lets see its members: an invitation is sent to whom one likes.
 */
const impact: Definer = {
  signature: 'group_impact(uuid, boolean)',
  ...reading,
  create: `create function group_impact(link uuid, looks boolean)
    returns table (user_id uuid, name text, through jsonb, roles jsonb, mask text[], is_lent boolean, is_owner boolean)
    ${head} as $$
      with l as materialized (select l.id, l.workspace_id, l.admin_workspace_id, looks and (l.workspace_id = ${here}
          or l.status = 'accepted' and l.ceiling && array['workspace_members:read']) as looks
        from group_links l where ${eitherSide}),
      given as materialized (
        select gg.member_id, gg.holder_role_id, gg.role_id from group_grants gg join l on gg.workspace_id = l.admin_workspace_id
        where ${lasts('gg')} and (gg.link_id is null or gg.link_id = l.id)
        union all
        select null, d.id::uuid, '0192a000-0000-7000-8000-000000000002' from l,
          (values ('0192a000-0000-7000-8000-000000000001'), ('0192a000-0000-7000-8000-000000000002')) d (id)
        where not exists (select 1 from group_grants gg where gg.workspace_id = l.admin_workspace_id)
          and not exists (select 1 from group_links o
            where o.admin_workspace_id = l.admin_workspace_id and o.status = 'accepted')),
      through as materialized (
        select am.user_id, coalesce(am.name, trim(u.first_name || ' ' || u.last_name)) as name,
          jsonb_agg(jsonb_build_object('id', x.role_id, 'name', r.name, 'permissions', r.permissions,
            'assignable_role_ids', r.assignable_role_ids) order by x.role_id) as roles
        from (
          select g.member_id, g.role_id from given g where g.member_id is not null
          union
          select h.member_id, g.role_id from given g join l on true
          join grants h on h.workspace_id = l.admin_workspace_id and h.role_id = g.holder_role_id and ${lasts('h')}) x
        join l on true
        join workspace_members am on am.workspace_id = l.admin_workspace_id and am.id = x.member_id and am.status = 'active'
        left join users u on u.id = am.user_id
        left join roles r on r.workspace_id = l.admin_workspace_id and r.id = x.role_id
        group by am.user_id, 2),
      touched as (
        select t.user_id from through t
        union
        select m.user_id from l join workspace_members m on m.workspace_id = l.workspace_id and m.status = 'active'
        where l.looks and (m.via_link_id = l.id or m.id in (select g.member_id from grants g
          where g.workspace_id = l.workspace_id and g.via_link_id = l.id))
        limit ${MOST_WEIGHED})
      select p.user_id, coalesce(t.name, m.name, trim(u.first_name || ' ' || u.last_name), ''), t.roles,
        case when m.id is null then '[]' else ${rolesUnderCeiling} end, m.permissions, m.via_link_id is not null,
        coalesce(l.looks and w.owner_id = p.user_id, false)
      from touched p join l on true join workspaces w on w.id = l.workspace_id
      left join through t on t.user_id = p.user_id
      left join workspace_members m on l.looks and m.workspace_id = l.workspace_id and m.user_id = p.user_id
        and m.status = 'active'
      left join users u on u.id = p.user_id
      order by 2, 1
    $$`,
};

/** What would end with the link, and the rules that the workspace above has for those below. */
const stakes: Definer = {
  signature: 'group_stakes(uuid)',
  ...reading,
  create: `create function group_stakes(link uuid)
    returns table (members integer, grants integer, api_keys integer, rules jsonb)
    ${head} as $$
      select (select count(*)::int from workspace_members m where m.workspace_id = l.workspace_id and m.via_link_id = l.id),
        (select count(*)::int from grants g where g.workspace_id = l.workspace_id and g.via_link_id = l.id),
        (select count(*)::int from api_keys k where k.workspace_id = l.workspace_id and k.via_link_id = l.id),
        ${rulesSaid}
      from group_links l left join guardrails gr on gr.workspace_id = l.admin_workspace_id where ${eitherSide}
    $$`,
};

/** Immutable indeed, though Postgres cannot know: of text, `array_to_string` depends on no setting. */
const ceilingKey = `create function ceiling_key(ceiling text[]) returns bytea language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$ select sha256(convert_to(array_to_string(ceiling, ','), 'UTF8')) $$`;

const functions = [entries, people, person, legacy, records, impact, stakes];

/** As before, and where a role over workspaces of the group is over. */
const endings = (more: string) => `create function workspaces_with_endings() returns table (workspace_id uuid)
    ${head} as $$
      select e.workspace_id from (
        select g.workspace_id, g.expires_at, g.warned_at from grants g
        where g.expires_at <= now() + interval '7 days'
        union all
        select k.workspace_id, k.expires_at, k.warned_at from api_keys k
        where k.expires_at <= now() + interval '7 days'${more}) e
      join workspaces w on w.id = e.workspace_id and ${open}
      where e.expires_at <= now() or e.warned_at is null or e.warned_at < e.expires_at - interval '1 day'
      group by 1
    $$`;

async function replaceEndings(q: QueryRunner, more: string): Promise<void> {
  await q.query('drop function workspaces_with_endings()');
  await definer(q, {
    signature: 'workspaces_with_endings()',
    create: endings(more),
    owner: 'bailiwick_authority',
    executor: 'bailiwick_queue',
  });
}

export class CreateLeaverReceipts1764000015000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Who was taken out of which workspaces, and of which not; for whoever must show that it was done.
    await q.query(`create table leaver_receipts (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      user_id uuid not null,
      name text not null,
      email text not null,
      removed_by uuid not null,
      taken jsonb not null,
      kept jsonb not null,
      hidden_subs integer not null,
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    await tenantTable(q, 'leaver_receipts', 'select, insert');
    await purgeable(q, 'leaver_receipts');

    await q.query(
      'create index group_grants_expiring on group_grants (expires_at) where expires_at is not null',
    );
    await q.query('grant select (via_link_id) on workspace_members to bailiwick_authority');
    await q.query('grant select (created_by, ancestor_ids) on api_keys to bailiwick_authority');
    await authorityReads(q, 'member_words', 'workspace_id, member_id, word');
    await authorityReads(
      q,
      'audit_log',
      'workspace_id, id, seq, occurred_at, sealed_at, activity, actor_id, canonical, body, personal',
    );
    // Thousands of workspaces allow the same: by this they are put together without each ceiling being read.
    await q.query(ceilingKey);
    await q.query(`alter table group_links
      add column ceiling_key bytea generated always as (ceiling_key(ceiling)) stored`);
    await q.query('grant select (ceiling_key) on group_links to bailiwick_authority');
    for (const one of functions) await definer(q, one);
    await replaceEndings(
      q,
      ` union all
        select gg.workspace_id, gg.expires_at, now() from group_grants gg where gg.expires_at <= now()`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await replaceEndings(q, '');
    for (const { signature } of functions) await q.query(`drop function ${signature}`);
    await q.query('alter table group_links drop column ceiling_key');
    await q.query('drop function ceiling_key(text[])');
    await q.query('drop policy audit_log_authority on audit_log');
    await q.query(`revoke select (workspace_id, id, seq, occurred_at, sealed_at, activity, actor_id, canonical, body,
      personal) on audit_log from bailiwick_authority`);
    await q.query('drop policy member_words_authority on member_words');
    await q.query('revoke select (workspace_id, member_id, word) on member_words from bailiwick_authority');
    await q.query('revoke select (created_by, ancestor_ids) on api_keys from bailiwick_authority');
    await q.query('revoke select (via_link_id) on workspace_members from bailiwick_authority');
    await q.query('drop index group_grants_expiring');
    await q.query('drop table leaver_receipts');
  }
}
