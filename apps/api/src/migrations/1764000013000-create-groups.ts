import {
  appPolicy,
  authorityReads,
  definer,
  forceRls,
  purgeable,
  setting,
  tenantTable,
} from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { head, open, reading, replace, withKeys } from './1764000010000-create-api-keys.js';
import { rolesHeld } from './1764000009000-create-roles.js';

export const definerHead = 'security definer set search_path = pg_catalog, public, pg_temp';

/** Link `l` binds, or is an invitation that can still be accepted. */
const standing = `(l.status = 'accepted' or l.status = 'pending' and l.expires_at > now())`;

/** Rows that two workspaces share: theirs whose they are, and the other's. */
const eitherSide = (other: string) =>
  `workspace_id = ${setting('workspace_id')} or ${other} = ${setting('workspace_id')}`;

/** As before; what was given by way of a group reaches as far as the group does now. */
export const rolesUnderCeiling = rolesHeld.replace(
  `'assignable_role_ids', r.assignable_role_ids)`,
  `'assignable_role_ids', r.assignable_role_ids, 'ceiling', case when g.via_link_id is not null then coalesce((
      select v.ceiling from group_links v
      where v.workspace_id = g.workspace_id and v.id = g.via_link_id and v.status = 'accepted'), '{}') end)`,
);

/** What member `am` of the admin workspace may be in the workspace of link `l`; null where that is nothing. */
const rolesThrough = `(
    select jsonb_agg(jsonb_build_object('id', gg.role_id, 'name', r.name, 'permissions', r.permissions,
      'assignable_role_ids', r.assignable_role_ids, 'grant_id', gg.id, 'expires_at', gg.expires_at) order by gg.role_id)
    from group_grants gg left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id
    where gg.workspace_id = am.workspace_id
      and (gg.member_id = am.id or gg.holder_role_id = any (array(select h.role_id from grants h
        where h.workspace_id = am.workspace_id and h.member_id = am.id
          and (h.expires_at is null or h.expires_at > now()))))
      and (gg.link_id is null or gg.link_id = l.id)
      and (gg.expires_at is null or gg.expires_at > now()))`;

/** All that the admin workspace announced, in the order in which it did. */
export const announced = `jsonb_array_elements(gr.announced) with ordinality a (entry, n)`;
/** Whoever was below or invited already has a notice, by the end of which each binds; whoever was invited since was told. */
export const binds = `(l.kind = 'managed' or (a.entry ->> 'from')::timestamptz <= now()
        or l.timestamp_created >= (a.entry ->> 'changed_at')::timestamptz)`;

/** The rules of the admin workspace, as they bind the workspace of link `l` now. */
export const rulesOf = `(select a.entry -> 'rules' as rules from ${announced} where ${binds} order by a.n desc limit 1)`;

/** What will bind everybody, and whoever is invited now at once. */
export const rulesSaid = `gr.announced -> -1 -> 'rules'`;

/** The domain of an address is none of these; of none at all, every one is. */
export const outside = (address: string, domains: string) =>
  `(cardinality(${domains}) > 0 and split_part(${address}, '@', 2) <> all (${domains}))`;
export const listOf = (rules: string) =>
  `coalesce(array(select jsonb_array_elements_text(${rules} -> 'email_domains')), '{}')`;

/**
 * Who holds the credential, and what binds them to the workspace: as its member, and by way of its admin workspace. What
 * the admin workspace asks of its own people it asks of them here, too; its rules for the group bind everybody but the owner.
 */
