import type { Pool } from 'pg';

/**
 * Rows put there by the superuser, past all policies: the world of a test that needs no application.
 * Values are JSON: `\x…` for bytes, ISO text for times.
 */
export async function plant(
  superuser: Pool,
  table: string,
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(row).join(', ');
  await superuser.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`,
    [JSON.stringify(row)],
  );
}
