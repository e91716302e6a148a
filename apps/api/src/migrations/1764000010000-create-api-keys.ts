import { authorityReads, tenantTable, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction, replaceFunction } from './functions.js';

/** From here on for API keys, too, and not for a workspace that was removed. */
const changed = ['authority', 'my_workspaces', 'invitation_by_token'];
const wordTriggers = ['tell_words_of_person', 'tell_words_of_member'];

/** As `tell_words_of_member` will from now on, but of every member there is, at once. */
const wordsOfMembers = `insert into member_words (workspace_id, member_id, word)
  select m.workspace_id, m.id, words.word from workspace_members m left join users u on u.id = m.user_id,
    lateral (select distinct word from unnest(array[m.email, u.email, u.first_name, u.last_name]) one,
      lateral (select lower(one) union all select split_part(lower(one), '@', 2)
        union all select regexp_split_to_table(lower(one), '[^[:alnum:]]+')) said (word)
      where word <> '') words
  where m.kind = 'person'`;

async function fillWords(q: QueryRunner): Promise<void> {
  const tables = ['workspace_members', 'users', 'member_words'];
  const fill = tables.reduce<() => Promise<void>>(
    (work, table) => () => withoutForce(q, table, work),
    async () => {
      await q.query(wordsOfMembers);
    },
  );
  await fill();
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

    // Colleagues see whether a person has a second factor, and nothing else of it.
    await q.query('alter table users add column two_factor boolean not null default false');
    await q.query('grant select (two_factor) on users to bailiwick_authority');
    await withoutForce(q, 'totp_factors', () =>
      withoutForce(q, 'users', () =>
        q.query(`update users set two_factor = true
          where id in (select user_id from totp_factors where status = 'enabled')`),
      ),
    );
    await createFunction(q, 'tell_of_factor', 10);
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
    for (const name of wordTriggers) await createFunction(q, name, 10);
    await fillWords(q);
    await q.query(`create trigger workspace_members_words after insert or delete or update of email, user_id, kind
      on workspace_members for each row execute function tell_words_of_member()`);
    await q.query(`create trigger users_words after insert or update of email, first_name, last_name
      on users for each row execute function tell_words_of_person()`);

    for (const name of changed) await replaceFunction(q, name, 10);
    await createFunction(q, 'workspaces_with_endings', 10);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropFunction(q, 'workspaces_with_endings');
    for (const name of changed) await replaceFunction(q, name, 9);
    await q.query('drop trigger users_words on users');
    await q.query('drop trigger workspace_members_words on workspace_members');
    for (const name of wordTriggers) await dropFunction(q, name);
    await q.query('drop table member_words');
    await q.query('revoke select (timestamp_created) on grants from bailiwick_authority');
    await q.query('revoke update (granted_by) on grants from bailiwick_app');
    await q.query('drop index grants_expiring');
    await q.query(`alter table grants drop column warned_at, drop column extension_requested_at,
      drop column timestamp_updated`);
    await q.query('drop table api_keys');
    await q.query('drop trigger totp_factors_tell on totp_factors');
    await dropFunction(q, 'tell_of_factor');
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
