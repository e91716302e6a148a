import { appPolicy, authorityReads, definer, forceRls, setting, upkeepForgets } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the person: a row answers to whoever signed in, or is about to. */
const ofPerson = async (q: QueryRunner, table: string, rights: string) => {
  await forceRls(q, table);
  await appPolicy(q, table, `user_id = ${setting('user_id')}`);
  await q.query(`grant ${rights} on ${table} to bailiwick_app`);
};

const head = 'language sql stable security definer set search_path = pg_catalog, public, pg_temp';
const old = `interval '30 days'`;

const authority = (columns: string, values: string, sessionEnded: string) => `
  create function authority(kind text, credential bytea, workspace uuid)
    returns table (session_id uuid, authenticated_at timestamptz, stale boolean, user_id uuid, email text,
      first_name text, last_name text, workspace_id uuid, workspace_name text, session_ended boolean,
      entered boolean, member_id uuid, member_status text, role_ids uuid[]${columns})
    ${head} as $$
      select s.id, s.authenticated_at, s.last_seen_at < now() - interval '1 minute', u.id, u.email,
        u.first_name, u.last_name, m.workspace_id, w.name,
        coalesce(${sessionEnded}, false),
        exists (select 1 from session_entries e where e.workspace_id = m.workspace_id and e.session_id = s.id),
        m.id, m.status,
        array(select g.role_id from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id)${values}
      from sessions s
      join users u on u.id = s.user_id
      left join workspace_members m
        on m.workspace_id = workspace and m.user_id = u.id and m.status in ('active', 'suspended')
      left join workspaces w on w.id = m.workspace_id
      where kind = 'session' and s.token_hash = credential
        and s.expires_at > now() and s.idle_expires_at > now()
    $$`;

export const authorityWithFactors = authority(
  ', fresh boolean, lacks_second_factor boolean',
  `, greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes',
        coalesce(w.two_factor_required and not s.second_factor, false)`,
  // Equal in the millisecond is not later: nobody slips through between two clocks' ticks.
  's.authenticated_at <= w.sessions_valid_from',
);

const signature = 'authority(text, bytea, uuid)';
const reading = { owner: 'bailiwick_authority', executor: 'bailiwick_app' };

const lookups = {
  'second_factor_challenge(bytea)': `create function second_factor_challenge(token bytea)
    returns table (id uuid, user_id uuid, email text, first_name text, last_name text)
    ${head} as $$
      select c.id, c.user_id, u.email, u.first_name, u.last_name from sign_in_challenges c join users u on u.id = c.user_id
      where c.token_hash = token and c.ended_as is null and c.expires_at > now()
    $$`,
  'password_reset_by_token(bytea)': `create function password_reset_by_token(token bytea)
    returns table (id uuid, user_id uuid, email text, ended_as text, expired boolean)
    ${head} as $$
      select r.id, r.user_id, u.email, r.ended_as, r.expires_at <= now()
      from password_resets r join users u on u.id = r.user_id where r.token_hash = token
    $$`,
};

export class CreateSignInSecurity1764000008000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table sessions
      add column reauthenticated_at timestamptz(3),
      add column second_factor boolean not null default false,
      add column sec_hash bytea`);
    await q.query('alter table workspaces add column two_factor_required boolean not null default false');
    await q.query('grant select (reauthenticated_at, second_factor) on sessions to bailiwick_authority');
    await q.query('grant select (two_factor_required) on workspaces to bailiwick_authority');

    await q.query(`create table totp_factors (
      user_id uuid not null references users (id),
      status text not null check (status in ('pending', 'enabled')),
      secret text not null,
      last_step bigint not null default 0,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_enabled timestamptz(3),
      primary key (user_id, status)
    )`);
    await ofPerson(q, 'totp_factors', 'select, insert, update, delete');

    await q.query(`create table recovery_codes (
      user_id uuid not null references users (id),
      code_hash bytea not null,
      used_at timestamptz(3),
      primary key (user_id, code_hash)
    )`);
    await ofPerson(q, 'recovery_codes', 'select, insert, update, delete');

    await q.query(`create table sign_in_challenges (
      id uuid primary key,
      user_id uuid not null references users (id),
      token_hash bytea not null unique,
      attempts integer not null default 0,
      expires_at timestamptz(3) not null,
      ended_as text check (ended_as in ('used', 'revoked'))
    )`);
    await q.query(
      'create index sign_in_challenges_open on sign_in_challenges (user_id) where ended_as is null',
    );
    await ofPerson(q, 'sign_in_challenges', 'select, insert, update');
    await authorityReads(q, 'sign_in_challenges', 'id, user_id, token_hash, expires_at, ended_as');
    await upkeepForgets(q, 'sign_in_challenges', `expires_at < now() - ${old}`, 'expires_at');

    await q.query(`create table password_resets (
      id uuid primary key,
      user_id uuid not null references users (id),
      token_hash bytea not null unique,
      expires_at timestamptz(3) not null,
      ended_as text check (ended_as in ('used', 'revoked')),
      timestamp_created timestamptz(3) not null default now()
    )`);
    await q.query('create index password_resets_open on password_resets (user_id) where ended_as is null');
    await ofPerson(q, 'password_resets', 'select, insert, update');
    await authorityReads(q, 'password_resets', 'id, user_id, token_hash, expires_at, ended_as');
    await upkeepForgets(q, 'password_resets', `expires_at < now() - ${old}`, 'expires_at');

    // A browser that signed in before: told apart by a cookie of its own, of which only the hash is kept.
    await q.query(`create table known_devices (
      user_id uuid not null references users (id),
      token_hash bytea not null,
      last_seen_at timestamptz(3) not null default now(),
      primary key (user_id, token_hash)
    )`);
    await ofPerson(q, 'known_devices', 'select, insert, update, delete');
    await upkeepForgets(q, 'known_devices', `last_seen_at < now() - interval '400 days'`, 'last_seen_at');

    await q.query(`create table backoffs (
      key bytea primary key,
      failures integer not null,
      blocked_until timestamptz(3) not null,
      expires_at timestamptz(3) not null
    )`);
    await q.query('create index backoffs_expires_at on backoffs (expires_at)');
    await forceRls(q, 'backoffs');
    await appPolicy(q, 'backoffs', 'true');
    await q.query('grant select, insert, update on backoffs to bailiwick_app');
    await upkeepForgets(q, 'backoffs', 'expires_at <= now()', 'expires_at');

    await q.query(`drop function ${signature}`);
    await definer(q, {
      signature,
      create: authorityWithFactors,
      ...reading,
    });
    for (const [name, create] of Object.entries(lookups))
      await definer(q, { signature: name, create, ...reading });
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of Object.keys(lookups)) await q.query(`drop function ${name}`);
    await q.query(`drop function ${signature}`);
    await definer(q, {
      signature,
      create: authority('', '', 's.authenticated_at < w.sessions_valid_from'),
      ...reading,
    });
    for (const table of [
      'backoffs',
      'known_devices',
      'password_resets',
      'sign_in_challenges',
      'recovery_codes',
      'totp_factors',
    ])
      await q.query(`drop table ${table}`);
    await q.query('alter table workspaces drop column two_factor_required');
    await q.query(
      `alter table sessions drop column reauthenticated_at, drop column second_factor, drop column sec_hash`,
    );
  }
}
