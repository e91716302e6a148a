import type { TestDatabase } from './database.js';

/** Written on purpose by a caller whom the guard refuses: the operator's log, the counts of limits and guesses, a session in use. */
const restless = ['security_log', 'throttles', 'backoffs', 'sessions'];

/**
 * A digest of every table, seen past all policies. Equal before and after: nothing was written. Wait until the
 * outboxes are empty (`settled`) before asking.
 */
export async function allRows({
  superuser,
}: Pick<TestDatabase, 'superuser'>): Promise<Record<string, string>> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not relispartition and relname <> all($1) order by 1`,
    [restless],
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(string_agg(t::text, '' order by t::text), ''))
       as digest from ${name} t`,
  );
  const { rows } = await superuser.query<{ name: string; digest: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
