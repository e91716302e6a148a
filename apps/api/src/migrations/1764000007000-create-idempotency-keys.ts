import { tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1764000007000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table idempotency_keys (
      workspace_id uuid not null references workspaces (id),
      key bytea not null,
      request bytea not null,
      answer text,
      expires_at timestamptz(3) not null,
      primary key (workspace_id, key)
    )`);
    await q.query('create index idempotency_keys_expires_at on idempotency_keys (expires_at)');
    await tenantTable(q, 'idempotency_keys', 'select, insert, update');
    // Tidying up knows no workspace; it sees when a key expires and nothing else.
    await q.query(
      'create policy idempotency_keys_queue on idempotency_keys for all to bailiwick_queue using (expires_at <= now())',
    );
    await q.query('grant select (expires_at), delete on idempotency_keys to bailiwick_queue');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table idempotency_keys');
  }
}
