import { authorityReads, setting, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWorkspaces1764000002000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table workspaces (
      id uuid primary key,
      name text not null,
      owner_id uuid not null references users (id),
      org_logo_url text,
      sessions_valid_from timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now()
    )`);
    await tenantTable(q, 'workspaces', 'select, insert, update', 'id');
    await authorityReads(q, 'workspaces', 'id, name, org_logo_url, sessions_valid_from');

    // user_id is unique only among people who joined: while pending it is reserved and belongs to nobody.
    await q.query(`create table workspace_members (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      user_id uuid not null,
      email text not null check (email = lower(email)),
      status text not null check (status in ('pending', 'needs_confirmation', 'active', 'suspended')),
      nickname text,
      permissions text[],
      issuer_id uuid,
      invitation_expires_at timestamptz(3),
      accepted_at timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      unique (workspace_id, user_id),
      unique (workspace_id, email)
    )`);
    await q.query('create index workspace_members_user on workspace_members (user_id, workspace_id)');
    // Each of the two lists in its order, however long the other one is.
    await q.query(`create index workspace_members_joined on workspace_members (workspace_id, id)
      where status in ('active', 'suspended')`);
    await q.query(`create index workspace_members_invited on workspace_members (workspace_id, id)
      where status in ('pending', 'needs_confirmation')`);
    await tenantTable(q, 'workspace_members', 'select, insert, update, delete');
    await authorityReads(q, 'workspace_members', 'workspace_id, id, user_id, email, status, issuer_id');

    await q.query(`create table grants (
      workspace_id uuid not null,
      id uuid not null,
      member_id uuid not null,
      role_id uuid not null,
      granted_by uuid,
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      unique (workspace_id, member_id, role_id),
      foreign key (workspace_id, member_id) references workspace_members (workspace_id, id)
    )`);
    await tenantTable(q, 'grants', 'select, insert, delete');
    await authorityReads(q, 'grants', 'workspace_id, member_id, role_id');

    // A mailed link outlives the invitation, so that its bearer can learn what became of it.
    await q.query(`create table invitation_tokens (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      member_id uuid,
      email text not null,
      token_hash bytea not null unique,
      expires_at timestamptz(3) not null,
      ended_as text check (ended_as in ('used', 'revoked', 'declined')),
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      foreign key (workspace_id, member_id) references workspace_members (workspace_id, id)
        on delete set null (member_id)
    )`);
    await q.query(`create unique index invitation_tokens_open on invitation_tokens (workspace_id, member_id)
      where ended_as is null`);
    await tenantTable(q, 'invitation_tokens', 'select, insert, update');
    await authorityReads(
      q,
      'invitation_tokens',
      'workspace_id, member_id, email, token_hash, expires_at, ended_as',
    );

    // A session enters a workspace once; its audit log calls that first time a sign-in.
    await q.query(`create table session_entries (
      workspace_id uuid not null references workspaces (id),
      session_id uuid not null,
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, session_id)
    )`);
    await tenantTable(q, 'session_entries', 'select, insert');
    await authorityReads(q, 'session_entries', 'workspace_id, session_id');

    // Colleagues: people who joined the workspace that is being looked at. Asked for one person at a time: of an
    // `exists` the planner may make a list of all members first, for every page anew.
    await q.query(`create policy users_colleagues on users for select to bailiwick_app using (id = (
      select m.user_id from workspace_members m
      where m.workspace_id = ${setting('workspace_id')} and m.user_id = users.id))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop policy users_colleagues on users');
    for (const table of [
      'session_entries',
      'invitation_tokens',
      'grants',
      'workspace_members',
      'workspaces',
    ]) {
      await q.query(`drop table ${table}`);
    }
  }
}
