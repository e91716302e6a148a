import type { Pool, PoolClient } from 'pg';

/** All of it or nothing, on a connection of its own. One that is lost meanwhile fails the work and nothing else. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // Whoever waits for an answer is told there. Without a listener the same loss would also end the process.
  client.on('error', alreadyTold);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
    client.off('error', alreadyTold);
  }
}

const alreadyTold = () => undefined;