export const withGroups: Readonly<Record<string, string>> = {
  'authority(text, bytea, uuid)': `create function authority(kind text, credential bytea, workspace uuid)
    returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
      first_name text, last_name text, workspace_id uuid, workspace_name text, member_id uuid, member_status text,
      roles jsonb, mask text[], idle boolean, outside_domains boolean, session_ended boolean, entered boolean,
      fresh boolean, lacks_second_factor boolean, key_id uuid, key_name text, is_service boolean, key_scopes jsonb,
      group_roles jsonb, ceiling text[], link_id uuid, is_managed boolean, admin_workspace_id uuid,
      admin_workspace_name text, keys_barred boolean, key_is_lent boolean, longest_invitation_hours integer)
    ${head} as $$
      select c.session_id, c.authenticated_at, c.stale, c.user_id, c.email, c.first_name, c.last_name,
        w.id, w.name, coalesce(m.id, t.member_id),
        case when w.id is not null then coalesce(m.status, 'active') end, case when m.id is null then '[]' else ${rolesUnderCeiling} end, m.permissions,
        coalesce(m.id is not null and (m.last_active_at is null or m.last_active_at < now() - interval '1 minute'), false),
        coalesce(not c.is_service and w.owner_id <> c.user_id and (${outside('c.email', 'w.email_domains')}
          or ${outside('c.email', listOf('b.rules'))} or m.id is null and ${outside('c.email', 'aw.email_domains')}), false),
        coalesce(c.authenticated_at <= greatest(w.sessions_valid_from, l.sessions_valid_from,
            case when m.id is null then aw.sessions_valid_from end)
          or w.owner_id <> c.user_id
            and c.authenticated_at < now() - make_interval(hours => (b.rules ->> 'session_hours')::int), false),
        c.key_id is not null or exists (select 1 from session_entries e
          where e.workspace_id = w.id and e.session_id = c.session_id),
        c.fresh,
        coalesce(not c.second_factor and (w.two_factor_required or m.id is null and aw.two_factor_required
          or w.owner_id <> c.user_id and (b.rules ->> 'two_factor_required')::boolean), false),
        c.key_id, c.key_name, c.is_service, c.key_scopes,
        t.roles, l.ceiling, l.id, l.kind = 'managed', l.admin_workspace_id, aw.name,
        coalesce(c.key_id is not null and not (b.rules ->> 'keys_allowed')::boolean, false), c.key_is_lent,
        case when w.owner_id <> c.user_id then (b.rules ->> 'invitation_hours')::int end
      from (
        select s.id as session_id, s.authenticated_at, s.second_factor,
          s.last_seen_at < now() - interval '1 minute' as stale,
          greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes' as fresh,
          u.id as user_id, u.email, u.first_name, u.last_name, null::uuid as home, null::uuid as home_member,
          null::uuid as key_id, null::text as key_name, false as is_service, null::jsonb as key_scopes, false as key_is_lent
        from sessions s join users u on u.id = s.user_id
        where authority.kind = 'session' and s.token_hash = credential
          and s.expires_at > now() and s.idle_expires_at > now()
        union all
        select null, null, k.kind = 'service' or u.two_factor,
          k.last_used_at is null or k.last_used_at < now() - interval '1 minute', false, k.user_id,
          coalesce(u.email, k.email), coalesce(u.first_name, k.member_name), coalesce(u.last_name, ''),
          k.workspace_id, k.member_id, k.id, k.name, k.kind = 'service',
          jsonb_build_array(to_jsonb(k.scopes)) || k.limits
            || case when k.via_link_id is null then '[]' else jsonb_build_array(to_jsonb(k.ceiling)) end, k.via_link_id is not null
        from (select k.workspace_id, k.member_id, k.id, k.name, k.scopes, k.limits, k.expires_at, k.last_used_at,
            k.via_link_id, km.kind, km.user_id, km.email, km.name as member_name, v.ceiling
          from api_keys k
          join workspace_members km on km.workspace_id = k.workspace_id and km.id = k.member_id
          join workspaces h on h.id = k.workspace_id and ${open.replaceAll('w.', 'h.')}
          left join group_links v on v.workspace_id = k.workspace_id and v.id = k.via_link_id and v.status = 'accepted'
          where k.key_hash = credential or (k.previous_hash = credential and k.previous_valid_until > now())) k
        left join users u on u.id = k.user_id
        where authority.kind = 'key' and (k.expires_at is null or k.expires_at > now())
          and (k.via_link_id is null or k.ceiling is not null)) c
      left join (workspaces w
      left join lateral (select i.workspace_id, i.id, i.status, i.permissions, i.last_active_at from workspace_members i
        where i.workspace_id = w.id and i.user_id = c.user_id
          and i.status in ('active', 'suspended') and (c.home is null or i.id = c.home_member)) m on true
      left join (group_links l join workspaces aw on aw.id = l.admin_workspace_id
          and ${open.replaceAll('w.', 'aw.')})
        on l.workspace_id = w.id and l.status = 'accepted'
      left join guardrails gr on gr.workspace_id = l.admin_workspace_id
      left join lateral ${rulesOf} b on true
      left join lateral (select am.id as member_id, ${rolesThrough} as roles from workspace_members am
        where am.workspace_id = l.admin_workspace_id and am.user_id = c.user_id and am.status = 'active'
          and (c.home is null or am.id = c.home_member)
          -- Whoever does not meet what the admin workspace asks is here as a member alone, if they are one.
          and (m.id is null or not coalesce(c.authenticated_at <= aw.sessions_valid_from
            or not c.second_factor and aw.two_factor_required
            or not c.is_service and aw.owner_id <> c.user_id and ${outside('c.email', 'aw.email_domains')}, false))
          offset 0) t on t.roles is not null)
        -- Of a workspace that nothing binds them to, nothing is told.
        on w.id = coalesce(workspace, c.home) and ${open} and coalesce(m.id, t.member_id) is not null
    $$`,

  'my_workspaces()': (withKeys['my_workspaces()'] ?? '').replace(rolesHeld, rolesUnderCeiling),
  // Open for no longer than the admin workspace lets it be now, though it was sent before that was said; but for the owner's.
  'invitation_by_token(bytea)': `create function invitation_by_token(token bytea)
    returns table (workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid,
      roles jsonb, inviter_name text, expires_at timestamptz, ended_as text, expired boolean,
      member_status text, account_id uuid)
    ${head} as $$
      select t.workspace_id, w.name, t.member_id, t.email, m.user_id, ${rolesUnderCeiling},
        trim(i.first_name || ' ' || i.last_name), o.until, t.ended_as, o.until <= now(), m.status, a.id
      from invitation_tokens t
      join workspaces w on w.id = t.workspace_id and ${open}
      left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id
      left join users i on i.id = m.issuer_id
      left join users a on a.email = t.email
      left join group_links l on l.workspace_id = t.workspace_id and l.status = 'accepted'
      left join guardrails gr on gr.workspace_id = l.admin_workspace_id
      left join lateral ${rulesOf} b on m.issuer_id is distinct from w.owner_id
      cross join lateral (select least(t.expires_at,
        t.timestamp_created + make_interval(hours => (b.rules ->> 'invitation_hours')::int)) as until) o
      where t.token_hash = token
    $$`,
};

