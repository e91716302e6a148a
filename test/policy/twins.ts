import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import { isPublic, needsWorkspace } from '../../apps/api/src/http/route/route.decorator.js';
import { type Knock, fill, knock, nameOf } from './knock.js';
import { findingsOf, waysToName } from './sweeps.js';
import { type Row, type World, idsOf } from './world.js';

interface Table {
  readonly name: string;
  /** All but those that Postgres makes of others. */
  readonly columns: readonly string[];
  /** Columns that are unique over all workspaces. */
  readonly global: readonly { readonly name: string; readonly isHash: boolean }[];
  /** What the stranger really has. */
  readonly own: unknown;
}

/**
 * Gives the stranger's workspace a twin of every row of the agency's, under the same id: a statement that forgot
 * to name the workspace then hits both.
 * @returns what plants them, and planted again undoes every change in between
 */
export async function twinsOf(world: World): Promise<() => Promise<void>> {
  const { rows } = await world.app.db.superuser.query<Table>(tablesWithIds);
  const tables = await Promise.all(
    rows.map(async (table) => ({ ...table, own: await ownRows(world, table.name) })),
  );
  return () => transaction(world, (client) => plant(client, tables, world));
}

async function ownRows({ app, stranger }: World, table: string): Promise<unknown> {
  const text = `select coalesce(jsonb_agg(t), '[]') as own from ${table} t where workspace_id = $1`;
  return (await app.db.superuser.query<{ own: unknown }>(text, [stranger.workspaceId])).rows[0]?.own;
}

async function plant(client: ClientBase, tables: readonly Table[], world: World): Promise<void> {
  const [theirs, ours] = [world.workspaceId, world.stranger.workspaceId];
  for (const { name, columns, global, own } of tables) {
    const fresh = global
      .map(({ name: column, isHash }) =>
        isHash
          ? `, '${column}', sha256(convert_to('twin' || t.id, 'UTF8'))`
          : `, '${column}', gen_random_uuid()`,
      )
      .join('');
    const put = `insert into ${name} (${columns.join(', ')}) select ${columns.map((one) => `row.${one}`).join(', ')}`;
    await client.query(`delete from ${name} where workspace_id = $1`, [ours]);
    await client.query(`${put} from jsonb_populate_recordset(null::${name}, $1) row`, [JSON.stringify(own)]);
    await client.query(
      `${put} from ${name} t, jsonb_populate_record(t, jsonb_build_object('workspace_id', $1::uuid${fresh})) row
       where t.workspace_id = $2`,
      [ours, theirs],
    );
  }
}

/** Foreign keys are not looked at meanwhile, so the order of the tables does not matter. */
async function transaction({ app }: World, work: (client: ClientBase) => Promise<void>): Promise<void> {
  const client = await app.db.superuser.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Sealed records have ids and stay what they are; outboxes are empty. Of a link, whose id is its alone, and of the one row
 * of rules that a workspace has, there is no twin.
 */
const tablesWithIds = `
  select c.relname as name, array(select k.attname::text from pg_attribute k where k.attrelid = c.oid and k.attnum > 0
      and not k.attisdropped and k.attgenerated = '') as columns, array(select jsonb_build_object('name', u.attname, 'isHash', u.atttypid = 'bytea'::regtype)
      from pg_index i join pg_attribute u on u.attrelid = c.oid and u.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisunique and u.attname <> 'workspace_id') as global
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
    and c.relname not in ('audit_outbox', 'job_outbox', 'security_log', 'group_links', 'guardrails') and a.attname in ('id', 'workspace_id')
  group by c.oid having count(*) = 2`;

/** The one-shot token of a twin, as it was planted. */
const twinToken = ({ id }: Pick<Row, 'id'>) => `twin${id}`;

/** The link by which the guest is invited to the stranger's workspace too. */
export async function openTwinToken({ app, workspaceId }: World): Promise<string> {
  const { rows } = await app.db.superuser.query<{ id: string }>(
    'select id from invitation_tokens where workspace_id = $1 and ended_as is null',
    [workspaceId],
  );
  return rows.map(twinToken).join();
}

/**
 * Asks every route for each twin, and for lists of them.
 * @returns where the agency's rows were shown, changed, or stumbled over
 */
export async function mixedUp(world: World, plantTwins: () => Promise<void>): Promise<string[]> {
  const [rows, before] = [await idsOf(world), await world.print()];
  const findings: string[] = [];
  for (const route of world.routes.filter(actsOnRows)) {
    await plantTwins();
    const asked = askersOf(world, route).flatMap((asker) =>
      knocksFor(route, rows).map((one) => ({ asker, one })),
    );
    const answers = await findingsOf(asked, async ({ asker, one }) => [
      (await knock(asker, route, one)).text,
    ]);
    const mixed = answers.filter((text) => text.includes(`_id":"${world.workspaceId}"`) || isMixed(text));
    findings.push(...mixed.map((text) => `${nameOf(route)} answers ${text.slice(0, 300)}`));
    if (!isDeepStrictEqual(await world.print(), before)) findings.push(`${nameOf(route)} reached both`);
  }
  return findings;
}

const actsOnRows = ({ permission, path }: RouteEntry) =>
  needsWorkspace(permission) || path.includes('/by-token/');

/** Links are for invited people. */
const askersOf = ({ guest, stranger }: World, { permission }: RouteEntry) =>
  isPublic(permission) ? [guest, stranger] : [stranger];

function knocksFor(route: RouteEntry, rows: readonly Row[]): Knock[] {
  const byRow = waysToName(route).flatMap((way) => rows.map(({ id }) => way(id)));
  const tokens = rows.filter(({ table }) => table === 'invitation_tokens').map(twinToken);
  const byToken = route.path.includes(':token') ? tokens.map((one) => ({ path: fill(route.path, one) })) : [];
  const whole = route.method === 'GET' && !route.path.includes(':') ? [{}] : [];
  return [...byRow, ...byToken, ...whole];
}

/** A list, however deep, or a file that holds two of the same, or a statement that stumbled over the second row. */
function isMixed(text: string): boolean {
  if (!text.startsWith('{')) return new Set(text.split('\n')).size < text.split('\n').length;
  let mixed = false;
  JSON.parse(text, (name, value: unknown) => {
    const ids = Array.isArray(value) ? value.flatMap((one: { id?: string } | null) => one?.id ?? []) : [];
    mixed ||= new Set(ids).size < ids.length || (name === 'code' && value === 'internal');
    return value;
  });
  return mixed;
}
