import type { TestDatabase } from './database.js';
import { until } from './until.js';

type Database = Pick<TestDatabase, 'superuser'>;

/** Locks rows as another transaction would. @returns what lets go of them */
export async function hold(
  { superuser }: Database,
  lock: string,
  values: readonly unknown[],
): Promise<() => Promise<void>> {
  const holder = await superuser.connect();
  await holder.query('begin');
  await holder.query(lock, [...values]);
  let held = true;
  return async () => {
    if (!held) return;
    held = false;
    await holder.query('rollback');
    holder.release();
  };
}

/** As soon as so many transactions wait for a lock. */
export const waiting = ({ superuser }: Database, howMany: number) =>
  until(`${howMany} transactions wait`, async () => {
    const { rows } = await superuser.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length >= howMany;
  });

/**
 * Makes a race happen: holds rows until all that `work` began waits for a lock, and then lets go. Where the order of
 * locks is wrong, they go on to wait for each other.
 */
export async function queuedBehind<T>(
  db: Database,
  lock: string,
  values: readonly unknown[],
  work: () => readonly PromiseLike<T>[],
): Promise<T[]> {
  const letGo = await hold(db, lock, values);
  try {
    const begun = work().map((one) => Promise.resolve(one));
    await waiting(db, begun.length);
    await letGo();
    return await Promise.all(begun);
  } finally {
    await letGo();
  }
}
