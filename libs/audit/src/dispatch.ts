import type { Pool } from 'pg';

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
 * Hands a batch of the job outbox to the queue, then forgets it. A crash in between hands it over again
 * under the same job id, which the queue ignores while it remembers the first.
 * @returns how many were handed over
 */
export async function dispatchBatch(pool: Pool, hand: (jobs: OutboxJob[]) => Promise<void>): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<OutboxJob>(
      `select id, kind, workspace_id, actor_id, request_id, payload from public.job_outbox
       order by id limit $1 for update skip locked`,
      [JOBS_AT_ONCE],
    );
    if (rows.length > 0) {
      await hand(rows);
      await client.query('delete from public.job_outbox where id = any($1)', [rows.map((row) => row.id)]);
    }
    await client.query('commit');
    return rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
