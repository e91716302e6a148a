import { authorityReads, definer, tenantTable, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rolesHeld, withRoles } from './1764000009000-create-roles.js';

export const head = 'language sql stable security definer set search_path = pg_catalog, public, pg_temp';
export const reading = { owner: 'bailiwick_authority', executor: 'bailiwick_app' };

/** What is scheduled for removal is there for its last day, and then is not. */
export const open = '(w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())';

/** What binds member `m`, if any, to workspace `w`: the same whichever way they came in. */
const bound = `w.name,
        m.id, m.status, ${rolesHeld}, m.permissions,
        m.last_active_at is null or m.last_active_at < now() - interval '1 minute',
        coalesce(m.kind = 'person' and cardinality(w.email_domains) > 0 and w.owner_id <> m.user_id
          and split_part(u.email, '@', 2) <> all (w.email_domains), false)`;

/** Who holds the credential, and what binds them: by a session, or by an API key, which has but one workspace. */
export const withKeys: Readonly<Record<string, string>> = {
  'authority(text, bytea, uuid)': `create function authority(kind text, credential bytea, workspace uuid)
    returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
      first_name text, last_name text, workspace_id uuid, workspace_name text, member_id uuid, member_status text,
      roles jsonb, mask text[], idle boolean, outside_domains boolean, session_ended boolean, entered boolean,
      fresh boolean, lacks_second_factor boolean, key_id uuid, key_name text, is_service boolean, key_scopes jsonb)
    ${head} as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, ${bound},
        coalesce(s.authenticated_at <= w.sessions_valid_from, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes',
        coalesce(w.two_factor_required and not s.second_factor, false), null::uuid, null, false, null::jsonb
      from sessions s
      join users u on u.id = s.user_id
      left join (workspace_members m join workspaces w on w.id = m.workspace_id and ${open})
        on m.workspace_id = workspace and m.user_id = u.id and m.status in ('active', 'suspended')
      where authority.kind = 'session' and s.token_hash = credential
        and s.expires_at > now() and s.idle_expires_at > now()
      union all
      select null, null, k.last_used_at is null or k.last_used_at < now() - interval '1 minute', m.user_id,
        coalesce(u.email, m.email), coalesce(u.first_name, m.name), coalesce(u.last_name, ''),
        case when coalesce(workspace, k.workspace_id) = k.workspace_id then k.workspace_id end, ${bound},
        false, true, false,
        w.two_factor_required and m.kind = 'person' and not u.two_factor, k.id, k.name, m.kind = 'service',
        jsonb_build_array(to_jsonb(k.scopes)) || k.limits
      from api_keys k
      join workspace_members m on m.workspace_id = k.workspace_id and m.id = k.member_id
      join workspaces w on w.id = k.workspace_id and ${open}
      left join users u on u.id = m.user_id
      where authority.kind = 'key' and (k.key_hash = credential
          or (k.previous_hash = credential and k.previous_valid_until > now()))
        and (k.expires_at is null or k.expires_at > now())
    $$`,

  'my_workspaces()': `create function my_workspaces()
    returns table (id uuid, name text, org_logo_url text, member_id uuid, status text, roles jsonb)
    ${head} as $$
      select w.id, w.name, w.org_logo_url, m.id, m.status, ${rolesHeld}
      from workspace_members m join workspaces w on w.id = m.workspace_id and ${open}
      where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        and m.status in ('active', 'suspended')
    $$`,

  'invitation_by_token(bytea)': withRoles['invitation_by_token(bytea)'].replace(
    'join workspaces w on w.id = t.workspace_id',
    `join workspaces w on w.id = t.workspace_id and ${open}`,
  ),
};

/** Where the worker has to look for what ends: it sees no row of any workspace by itself. */
const workspacesWithEndings = `create function workspaces_with_endings() returns table (workspace_id uuid)
    ${head} as $$
      select e.workspace_id from (
        select g.workspace_id, g.expires_at, g.warned_at from grants g
        where g.expires_at <= now() + interval '7 days'
        union all
        select k.workspace_id, k.expires_at, k.warned_at from api_keys k
        where k.expires_at <= now() + interval '7 days') e
      join workspaces w on w.id = e.workspace_id and ${open}
      where e.expires_at <= now() or e.warned_at is null or e.warned_at < e.expires_at - interval '1 day'
      group by 1
    $$`;

