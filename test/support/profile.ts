/** `PROFILE=full` runs what takes long; without it, enough to see that nothing has come loose. */
export const isFull = process.env['PROFILE'] === 'full';

/** `SEED` has the choices of an earlier run again; otherwise they are another every day, the same all day long. */
export const seedOfTheDay = Number(
  process.env['SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''),
);

/** `FAULT_SEED` has an earlier run's choices again; otherwise every run kills at other moments. */
export const faultSeed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
