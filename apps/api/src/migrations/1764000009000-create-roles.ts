import { authorityReads, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replaceFunction } from './functions.js';

/** These functions return a member's roles: from here on the permissions of each, in place of its id. */
const tellOfRoles = ['authority', 'invitation_by_token', 'my_workspaces'];

export class CreateRoles1764000009000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table roles (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      name text not null,
      description text not null,
      permissions text[] not null,
      assignable_role_ids uuid[] not null,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    // However it is spelt, a name is one name.
    await q.query(
      'create unique index roles_name on roles (workspace_id, lower(btrim(normalize(name, NFKC))))',
    );
    await tenantTable(q, 'roles', 'select, insert, update, delete');
    await authorityReads(q, 'roles', 'workspace_id, id, name, permissions, assignable_role_ids');

    await q.query('alter table grants add column expires_at timestamptz(3), add column reason text');
    await q.query('grant update (expires_at, reason) on grants to bailiwick_app');
    // Every change of a role asks who holds it.
    await q.query('create index grants_role on grants (workspace_id, role_id, member_id)');
    await q.query('grant select (expires_at) on grants to bailiwick_authority');
    await q.query('grant select (permissions) on workspace_members to bailiwick_authority');
    for (const name of tellOfRoles) await replaceFunction(q, name, 9);
  }

  async down(q: QueryRunner): Promise<void> {
    await replaceFunction(q, 'authority', 8);
    for (const name of ['invitation_by_token', 'my_workspaces']) await replaceFunction(q, name, 5);
    await q.query('revoke select (permissions) on workspace_members from bailiwick_authority');
    await q.query('drop index grants_role');
    await q.query('alter table grants drop column expires_at, drop column reason');
    await q.query('drop table roles');
  }
}
