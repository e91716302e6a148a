import type { ClientBase } from 'pg';

type Database = Pick<ClientBase, 'query'>;

/** Names of tables and keys that are global on purpose; `test/policy/golden/global-tables.txt` says why. */
export type Exceptions = Pick<ReadonlyMap<string, string>, 'has' | 'keys'>;

interface Table {
  readonly name: string;
  readonly forced: boolean;
  readonly partition: boolean;
  readonly tenant_first: boolean;
  readonly grantees: readonly string[];
}

interface Key {
  readonly name: string;
  readonly table: string;
  readonly kind: 'unique' | 'index' | 'foreign key';
  readonly columns: readonly string[];
}

/** What the wall in the database lacks. Empty: every table is bound to a workspace, or listed with a reason. */
export async function databaseFindings(db: Database, exceptions: Exceptions): Promise<string[]> {
  const [tables, keys, policies] = [await tablesOf(db), await keysOf(db), await policiesOf(db)];
  const names = new Set([...tables, ...keys, ...policies].map((one) => one.name));
  const tenant = new Set(tables.filter((one) => one.tenant_first).map((one) => one.name));
  return [
    ...tables.flatMap((table) => tableFindings(table, exceptions)),
    ...keys.filter(({ table }) => tenant.has(table)).flatMap((key) => keyFindings(key, exceptions)),
    ...policies.filter(({ table }) => tenant.has(table)).flatMap((one) => policyFindings(one, exceptions)),
    ...(await viewsOf(db)).map((name) => `${name} is a view that looks with its owner's eyes`),
    ...[...exceptions.keys()].filter((name) => !names.has(name)).map((name) => `${name} is listed and gone`),
  ];
}

function tableFindings(table: Table, exceptions: Exceptions): string[] {
  const { name, forced, partition, tenant_first, grantees } = table;
  const listed = exceptions.has(name);
  return [
    ...(!forced && grantees.length > 0
      ? [`${name} can be reached, and its row-level security is not forced`]
      : []),
    ...(!forced && tenant_first
      ? [`${name} belongs to workspaces, and its row-level security is not forced`]
      : []),
    ...(partition && grantees.length > 0
      ? [`${name} is a part of a table and can be reached by itself`]
      : []),
    ...(!tenant_first && !listed
      ? [`${name} does not begin with workspace_id, and is not listed as global`]
      : []),
    ...(tenant_first && listed ? [`${name} begins with workspace_id, and is listed as global`] : []),
  ];
}

function keyFindings({ name, table, kind, columns }: Key, exceptions: Exceptions): string[] {
  if (columns[0] === 'workspace_id' || exceptions.has(name)) return [];
  return [`${name}: a ${kind} of ${table} does not begin with workspace_id, and is not listed as global`];
}

/** The roles that serve no request have their own policies, which people review. */
function policyFindings({ name, table, applies, conditions }: Policy, exceptions: Exceptions): string[] {
  if (!/ to .*(public|bailiwick_app)/.test(applies) || exceptions.has(name)) return [];
  if (conditions.every((one) => one === 'workspace_id = app.workspace_id')) return [];
  return [`${name}: a policy of ${table} admits rows by something else than their workspace`];
}

async function tablesOf(db: Database): Promise<Table[]> {
  const { rows } = await db.query<Table>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relispartition as partition,
      coalesce((select a.attname = 'workspace_id' from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary), false) as tenant_first,
      array(select distinct g.grantee::regrole::text from aclexplode(c.relacl) g where g.grantee <> c.relowner
        union select g.grantee::regrole::text from pg_attribute a, aclexplode(a.attacl) g where a.attrelid = c.oid
      ) as grantees
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  return rows;
}

async function keysOf(db: Database): Promise<Key[]> {
  const { rows } = await db.query<Key>(`
    select k.name, k.table, k.kind, array(select a.attname::text from unnest(k.numbers) with ordinality n (number, at)
      join pg_attribute a on a.attrelid = k.relid and a.attnum = n.number order by n.at) as columns
    from (
      select c.conname as name, c.conrelid as relid, c.conrelid::regclass::text as table, 'foreign key' as kind,
        c.conkey as numbers from pg_constraint c where c.contype = 'f' and c.conparentid = 0
      union all
      select i.indexrelid::regclass::text, i.indrelid, i.indrelid::regclass::text,
        case when i.indisunique then 'unique' else 'index' end, i.indkey::int2[]
      from pg_index i join pg_class c on c.oid = i.indexrelid where not c.relispartition
    ) k join pg_class t on t.oid = k.relid
    where t.relnamespace = 'public'::regnamespace and not t.relispartition order by 1`);
  return rows;
}