/**
 * By what a member is found: what begins an address, its domain, or any word of it or of the name, in small letters.
 * Row-level security lets no pattern choose an index, but it does let a comparison; so the beginnings lie in one.
 */
const wordsIn = (texts: string) => `select distinct word from unnest(${texts}) one,
      lateral (select lower(one) union all select split_part(lower(one), '@', 2)
        union all select regexp_split_to_table(lower(one), '[^[:alnum:]]+')) said (word)
      where word <> ''`;

/** Of many members at once. */
const putWords = (which: string) => `insert into member_words (workspace_id, member_id, word)
    select m.workspace_id, m.id, words.word from workspace_members m left join users u on u.id = m.user_id,
      lateral (${wordsIn('array[m.email, u.email, u.first_name, u.last_name]')}) words
    where ${which} and m.kind = 'person'`;

/** In place of a foreign key, whose check is made for every word, and goes through a table that was small when it began. */
const wordsOfMember = `create function tell_words_of_member() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  declare
    own text[];
  begin
    if tg_op <> 'INSERT' then
      delete from member_words where workspace_id = old.workspace_id and member_id = old.id;
    end if;
    if tg_op <> 'DELETE' and new.kind = 'person' then
      own := (select array[u.email, u.first_name, u.last_name] from users u where u.id = new.user_id);
      insert into member_words (workspace_id, member_id, word)
        select new.workspace_id, new.id, word from (${wordsIn('new.email || own')}) words;
    end if;
    return null;
  end $$`;

/** Whoever is called otherwise is so in each of their workspaces; row-level security shows one at a time. */
const wordsOfPerson = `create function tell_words_of_person() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
  declare
    scope text := coalesce(current_setting('app.workspace_id', true), '');
    mine record;
  begin
    for mine in select w.id, w.member_id from my_workspaces() w loop
      perform set_config('app.workspace_id', mine.id::text, true);
      update workspace_members set email = email where workspace_id = mine.id and id = mine.member_id;
    end loop;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$`;

/** Those of everybody there is, at once. */
async function fillWords(q: QueryRunner): Promise<void> {
  const tables = ['workspace_members', 'users', 'member_words'];
  const fill = tables.reduce<() => Promise<void>>(
    (work, table) => () => withoutForce(q, table, work),
    async () => {
      await q.query(putWords('true'));
    },
  );
  await fill();
}

export async function replace(q: QueryRunner, functions: Readonly<Record<string, string>>): Promise<void> {
  for (const [signature, create] of Object.entries(functions)) {
    await q.query(`drop function ${signature}`);
    await definer(q, { signature, create, ...reading });
  }
}

