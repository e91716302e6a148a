import type { Client, ClientBase } from 'pg';
import { inDatabase } from '@bailiwick/jobs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { refuseExcessRights } from '../../../apps/api/src/runtime/boot.js';
import { BadConfig, type Config } from '../../../apps/api/src/config.js';
import { excessRights } from '../../../apps/api/src/runtime/db-roles.js';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';
import { plantEverywhere, tables } from '../../support/planted.js';

const DENIED = '42501';

describe('the roles of the database', () => {
  let db: TestDatabase;
  let names: string[];

  beforeAll(async () => {
    db = await createDatabase();
    await plantEverywhere(db.superuser);
    names = await tables(db.superuser);
  });
  afterAll(() => db.drop());

  /** The code it is refused with, or what it did; undone in any case. */
  const attempt = async (client: Client, statement: string) => {
    await client.query('begin');
    try {
      return `${(await client.query(statement)).command} was allowed`;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('rollback');
    }
  };

  /** Runs as one of the roles: `may(statement)` says the code of the refusal, or what was allowed. */
  const as = (url: keyof TestDatabase['urls']) => {
    let client: Client;
    beforeAll(async () => {
      client = await connect(db.urls[url]);
    });
    afterAll(() => client.end());
    return (statement: string) => attempt(client, statement);
  };

  const beyond = [
    ['change a table', 'alter table workspaces add column mine text'],
    ['take the force off a table', 'alter table workspaces no force row level security'],
    ['drop a policy', 'drop policy workspaces_app on workspaces'],
    ['create a table', 'create table mine (id int)'],
    ['create even a temporary table', 'create temporary table sessions (id int)'],
    ['create a schema', 'create schema mine'],
    ['create a function', 'create function mine() returns int return 1'],
    ['create an extension', 'create extension pg_trgm'],
    ['put a trigger on a table', `create trigger mine before insert on audit_outbox execute function now()`],
    ['become the owner', 'set role bailiwick_owner'],
    ['become the role of the reading functions', 'set role bailiwick_authority'],
    ['switch off triggers and keys', 'set session_replication_role = replica'],
    ['read files of the server', `select pg_read_file('PG_VERSION')`],
    ['run programs on the server', `copy (select 1) to program 'true'`],
    ['make a role', 'create role mine'],
  ] as const;

  describe.each(['DATABASE_URL', 'DATABASE_AUDIT_URL', 'QUEUE_DATABASE_URL'] as const)('behind %s', (url) => {
    const may = as(url);

    it.each(beyond)('cannot %s', async (_, statement) => {
      expect(await may(statement)).toBe(DENIED);
    });

    it('cannot empty a table', async () => {
      for (const name of names) expect(await may(`truncate ${name}`), name).toBe(DENIED);
    });

    it('owns nothing but, for the queue, its own schema', async () => {
      const { rows } = await db.superuser.query<{ name: string }>(
        `select distinct nspname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relowner = $1::regrole and nspname <> 'pg_toast' union
         select nspname from pg_namespace where nspowner = $1::regrole union
         select 'function ' || oid::regprocedure from pg_proc where proowner = $1::regrole
           and pronamespace <> 'bullmq'::regnamespace`,
        [new URL(db.urls[url]).username],
      );
      expect(rows).toEqual(url === 'QUEUE_DATABASE_URL' ? [{ name: 'bullmq' }] : []);
    });
  });

  describe('that seals', () => {
    const may = as('DATABASE_AUDIT_URL');

    it.each([
      ['change a record', `update audit_log set canonical = '{}'`],
      ['change even its personal values', 'update audit_log set personal = null, salt = null'],
      ['remove a record', 'delete from audit_log'],
      ['lock a record, as if to change it', 'select from audit_log for update'],
      ['go round the log to one of its partitions', 'select from audit_log_1y'],
      ['remove a partition', 'drop table audit_log_1y_default'],
      ['remove a head', 'delete from audit_heads'],
      ['make up an act', `insert into audit_outbox select * from audit_outbox`],
      ['change an act that waits', `update audit_outbox set content = '{}'`],
    ])('cannot %s', async (_, statement) => {
      expect(await may(statement)).toBe(DENIED);
    });

    it('sees no table but those of the log', async () => {
      const seen = [];
      for (const name of names) if ((await may(`select from ${name}`)) !== DENIED) seen.push(name);
      expect(seen).toEqual(['audit_heads', 'audit_log', 'audit_outbox']);
    });
  });

  describe('that keeps the queue', () => {
    const may = as('QUEUE_DATABASE_URL');

    it('reads no table of ours whole but the outbox of jobs', async () => {
      const seen = [];
      for (const name of names) if ((await may(`select * from ${name}`)) !== DENIED) seen.push(name);
      expect(seen).toEqual(['job_outbox']);
    });

    it('sees only what has expired of the rest', async () => {
      for (const name of ['sessions', 'sign_up_attempts', 'idempotency_keys', 'throttles']) {
        const client = await connect(db.urls.QUEUE_DATABASE_URL);
        expect((await client.query(`delete from public.${name}`)).rowCount, name).toBe(0);
        await client.end();
      }
    });
  });

  describe('that owns the reading functions', () => {
    it('cannot log in, and may write nowhere', async () => {
      const { rows } = await db.superuser.query(
        `select rolcanlogin as login, rolbypassrls as bypasses, (select string_agg(distinct privilege_type, ', ')
           from information_schema.column_privileges where grantee = rolname) as rights
         from pg_roles where rolname = 'bailiwick_authority'`,
      );
      expect(rows).toEqual([{ login: false, bypasses: false, rights: 'SELECT' }]);
    });
  });

  describe('a function that runs with the rights of its owner', () => {
    interface Definer {
      readonly name: string;
      readonly search_path: string | null;
      readonly executors: readonly string[];
    }
    let definers: Definer[];
    beforeAll(async () => {
      const { rows } = await db.superuser.query<Definer>(
        `select oid::regprocedure::text as name,
           (select option from unnest(proconfig) option where option like 'search_path=%') as search_path,
           array(select grantee::regrole::text from aclexplode(coalesce(proacl, acldefault('f', proowner)))
             where grantee <> proowner) as executors
         from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
      );
      definers = rows;
      expect(definers).not.toEqual([]);
    });

    it('looks for names where nobody can put any', () => {
      for (const { name, search_path } of definers)
        expect(search_path, name).toBe('search_path=pg_catalog, public, pg_temp');
    });

    it('may be called by one role, and not by everybody', () => {
      for (const { name, executors } of definers) {
        expect(executors, name).toHaveLength(1);
        expect(['bailiwick_app', 'bailiwick_audit', 'bailiwick_queue'], name).toContain(executors[0]);
      }
    });

    it('is refused to the role it is not for', async () => {
      const app = await connect(db.urls.DATABASE_URL);
      const audit = await connect(db.urls.DATABASE_AUDIT_URL);
      const erase = 'select audit_erase_person(gen_random_uuid(), gen_random_uuid())';
      expect(await attempt(app, erase)).toBe(DENIED);
      expect(await attempt(app, 'select audit_make_partitions(current_date, 1)')).toBe(DENIED);
      expect(await attempt(audit, `select sign_in_subject('olive@harbour.example')`)).toBe(DENIED);
      await Promise.all([app.end(), audit.end()]);
    });
  });

  describe('row-level security', () => {
    const unforced = async () => {
      const { rows } = await db.superuser.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)`,
      );
      return rows.map(({ name }) => name);
    };
    const reachable = async () => {
      const { rows } = await db.superuser.query<{ name: string }>(
        `select relname as name from pg_class
         where relnamespace = 'public'::regnamespace and relispartition and relkind in ('r', 'p')
           and exists (select from aclexplode(relacl) where grantee <> relowner)`,
      );
      return rows.map(({ name }) => name);
    };

    it('is on and forced for every table, but for the book-keeping that only the owner can reach', async () => {
      expect(await unforced()).toEqual(['migrations']);
      const { rows } = await db.superuser.query(
        `select 1 from pg_class, aclexplode(relacl) where relname = 'migrations' and grantee <> relowner`,
      );
      expect(rows).toEqual([]);
    });

    it('is forced on new partitions too, and nobody has rights on one by its own name', async () => {
      const audit = await connect(db.urls.DATABASE_AUDIT_URL);
      const { rows } = await audit.query<{ made: number }>(
        `select audit_make_partitions(date '2031-01-15', 2) as made`,
      );
      await audit.end();
      expect(rows).toEqual([{ made: 8 }]);
      expect(await unforced()).toEqual(['migrations']);
      expect(await reachable()).toEqual([]);
      const app = await connect(db.urls.DATABASE_URL);
      expect(await attempt(app, 'select from audit_log_1y_203101')).toBe(DENIED);
      await app.end();
    });
  });
});

describe('a role that may too much', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase();
  });
  afterAll(() => db.drop());

  /** A role with one right too many; it and its right are gone afterwards. */
  const excessOf = async (give: string) => {
    const client: ClientBase & { release(): void } = await db.superuser.connect();
    try {
      await client.query(`begin; create role intruder; ${give}; set local role intruder`);
      return await excessRights(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  it.each([
    ['is a superuser', 'alter role intruder superuser'],
    ['may bypass row-level security', 'alter role intruder bypassrls'],
    ['may create roles', 'alter role intruder createrole'],
    ['may create databases', 'alter role intruder createdb'],
    ['owns the table grants', 'alter table grants owner to intruder'],
    ['owns the table audit_log_1y_default', 'alter table audit_log_1y_default owner to intruder'],
    ['is a member of bailiwick_authority', 'grant bailiwick_authority to intruder'],
    ['is a member of pg_read_all_data', 'grant pg_read_all_data to intruder'],
    ['may truncate workspaces', 'grant truncate on workspaces to intruder'],
    ['may create in the schema public', 'grant create on schema public to intruder'],
    [
      'may create schemas',
      "do $$ begin execute format('grant create on database %I to intruder', current_database()); end $$",
    ],
  ])('is named: it %s', async (excess, give) => {
    expect(await excessOf(give)).toContain(excess);
  });

  it('is not seen in one that has nothing', async () => {
    expect(await excessOf('select 1')).toEqual([]);
  });

  it.each(['DATABASE_URL', 'DATABASE_AUDIT_URL'] as const)('does not get to be %s', async (name) => {
    const superuserUrl = inDatabase(inject('cluster').superuserUrl, db.name);
    await expect(refuseExcessRights(db.urls as unknown as Config)).resolves.toBeUndefined();
    const config = { ...db.urls, [name]: superuserUrl } as unknown as Config;
    await expect(refuseExcessRights(config)).rejects.toBeInstanceOf(BadConfig);
  });
});