export type Definer = Parameters<typeof definer>[1];

/** The bearer of the link in a mail is somebody signed in, who need not be a member of anything. */
const byToken: Definer = {
  signature: 'group_invitation_by_token(bytea)',
  ...reading,
  create: `create function group_invitation_by_token(token bytea)
    returns table (workspace_id uuid, id uuid, sub_name text, admin_workspace_id uuid, admin_name text, inviter_name text,
      owner_id uuid, purpose text, kind text, ceiling text[], ceiling_label text, rules jsonb, status text,
      hand_over_email text, expires_at timestamptz, expired boolean)
    ${head} as $$
      select l.workspace_id, l.id, w.name, aw.id, aw.name, trim(i.first_name || ' ' || i.last_name), w.owner_id,
        p.purpose, l.kind, l.ceiling, l.ceiling_label, ${rulesSaid}, l.status, l.hand_over_email, p.expires_at,
        p.expires_at <= now()
      from group_links l
      cross join lateral (select case when l.token_hash = token then 'join' else 'hand_over' end as purpose,
        case when l.token_hash = token then l.expires_at else l.hand_over_expires_at end as expires_at) p
      join workspaces w on w.id = l.workspace_id and ${open}
      join workspaces aw on aw.id = l.admin_workspace_id and ${open.replaceAll('w.', 'aw.')}
      left join users i on i.id = l.inviter_id
      left join guardrails gr on gr.workspace_id = l.admin_workspace_id
      where l.token_hash = token or l.hand_over_token_hash = token
    $$`,
};

