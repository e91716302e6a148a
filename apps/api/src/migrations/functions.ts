import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryRunner } from 'typeorm';

/**
 * The functions of the database stand in `functions/<name>.sql`: the present text, with its owner and its callers. A
 * migration names a function and its own number, from the name of its file (1764000013000 is 13). A text that a later
 * migration replaced stands in `functions/earlier/<name>.<number>.sql`, so that every step up and down is exact.
 */
const folder = join(import.meta.dirname, 'functions');

/** @returns the SQL with which this migration made the function */
export function functionText(name: string, migration: number): string {
  const earlier = join(folder, 'earlier', `${name}.${migration}.sql`);
  const path = existsSync(earlier) ? earlier : join(folder, `${name}.sql`);
  const text = readFileSync(path, 'utf8');
  // Without this, a migration would silently take the text of a later one whose predecessor was not kept.
  if (!text.startsWith(`-- As of migration ${migration}.\n`))
    throw new Error(`The function ${name} has no text as of migration ${migration}`);
  return text;
}

export async function createFunction(q: QueryRunner, name: string, migration: number): Promise<void> {
  // Postgres wants the new owner of a function to be able to create in the schema at the moment of the change.
  await q.query('grant create on schema public to bailiwick_authority');
  await q.query(functionText(name, migration));
  await q.query('revoke create on schema public from bailiwick_authority');
}

/** Puts another text in place of the present one; its parameters and its result can differ, too. */
export async function replaceFunction(q: QueryRunner, name: string, migration: number): Promise<void> {
  // Triggers hold their functions, which keep their signature: a replacement leaves those in place.
  if (!functionText(name, migration).includes(' returns trigger')) await dropFunction(q, name);
  await createFunction(q, name, migration);
}

export async function dropFunction(q: QueryRunner, name: string): Promise<void> {
  await q.query(`drop function ${name}`);
}
