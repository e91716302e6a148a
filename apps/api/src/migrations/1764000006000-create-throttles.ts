import { appPolicy, forceRls, upkeepForgets } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of acts that cost more than a request. A key is a hash: the table tells nothing about people. */
export class CreateThrottles1764000006000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table throttles (
      key bytea primary key,
      hits integer not null,
      resets_at timestamptz(3) not null
    )`);
    await q.query('create index throttles_resets_at on throttles (resets_at)');
    await forceRls(q, 'throttles');
    await appPolicy(q, 'throttles', 'true');
    await q.query('grant select, insert, update on throttles to bailiwick_app');
    await upkeepForgets(q, 'throttles', 'resets_at <= now()', 'resets_at');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table throttles');
  }
}