/** What an admin workspace has to know of a workspace before it may invite it, and how to reach its owner. */
const candidate: Definer = {
  signature: 'group_candidate(uuid)',
  ...reading,
  create: `create function group_candidate(sub uuid)
    returns table (name text, owner_id uuid, owner_email text, going boolean, has_parent boolean, is_admin boolean,
      has_blocked boolean, asker_is_sub boolean)
    ${head} as $$
      select w.name, w.owner_id, o.email, w.scheduled_for_removal_at is not null,
        exists (select 1 from group_links l where l.workspace_id = w.id and ${standing}),
        exists (select 1 from group_links l where l.admin_workspace_id = w.id and ${standing}),
        exists (select 1 from group_blocks b where b.workspace_id = w.id and b.admin_workspace_id = a.id),
        exists (select 1 from group_links l where l.workspace_id = a.id and ${standing})
      from workspaces w join users o on o.id = w.owner_id
      cross join (select nullif(current_setting('app.workspace_id', true), '')::uuid as id) a
      where w.id = sub and ${open}
    $$`,
};

/** Both sides of a link of the workspace that asks: their names, and whom to write to. */
const parties: Definer = {
  signature: 'group_parties(uuid)',
  ...reading,
  create: `create function group_parties(link uuid)
    returns table (sub_id uuid, sub_name text, sub_owner_id uuid, sub_owner_email text, admin_id uuid, admin_name text,
      admin_owner_id uuid, admin_owner_email text)
    ${head} as $$
      select w.id, w.name, w.owner_id, o.email, aw.id, aw.name, aw.owner_id, ao.email
      from group_links l
      join workspaces w on w.id = l.workspace_id join users o on o.id = w.owner_id
      join workspaces aw on aw.id = l.admin_workspace_id join users ao on ao.id = aw.owner_id
      where l.id = link
        and nullif(current_setting('app.workspace_id', true), '')::uuid in (l.workspace_id, l.admin_workspace_id)
    $$`,
};

/** Members `am` of the admin workspace `aw`, as far as they are in the workspace that asks by way of link `l`. */
const through = (signature: string, which: string): Definer => ({
  signature: signature.replace('person ', ''),
  ...reading,
  create: `create function ${signature}
    returns table (link_id uuid, member_id uuid, user_id uuid, kind text, email text, name text, ceiling text[],
      roles jsonb, admin_workspace_id uuid, admin_workspace_name text)
    ${head} as $$
      select l.id, am.id, am.user_id, am.kind, coalesce(u.email, am.email),
        coalesce(am.name, trim(u.first_name || ' ' || u.last_name)), l.ceiling, t.roles, aw.id, aw.name
      from group_links l
      join workspaces aw on aw.id = l.admin_workspace_id and ${open.replaceAll('w.', 'aw.')}
      join workspace_members am on am.workspace_id = aw.id and am.status = 'active' and ${which}
      left join users u on u.id = am.user_id
      join lateral (select ${rolesThrough} as roles offset 0) t on t.roles is not null
      where l.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid and l.status = 'accepted'
      order by am.id
    $$`,
});

/** All of them, for those who ask who can do what here. */
const throughGroup = through(
  'members_through_group()',
  `am.id in (
        select gg.member_id from group_grants gg where gg.workspace_id = aw.id and gg.member_id is not null
          and (gg.link_id is null or gg.link_id = l.id)
        union select h.member_id from group_grants gg join grants h on h.workspace_id = gg.workspace_id
          and h.role_id = gg.holder_role_id where gg.workspace_id = aw.id and gg.holder_role_id is not null
          and (gg.link_id is null or gg.link_id = l.id))`,
);

/** One of them, however many there are. */
const oneThroughGroup = through('member_through_group(person uuid)', 'am.user_id = person');

/** Held to the end of the transaction, in the order of the ids, so that no two wait for each other. */
const lockGroup = `create function lock_group(ids uuid[]) returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  declare
    one uuid;
  begin
    for one in select distinct id from unnest(ids) id order by id loop
      perform pg_advisory_xact_lock(hashtextextended('group ' || one, 0));
    end loop;
  end $$`;

/**
 * A workspace is above others or below one, never both. The locks make those who would begin either wait for each other;
 * what a statement sees afterwards is what they left.
 */
