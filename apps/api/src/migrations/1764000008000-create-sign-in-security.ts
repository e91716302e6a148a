import { appPolicy, authorityReads, forceRls, personTable, upkeepForgets } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction, replaceFunction } from './functions.js';

const lookups = ['second_factor_challenge', 'password_reset_by_token'];

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
    await personTable(q, 'totp_factors', 'select, insert, update, delete');

    await q.query(`create table recovery_codes (
      user_id uuid not null references users (id),
      code_hash bytea not null,
      used_at timestamptz(3),
      primary key (user_id, code_hash)
    )`);
    await personTable(q, 'recovery_codes', 'select, insert, update, delete');

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
    await personTable(q, 'sign_in_challenges', 'select, insert, update');
    await authorityReads(q, 'sign_in_challenges', 'id, user_id, token_hash, expires_at, ended_as');
    await upkeepForgets(q, 'sign_in_challenges', `expires_at < now() - interval '30 days'`, 'expires_at');

    await q.query(`create table password_resets (
      id uuid primary key,
      user_id uuid not null references users (id),
      token_hash bytea not null unique,
      expires_at timestamptz(3) not null,
      ended_as text check (ended_as in ('used', 'revoked')),
      timestamp_created timestamptz(3) not null default now()
    )`);
    await q.query('create index password_resets_open on password_resets (user_id) where ended_as is null');
    await personTable(q, 'password_resets', 'select, insert, update');
    await authorityReads(q, 'password_resets', 'id, user_id, token_hash, expires_at, ended_as');
    await upkeepForgets(q, 'password_resets', `expires_at < now() - interval '30 days'`, 'expires_at');

    // A browser that signed in earlier: a cookie of its own tells it apart, and only the hash of the cookie is kept.
    await q.query(`create table known_devices (
      user_id uuid not null references users (id),
      token_hash bytea not null,
      last_seen_at timestamptz(3) not null default now(),
      primary key (user_id, token_hash)
    )`);
    await personTable(q, 'known_devices', 'select, insert, update, delete');
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

    await replaceFunction(q, 'authority', 8);
    for (const name of lookups) await createFunction(q, name, 8);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of lookups) await dropFunction(q, name);
    await replaceFunction(q, 'authority', 5);
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
