import type { Pool } from 'pg';
import { defineQueue } from './queue.js';
import { inTransaction } from './transaction.js';

export const dispatchQueue = defineQueue('dispatch', { wokenBy: 'leftJob' });

export interface OutboxJob {
  readonly id: string;
  readonly kind: string;
  readonly workspace_id: string | null;
  readonly actor_id: string | null;
  readonly request_id: string;
  readonly payload: unknown;
}

const JOBS_AT_ONCE = 100;

/**
 * Hands a batch of the job outbox to the queue, then deletes it. After a crash in between, it hands the batch over again
 * under the same job ids, and the queue ignores ids that it remembers. A job of an unknown kind waits for a worker that
 * knows it: while two releases run at the same time, the older one must not stop at it.
 * @returns how many were handed over
 */
export async function dispatchBatch(
  pool: Pool,
  kinds: readonly string[],
  hand: (jobs: OutboxJob[]) => Promise<void>,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<OutboxJob>(
      `select id, kind, workspace_id, actor_id, request_id, payload from public.job_outbox
       where kind = any($1) order by id limit $2 for update skip locked`,
      [kinds, JOBS_AT_ONCE],
    );
    if (rows.length === 0) return 0;
    await hand(rows);
    await client.query('delete from public.job_outbox where id = any($1)', [rows.map((row) => row.id)]);
    return rows.length;
  });
}