const keepOneKind: Definer = {
  signature: 'keep_one_kind()',
  ...reading,
  create: `create function keep_one_kind() returns trigger language plpgsql ${definerHead} as $$
  begin
    if new.status not in ('pending', 'accepted') then
      return new;
    end if;
    perform lock_group(array[new.workspace_id, new.admin_workspace_id]);
    if new.workspace_id = new.admin_workspace_id or exists (select 1 from group_links l where l.id <> new.id and ${standing}
        and (l.workspace_id = new.admin_workspace_id or l.admin_workspace_id = new.workspace_id)) then
      raise exception 'a workspace cannot be above others and below one' using errcode = 'BW001';
    end if;
    return new;
  end $$;
  -- While the function still is the owner's: afterwards it may not be named.
  create trigger group_links_one_kind before insert or update of status on group_links
    for each row execute function keep_one_kind()`,
};

/**
 * Functions that write where others than the caller's workspace are concerned belong to the owner, who sees the rows of
 * the one workspace that is bound, like everybody.
 */
export const writing = { owner: 'bailiwick_owner', executor: 'bailiwick_app' };
export const bind = (id: string) => `perform set_config('app.workspace_id', ${id}::text, true);`;
export const bound = `scope text := coalesce(current_setting('app.workspace_id', true), '');`;
export const unbind = `perform set_config('app.workspace_id', scope, true);`;

/**
 * Nothing comes into being by way of a link that is over: whoever ends it holds the row, and what was begun before is seen
 * by them, or waits here and finds it over.
 */
const keepVia = `create function keep_via_link() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform 1 from group_links l where l.workspace_id = new.workspace_id and l.id = new.via_link_id
      and l.status = 'accepted' for key share;
    if not found then
      raise exception 'the link is over' using errcode = 'BW002';
    end if;
    return new;
  end $$`;

/**
 * The row is both sides' to see and to write, but what it allows is for the side below to say: whoever is bound to the one
 * above can neither accept, nor widen, nor move it elsewhere.
 */
const keepConsent = `create function keep_consent() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  declare
    isBelow boolean := coalesce(new.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid, false);
  begin
    if current_user <> 'bailiwick_app' then
      return new;
    end if;
    if tg_op = 'INSERT' then
      if new.status = 'accepted' and not isBelow then
        raise exception 'a link is accepted by the workspace below' using errcode = '42501';
      end if;
      return new;
    end if;
    if (new.workspace_id, new.admin_workspace_id, new.id) is distinct from (old.workspace_id, old.admin_workspace_id, old.id) then
      raise exception 'a link stays between the two' using errcode = '42501';
    end if;
    if not isBelow and (new.status = 'accepted' and old.status <> 'accepted' or not new.ceiling <@ old.ceiling) then
      raise exception 'what a link allows is for the workspace below to say' using errcode = '42501';
    end if;
    return new;
  end $$`;

/** What the overview lists is kept beside the link, in the order in which it is asked for; written last of all. */
const tellSubs: Definer = {
  signature: 'tell_subs()',
  ...writing,
  create: `create function tell_subs() returns trigger language plpgsql ${definerHead} as $$
  declare
    ${bound}
    link group_links := coalesce(new, old);
    called text;
    goes timestamptz(3);
    counted int;
  begin
    ${bind('link.workspace_id')}
    select w.name, w.scheduled_for_removal_at into called, goes from workspaces w where w.id = link.workspace_id;
    select count(*) into counted from workspace_members m where m.workspace_id = link.workspace_id
      and m.status in ('active', 'suspended') and m.kind = 'person';
    ${bind('link.admin_workspace_id')}
    if tg_op = 'DELETE' or not exists (select 1 from group_links l where l.id = link.id and l.status = 'accepted') then
      delete from group_subs where workspace_id = link.admin_workspace_id and id = link.id;
      delete from group_grants where workspace_id = link.admin_workspace_id and link_id = link.id;
    else
      insert into group_subs (workspace_id, id, sub_id, name, members, last_activity_at, joined_at, removal_at)
        values (link.admin_workspace_id, link.id, link.workspace_id, called, counted, link.accepted_at, link.accepted_at, goes)
      on conflict do nothing;
    end if;
    ${unbind}
    return null;
  end $$`,
};