/** A view sees what its owner sees, unless told otherwise; a materialized one always does. */
async function viewsOf(db: Database): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions), false))`);
  return rows.map(({ name }) => name);
}

/** Every function that runs with the rights of another: whose, who may call it, where it looks for names. */
export async function definerRows(db: Database): Promise<string[][]> {
  const { rows } = await db.query<{ row: string[] }>(`
    select array[p.oid::regprocedure::text, 'owner ' || p.proowner::regrole, 'executor ' || coalesce((
        select string_agg(case g.grantee when 0 then 'ANYBODY' else g.grantee::regrole::text end, ', ' order by 1)
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee <> p.proowner), 'none'),
      coalesce((select option from unnest(p.proconfig) option where option like 'search_path=%'), 'NO search_path')] as row
    from pg_proc p where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    order by 1`);
  return rows.map(({ row }) => row);
}

/** What the roles are, and what each may do to what; the owner of a thing may do everything and is left out. */
export async function grantRows(db: Database): Promise<string[][]> {
  const { rows } = await db.query<{ row: string[] }>(`
    select array[who, what, string_agg(right_, ', ' order by right_)] as row from (
      select rolname::text as who, 'role' as what, unnest(array_remove(array[
        case when rolcanlogin then 'login' end, case when rolsuper then 'SUPERUSER' end,
        case when rolbypassrls then 'BYPASSRLS' end, case when rolcreaterole then 'CREATEROLE' end,
        case when rolcreatedb then 'CREATEDB' end], null)
        || array(select 'member of ' || m.roleid::regrole from pg_auth_members m where m.member = r.oid)) as right_
      from pg_roles r where rolname like 'bailiwick\\_%'
      union all
      select ${grantee}, 'database', lower(privilege_type) from pg_database, aclexplode(datacl) g
      where datname = current_database() and g.grantee <> datdba
      union all
      select ${grantee}, 'schema ' || nspname, lower(privilege_type) from pg_namespace, aclexplode(nspacl) g
      where g.grantee <> nspowner and nspname !~ '^(pg_|information_schema)'
      union all
      select ${grantee}, relnamespace::regnamespace || '.' || relname, lower(privilege_type)
      from pg_class, aclexplode(relacl) g
      where g.grantee <> relowner and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      union all
      select ${grantee}, relnamespace::regnamespace || '.' || relname,
        format('%s (%s)', lower(privilege_type), string_agg(attname, ', ' order by attnum))
      from pg_class join pg_attribute a on attrelid = pg_class.oid, aclexplode(attacl) g
      where relnamespace::regnamespace::text !~ '^(pg_|information_schema)' group by 1, 2, privilege_type
    ) granted group by who, what order by who, what`);
  return rows.map(({ row }) => row);
}

const grantee = `case g.grantee when 0 then 'anybody' else g.grantee::regrole::text end`;

interface Policy {
  readonly name: string;
  readonly table: string;
  /** `select to bailiwick_app` */
  readonly applies: string;
  readonly conditions: readonly string[];
}

async function policiesOf(db: Database): Promise<Policy[]> {
  const { rows } = await db.query<Policy & { using: string | null; check: string | null }>(`
    select policyname as name, tablename as table, qual as using, with_check as check,
      (case permissive when 'RESTRICTIVE' then 'RESTRICTIVE ' else '' end) || lower(cmd) || ' to ' ||
      array_to_string(roles, ', ') as applies
    from pg_policies where schemaname = 'public' order by tablename, policyname`);
  return rows.map(({ using, check, ...policy }) => ({
    ...policy,
    conditions: [...new Set([using, check].filter((one) => one !== null))].map(readable),
  }));
}

/** A setting read as it must be, cautiously and once per statement, goes by its name; anything else stands as it is. */
const readable = (condition: string) =>
  condition
    .replaceAll(
      /\( SELECT \(?NULLIF\(current_setting\('(app\.\w+)'::text, true\), ''::text\)(?:\)::uuid)? AS "nullif"\)/g,
      '$1',
    )
    .replace(/^\((.*)\)$/s, '$1')
    .replaceAll(/\s+/g, ' ');

/** Every policy, as Postgres understood it; rows are seen, and written where nothing else stands, where this holds. */
export const policyRows = async (db: Database): Promise<string[][]> =>
  (await policiesOf(db)).map(({ table, name, applies, conditions }) => [
    table,
    name,
    applies,
    conditions.join(' | '),
  ]);
