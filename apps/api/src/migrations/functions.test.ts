import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { permissions } from '@bailiwick/rbac';
import type { QueryRunner } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { functionText } from './functions.js';
import { migrations } from './index.js';

const folder = join(import.meta.dirname, 'functions');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.sql'),
);
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

const creates = /\bcreate (or replace )?function\b/i;

/** Every statement that the migrations send on their way up and down. */
async function statements(): Promise<Set<string>> {
  const sent = new Set<string>();
  const query = (text: string) => Promise.resolve((sent.add(text), []));
  const q = { query } as unknown as QueryRunner;
  for (const Migration of migrations) {
    await new Migration().up(q);
    await new Migration().down(q);
  }
  return sent;
}

describe('the functions of the database', () => {
  it('are all made by some migration, the earlier texts too', async () => {
    const sent = await statements();
    expect(files.filter((file) => !sent.has(textOf(file)))).toEqual([]);
  });

  it('are made by migrations in no other way', async () => {
    const texts = new Set(files.map(textOf));
    const byHand = [...(await statements())].filter((one) => creates.test(one) && !texts.has(one));
    expect(byHand).toEqual([]);
  });

  it('ask for permissions of the catalogue alone', () => {
    const asked = files.flatMap((file) =>
      [...textOf(file).matchAll(/'([a-z_]+:[a-z]+)'/g)].map(([, one]) => one),
    );
    expect(asked).not.toEqual([]);
    expect(asked.filter((one) => !permissions.some((known) => known === one))).toEqual([]);
  });

  it('give a migration its own text and no other', () => {
    expect(functionText('authority', 9)).toContain('mask text[]');
    expect(functionText('authority', 9)).not.toContain('key_scopes');
    expect(functionText('authority', 13)).toContain('key_scopes');
    expect(() => functionText('authority', 12)).toThrow('authority has no text as of migration 12');
  });
});