export class CreateApiKeys1764000010000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // A member that is a program: it has a name, no account, and an address at which nobody can be reached.
    await q.query(`alter table workspace_members
      add column kind text not null default 'person' check (kind in ('person', 'service')),
      add column name text,
      add column last_active_at timestamptz(3),
      add constraint workspace_members_named check ((kind = 'service') = (name is not null))`);
    await q.query(`grant select (kind, name, last_active_at) on workspace_members to bailiwick_authority`);
    await q.query('drop index workspace_members_joined');
    await q.query(`create index workspace_members_joined on workspace_members (workspace_id, id)
      where status in ('active', 'suspended') and kind = 'person'`);
    await q.query(`create index workspace_members_service on workspace_members (workspace_id, id)
      where kind = 'service'`);
    await q.query(`create index workspace_members_suspended on workspace_members (workspace_id, id)
      where status = 'suspended' and kind = 'person'`);

    await q.query(`alter table workspaces
      add column email_domains text[] not null default '{}',
      add column scheduled_for_removal_at timestamptz(3)`);
    await q.query(
      'grant select (email_domains, scheduled_for_removal_at, owner_id) on workspaces to bailiwick_authority',
    );

    // Colleagues see whether somebody has a second factor, and nothing else of it.
    await q.query('alter table users add column two_factor boolean not null default false');
    await q.query('grant select (two_factor) on users to bailiwick_authority');
    await withoutForce(q, 'totp_factors', () =>
      withoutForce(q, 'users', () =>
        q.query(`update users set two_factor = true
          where id in (select user_id from totp_factors where status = 'enabled')`),
      ),
    );
    await q.query(`create function tell_of_factor() returns trigger language plpgsql
      set search_path = pg_catalog, public, pg_temp as $$
      begin
        update users set two_factor = exists (
          select 1 from totp_factors f where f.user_id = users.id and f.status = 'enabled')
        where id = coalesce(new.user_id, old.user_id);
        return null;
      end $$`);
    await q.query(`create trigger totp_factors_tell after insert or delete or update of status on totp_factors
      for each row execute function tell_of_factor()`);

    await q.query(`create table api_keys (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      member_id uuid not null,
      parent_id uuid,
      ancestor_ids uuid[] not null default '{}',
      name text not null,
      prefix text not null,
      key_hash bytea not null unique,
      previous_hash bytea unique,
      previous_valid_until timestamptz(3),
      scopes text[] not null,
      limits jsonb not null default '[]',
      created_by uuid not null,
      expires_at timestamptz(3),
      warned_at timestamptz(3),
      last_used_at timestamptz(3),
      last_used_ip text,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      foreign key (workspace_id, member_id) references workspace_members (workspace_id, id)
    )`);
    await q.query('create index api_keys_member on api_keys (workspace_id, member_id, id)');
    await q.query('create index api_keys_expiring on api_keys (expires_at) where expires_at is not null');
    await tenantTable(q, 'api_keys', 'select, insert, update, delete');
    await authorityReads(
      q,
      'api_keys',
      `workspace_id, id, member_id, name, key_hash, previous_hash, previous_valid_until, scopes, limits,
       expires_at, last_used_at, warned_at, timestamp_created`,
    );

    await q.query(`alter table grants
      add column warned_at timestamptz(3),
      add column extension_requested_at timestamptz(3),
      add column timestamp_updated timestamptz(3) not null default now()`);
    await q.query(
      `grant update (granted_by, warned_at, extension_requested_at, timestamp_updated) on grants to bailiwick_app`,
    );
    await q.query('grant select (warned_at, timestamp_created) on grants to bailiwick_authority');
    await q.query('create index grants_expiring on grants (expires_at) where expires_at is not null');

    await q.query(`create table member_words (
      workspace_id uuid not null,
      member_id uuid not null,
      word text collate "C" not null,
      primary key (workspace_id, member_id, word)
    )`);
    await q.query('create index member_words_word on member_words (workspace_id, word, member_id)');
    await tenantTable(q, 'member_words', 'select, insert, delete');
    for (const create of [wordsOfMember, wordsOfPerson]) await q.query(create);
    await fillWords(q);
    await q.query(`create trigger workspace_members_words after insert or delete or update of email, user_id, kind
      on workspace_members for each row execute function tell_words_of_member()`);
    await q.query(`create trigger users_words after insert or update of email, first_name, last_name
      on users for each row execute function tell_words_of_person()`);

    await replace(q, withKeys);
    await definer(q, {
      signature: 'workspaces_with_endings()',
      create: workspacesWithEndings,
      owner: 'bailiwick_authority',
      executor: 'bailiwick_queue',
    });
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function workspaces_with_endings()');
    await replace(q, withRoles);
    await q.query('drop trigger users_words on users');
    await q.query('drop trigger workspace_members_words on workspace_members');
    for (const signature of ['tell_words_of_person()', 'tell_words_of_member()'])
      await q.query(`drop function ${signature}`);
    await q.query('drop table member_words');
    await q.query('revoke select (timestamp_created) on grants from bailiwick_authority');
    await q.query('revoke update (granted_by) on grants from bailiwick_app');
    await q.query('drop index grants_expiring');
    await q.query(`alter table grants drop column warned_at, drop column extension_requested_at,
      drop column timestamp_updated`);
    await q.query('drop table api_keys');
    await q.query('drop trigger totp_factors_tell on totp_factors');
    await q.query('drop function tell_of_factor()');
    await q.query('alter table users drop column two_factor');
    await q.query('revoke select (owner_id) on workspaces from bailiwick_authority');
    await q.query('alter table workspaces drop column email_domains, drop column scheduled_for_removal_at');
    for (const index of [
      'workspace_members_suspended',
      'workspace_members_service',
      'workspace_members_joined',
    ])
      await q.query(`drop index ${index}`);
    await q.query(
      `alter table workspace_members drop column kind, drop column name, drop column last_active_at`,
    );
    await q.query(`create index workspace_members_joined on workspace_members (workspace_id, id)
      where status in ('active', 'suspended')`);
  }
}
