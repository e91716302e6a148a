import pg from 'pg';

/** Logs in as `bailiwick_queue`: empties the job outbox, and sees what upkeep may remove. */
export const QUEUE_POOL = Symbol('queue pool');

/**
 * A few connections for work beside requests. A lost connection fails the statements that wait for it, and the pool
 * opens another for the next. No code needs the event. But an `error` without a listener ends the process.
 */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, allowExitOnIdle: true });
  const ignore = () => undefined;
  // The pool listens only to idle connections, not to connections in use.
  return pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
}
