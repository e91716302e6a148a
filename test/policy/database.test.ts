import type { ClientBase } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../support/database.js';
import { aligned, golden, reasons } from '../support/golden.js';
import { databaseFindings, definerRows, grantRows, policyRows } from './checks/database.js';

const global = reasons('global-tables.txt');

describe('the wall in the database', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase();
  });
  afterAll(() => db.drop());

  it('binds every table to a workspace, but for those that are listed with a reason', async () => {
    expect(await databaseFindings(db.superuser, global)).toEqual([]);
    expect([...global.values()]).not.toContain(undefined);
  });

  it('has the policies that people reviewed', async () => {
    golden('policies.txt', aligned(await policyRows(db.superuser)));
  });

  it('has the rights that people reviewed', async () => {
    golden('grants.txt', aligned(await grantRows(db.superuser)));
  });

  it('is opened by the functions in the list and by no other', async () => {
    golden('definer.txt', aligned(await definerRows(db.superuser)), { byHand: true });
  });
});

/** Mistakes a migration might make, each of which the checks above must find. */
describe('a migration that leaves a hole', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase();
  });
  afterAll(() => db.drop());

  const columns = 'workspace_id uuid not null, id uuid not null';
  const bound = (table: string) =>
    `alter table ${table} enable row level security; alter table ${table} force row level security;`;

  it.each([
    [
      'a tenant table without row-level security',
      `create table holes (${columns}, primary key (workspace_id, id))`,
      'holes belongs to workspaces, and its row-level security is not forced',
    ],
    [
      'a tenant table whose owner is not bound',
      `create table holes (${columns}, primary key (workspace_id, id)); alter table holes enable row level security`,
      'holes belongs to workspaces, and its row-level security is not forced',
    ],
    [
      'a table with the workspace in second place',
      `create table holes (${columns}, primary key (id, workspace_id)); ${bound('holes')}`,
      'holes does not begin with workspace_id, and is not listed as global',
    ],
    [
      'a table without a key',
      `create table holes (${columns}); ${bound('holes')}`,
      'holes does not begin with workspace_id, and is not listed as global',
    ],
    [
      'a unique name over all workspaces',
      `create table holes (${columns}, name text unique, primary key (workspace_id, id)); ${bound('holes')}`,
      'holes_name_key: a unique of holes does not begin with workspace_id, and is not listed as global',
    ],
    [
      'a foreign key that leads anywhere',
      `create table holes (${columns}, user_id uuid references users (id), primary key (workspace_id, id)); ${bound('holes')}`,
      'holes_user_id_fkey: a foreign key of holes does not begin with workspace_id, and is not listed as global',
    ],
    [
      'a view with the eyes of its owner',
      'create view holes as select * from workspace_members',
      "holes is a view that looks with its owner's eyes",
    ],
    [
      'a second policy that lets in everything',
      'create policy holes on grants to bailiwick_app using (true)',
      'holes: a policy of grants admits rows by something else than their workspace',
    ],
    [
      'a part of a table that can be reached by itself',
      'grant select on audit_log_1y to bailiwick_app',
      'audit_log_1y is a part of a table and can be reached by itself',
    ],
  ])('is found: %s', async (_, statement, finding) => {
    expect(await findingsAfter(statement)).toEqual([finding]);
  });

  it('is found: an exception nobody needs any more', async () => {
    const stale = new Map([...global, ['gone', 'was global once'], ['grants', 'is not global']]);
    expect(await databaseFindings(db.superuser, stale)).toEqual([
      'grants begins with workspace_id, and is listed as global',
      'gone is listed and gone',
    ]);
  });

  it.each([
    [
      'a function with the rights of its owner',
      'create function holes() returns int security definer return 1',
      'holes()',
    ],
    ['a right too many', 'grant truncate on workspaces to bailiwick_app', 'public.workspaces'],
    ['a right on one column', 'grant update (hash) on audit_log to bailiwick_audit', 'public.audit_log'],
    ['a right for everybody', 'grant create on schema public to public', 'schema public'],
    ['a policy too many', 'create policy holes on grants to bailiwick_app using (true)', 'grants holes'],
  ])('shows in the lists people review: %s', async (_, statement, name) => {
    const before = await lists(db.superuser);
    const after = await undone(statement, lists);
    const news = after.filter((line) => !before.includes(line));
    expect(news).toEqual([expect.stringContaining(name)]);
  });

  const findingsAfter = (statement: string) =>
    undone(statement, (client) => databaseFindings(client, global));

  /** What a check says while the statement stands. */
  async function undone<T>(statement: string, check: (client: ClientBase) => Promise<T>): Promise<T> {
    const client = await db.superuser.connect();
    try {
      await client.query(`begin; ${statement}`);
      return await check(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  async function lists(client: Pick<ClientBase, 'query'>): Promise<string[]> {
    const rows = [await grantRows(client), await definerRows(client), await policyRows(client)].flat();
    return rows.map((row) => row.join(' '));
  }
});
