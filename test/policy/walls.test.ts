import {
  Hidden,
  type Scope,
  type Sql,
  TenantDb,
  identifier,
  jobFacts,
  sql,
  systemCaller,
} from '@bailiwick/tenancy';
import { TenantJobs } from '@bailiwick/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import type { Fingerprint } from '../support/fingerprint.js';
import { createWorkspace } from '../support/people.js';
import { knock } from './knock.js';
import { closed, findingsOf, foreignRows, inWorkspace, leaks, sweep } from './sweeps.js';
import { mixedUp, openTwinToken, twinsOf } from './twins.js';
import { type World, idsOf, startWorld } from './world.js';

const DENIED = '42501';
/** Emptied as soon as a test has written into them. */
const passing = ['audit_outbox', 'job_outbox'];

/** A link is of two workspaces, since one asks and the other agrees: the column that names the other one. */
const shared: ReadonlyMap<string, string> = new Map([['group_links', 'admin_workspace_id']]);

/** Each of the two walls holds alone, with any mistake in the code and any in the database. */
describe('each wall alone', () => {
  let world: World;
  let before: Fingerprint;
  let tables: readonly Table[];

  beforeAll(async () => {
    world = await startWorld();
    before = await world.print();
    tables = await ownedTables(world);
  });
  afterAll(() => world.close());

  describe('row-level security, under code that forgot to name the workspace', () => {
    it.each(['select', 'update', 'delete'] as const)(
      'lets nobody %s what lies in another workspace',
      async (verb) => {
        const findings = await findingsOf(tables, async (table) => {
          const answer = await attempt(own(), elsewhere(verb, table));
          return answer === DENIED || answer === '0 rows' ? [] : [`${table.name}: ${answer}`];
        });
        expect(findings).toEqual([]);
      },
    );

    it('lets nobody write into another workspace, or move there what is their own', async () => {
      const findings = await findingsOf(tables, async (table) => {
        const answers = [await attempt(own(), put(table, theirs(table))), await attempt(own(), move(table))];
        return answers.every((one) => one === DENIED) ? [] : [`${table.name}: ${answers.join(', ')}`];
      });
      expect(findings).toEqual([]);
    });

    it('shows nothing at all to a person who named no workspace', async () => {
      const findings = await findingsOf(tables, async (table) => {
        const answer = await attempt({}, sql`select 1 from ${identifier(table.name)}`);
        return answer === DENIED || answer === '0 rows' ? [] : [`${table.name}: ${answer}`];
      });
      expect(findings).toEqual([]);
    });

    it('is what refused: every table holds something to be seen, and at home the same writing is admitted', async () => {
      const findings = await findingsOf(tables, async (table) => {
        const text = `select 1 from ${table.name} where ${table.column} = $1`;
        const { rowCount } = await world.app.db.superuser.query(text, [theirs(table)]);
        const home = await attempt(own(), put(table, ours(table)));
        return [
          ...(rowCount || table.partition || passing.includes(table.name)
            ? []
            : [`${table.name} is empty: let test/policy/world.ts fill it`]),
          ...(home === DENIED && table.insertable ? [`${table.name} refuses its own`] : []),
        ];
      });
      expect(findings).toEqual([]);
    });
  });

  describe('the application, over a database that forgot row-level security', () => {
    let plantTwins: () => Promise<void>;

    beforeAll(async () => {
      plantTwins = await twinsOf(world);
      const { rows } = await world.app.db.superuser.query<{ name: string }>(
        `select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
      );
      for (const { name } of rows)
        await world.app.db.superuser.query(`alter table ${name} disable row level security`);
    });

    it('is alone indeed: a careless query would see it all', async () => {
      const table = tables.find(({ name }) => name === 'workspace_members') as Table;
      expect(await attempt(own(), elsewhere('select', table))).not.toBe('0 rows');
    });

    it('tells a stranger nothing of any row, and does nothing to it', { timeout: 120_000 }, async () => {
      expect(await foreignRows(world.stranger, world.routes, await idsOf(world))).toEqual([]);
      expect(await leaks(world.stranger, closed(world.routes))).toEqual([]);
      const ask = (route: RouteEntry) => knock(world.stranger.in(world.workspaceId), route);
      expect(await sweep(inWorkspace(world.routes), ask, '404 not_found')).toEqual([]);
      expect(await world.print()).toEqual(before);
    });

    it('keeps apart rows of two workspaces that have the same id', { timeout: 120_000 }, async () => {
      expect(await mixedUp(world, plantTwins)).toEqual([]);
    });

    it('asks of people what they are here, and not what they are elsewhere', async () => {
      await createWorkspace(world.guest, 'Guest house');
      await plantTwins();
      // The inviter of the guest is suspended here; in the agency they are the owner.
      await world.app.db.superuser.query(
        `update workspace_members set status = 'suspended' where workspace_id = $1 and user_id = $2`,
        [world.stranger.workspaceId, world.owner.userId],
      );
      const link = `invitations/by-token/${await openTwinToken(world)}`;
      const { body } = await world.guest.post(`${link}/acceptance`).expect(200);
      expect(body).toMatchObject({ workspace_id: world.stranger.workspaceId, status: 'needs_confirmation' });
      expect(await world.print()).toEqual(before);
    });

    it('reopens no workspace for the job of a person who is not in it', async () => {
      const job = { workspace_id: world.workspaceId, actor_id: world.stranger.userId, request_id: 'walls' };
      await expect(world.app.app.get(TenantJobs).reopen(job, 'walls')).rejects.toThrow(Hidden);
    });

    it('keeps what a stranger does to all of their own workspace in their own workspace', async () => {
      const acts = inWorkspace(world.routes).filter(
        ({ method, path }) => method !== 'GET' && !path.includes(':'),
      );
      for (const route of acts) await knock(world.stranger, route);
      expect(await world.print()).toEqual(before);
    });
  });

  const own = (): Scope => ({ workspaceId: world.stranger.workspaceId, userId: world.stranger.userId });

  /** What a statement gets in that scope: how many rows, or the code of an error. Nothing of it is kept. */
  async function attempt(scope: Scope, statement: Sql): Promise<string> {
    let answer = '';
    const caller = systemCaller(jobFacts('walls', 'walls'), scope);
    const undo = new Error('undone');
    await world.app.app
      .get(TenantDb)
      .run(caller, async (tx) => {
        answer = `${(await tx.query(statement)).length} rows`;
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) answer = String((error as { code?: string }).code);
      });
    return answer;
  }

  const ours = ({ of }: Table) => (of === 'person' ? world.stranger.userId : world.stranger.workspaceId);
  const theirs = ({ of }: Table) => (of === 'person' ? world.owner.userId : world.workspaceId);

  function elsewhere(verb: 'select' | 'update' | 'delete', one: Table): Sql {
    const [table, key] = [identifier(one.name), identifier(one.column)];
    const other = shared.get(one.name);
    const also = other ? sql`and ${identifier(other)} is distinct from ${ours(one)}` : sql``;
    const there = sql`where ${key} is distinct from ${ours(one)} ${also}`;
    if (verb === 'select') return sql`select * from ${table} ${there}`;
    if (verb === 'update') return sql`update ${table} set ${key} = ${key} ${there} returning 1`;
    return sql`delete from ${table} ${there} returning 1`;
  }

  const move = (one: Table): Sql =>
    sql`update ${identifier(one.name)} set ${identifier(one.column)} = ${theirs(one)} returning 1`;
});

interface Table {
  readonly name: string;
  readonly of: 'workspace' | 'person';
  /** Which column says whose a row is. */
  readonly column: string;
  readonly partition: boolean;
  /** Requests may insert. */
  readonly insertable: boolean;
}

/** Policies are asked before anything else about a new row, so it need not be a good one. */
const put = ({ name, column }: Table, whose: string): Sql =>
  sql`insert into ${identifier(name)} (${identifier(column)}) values (${whose}) returning 1`;

/** Every table whose rows are a person's. The operator's log names workspaces, and is not theirs. */
async function ownedTables({ app }: World): Promise<Table[]> {
  const { rows } = await app.db.superuser.query<Table>(`
    select distinct on (relname) relname as name, attname as column, relispartition as partition,
      case when attname = 'user_id' or relname = 'users' then 'person' else 'workspace' end as of,
      has_table_privilege('bailiwick_app', c.oid, 'insert') as insertable
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'security_log'
      and (attname in ('workspace_id', 'user_id') or attname = 'id' and relname in ('users', 'workspaces'))
    order by relname, attname = 'workspace_id' desc`);
  return rows;
}
