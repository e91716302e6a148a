import { randomBytes } from 'node:crypto';
import { newId } from '@bailiwick/tenancy';
import type { Pool } from 'pg';
import { plant } from './plant.js';

interface Column {
  readonly name: string;
  /** Of an array, that of its elements is not asked: it stays empty. */
  readonly type: string;
  readonly labels: readonly string[] | null;
  /** The checks that speak of this column alone, as Postgres writes them. */
  readonly checks: string;
}

interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly referenced: readonly string[];
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly keys: readonly ForeignKey[];
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Gives the workspace a row in every table of tenants that is not named: from the columns that must have a value, their
 * checks, and the keys that lead elsewhere. A table whose rules say more is named by hand in `planted.ts`.
 */
export async function plantUnnamed(
  superuser: Pool,
  given: { readonly workspace_id: string; readonly user_id: string },
  named: readonly string[],
): Promise<string[]> {
  const { rows } = await superuser.query<Table>(tenantTables);
  const waiting = new Map(
    rows.filter(({ name }) => !named.includes(name)).map((table) => [table.name, table]),
  );
  const planted: string[] = [];
  const fill = async (table: Table): Promise<void> => {
    waiting.delete(table.name);
    // What its keys lead to comes first.
    for (const { table: other } of table.keys) {
      const below = waiting.get(other);
      if (below) await fill(below);
    }
    await plant(superuser, table.name, await rowOf(superuser, table, given));
    planted.push(table.name);
  };
  for (const table of rows) if (waiting.has(table.name)) await fill(table);
  return planted;
}

async function rowOf(superuser: Pool, { columns, keys }: Table, given: Row): Promise<Row> {
  const own = Object.fromEntries(columns.map((column) => [column.name, valueOf(column)]));
  const row: Record<string, unknown> = { ...own, workspace_id: given['workspace_id'] };
  for (const key of keys) Object.assign(row, await targetOf(superuser, key, given));
  return row;
}

/** The key of a row in the same workspace, of the given user, or of the workspace itself. */
async function targetOf(superuser: Pool, key: ForeignKey, given: Row): Promise<Row> {
  const { columns, table, referenced } = key;
  if (table === 'workspaces') return { [columns[0] ?? '']: given['workspace_id'] };
  if (table === 'users') return { [columns[0] ?? '']: given['user_id'] };
  const { rows } = await superuser.query<Row>(
    `select ${referenced.join(', ')} from ${table} where workspace_id = $1 limit 1`,
    [given['workspace_id']],
  );
  if (!rows[0]) throw new Error(`${table} has no row that a key could lead to`);
  return Object.fromEntries(columns.map((column, i) => [column, rows[0]?.[referenced[i] ?? '']]));
}

let counted = 0;

/** Different each time, so that unique columns find room. */
function valueOf({ type, labels, checks }: Column): unknown {
  counted += 1;
  if (labels?.[0]) return labels[0];
  if (type.endsWith('[]')) return [];
  // `= any (array['a'::text, 'b'::text])`, and `= 'a'::text`
  const allowed = /= (?:ANY \(\(?ARRAY\[)?'([^']*)'/.exec(checks);
  if (allowed) return allowed[1];
  const make = makers[type.replace(/\(.*\)/, '')];
  if (!make) throw new Error(`no value for a ${type} is known: name the table in planted.ts`);
  return make();
}

const makers: Readonly<Record<string, () => unknown>> = {
  uuid: newId,
  text: () => `planted ${counted}`,
  'character varying': () => `planted ${counted}`,
  citext: () => `planted ${counted}`,
  bytea: () => `\\x${randomBytes(32).toString('hex')}`,
  integer: () => counted,
  bigint: () => counted,
  smallint: () => 1,
  numeric: () => 1,
  boolean: () => false,
  jsonb: () => ({}),
  inet: () => '127.0.0.1',
  date: () => new Date().toISOString().slice(0, 10),
  'timestamp with time zone': () => new Date().toISOString(),
};

/** Columns that must have a value and have none by themselves; keys all of whose columns must. */
const tenantTables = `
  select c.relname as name,
    array(select jsonb_build_object('name', a.attname, 'type', regexp_replace(format_type(a.atttypid, a.atttypmod), '\\(\\d+\\)', ''),
        'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid),
        'checks', coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
            where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), ''))
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attnotnull
        and not a.atthasdef and a.attidentity = '' order by a.attnum) as columns,
    array(select jsonb_build_object('table', k.confrelid::regclass::text,
        'columns', (select jsonb_agg(a.attname order by n) from unnest(k.conkey) with ordinality u(num, n)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num),
        'referenced', (select jsonb_agg(a.attname order by n) from unnest(k.confkey) with ordinality u(num, n)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num))
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
        and not exists (select from unnest(k.conkey) u(num) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.num
            where not a.attnotnull)) as keys
  from pg_class c join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id' and w.attnotnull
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname`;
