import type { TestDatabase } from './database.js';

/** A session is touched by being used; that is nobody's doing. */
const restless = ['last_seen_at', 'idle_expires_at', 'last_used_at', 'ip', 'user_agent'];
/** The operator's: a knock at a foreign door is written there on purpose. */
const notTheirs = ['security_log'];

export type Fingerprint = Readonly<Record<string, string>>;

/**
 * What lies in a workspace and what its people have of their own, table by table, seen past all policies.
 * Equal before and after: nothing was touched. Wait until the outboxes are empty (`settled`) before asking.
 */
export async function fingerprint({ superuser }: TestDatabase, workspaceId: string): Promise<Fingerprint> {
  const { rows: tables } = await superuser.query<{ name: string; belongs: string }>(
    `select c.relname as name, ${belongs} as belongs
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and c.relname <> all($1) order by 1`,
    [notTheirs],
  );
  const prints = tables
    .filter(({ belongs }) => belongs)
    .map(
      ({ name, belongs }) => `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(
      string_agg((to_jsonb(t) - $2::text[])::text, '' order by (to_jsonb(t) - $2::text[])::text), '')) as print
      from ${name} t where ${belongs}`,
    );
  const { rows } = await superuser.query<{ name: string; print: string }>(prints.join(' union all '), [
    workspaceId,
    restless,
  ]);
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

const has = (column: string) =>
  `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = '${column}' and not a.attisdropped)`;
const people = '(select m.user_id from workspace_members m where m.workspace_id = $1)';
const belongs = `case
  when c.relname = 'workspaces' then 't.id = $1'
  when c.relname = 'users' then 't.id in ${people}'
  when ${has('workspace_id')} then 't.workspace_id = $1'
  when ${has('user_id')} then 't.user_id in ${people}'
  else '' end`;
