import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFunction, dropFunction } from './functions.js';

/** The questions of code that has no scope yet; `system-db.ts` says why it needs each. */
const lookups = [
  'authority',
  'sign_in_subject',
  'sign_up_attempt_by_token',
  'invitation_by_token',
  'my_workspaces',
];

export class CreateLookups1764000005000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const name of lookups) await createFunction(q, name, 5);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of lookups) await dropFunction(q, name);
  }
}
