import { appPolicy, authorityReads, forceRls, personTable, setting, upkeepForgets } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1764000001000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table users (
      id uuid primary key,
      email text not null unique check (email = lower(email)),
      first_name text not null,
      last_name text not null,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now()
    )`);
    await personTable(q, 'users', 'select, insert, update', 'id');
    await authorityReads(q, 'users', 'id, email, first_name, last_name');

    // Apart from users: a colleague can read a user, but only the person's own transaction can read these.
    await q.query(`create table passwords (
      user_id uuid primary key references users (id),
      hash text not null,
      timestamp_updated timestamptz(3) not null default now()
    )`);
    await personTable(q, 'passwords', 'select, insert, update');
    await authorityReads(q, 'passwords', 'user_id, hash');

    await q.query(`create table sessions (
      id uuid primary key,
      user_id uuid not null references users (id),
      token_hash bytea not null unique,
      ip text not null,
      user_agent text,
      authenticated_at timestamptz(3) not null default now(),
      last_seen_at timestamptz(3) not null default now(),
      idle_expires_at timestamptz(3) not null,
      expires_at timestamptz(3) not null
    )`);
    await q.query('create index sessions_user on sessions (user_id, id)');
    await personTable(q, 'sessions', 'select, insert, update, delete');
    await authorityReads(
      q,
      'sessions',
      'id, user_id, token_hash, authenticated_at, last_seen_at, idle_expires_at, expires_at',
    );

    // Kept for a while, so that the operator can look into an incident.
    await upkeepForgets(q, 'sessions', `expires_at < now() - interval '30 days'`, 'expires_at');

    await q.query(`create table sign_up_attempts (
      id uuid primary key,
      email text not null check (email = lower(email)),
      password_hash text not null,
      first_name text not null,
      last_name text not null,
      token_hash bytea not null unique,
      expires_at timestamptz(3) not null,
      ended_as text check (ended_as in ('used', 'revoked')),
      timestamp_created timestamptz(3) not null default now()
    )`);
    await q.query(
      'create index sign_up_attempts_open on sign_up_attempts (email, id) where ended_as is null',
    );
    await forceRls(q, 'sign_up_attempts');
    await appPolicy(q, 'sign_up_attempts', `email = ${setting('address', 'text')}`);
    await q.query('grant select, insert, update on sign_up_attempts to bailiwick_app');
    await authorityReads(q, 'sign_up_attempts', 'id, email, password_hash, token_hash, expires_at, ended_as');

    await upkeepForgets(q, 'sign_up_attempts', `expires_at < now() - interval '30 days'`, 'expires_at');

    await q.query(`create table account_activity (
      id uuid primary key,
      user_id uuid not null,
      occurred_at timestamptz(3) not null default now(),
      activity integer not null,
      outcome text not null check (outcome in ('done', 'refused', 'failed')),
      ip text not null,
      user_agent text,
      request_id text not null,
      changes jsonb not null default '{}'
    )`);
    await q.query('create index account_activity_user on account_activity (user_id, id)');
    await personTable(q, 'account_activity', 'select, insert');

    await q.query(`create table security_log (
      id uuid primary key,
      occurred_at timestamptz(3) not null default now(),
      kind text not null,
      user_id uuid,
      workspace_id uuid,
      ip text not null,
      user_agent text,
      route text not null,
      request_id text not null
    )`);
    await q.query('create index security_log_time on security_log (occurred_at)');
    await forceRls(q, 'security_log');
    // Written by requests, read by the operator alone.
    await q.query(
      'create policy security_log_app on security_log for insert to bailiwick_app with check (true)',
    );
    await q.query('grant insert on security_log to bailiwick_app');
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [
      'security_log',
      'account_activity',
      'sign_up_attempts',
      'sessions',
      'passwords',
      'users',
    ]) {
      await q.query(`drop table ${table}`);
    }
  }
}
