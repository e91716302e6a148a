import { tenantTable, upkeepForgets } from '@bailiwick/tenancy';
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
    await upkeepForgets(q, 'idempotency_keys', 'expires_at <= now()', 'expires_at');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table idempotency_keys');
  }
}
