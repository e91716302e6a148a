import 'reflect-metadata';
import { record } from '@bailiwick/audit';
import { type Caller, TenantDb, sql, systemCaller } from '@bailiwick/tenancy';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../apps/api/src/config.js';
import { appDataSource } from '../apps/api/src/runtime/data-source.js';
import { postgresCpu } from './cpu.js';
import type { Contender } from './rounds.js';
import type { Stage } from './stage.js';

const UNITS = 1500;
const AT_ONCE = 8;

/** The same work with and without what the platform adds to it, in this process. */
export async function openDatabase(stage: Stage) {
  const config = { DATABASE_URL: stage.urls.DATABASE_URL, DATABASE_POOL: AT_ONCE } as Config;
  const source = await new DataSource(appDataSource(config)).initialize();
  const db = new TenantDb(source, Buffer.alloc(32), true);
  const naked = new pg.Pool({ connectionString: stage.superuser.options.connectionString, max: AT_ONCE });
  const { workspaceId } = stage;
  const facts = { requestId: 'bench', ip: '127.0.0.1', userAgent: null, route: 'bench', accounted: false };
  const caller: Caller = systemCaller(facts, { workspaceId });
  const page = sql`select id, email, status, timestamp_created from workspace_members
    where workspace_id = ${workspaceId} order by id limit 20`;
  const rename = (name: string) => sql`update workspaces set name = ${name} where id = ${workspaceId}`;

  const contenders = {
    nakedPage: measured(stage, 'a page by a prepared statement, as a role that nothing binds', () =>
      naked.query({ name: 'page', text: page.text, values: [...page.values] }),
    ),
    boundPage: measured(stage, 'the same page through TenantDb.read', () =>
      db.read(caller, (tx) => tx.query(page)),
    ),
    write: measured(stage, 'a write through TenantDb.run', (n) =>
      db.run(caller, (tx) => tx.query(rename(`Bench ${n}`))),
    ),
    recordedWrite: measured(stage, 'the same write and its record', (n) =>
      db.run(caller, async (tx) => {
        await tx.query(rename(`Bench ${n}`));
        const target = { id: workspaceId, name: 'Bench' };
        record(tx, 'workspace.updated', {
          target,
          before: { name: 'Bench' },
          after: { name: `Bench ${n}` },
        });
      }),
    ),
  };
  const close = async () => {
    await source.destroy();
    await naked.end();
  };
  return { contenders, close };
}

function measured(stage: Stage, name: string, work: (n: number) => Promise<unknown>): Contender {
  const lane = async (start: number) => {
    for (let n = start; n < UNITS; n += AT_ONCE) await work(n);
  };
  return {
    name,
    run: async () => {
      const [began, node, postgres] = [performance.now(), process.cpuUsage(), postgresCpu(stage.postmaster)];
      await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => lane(i)));
      const { user, system } = process.cpuUsage(node);
      return {
        done: UNITS,
        seconds: (performance.now() - began) / 1000,
        node: (user + system) / 1e6,
        postgres: postgresCpu(stage.postmaster) - postgres,
      };
    },
  };
}
