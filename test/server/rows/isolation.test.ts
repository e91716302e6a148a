import { type Scope, type Sql, identifier, jobFacts, sql, systemCaller } from '@bailiwick/tenancy';
import type { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';
import { fingerprint } from '../../support/fingerprint.js';
import {
  type PlantedMember,
  plantEverywhere,
  plantMember,
  plantSession,
  tables,
} from '../../support/planted.js';
import { type Tenancy, openTenancy } from '../../support/tenancy.js';

const RLS = '42501';
const FOREIGN_KEY = '23503';
/** Counts under hashed keys, which say nothing about anybody. */
const everybodys = ['backoffs', 'throttles'];

describe('the rows of two workspaces', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let harbour: PlantedMember;
  let elsewhere: PlantedMember;
  let names: string[];

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    harbour = await plantEverywhere(db.superuser);
    elsewhere = await plantEverywhere(db.superuser);
    names = await tables(db.superuser);
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });

  const within = <T>(scope: Scope, statement: Sql): Promise<T[]> =>
    tenancy.db.run(systemCaller(jobFacts('request', 'test'), scope), (tx) => tx.query(statement)) as Promise<
      T[]
    >;
  const inHarbour = <T>(statement: Sql) => within<T>({ workspaceId: harbour.workspaceId }, statement);

  it('lie in every table, so that none is proved by being empty', async () => {
    const empty = [];
    for (const name of names) {
      const { rowCount } = await db.superuser.query(`select from ${name} limit 2`);
      if (rowCount !== 2) empty.push(name);
    }
    expect(empty, 'plantEverywhere in test/support/planted.ts puts a row into each').toEqual([]);
  });

  describe('outside any transaction', () => {
    let app: Client;
    beforeAll(async () => {
      app = await connect(db.urls.DATABASE_URL);
    });
    afterAll(() => app.end());

    const visible = async () => {
      const seen = [];
      for (const name of names) {
        const { rows } = await app.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [
          name,
          'select',
        ]);
        if (!rows[0]!.may) continue;
        if ((await app.query(`select from ${name}`)).rowCount) seen.push(name);
      }
      return seen;
    };

    it('do not exist on a new connection', async () => {
      expect(await visible()).toEqual(everybodys);
    });

    it('do not exist on a connection that served one of them before', async () => {
      await app.query('begin');
      await app.query(`select set_config('app.workspace_id', $1, true)`, [harbour.workspaceId]);
      expect(await visible()).toContain('workspace_members');
      await app.query('commit');
      expect(await visible()).toEqual(everybodys);
    });

    it('cannot be asked for past the policies', async () => {
      await app.query('set row_security = off');
      await expect(app.query('select from workspace_members')).rejects.toMatchObject({ code: RLS });
      await app.query('reset row_security');
    });
  });

  describe('from the other one', () => {
    /** What requests may do to the table, and the column that says whose a row is. */
    const owned = async (right: string) => {
      const { rows } = await db.superuser.query<{ name: string; column: string }>(
        `select name, case name when 'workspaces' then 'id' else 'workspace_id' end as column
         from unnest($1::text[]) name where has_table_privilege('bailiwick_app', name, $2)
           and (name = 'workspaces' or exists (select from pg_attribute where attrelid = name::regclass
             and attname = 'workspace_id')) and name <> 'security_log'`,
        [names, right],
      );
      expect(rows.length).toBeGreaterThan(0);
      return rows.map(({ name, column }) => ({ table: identifier(name), column: identifier(column), name }));
    };
    const codeOf = (statement: Sql) =>
      inHarbour(statement).then(
        (rows) => `${rows.length} rows`,
        (error: unknown) => (error as DatabaseError).code,
      );

    it('are not seen, changed or removed', async () => {
      const before = await fingerprint(db, elsewhere.workspaceId);
      for (const { table, column, name } of await owned('select')) {
        const theirs = sql`${column} = ${elsewhere.workspaceId}`;
        expect(await codeOf(sql`select from ${table} where ${theirs}`), name).toBe('0 rows');
      }
      for (const { table, column, name } of await owned('update')) {
        const theirs = sql`${column} = ${elsewhere.workspaceId}`;
        const change = sql`update ${table} set ${column} = ${column} where ${theirs} returning 1`;
        expect(await codeOf(change), name).toBe('0 rows');
      }
      for (const { table, column, name } of await owned('delete')) {
        const remove = sql`delete from ${table} where ${column} = ${elsewhere.workspaceId} returning 1`;
        expect(await codeOf(remove), name).toBe('0 rows');
      }
      expect(await fingerprint(db, elsewhere.workspaceId)).toEqual(before);
    });

    it('cannot be added to', async () => {
      for (const { table, column, name } of await owned('insert')) {
        // The very row that stands there, but for the link that none can see: nothing but the policy can be what refuses it.
        const { rows } = await db.superuser.query<{ row: unknown }>(
          `select to_jsonb(t) - 'via_link_id' as row from ${name} t where ${column.text} = $1`,
          [elsewhere.workspaceId],
        );
        const row = JSON.stringify(rows[0]!.row);
        const columns = await written(name);
        const insert = sql`insert into ${table} (${columns})
          select ${columns} from jsonb_populate_record(null::${table}, ${row}::jsonb)`;
        expect(await codeOf(insert), name).toBe(RLS);
      }
    });

    /** All but those that Postgres computes, which it lets nobody write. */
    async function written(name: string): Promise<Sql> {
      const { rows } = await db.superuser.query<{ attname: string }>(
        `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
           and attgenerated = ''`,
        [name],
      );
      return rows.map(({ attname }) => identifier(attname)).reduce((all, one) => sql`${all}, ${one}`);
    }

    it('cannot be given one of mine', async () => {
      for (const { table, column, name } of await owned('update')) {
        const move = sql`update ${table} set ${column} = ${elsewhere.workspaceId} where ${column} = ${harbour.workspaceId}`;
        expect(await codeOf(move), name).toBe(RLS);
      }
    });
  });

  describe('that two workspaces share', () => {
    /** A link is made by the workspace above and agreed to by the one below, so each sees it: of the other's rows nothing else. */
    const shared = ['group_links'];
    let above: string;
    beforeAll(async () => {
      const { rows } = await db.superuser.query<{ id: string }>(
        'select admin_workspace_id as id from group_links where workspace_id = $1',
        [harbour.workspaceId],
      );
      above = rows[0]!.id;
    });
    const from = async (workspaceId: string, statement: Sql) =>
      within<{ id: string }>({ workspaceId }, statement).catch(
        (error: unknown) => (error as DatabaseError).code ?? '',
      );

    it('are links, and of no other table', async () => {
      const seen = [];
      for (const name of names.filter((one) => one !== 'security_log')) {
        const readable = await db.superuser.query<{ may: boolean }>(
          `select has_table_privilege('bailiwick_app', $1, 'select') and exists (select from pg_attribute
             where attrelid = $1::regclass and attname = 'workspace_id') as may`,
          [name],
        );
        if (!readable.rows[0]!.may) continue;
        const found = await from(
          above,
          sql`select 1 from ${identifier(name)} where workspace_id = ${harbour.workspaceId}`,
        );
        if (found.length > 0) seen.push(name);
      }
      expect(seen).toEqual(shared);
    });

    it('are seen by these two, and by no third', async () => {
      const links = sql`select id from group_links where workspace_id = ${harbour.workspaceId}`;
      expect(await from(above, links)).toHaveLength(1);
      expect(await from(harbour.workspaceId, links)).toHaveLength(1);
      expect(await from(elsewhere.workspaceId, links)).toEqual([]);
    });

    it('are made between others by nobody', async () => {
      const link = (sub: string, admin: string) => sql`insert into group_links
        (workspace_id, id, admin_workspace_id, kind, status, ceiling, admin_name, expires_at)
        values (${sub}, gen_random_uuid(), ${admin}, 'consented', 'withdrawn', '{}', 'Mine', now())`;
      expect(await from(elsewhere.workspaceId, link(harbour.workspaceId, above))).toBe(RLS);
      expect(await from(elsewhere.workspaceId, link(above, harbour.workspaceId))).toBe(RLS);
    });

    it.each([
      ['accepted', sql`status = 'accepted'`, "status = 'pending'"],
      ['widened', sql`ceiling = '{leads:read,leads:delete}'`, "ceiling = '{leads:read}'"],
      [
        'moved',
        sql`workspace_id = admin_workspace_id, admin_workspace_id = workspace_id`,
        'ceiling = ceiling',
      ],
    ])('are %s by nobody above', async (_, set, first) => {
      const client = await db.superuser.connect();
      await client.query('begin');
      await client.query(`update group_links set ${first} where workspace_id = $1`, [harbour.workspaceId]);
      await client.query(`select set_config('app.workspace_id', $1, true)`, [above]);
      await client.query('set local role bailiwick_app');
      const change = client.query(
        `update group_links set ${set.text} where workspace_id = '${harbour.workspaceId}'`,
      );
      await expect(change).rejects.toMatchObject({ code: RLS });
      await client.query('rollback');
      client.release();
    });

    it('are not made as if they had been accepted', async () => {
      const made = sql`insert into group_links (workspace_id, id, admin_workspace_id, kind, status, ceiling, admin_name)
        values (${elsewhere.workspaceId}, gen_random_uuid(), ${above}, 'managed', 'accepted', '{leads:read}', 'Mine')`;
      expect(await from(above, made)).toBe(RLS);
    });
  });

  describe('that point at each other', () => {
    interface Key {
      readonly name: string;
      readonly child: string;
    }
    let keys: Key[];
    beforeAll(async () => {
      const { rows } = await db.superuser.query<Key>(
        `select k.conname as name, k.conrelid::regclass::text as child from pg_constraint k
         where k.contype = 'f' and k.conparentid = 0 and k.confrelid <> 'workspaces'::regclass
           and exists (select from pg_attribute where attrelid = k.conrelid and attname = 'workspace_id')
           and exists (select from pg_attribute where attrelid = k.confrelid and attname = 'workspace_id')`,
      );
      keys = rows;
    });

    const keyOf = (error: unknown) => {
      const { code, constraint } = error as DatabaseError;
      return { code, constraint };
    };
    const all = async () => {
      const { rows } = await db.superuser.query<{ name: string; drop: string }>(
        `select conname as name, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
         from pg_constraint where contype = 'f' and conparentid = 0`,
      );
      return rows;
    };

    it('cannot reach across the border, whichever key it is', async () => {
      expect(keys.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'grants_workspace_id_member_id_fkey',
          'grants_workspace_id_via_link_id_fkey',
        ]),
      );
      for (const { name, child } of keys) {
        const client = await db.superuser.connect();
        await client.query('begin');
        // All other keys stand aside, so that nothing but this one can refuse.
        for (const other of await all()) if (other.name !== name) await client.query(other.drop);
        // A row that goes over to the other workspace, while what it points at stays behind.
        const move = client.query(`update ${child} set workspace_id = $1 where workspace_id = $2`, [
          harbour.workspaceId,
          elsewhere.workspaceId,
        ]);
        const refusal = await move.then(String, keyOf);
        await client.query('rollback');
        client.release();
        expect(refusal, name).toEqual({ code: FOREIGN_KEY, constraint: name });
      }
    });

    it('do not tell whether the other end exists elsewhere', async () => {
      const grantTo = (memberId: string) =>
        inHarbour(sql`insert into grants (workspace_id, id, member_id, role_id)
          values (${harbour.workspaceId}, gen_random_uuid(), ${memberId}, gen_random_uuid())`).catch(keyOf);
      const foreign = await grantTo(elsewhere.memberId);
      expect(foreign).toEqual({ code: FOREIGN_KEY, constraint: 'grants_workspace_id_member_id_fkey' });
      expect(await grantTo('0192a000-0000-7000-8000-00000000dead')).toEqual(foreign);
    });
  });

  describe('of a person', () => {
    let colleague: PlantedMember;
    beforeAll(async () => {
      colleague = await plantMember(db.superuser, harbour, { role: 'editor' });
      await plantSession(db.superuser, colleague.userId);
    });
    const asOwner = <T>(statement: Sql) =>
      within<T>({ workspaceId: harbour.workspaceId, userId: harbour.userId }, statement);
    const who = (column: string, person: PlantedMember) => sql`${identifier(column)} = ${person.userId}`;

    it('are seen by colleagues as far as their name, and changed by nobody else', async () => {
      expect(await asOwner(sql`select 1 from users where ${who('id', colleague)}`)).toHaveLength(1);
      expect(await asOwner(sql`select 1 from users where ${who('id', elsewhere)}`)).toHaveLength(0);
      const change = sql`update users set first_name = 'Mine' where ${who('id', colleague)} returning 1`;
      expect(await asOwner(change)).toHaveLength(0);
    });

    it.each(['passwords', 'sessions', 'account_activity'])('stay their own: %s', async (table) => {
      const mine = await asOwner<{ user_id: string }>(sql`select user_id from ${identifier(table)}`);
      expect(mine).toEqual([{ user_id: harbour.userId }]);
    });

    it('who is not there yet answer to the address alone', async () => {
      const attempts = (address: string) => within({ address }, sql`select 1 from sign_up_attempts`);
      expect(await attempts(harbour.email)).toHaveLength(1);
      expect(await attempts('nobody@harbour.example')).toHaveLength(0);
    });
  });
});
