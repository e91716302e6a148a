import { appPolicy, authorityReads, forceRls, purgeable, setting, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction, replaceFunction } from './functions.js';

/** Rows that two workspaces share: the workspace that owns the row, and the other one. */
const ofEitherSide = (other: string) =>
  `workspace_id = ${setting('workspace_id')} or ${other} = ${setting('workspace_id')}`;

/** From here on with the roles that people have through a group. */
const changed = ['authority', 'my_workspaces', 'invitation_by_token'];

const functions = [
  'group_invitation_by_token',
  'group_candidate',
  'group_parties',
  'members_through_group',
  'member_through_group',
  'keep_one_kind',
  'tell_subs',
  'tell_group_names',
  'tell_group_members',
  'tell_group_activity',
  'follow_owner',
];

/** Rows that stay in force after their maker is gone, so they must end with the link through which they were made. */
const durable = ['workspace_members', 'grants', 'api_keys', 'roles'];

export class CreateGroups1764000013000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createFunction(q, 'lock_group', 13);
    // A link belongs to the sub; the admin workspace sees it too.
    await q.query(`create table group_links (
      workspace_id uuid not null references workspaces (id),
      id uuid not null unique,
      admin_workspace_id uuid not null references workspaces (id),
      kind text not null check (kind in ('consented', 'managed')),
      status text not null check (status in ('pending', 'accepted', 'rejected', 'withdrawn', 'expired', 'removed', 'left')),
      ceiling text[] not null,
      ceiling_label text,
      requested text[],
      requested_label text,
      requested_by text,
      requested_at timestamptz(3),
      sub_name text,
      admin_name text not null,
      inviter_id uuid,
      token_hash bytea unique,
      expires_at timestamptz(3),
      hand_over_email text,
      hand_over_token_hash bytea unique,
      hand_over_expires_at timestamptz(3),
      sessions_valid_from timestamptz(3),
      accepted_at timestamptz(3),
      ended_at timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    await q.query(`create unique index group_links_one_parent on group_links (workspace_id)
      where status in ('pending', 'accepted')`);
    await q.query('create index group_links_admin on group_links (admin_workspace_id, id)');
    await q.query(`create index group_links_standing on group_links (admin_workspace_id, workspace_id)
      where status in ('pending', 'accepted')`);
    await forceRls(q, 'group_links');
    await appPolicy(q, 'group_links', ofEitherSide('admin_workspace_id'));
    await q.query(`create policy group_links_purge on group_links for all to bailiwick_owner
      using (${ofEitherSide('admin_workspace_id')})`);
    await q.query('grant select, insert, update on group_links to bailiwick_app');
    await authorityReads(
      q,
      'group_links',
      `workspace_id, id, admin_workspace_id, kind, status, ceiling, ceiling_label,
      inviter_id, token_hash, expires_at, hand_over_email, hand_over_token_hash, hand_over_expires_at,
      sessions_valid_from, accepted_at, timestamp_created`,
    );

    // The workspaces whose invitations the owner does not want to see again.
    await q.query(`create table group_blocks (
      workspace_id uuid not null references workspaces (id),
      admin_workspace_id uuid not null,
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, admin_workspace_id)
    )`);
    await tenantTable(q, 'group_blocks', 'select, insert, delete');
    await purgeable(q, 'group_blocks');
    await authorityReads(q, 'group_blocks', 'workspace_id, admin_workspace_id');

    // A role over all subs, or in one of them; for a member, or for all who hold a role.
    await q.query(`create table group_grants (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      member_id uuid,
      holder_role_id uuid,
      role_id uuid not null,
      link_id uuid,
      granted_by uuid,
      expires_at timestamptz(3),
      reason text,
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now(),
      primary key (workspace_id, id),
      unique nulls not distinct (workspace_id, member_id, holder_role_id, role_id, link_id),
      check (num_nonnulls(member_id, holder_role_id) = 1),
      foreign key (workspace_id, member_id) references workspace_members (workspace_id, id)
    )`);
    await q.query('create index group_grants_link on group_grants (workspace_id, link_id, member_id)');
    await q.query('create index group_grants_listed on group_grants (workspace_id, link_id, id)');
    await q.query('create index group_grants_holders on group_grants (workspace_id, holder_role_id)');
    await tenantTable(q, 'group_grants', 'select, insert, update, delete');
    await purgeable(q, 'group_grants');
    await authorityReads(
      q,
      'group_grants',
      'workspace_id, id, member_id, holder_role_id, role_id, link_id, expires_at',
    );

    // The columns of the overview. Text that sorts, so that one column orders each list and tells where a page begins.
    await q.query(`create table group_subs (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      sub_id uuid not null unique,
      name text not null,
      members integer not null,
      last_activity_at timestamptz(3) not null,
      joined_at timestamptz(3) not null,
      removal_at timestamptz(3),
      by_name text collate "C" not null generated always as (lower(name) || chr(1) || id::text) stored,
      by_activity text collate "C" not null generated always as (
        lpad((extract(epoch from last_activity_at at time zone 'UTC') * 1000)::bigint::text, 15, '0') || id::text) stored,
      by_date text collate "C" not null generated always as (
        lpad((extract(epoch from joined_at at time zone 'UTC') * 1000)::bigint::text, 15, '0') || id::text) stored,
      primary key (workspace_id, id)
    )`);
    for (const order of ['by_name', 'by_activity', 'by_date'])
      await q.query(`create index group_subs_${order} on group_subs (workspace_id, ${order})`);
    await tenantTable(q, 'group_subs', 'select');
    await q.query(`create policy group_subs_purge on group_subs for all to bailiwick_owner
      using (${ofEitherSide('sub_id')})`);

    // The rules of the admin workspace for everyone in its subs: each set with the time of its announcement, and the
    // time from which it binds the earlier subs.
    await q.query(`create table guardrails (
      workspace_id uuid primary key references workspaces (id),
      id uuid not null,
      announced jsonb not null check (jsonb_typeof(announced) = 'array'),
      timestamp_created timestamptz(3) not null default now(),
      timestamp_updated timestamptz(3) not null default now()
    )`);
    await tenantTable(q, 'guardrails', 'select, insert, update');
    await purgeable(q, 'guardrails');
    await authorityReads(q, 'guardrails', 'workspace_id, announced');

    // The column fills itself, so no code can forget it: each row made while acting names its link.
    for (const name of ['keep_via_link', 'keep_consent']) await createFunction(q, name, 13);
    await q.query(`create trigger group_links_consent before insert or update on group_links
      for each row execute function keep_consent()`);
    for (const table of durable) {
      await q.query(
        `alter table ${table} add column via_link_id uuid default nullif(current_setting('app.via_link_id', true), '')::uuid`,
      );
      await q.query(
        `alter table ${table} add foreign key (workspace_id, via_link_id) references group_links (workspace_id, id)`,
      );
      await q.query(
        `create index ${table}_via on ${table} (workspace_id, via_link_id) where via_link_id is not null`,
      );
      await q.query(`create trigger ${table}_via_link before insert on ${table}
        for each row when (new.via_link_id is not null) execute function keep_via_link()`);
    }
    await q.query('grant update (via_link_id) on grants to bailiwick_app');
    await q.query('grant select (timestamp_created) on invitation_tokens to bailiwick_authority');
    for (const table of ['grants', 'api_keys'])
      await q.query(`grant select (via_link_id) on ${table} to bailiwick_authority`);
    await q.query(`create policy audit_outbox_acting on audit_outbox for insert to bailiwick_app
      with check (workspace_id = ${setting('acting_from')})`);

    for (const name of functions) await createFunction(q, name, 13);
    await q.query(`create constraint trigger group_links_tell after insert or delete or update of status on group_links
      deferrable initially deferred for each row execute function tell_subs()`);
    await q.query(`create trigger workspaces_tell_names after update of name, scheduled_for_removal_at on workspaces
      for each row when (old.name <> new.name
        or old.scheduled_for_removal_at is distinct from new.scheduled_for_removal_at) execute function tell_group_names()`);
    await q.query(`create constraint trigger workspace_members_tell after insert or delete or update of status on workspace_members
      deferrable initially deferred for each row execute function tell_group_members()`);
    await q.query(`create trigger workspaces_follow after update of owner_id on workspaces
      for each row when (old.owner_id <> new.owner_id) execute function follow_owner()`);
    for (const name of changed) await replaceFunction(q, name, 13);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of changed) await replaceFunction(q, name, 10);
    await q.query('revoke select (timestamp_created) on invitation_tokens from bailiwick_authority');
    await q.query('drop trigger workspaces_follow on workspaces');
    await q.query('drop trigger workspace_members_tell on workspace_members');
    await q.query('drop trigger workspaces_tell_names on workspaces');
    await q.query('drop policy audit_outbox_acting on audit_outbox');
    for (const table of durable) {
      await q.query(`drop trigger ${table}_via_link on ${table}`);
      await q.query(`alter table ${table} drop column via_link_id`);
    }
    await dropFunction(q, 'keep_via_link');
    await q.query('drop trigger group_links_consent on group_links');
    await dropFunction(q, 'keep_consent');
    for (const table of ['guardrails', 'group_subs', 'group_grants', 'group_blocks', 'group_links'])
      await q.query(`drop table ${table}`);
    for (const name of [...functions, 'lock_group']) await dropFunction(q, name);
  }
}
