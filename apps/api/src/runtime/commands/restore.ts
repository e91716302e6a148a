import { record } from '@bailiwick/audit';
import { type Tx, jobFacts, newId, sql, systemCaller } from '@bailiwick/tenancy';
import pg from 'pg';
import type { Config } from '../../config.js';
import { withTenantDb } from '../data-source.js';

export interface RemovedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly removed_at: Date;
  readonly purged_from: Date;
}

/**
 * Workspaces that are closed to everyone, and that the operator can still restore. The role of queues sees no others.
 */
export async function removedWorkspaces({
  QUEUE_DATABASE_URL: connectionString,
}: Config): Promise<RemovedWorkspace[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } =
      await client.query<RemovedWorkspace>(`select id, name, scheduled_for_removal_at as removed_at,
        scheduled_for_removal_at + interval '30 days' as purged_from from public.workspaces
      where scheduled_for_removal_at <= now() and purged_at is null order by scheduled_for_removal_at`);
    return rows;
  } finally {
    await client.end();
  }
}

export type RestoredWorkspace = 'restored' | 'unknown' | 'not removed' | 'purged';

/** Everything is as it was before its removal was scheduled. The workspace's log says so. */
export async function restoreWorkspace(config: Config, workspaceId: string): Promise<RestoredWorkspace> {
  const caller = systemCaller(jobFacts(newId(), 'restore'), { workspaceId });
  return withTenantDb(config, (db) => db.run(caller, (tx) => restore(tx, workspaceId)));
}

interface State {
  readonly name: string;
  readonly scheduled_for_removal_at: Date | null;
  readonly removed: boolean | null;
  readonly purged: boolean;
}

async function restore(tx: Tx, id: string): Promise<RestoredWorkspace> {
  const before = await tx.one<State>(sql`select name, scheduled_for_removal_at,
      scheduled_for_removal_at <= now() as removed, purged_at is not null as purged
    from workspaces where id = ${id} for no key update`);
  if (!before) return 'unknown';
  if (before.purged) return 'purged';
  if (!before.removed) return 'not removed';
  await tx.query(sql`update workspaces
    set scheduled_for_removal_at = null, removal_warned_at = null, timestamp_updated = now() where id = ${id}`);
  record(tx, 'workspace.restored', {
    target: { id, name: before.name },
    before: { scheduled_for_removal_at: before.scheduled_for_removal_at },
    after: { scheduled_for_removal_at: null },
  });
  return 'restored';
}
