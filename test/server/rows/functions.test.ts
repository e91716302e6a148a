import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replaceFunction } from '../../../apps/api/src/migrations/functions.js';
import { ownerDataSource } from '../../../apps/api/src/runtime/data-source.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { schemaLines } from '../../support/schema.js';

const folder = join(import.meta.dirname, '../../../apps/api/src/migrations/functions');

/** The present text of each function, by its name. */
const files: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [file.replace(/\.sql$/, ''), readFileSync(join(folder, file), 'utf8')]),
);

describe('the functions of a migrated database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createDatabase();
  });
  afterAll(() => db.drop());

  it('are those of the files, and each is what its file says', async () => {
    expect(await findings(files)).toEqual([]);
  });

  const authority = files.get('authority') ?? '';
  const edited = (from: string, to: string) =>
    new Map([...files, ['authority', authority.replace(from, to)]]);

  it.each([
    ['a condition', edited('s.expires_at > now()', 's.expires_at >= now()')],
    ['what it returns', edited('stale boolean', 'stale text')],
    ['where it looks for names', edited('search_path = pg_catalog, public, pg_temp', 'search_path = public')],
    ['whose rights it has', edited('security definer ', '')],
    ['who owns it', edited('owner to bailiwick_authority', 'owner to bailiwick_owner')],
    ['who may call it', edited('to bailiwick_app;', 'to bailiwick_app, bailiwick_audit;')],
  ])('are found to differ where the file says otherwise: %s', async (_, texts) => {
    expect(await findings(texts)).toEqual(['authority is not what its file says']);
  });

  it('are found to have no file, and files to have no function', async () => {
    const texts = new Map([...files].filter(([name]) => name !== 'authority'));
    texts.set('nothing', 'create function nothing() returns int return 1');
    expect(await findings(texts)).toEqual(['authority has no file', 'nothing is in no database']);
    const another = 'create function authority(text) returns int return 1';
    expect(await findings(files, another)).toContain('authority is there twice');
  });

  it.each(['authority', 'purge_workspace', 'remember_access'])(
    'can be replaced by the owner, with what calls them in place: %s',
    async (name) => {
      const before = await schemaLines(db.superuser);
      const owner = await ownerDataSource(db.urls.DATABASE_OWNER_URL).initialize();
      const asOf = Number(/^-- As of migration (\d+)\.\n/.exec(files.get(name) ?? '')?.[1]);
      await owner.transaction(({ queryRunner }) => replaceFunction(queryRunner!, name, asOf));
      await owner.destroy();
      expect(await schemaLines(db.superuser)).toEqual(before);
    },
  );

  /** Puts the text of each file over what is there, and undoes it: what was different before? */
  async function findings(texts: ReadonlyMap<string, string>, first = 'select'): Promise<string[]> {
    const client = await db.superuser.connect();
    try {
      await client.query(`begin; ${first}`);
      const [names, before] = await definitions(client);
      const both = [...texts].filter(([name]) => before.has(name));
      const refused = await put(client, both);
      const [, after] = await definitions(client);
      return [
        ...names.filter((name, at) => names.indexOf(name) < at).map((name) => `${name} is there twice`),
        ...names.filter((name) => !texts.has(name)).map((name) => `${name} has no file`),
        ...[...texts.keys()].filter((name) => !before.has(name)).map((name) => `${name} is in no database`),
        ...both
          .filter(([name]) => refused.has(name) || before.get(name) !== after.get(name))
          .map(([name]) => `${name} is not what its file says`),
      ];
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
});

/** @returns the names of those that Postgres refused, as it does when a function would return something else */
async function put(client: ClientBase, texts: readonly [string, string][]): Promise<Set<string>> {
  const refused = new Set<string>();
  for (const [name, text] of texts) {
    await client.query('savepoint before');
    await client.query(text).catch(async () => {
      refused.add(name);
      await client.query('rollback to before');
    });
  }
  return refused;
}

/** Every function of ours: its name, and all that is to be known of it. */
async function definitions(client: ClientBase): Promise<[string[], Map<string, string>]> {
  const { rows } = await client.query<{ name: string; all: string }>(`
    select proname as name, format('%s owner %s acl %s', pg_get_functiondef(oid), proowner::regrole, proacl) as all
    from pg_proc where pronamespace = 'public'::regnamespace order by 1, 2`);
  return [rows.map(({ name }) => name), new Map(rows.map(({ name, all }) => [name, all]))];
}
