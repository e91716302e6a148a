import { purgeable, tenantTable, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction } from './functions.js';
import { type Remembered, firstVersions, rememberTrigger } from './history.js';

/**
 * The columns of each table that its history keeps: ids, and all that decides. It has no name and no address of a
 * person, so erasing a person need not reach here. A reader looks names up at the time of the question, and by then
 * they can be gone.
 */
const remembered: readonly (Remembered & { since: string })[] = [
  {
    table: 'workspace_members',
    kind: 'member',
    columns: ['user_id', 'kind', 'status', 'permissions'],
    since: 'coalesce(accepted_at, timestamp_created)',
  },
  {
    table: 'roles',
    kind: 'role',
    columns: ['name', 'permissions', 'assignable_role_ids'],
    since: 'timestamp_updated',
  },
  {
    table: 'grants',
    kind: 'grant',
    columns: ['member_id', 'role_id', 'expires_at', 'reason', 'granted_by'],
    since: 'timestamp_created',
  },
];

export class CreateAccessHistory1764000012000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // What is looked for has columns of its own: row-level security lets nothing inside of `data` choose an index.
    await q.query(`create table access_history (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      kind text not null check (kind in ('member', 'role', 'grant')),
      row_id uuid not null,
      member_id uuid,
      role_id uuid,
      valid_from timestamptz(3) not null,
      valid_to timestamptz(3) not null default 'infinity' check (valid_to >= valid_from),
      data jsonb not null,
      primary key (workspace_id, id),
      check ((kind = 'grant') = (member_id is not null and role_id is not null))
    )`);
    await q.query(`create unique index access_history_open on access_history (workspace_id, kind, row_id)
      where valid_to = 'infinity'`);
    await q.query('create index access_history_row on access_history (workspace_id, kind, row_id, valid_to)');
    // The roles of a member, and the holders of a role, at some moment.
    await q.query(`create index access_history_member on access_history (workspace_id, member_id, valid_to)
      where kind = 'grant'`);
    await q.query(`create index access_history_role on access_history (workspace_id, role_id, member_id, valid_to)
      where kind = 'grant'`);

    // Requests can read it and nothing else: only the triggers write.
    await tenantTable(q, 'access_history', 'select');
    // The policy of the owner, by which the triggers write too.
    await purgeable(q, 'access_history');
    await createFunction(q, 'remember_access', 12);
    for (const one of remembered)
      await withoutForce(q, one.table, () =>
        withoutForce(q, 'access_history', async () => {
          await q.query(firstVersions(one, one.since));
          await q.query(rememberTrigger(one));
        }),
      );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { table } of remembered) await q.query(`drop trigger ${table}_remember on ${table}`);
    await dropFunction(q, 'remember_access');
    await q.query('drop table access_history');
  }
}
