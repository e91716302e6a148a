import type { Pool, PoolClient } from 'pg';

/** All or nothing, on a separate connection. A lost connection fails only this work. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // The statement that waits for an answer gets the error. Without a listener the same loss would also end the process.
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
