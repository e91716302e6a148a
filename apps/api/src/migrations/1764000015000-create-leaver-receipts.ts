import { authorityReads, purgeable, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction, replaceFunction } from './functions.js';

const functions = [
  'group_entries',
  'group_people',
  'group_person',
  'group_legacy',
  'group_records',
  'group_impact',
  'group_stakes',
];

export class CreateLeaverReceipts1764000015000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Who was taken out of which workspaces, and of which not: a proof for the admin workspace that it was done.
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
    await createFunction(q, 'ceiling_key', 15);
    await q.query(`alter table group_links
      add column ceiling_key bytea generated always as (ceiling_key(ceiling)) stored`);
    await q.query('grant select (ceiling_key) on group_links to bailiwick_authority');
    for (const name of functions) await createFunction(q, name, 15);
    // And where a role over workspaces of the group is over.
    await replaceFunction(q, 'workspaces_with_endings', 15);
  }

  async down(q: QueryRunner): Promise<void> {
    await replaceFunction(q, 'workspaces_with_endings', 10);
    for (const name of functions) await dropFunction(q, name);
    await q.query('alter table group_links drop column ceiling_key');
    await dropFunction(q, 'ceiling_key');
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
