import { forceRls, setting } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateJobOutbox1764000004000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table job_outbox (
      id uuid primary key,
      kind text not null,
      workspace_id uuid,
      actor_id uuid,
      request_id text not null,
      payload jsonb not null,
      timestamp_created timestamptz(3) not null default now()
    )`);
    await forceRls(q, 'job_outbox');
    await q.query(`create policy job_outbox_app on job_outbox for insert to bailiwick_app
      with check (workspace_id is not distinct from ${setting('workspace_id')})`);
    await q.query('grant insert on job_outbox to bailiwick_app');
    await q.query('create policy job_outbox_queue on job_outbox for all to bailiwick_queue using (true)');
    // Postgres requires the UPDATE right to lock a row, which dispatch does so that two workers share the rows.
    await q.query('grant select, update, delete on job_outbox to bailiwick_queue');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table job_outbox');
  }
}