const tellNames: Definer = {
  signature: 'tell_group_names()',
  ...writing,
  create: `create function tell_group_names() returns trigger language plpgsql ${definerHead} as $$
  declare
    ${bound}
  begin
    ${bind('new.id')}
    if old.name <> new.name then
      update group_links set sub_name = new.name where workspace_id = new.id and status = 'accepted';
      update group_links set admin_name = new.name where admin_workspace_id = new.id and status in ('pending', 'accepted');
    end if;
    update group_subs set name = new.name, removal_at = new.scheduled_for_removal_at where sub_id = new.id;
    ${unbind}
    return null;
  end $$`,
};

/** At the end of the transaction, so that whoever waits here for another holds nothing that the other still needs. */
const tellMembers: Definer = {
  signature: 'tell_group_members()',
  ...writing,
  create: `create function tell_group_members() returns trigger language plpgsql ${definerHead} as $$
  declare
    ${bound}
    sub uuid := coalesce(new.workspace_id, old.workspace_id);
    was int := coalesce((old.status in ('active', 'suspended') and old.kind = 'person')::int, 0);
    becomes int := coalesce((new.status in ('active', 'suspended') and new.kind = 'person')::int, 0);
  begin
    if was <> becomes then
      ${bind('sub')}
      update group_subs set members = members + becomes - was where sub_id = sub;
      ${unbind}
    end if;
    return null;
  end $$`,
};

const seen: Definer = {
  signature: 'tell_group_activity()',
  ...writing,
  create: `create function tell_group_activity() returns void language sql ${definerHead} as $$
      update group_subs set last_activity_at = now()
      where sub_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and last_activity_at < now() - interval '1 minute'
    $$`,
};

/** Whoever owns an admin workspace owns what it made: when it changes hands these do too, and the seat passes on. */
const followOwner: Definer = {
  signature: 'follow_owner()',
  ...writing,
  create: `create function follow_owner() returns trigger language plpgsql ${definerHead} as $$
  declare
    ${bound}
    address text;
    link record;
    sub uuid;
    seat uuid;
  begin
    ${bind('new.id')}
    address := (select m.email from workspace_members m where m.workspace_id = new.id and m.user_id = new.owner_id);
    for link in select l.id, l.workspace_id from group_links l
      where l.admin_workspace_id = new.id and l.kind = 'managed' and l.status = 'accepted' order by 2 loop
      sub := link.workspace_id;
      -- Whoever takes it over meanwhile holds the link, and keeps what they took.
      perform 1 from group_links l where l.id = link.id and l.kind = 'managed' and l.status = 'accepted' for share;
      continue when not found;
      ${bind('sub')}
      seat := (select m.id from workspace_members m where m.workspace_id = sub and m.user_id = old.owner_id);
      delete from api_keys where workspace_id = sub and member_id = seat;
      -- Whoever is there already, or invited, moves into the seat.
      delete from grants g using workspace_members m where m.workspace_id = sub and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address) and g.workspace_id = sub and g.member_id = m.id;
      delete from api_keys k using workspace_members m where m.workspace_id = sub and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address) and k.workspace_id = sub and k.member_id = m.id;
      update invitation_tokens t set ended_as = 'revoked' from workspace_members m where m.workspace_id = sub
        and m.id <> seat and (m.user_id = new.owner_id or m.email = address)
        and t.workspace_id = sub and t.member_id = m.id and t.ended_as is null;
      delete from workspace_members m where m.workspace_id = sub and m.id <> seat
        and (m.user_id = new.owner_id or m.email = address);
      update workspace_members set user_id = new.owner_id, email = address, nickname = null, timestamp_updated = now()
      where workspace_id = sub and id = seat;
      update workspaces set owner_id = new.owner_id, timestamp_updated = now() where id = sub;
    end loop;
    ${unbind}
    return null;
  end $$`,
};

const functions = [
  byToken,
  candidate,
  parties,
  throughGroup,
  oneThroughGroup,
  keepOneKind,
  tellSubs,
  tellNames,
  tellMembers,
  seen,
  followOwner,
];

/** What stays in force after whoever made it is gone, so that it must go with the link by way of which it was made. */
const durable = ['workspace_members', 'grants', 'api_keys', 'roles'];

