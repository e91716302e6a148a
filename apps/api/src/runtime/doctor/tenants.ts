import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Makes two workspaces in a transaction that it rolls back, and lets one reach for the other's rows. It uses the real
 * database and the real role, because exactly these have to hold.
 * @returns what got through, or nothing
 */
export async function probeTenants(client: pg.Client): Promise<string | undefined> {
  await client.query('begin');
  try {
    const [victim, intruder] = [await plant(client), await plant(client)];
    await enter(client, intruder);
    const leaks = [
      ...(await seen(client, victim)),
      ...(await changed(client, victim)),
      ...(await planted(client, victim)),
    ];
    return leaks.length > 0 ? `one tenant reached the other: ${leaks.join(', ')}` : undefined;
  } finally {
    await client.query('rollback');
  }
}

async function plant(client: pg.Client): Promise<string> {
  const [workspace, user] = [randomUUID(), randomUUID()];
  await enter(client, workspace, user);
  await client.query(
    `insert into users (id, email, first_name, last_name) values ($1, $2, 'Probe', 'Probe')`,
    [user, `${user}@probe.invalid`],
  );
  await client.query(`insert into workspaces (id, name, owner_id) values ($1, 'Probe', $2)`, [
    workspace,
    user,
  ]);
  await client.query('insert into audit_heads (workspace_id) values ($1)', [workspace]);
  await client.query(
    `insert into workspace_members (workspace_id, id, user_id, email, status) values ($1, $2, $3, $4, 'active')`,
    [workspace, randomUUID(), user, `${user}@probe.invalid`],
  );
  return workspace;
}

async function enter(client: pg.Client, workspace: string, user = ''): Promise<void> {
  await client.query(`select set_config('app.workspace_id', $1, true), set_config('app.user_id', $2, true)`, [
    workspace,
    user,
  ]);
}

async function seen(client: pg.Client, victim: string): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select 'rows of workspaces are seen' as table from workspaces where id = $1
     union all select 'rows of workspace_members are seen' from workspace_members where workspace_id = $1
     union all select 'rows of audit_heads are seen' from audit_heads where workspace_id = $1`,
    [victim],
  );
  return rows.map((row) => row.table);
}

async function changed(client: pg.Client, victim: string): Promise<string[]> {
  const renamed = await client.query(`update workspaces set name = 'Taken' where id = $1`, [victim]);
  const removed = await client.query('delete from workspace_members where workspace_id = $1', [victim]);
  return [
    ...(renamed.rowCount ? ['it was renamed'] : []),
    ...(removed.rowCount ? ['its members were removed'] : []),
  ];
}

async function planted(client: pg.Client, victim: string): Promise<string[]> {
  await client.query('savepoint planted');
  try {
    await client.query(
      `insert into workspace_members (workspace_id, id, user_id, email, status) values ($1, $2, $3, $4, 'active')`,
      [victim, randomUUID(), randomUUID(), `${randomUUID()}@probe.invalid`],
    );
    return ['a member was planted'];
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    await client.query('rollback to savepoint planted');
    return [];
  }
}
