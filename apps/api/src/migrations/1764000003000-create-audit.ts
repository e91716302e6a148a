import { appPolicy, forceRls, setting } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction } from './functions.js';

const inWorkspace = `workspace_id = ${setting('workspace_id')}`;
const classes = ['3m', '1y', '3y', '7y'];
const functions = ['audit_make_partitions', 'audit_erase_person'];

export class CreateAudit1764000003000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table audit_outbox (
      id uuid primary key,
      workspace_id uuid not null,
      act_id uuid not null,
      occurred_at timestamptz(3) not null,
      content text not null,
      personal text,
      salt bytea,
      persons uuid[] not null
    )`);
    await q.query('create index audit_outbox_workspace on audit_outbox (workspace_id, occurred_at, id)');
    await forceRls(q, 'audit_outbox');
    await q.query(
      `create policy audit_outbox_app on audit_outbox for insert to bailiwick_app with check (${inWorkspace})`,
    );
    await q.query('grant insert on audit_outbox to bailiwick_app');
    await q.query('create policy audit_outbox_audit on audit_outbox for all to bailiwick_audit using (true)');
    await q.query('grant select, delete on audit_outbox to bailiwick_audit');

    await q.query(`create table audit_heads (
      workspace_id uuid primary key references workspaces (id),
      seq bigint not null default 0,
      hash bytea not null default '\\x',
      retention text not null default '1y' check (retention in (${classes.map((c) => `'${c}'`).join(', ')}))
    )`);
    await forceRls(q, 'audit_heads');
    await appPolicy(q, 'audit_heads', inWorkspace);
    await q.query('grant select, insert on audit_heads to bailiwick_app');
    await q.query('create policy audit_heads_audit on audit_heads for all to bailiwick_audit using (true)');
    await q.query('grant select, update on audit_heads to bailiwick_audit');

    await q.query(`create table audit_log (
      workspace_id uuid not null,
      retention text not null,
      sealed_at timestamptz(3) not null,
      seq bigint not null,
      id uuid not null,
      act_id uuid not null,
      occurred_at timestamptz(3) not null,
      activity integer not null,
      actor_id uuid,
      persons uuid[] not null,
      prev_hash bytea not null,
      hash bytea not null,
      canonical text not null,
      body jsonb not null,
      personal text,
      salt bytea,
      primary key (workspace_id, retention, sealed_at, seq)
    ) partition by list (retention)`);
    await q.query('create index audit_log_seq on audit_log (workspace_id, seq)');
    await q.query('create index audit_log_activity on audit_log (workspace_id, activity, seq)');
    await q.query('create index audit_log_actor on audit_log (workspace_id, actor_id, seq)');
    await q.query('create index audit_log_time on audit_log (workspace_id, occurred_at)');
    await forceRls(q, 'audit_log');
    await q.query(
      `create policy audit_log_app on audit_log for select to bailiwick_app using (${inWorkspace})`,
    );
    await q.query('grant select on audit_log to bailiwick_app');
    await q.query('create policy audit_log_audit on audit_log for all to bailiwick_audit using (true)');
    await q.query('grant select, insert on audit_log to bailiwick_audit');
    await q.query(
      `create policy audit_log_owner on audit_log for all to bailiwick_owner using (${inWorkspace})`,
    );

    for (const name of classes) {
      const table = `audit_log_${name}`;
      await q.query(`create table ${table} partition of audit_log for values in ('${name}')
        partition by range (sealed_at)`);
      await forceRls(q, table);
      await q.query(`create table ${table}_default partition of ${table} default`);
      await forceRls(q, `${table}_default`);
    }
    for (const name of functions) await createFunction(q, name, 3);
    await q.query(`select audit_make_partitions((now() at time zone 'UTC')::date, 3)`);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of functions) await dropFunction(q, name);
    await q.query('drop table audit_log');
    await q.query('drop table audit_heads');
    await q.query('drop table audit_outbox');
  }
}
