/** `PROFILE=full` runs what takes long; without it, enough to see that nothing has come loose. */
export const isFull = process.env['PROFILE'] === 'full';

/** `FAULT_SEED` has an earlier run's choices again. */
export const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