export class CreateGroups1764000013000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(lockGroup);
    // A link belongs to the workspace that is below; the one above sees it too.
    await q.query(`create table group_links (
      workspace_id uuid not null references workspaces (id),
      id uuid not null unique,
      admin_workspace_id uuid not null references workspaces (id),
      kind text not null check (kind in ('consented', 'managed')),
      status text not null check (status in ('pending', 'accepted', 'rejected', 'withdrawn', 'expired', 'removed', 'left')),
      ceiling text[] not null,
      ceiling_label text,
      requested text[],
      requested_label text,
      requested_by text,
      requested_at timestamptz(3),
      sub_name text,
      admin_name text not null,
      inviter_id uuid,
      token_hash bytea unique,
      expires_at timestamptz(3),
      hand_over_email text,
      hand_over_token_hash bytea unique,
      hand_over_expires_at timestamptz(3),
      sessions_valid_from timestamptz(3),
      accepted_at timestamptz(3),
      ended_at timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    await q.query(`create unique index group_links_one_parent on group_links (workspace_id)
      where status in ('pending', 'accepted')`);
    await q.query('create index group_links_admin on group_links (admin_workspace_id, id)');
    await q.query(`create index group_links_standing on group_links (admin_workspace_id, workspace_id)
      where status in ('pending', 'accepted')`);
    await forceRls(q, 'group_links');
    await appPolicy(q, 'group_links', eitherSide('admin_workspace_id'));
    await q.query(`create policy group_links_purge on group_links for all to bailiwick_owner
      using (${eitherSide('admin_workspace_id')})`);
    await q.query('grant select, insert, update on group_links to bailiwick_app');
    await authorityReads(
      q,
      'group_links',
      `workspace_id, id, admin_workspace_id, kind, status, ceiling, ceiling_label,
      inviter_id, token_hash, expires_at, hand_over_email, hand_over_token_hash, hand_over_expires_at,
      sessions_valid_from, accepted_at, timestamp_created`,
    );

    // Whose invitations the owner does not want to see again.
    await q.query(`create table group_blocks (
      workspace_id uuid not null references workspaces (id),
      admin_workspace_id uuid not null,
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, admin_workspace_id)
    )`);
    await tenantTable(q, 'group_blocks', 'select, insert, delete');
    await purgeable(q, 'group_blocks');
    await authorityReads(q, 'group_blocks', 'workspace_id, admin_workspace_id');

    // A role over all workspaces of the group, or in one of them; of a member, or of all who hold a role.
    await q.query(`create table group_grants (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      member_id uuid,
      holder_role_id uuid,
      role_id uuid not null,
      link_id uuid,
      granted_by uuid,
      expires_at timestamptz(3),
      reason text,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      unique nulls not distinct (workspace_id, member_id, holder_role_id, role_id, link_id),
      check (num_nonnulls(member_id, holder_role_id) = 1),
      foreign key (workspace_id, member_id) references workspace_members (workspace_id, id)
    )`);
    await q.query('create index group_grants_link on group_grants (workspace_id, link_id, member_id)');
    await q.query('create index group_grants_listed on group_grants (workspace_id, link_id, id)');
    await q.query('create index group_grants_holders on group_grants (workspace_id, holder_role_id)');
    await tenantTable(q, 'group_grants', 'select, insert, update, delete');
    await purgeable(q, 'group_grants');
    await authorityReads(
      q,
      'group_grants',
      'workspace_id, id, member_id, holder_role_id, role_id, link_id, expires_at',
    );

    // What the overview lists. Text that sorts, so that one column orders each list and tells where a page begins.
    await q.query(`create table group_subs (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      sub_id uuid not null unique,
      name text not null,
      members integer not null,
      last_activity_at timestamptz(3) not null,
      joined_at timestamptz(3) not null,
      removal_at timestamptz(3),
      by_name text collate "C" not null generated always as (lower(name) || chr(1) || id::text) stored,
      by_activity text collate "C" not null generated always as (
        lpad((extract(epoch from last_activity_at at time zone 'UTC') * 1000)::bigint::text, 15, '0') || id::text) stored,
      by_date text collate "C" not null generated always as (
        lpad((extract(epoch from joined_at at time zone 'UTC') * 1000)::bigint::text, 15, '0') || id::text) stored,
      primary key (workspace_id, id)
    )`);
    for (const order of ['by_name', 'by_activity', 'by_date'])
      await q.query(`create index group_subs_${order} on group_subs (workspace_id, ${order})`);
    await tenantTable(q, 'group_subs', 'select');
    await q.query(`create policy group_subs_purge on group_subs for all to bailiwick_owner
      using (${eitherSide('sub_id')})`);

    // What the admin workspace asks of everybody in the group: each set of rules with when it was announced, and from
    // when it binds those who were below already.
    await q.query(`create table guardrails (
      workspace_id uuid primary key references workspaces (id),
      id uuid not null,
      announced jsonb not null check (jsonb_typeof(announced) = 'array'),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now()
    )`);
    await tenantTable(q, 'guardrails', 'select, insert, update');
    await purgeable(q, 'guardrails');
    await authorityReads(q, 'guardrails', 'workspace_id, announced');

    // By itself, so that nobody can forget it: whatever is made while acting says by way of which link.
    await q.query(keepVia);
    await q.query(keepConsent);
    await q.query(`create trigger group_links_consent before insert or update on group_links
      for each row execute function keep_consent()`);
    for (const table of durable) {
      await q.query(
        `alter table ${table} add column via_link_id uuid default nullif(current_setting('app.via_link_id', true), '')::uuid`,
      );
      await q.query(
        `alter table ${table} add foreign key (workspace_id, via_link_id) references group_links (workspace_id, id)`,
      );
      await q.query(
        `create index ${table}_via on ${table} (workspace_id, via_link_id) where via_link_id is not null`,
      );
      await q.query(`create trigger ${table}_via_link before insert on ${table}
        for each row when (new.via_link_id is not null) execute function keep_via_link()`);
    }
    await q.query('grant update (via_link_id) on grants to bailiwick_app');
    await q.query('grant select (timestamp_created) on invitation_tokens to bailiwick_authority');
    for (const table of ['grants', 'api_keys'])
      await q.query(`grant select (via_link_id) on ${table} to bailiwick_authority`);
    await q.query(`create policy audit_outbox_acting on audit_outbox for insert to bailiwick_app
      with check (workspace_id = ${setting('acting_from')})`);

    for (const one of functions) await definer(q, one);
    await q.query(`create constraint trigger group_links_tell after insert or delete or update of status on group_links
      deferrable initially deferred for each row execute function tell_subs()`);
    await q.query(`create trigger workspaces_tell_names after update of name, scheduled_for_removal_at on workspaces
      for each row when (old.name <> new.name
        or old.scheduled_for_removal_at is distinct from new.scheduled_for_removal_at) execute function tell_group_names()`);
    await q.query(`create constraint trigger workspace_members_tell after insert or delete or update of status on workspace_members
      deferrable initially deferred for each row execute function tell_group_members()`);
    await q.query(`create trigger workspaces_follow after update of owner_id on workspaces
      for each row when (old.owner_id <> new.owner_id) execute function follow_owner()`);
    await replace(q, withGroups);
  }

  async down(q: QueryRunner): Promise<void> {
    await replace(q, withKeys);
    await q.query('revoke select (timestamp_created) on invitation_tokens from bailiwick_authority');
    await q.query('drop trigger workspaces_follow on workspaces');
    await q.query('drop trigger workspace_members_tell on workspace_members');
    await q.query('drop trigger workspaces_tell_names on workspaces');
    await q.query('drop policy audit_outbox_acting on audit_outbox');
    for (const table of durable) {
      await q.query(`drop trigger ${table}_via_link on ${table}`);
      await q.query(`alter table ${table} drop column via_link_id`);
    }
    await q.query('drop function keep_via_link()');
    await q.query('drop trigger group_links_consent on group_links');
    await q.query('drop function keep_consent()');
    for (const table of ['guardrails', 'group_subs', 'group_grants', 'group_blocks', 'group_links'])
      await q.query(`drop table ${table}`);
    for (const { signature } of functions) await q.query(`drop function ${signature}`);
    await q.query('drop function lock_group(uuid[])');
  }
}
