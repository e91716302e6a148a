import { authorityReads, purgeable, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction } from './functions.js';

/** The tables of which `purge_workspace` deletes rows: those that there are by now. */
const tablesThatGo = `select c.relname::text as name
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> all (array['audit_log', 'audit_heads', 'audit_outbox', 'security_log'])`;

/** Ownership that changes hands, and workspaces that are removed. */
export class CreateOwnershipChanges1764000011000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // The pending owner is a member: one who leaves, or is removed, is pending no longer.
    await q.query(`alter table workspaces
      add column pending_owner_id uuid,
      add column pending_owner_until timestamptz(3),
      add column removal_warned_at timestamptz(3),
      add column purged_at timestamptz(3),
      add constraint workspaces_pending_owner foreign key (id, pending_owner_id)
        references workspace_members (workspace_id, user_id) on delete set null (pending_owner_id)`);
    await q.query(`create index workspaces_scheduled on workspaces (scheduled_for_removal_at)
      where scheduled_for_removal_at is not null and purged_at is null`);
    await q.query(`create policy workspaces_upkeep on workspaces for select to bailiwick_queue
      using (scheduled_for_removal_at is not null)`);
    await q.query(`grant select (id, name, scheduled_for_removal_at, removal_warned_at, purged_at) on workspaces
      to bailiwick_queue`);

    await q.query(`create table ownership_changes (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      old_owner_id uuid not null,
      new_owner_id uuid not null,
      grants_before jsonb not null,
      mask_before text[],
      token_hash bytea not null unique,
      reversible_until timestamptz(3) not null,
      reversed_at timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    await tenantTable(q, 'ownership_changes', 'select, insert, update');
    await authorityReads(
      q,
      'ownership_changes',
      'workspace_id, id, old_owner_id, new_owner_id, token_hash, reversible_until, reversed_at',
    );
    await createFunction(q, 'ownership_reversal_by_token', 11);

    for (const { name } of await going(q)) await purgeable(q, name);
    await purgeable(q, 'workspaces', 'id');
    await createFunction(q, 'purge_workspace', 11);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of ['purge_workspace', 'ownership_reversal_by_token']) await dropFunction(q, name);
    await q.query('drop table ownership_changes');
    for (const { name } of [...(await going(q)), { name: 'workspaces' }])
      await q.query(`drop policy ${name}_purge on ${name}`);
    await q.query('drop policy workspaces_upkeep on workspaces');
    await q.query(`revoke select (id, name, scheduled_for_removal_at) on workspaces from bailiwick_queue`);
    await q.query('drop index workspaces_scheduled');
    await q.query(`alter table workspaces drop column pending_owner_id, drop column pending_owner_until,
      drop column removal_warned_at, drop column purged_at`);
  }
}

async function going(q: QueryRunner): Promise<{ name: string }[]> {
  const tables: unknown = await q.query(tablesThatGo);
  return tables as { name: string }[];
}
