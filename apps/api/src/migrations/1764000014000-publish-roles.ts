import { authorityReads, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction } from './functions.js';
import { type Remembered, firstVersions, rememberTrigger } from './history.js';

const functions = [
  'publish_roles',
  'leave_published_role',
  'tell_roles',
  'group_owners',
  'guardrails_above',
  'members_through_group_at',
];

/** The tables that the history keeps besides. */
const remembered: readonly (Remembered & { since: string })[] = [
  {
    table: 'group_links',
    kind: 'link',
    columns: ['admin_workspace_id', 'kind', 'status', 'ceiling'],
    since: 'coalesce(accepted_at, timestamp_created)',
  },
  {
    table: 'group_grants',
    kind: 'group_grant',
    columns: ['member_id', 'holder_role_id', 'role_id', 'link_id', 'expires_at'],
    since: 'timestamp_created',
  },
];

/** From here on the history of grants keeps the link through which they were made. */
const grants: Remembered = {
  table: 'grants',
  kind: 'grant',
  columns: ['member_id', 'role_id', 'expires_at', 'reason', 'granted_by'],
};
const grantsWithLinks: Remembered = { ...grants, columns: [...grants.columns, 'via_link_id'] };

const kindsWithoutGroups = `add constraint access_history_kind_check check (kind in ('member', 'role', 'grant')),
  add constraint access_history_check1 check ((kind = 'grant') = (member_id is not null and role_id is not null))`;
const kindsWithGroups = `add constraint access_history_kind_check
    check (kind in ('member', 'role', 'grant', 'link', 'group_grant')),
  add constraint access_history_check1 check (case kind when 'grant' then member_id is not null and role_id is not null
    when 'group_grant' then role_id is not null else num_nonnulls(member_id, role_id) = 0 end)`;
const kindsGone = 'drop constraint access_history_kind_check, drop constraint access_history_check1';

/** Roles of an admin workspace in its subs, and the people who were there through it at each time. */
export class PublishRoles1764000014000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // On a published role: how many times. On a copy: its original, and the permissions that wait for the owner.
    await q.query(`alter table roles
      add column publication_version integer,
      add column published_from uuid,
      add column published_version integer,
      add column offered_permissions text[],
      add constraint roles_published check (num_nonnulls(published_from, published_version) in (0, 2)
        and (publication_version is null or published_from is null)
        and (offered_permissions is null or published_from is not null))`);
    await q.query(`create unique index roles_published_from on roles (workspace_id, published_from)
      where published_from is not null`);

    await q.query(`alter table access_history ${kindsGone}`);
    await q.query(`alter table access_history ${kindsWithGroups}`);
    await authorityReads(
      q,
      'access_history',
      'workspace_id, kind, row_id, member_id, role_id, valid_from, valid_to, data',
    );
    await q.query('drop trigger grants_remember on grants');
    await q.query(rememberTrigger(grantsWithLinks));
    for (const one of remembered)
      await withoutForce(q, one.table, () =>
        withoutForce(q, 'access_history', async () => {
          await q.query(firstVersions(one, one.since));
          await q.query(rememberTrigger(one));
        }),
      );

    for (const name of functions) await createFunction(q, name, 14);
    await q.query(`create constraint trigger group_links_tell_roles
      after insert or update of status, ceiling on group_links
      deferrable initially deferred for each row execute function tell_roles()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop trigger group_links_tell_roles on group_links');
    for (const name of functions) await dropFunction(q, name);
    for (const { table } of remembered) await q.query(`drop trigger ${table}_remember on ${table}`);
    await q.query('drop trigger grants_remember on grants');
    await q.query(rememberTrigger(grants));
    await q.query('drop policy access_history_authority on access_history');
    await q.query(`revoke select (workspace_id, kind, row_id, member_id, role_id, valid_from, valid_to, data)
      on access_history from bailiwick_authority`);
    await withoutForce(q, 'access_history', async () => {
      await q.query(`delete from access_history where kind in ('link', 'group_grant')`);
    });
    await q.query(`alter table access_history ${kindsGone}`);
    await q.query(`alter table access_history ${kindsWithoutGroups}`);
    await q.query('drop index roles_published_from');
    await q.query(`alter table roles drop column publication_version, drop column published_from,
      drop column published_version, drop column offered_permissions`);
  }
}
