import type { QueryRunner } from 'typeorm';

/** The setting for a policy: after a transaction it is an empty string, not null. */
export const setting = (
  name: 'workspace_id' | 'user_id' | 'address' | 'via_link_id' | 'acting_from',
  type: 'uuid' | 'text' = 'uuid',
): string => `(select nullif(current_setting('app.${name}', true), '')::${type})`;

/** Row-level security that binds the table's owner too. Without a policy, nobody sees any row. */
export async function forceRls(q: QueryRunner, table: string): Promise<void> {
  await q.query(`alter table ${table} enable row level security`);
  await q.query(`alter table ${table} force row level security`);
}

/** One permissive policy for the role that serves requests; rows outside of `condition` do not exist for it. */
export async function appPolicy(q: QueryRunner, table: string, condition: string): Promise<void> {
  await q.query(
    `create policy ${table}_app on ${table} for all to bailiwick_app using (${condition}) with check (${condition})`,
  );
}

/** A table whose rows belong to one workspace. `rights`: the rights of requests, e.g. `select, insert`. */
export async function tenantTable(
  q: QueryRunner,
  table: string,
  rights: string,
  column = 'workspace_id',
): Promise<void> {
  await forceRls(q, table);
  await appPolicy(q, table, `${column} = ${setting('workspace_id')}`);
  await q.query(`grant ${rights} on ${table} to bailiwick_app`);
}

/** A table of the person, not of a workspace: a row answers to the person who signed in, or is about to. */
export async function personTable(
  q: QueryRunner,
  table: string,
  rights: string,
  column = 'user_id',
): Promise<void> {
  await forceRls(q, table);
  await appPolicy(q, table, `${column} = ${setting('user_id')}`);
  await q.query(`grant ${rights} on ${table} to bailiwick_app`);
}

/** Lets the definer functions read these columns of the table, and nothing else. */
export async function authorityReads(q: QueryRunner, table: string, columns: string): Promise<void> {
  await q.query(
    `create policy ${table}_authority on ${table} for select to bailiwick_authority using (true)`,
  );
  await q.query(`grant select (${columns}) on ${table} to bailiwick_authority`);
}

/** Lets upkeep delete the rows that meet the condition, see which they are, and see nothing else. */
export async function upkeepForgets(
  q: QueryRunner,
  table: string,
  condition: string,
  columns: string,
): Promise<void> {
  await q.query(`create policy ${table}_upkeep on ${table} for all to bailiwick_queue using (${condition})`);
  await q.query(`grant select (${columns}), delete on ${table} to bailiwick_queue`);
}

/**
 * Lets `purge_workspace`, which belongs to the owner, find and delete the rows of the workspace that it names. Every table
 * with a `workspace_id` needs this, or that function says why its rows stay.
 */
export async function purgeable(q: QueryRunner, table: string, column = 'workspace_id'): Promise<void> {
  await q.query(`create policy ${table}_purge on ${table} for all to bailiwick_owner
    using (${column} = ${setting('workspace_id')})`);
}

/**
 * Runs work of a migration on the rows of every workspace. Under FORCE the owner sees no rows, without an error. Inside
 * the migration's transaction nobody else can see the table while FORCE is off.
 */
export async function withoutForce(q: QueryRunner, table: string, work: () => Promise<void>): Promise<void> {
  await q.query(`alter table ${table} no force row level security`);
  await work();
  await q.query(`alter table ${table} force row level security`);
}
