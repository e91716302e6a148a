import { appPolicy, definer, forceRls, setting } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const inWorkspace = `workspace_id = ${setting('workspace_id')}`;
const classes = ['3m', '1y', '3y', '7y'];

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
    await definer(q, {
      signature: 'audit_make_partitions(date, integer)',
      owner: 'bailiwick_owner',
      executor: 'bailiwick_audit',
      create: `create function audit_make_partitions(first_month date, months integer) returns integer
        language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
        declare class text; month date; part text; made integer := 0;
        begin
          foreach class in array array[${classes.map((c) => `'${c}'`).join(', ')}] loop
            for i in 0 .. months - 1 loop
              month := (date_trunc('month', first_month) + make_interval(months => i))::date;
              part := format('audit_log_%s_%s', class, to_char(month, 'YYYYMM'));
              continue when to_regclass('public.' || part) is not null;
              begin
                execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', part,
                  'audit_log_' || class, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
                execute format('alter table public.%I enable row level security', part);
                execute format('alter table public.%I force row level security', part);
                made := made + 1;
              exception when check_violation then
                -- Records of that month lie in the default partition. They keep nobody from making the others.
                raise warning '% was not made: the default partition has records of that month', part;
              end;
            end loop;
          end loop;
          return made;
        end $$`,
    });
    await definer(q, {
      signature: 'audit_erase_person(uuid, uuid)',
      owner: 'bailiwick_owner',
      executor: 'bailiwick_audit',
      create: `create function audit_erase_person(workspace uuid, person uuid) returns integer
        language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
        declare erased integer;
        begin
          perform set_config('app.workspace_id', workspace::text, true);
          update public.audit_log set personal = null, salt = null
            where workspace_id = workspace and persons @> array[person] and salt is not null;
          get diagnostics erased = row_count;
          return erased;
        end $$`,
    });
    await q.query(`select audit_make_partitions((now() at time zone 'UTC')::date, 3)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function audit_erase_person(uuid, uuid)');
    await q.query('drop function audit_make_partitions(date, integer)');
    await q.query('drop table audit_log');
    await q.query('drop table audit_heads');
    await q.query('drop table audit_outbox');
  }
}
