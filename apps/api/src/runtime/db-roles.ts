import pg, { type ClientBase } from 'pg';

/** The four roles that log in. `bailiwick_authority` owns the reading functions and cannot. */
export const loginRoles = ['bailiwick_owner', 'bailiwick_app', 'bailiwick_audit', 'bailiwick_queue'] as const;
export type LoginRole = (typeof loginRoles)[number];

export type RolePasswords = Readonly<Record<LoginRole, string>>;

/** The four URLs by which the parts of the program reach one database. */
export function databaseUrls(host: string, database: string, passwords: RolePasswords) {
  const url = (role: LoginRole) =>
    `postgres://${role}:${encodeURIComponent(passwords[role])}@${host}/${database}`;
  return {
    DATABASE_URL: url('bailiwick_app'),
    DATABASE_OWNER_URL: url('bailiwick_owner'),
    DATABASE_AUDIT_URL: url('bailiwick_audit'),
    QUEUE_DATABASE_URL: url('bailiwick_queue'),
  };
}

/**
 * No request is worth more of the database's time. It is a setting of the role, because poolers refuse or lose what a
 * connection asks for when it starts.
 */
const statementTimeout = "alter role bailiwick_app set statement_timeout = '2s'";

/**
 * Creates the roles and sets their passwords; can be run again. The operator needs a role that can create roles and
 * databases.
 */
export function roleStatements(passwords: RolePasswords): string[] {
  const ensure = (role: string, options: string) => [
    `do $$ begin create role ${role}; exception when duplicate_object then null; end $$`,
    `alter role ${role} with ${options}`,
  ];
  return [
    ...loginRoles.flatMap((role) => ensure(role, `login password ${pg.escapeLiteral(passwords[role])}`)),
    ...ensure('bailiwick_authority', 'nologin'),
    statementTimeout,
    // The owner needs this to hand it the functions, and for nothing else: if the owner inherited its policies, they
    // would show the owner all rows. Before PostgreSQL 16 nobody could have one without the other.
    `do $$ begin execute 'grant bailiwick_authority to bailiwick_owner'
      || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false' else '' end; end $$`,
    // Only a member of a role may make it the owner of a database; a superuser needs no such thing.
    'grant bailiwick_owner to current_user',
  ];
}

/** A database of the owner role, in which no other role can create anything. */
export function databaseStatements(name: string): { create: string; rights: string[] } {
  const database = pg.escapeIdentifier(name);
  return {
    create: `create database ${database} owner bailiwick_owner`,
    rights: [
      `revoke all on database ${database} from public`,
      `grant connect on database ${database} to bailiwick_app, bailiwick_audit, bailiwick_queue`,
    ],
  };
}

/** Both, for a connection with the rights for them. */
export async function prepareDatabase(
  client: ClientBase,
  name: string,
  passwords: RolePasswords,
): Promise<void> {
  for (const statement of roleStatements(passwords)) await client.query(statement);
  const { create, rights } = databaseStatements(name);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(create);
  for (const statement of rights) await client.query(statement);
}

/** The rights that a role that serves requests must never have; each line is one reason to refuse to start. */
export async function excessRights(client: Pick<ClientBase, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ excess: string }>(`
    select 'is a superuser' as excess from pg_roles where rolname = current_user and rolsuper
    union all select 'may bypass row-level security' from pg_roles where rolname = current_user and rolbypassrls
    union all select 'may create databases' from pg_roles where rolname = current_user and rolcreatedb
    union all select 'may create roles' from pg_roles where rolname = current_user and rolcreaterole
    union all select 'is a member of ' || r.rolname from pg_roles r
      where r.rolname <> current_user and pg_has_role(current_user, r.oid, 'member')
    union all select 'owns the table ' || c.oid::regclass from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
        and pg_get_userbyid(c.relowner) = current_user
    union all select 'may truncate ' || c.oid::regclass from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege(c.oid, 'truncate')
    union all select 'may create in the schema public' where has_schema_privilege('public', 'create')
    union all select 'may create schemas' where has_database_privilege(current_database(), 'create')`);
  return rows.map((row) => row.excess);
}
