import pg from 'pg';
import { BadConfig, type Config, environmentOfProcess, parseConfig } from './config.js';
import { excessRights } from './db-roles.js';

/** Reads the environment, or says in plain words what is wrong with it and ends the process. */
export function configOrExit(): Config {
  try {
    return parseConfig(environmentOfProcess());
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

/** Row-level security binds nobody who may switch it off: such a role does not get to serve requests. */
export async function refuseExcessRights(config: Config): Promise<void> {
  const client = new pg.Client({ connectionString: config.DATABASE_URL });
  await client.connect();
  try {
    const excess = await excessRights(client);
    if (excess.length === 0) return;
    throw new BadConfig(
      `DATABASE_URL: its role ${excess.join(', ')}; requests are served by a role that cannot`,
    );
  } finally {
    await client.end();
  }
}

/** Starts, or says why not in one line and ends the process. */
export async function run(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const message = error instanceof BadConfig ? error.message : ((error as Error).stack ?? String(error));
    process.stderr.write(`${message}\n`);
    process.exit(1);
  }
}

/**
 * Ends the process when it is asked to, or when the supervisor is gone that would have asked: once, and only
 * after what was begun is finished.
 */
export function endWell(finish: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void finish().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, end);
}
