import pg from 'pg';
import { BadConfig, type Config, environmentOfProcess, parseConfig } from '../config.js';
import { excessRights } from './db-roles.js';

/** 78 is what sysexits.h calls an error of the configuration. */
export const exitCodeOf = (error: unknown): number => (error instanceof BadConfig ? 78 : 1);

/** Says in words what is wrong with the configuration; for any other error it gives all that is known. */
export const errorLine = (error: unknown): string =>
  error instanceof BadConfig ? error.message : ((error as Error).stack ?? String(error));

/** Reads the environment, or says in plain words what is wrong with it and ends the process. */
export function configOrExit(): Config {
  try {
    return parseConfig(environmentOfProcess());
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    process.stderr.write(`${errorLine(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

/** Row-level security does not bind a role that can switch it off: such a role can neither serve requests nor seal. */
export async function refuseExcessRights(config: Config): Promise<void> {
  const urls = { DATABASE_URL: config.DATABASE_URL, DATABASE_AUDIT_URL: config.DATABASE_AUDIT_URL };
  for (const [name, connectionString] of Object.entries(urls)) {
    const excess = await excessOf(connectionString);
    if (excess.length > 0) throw new BadConfig(`${name}: its role ${excess.join(', ')}; use one that cannot`);
  }
}

async function excessOf(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return excessRights(client).finally(() => client.end());
}

/** Starts, or says in one line why not and ends the process. */
export async function startOrExit(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${errorLine(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

/**
 * The supervisor of a service kills it after a while (systemd after 90 s). Before that, we can still say what hangs.
 */
const LONGEST_END_MS = 60_000;

/**
 * Ends the process when it gets a signal, or when its supervisor is gone: once, and only after it finished its work.
 */
export function finishOnSignal(finish: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      process.stderr.write('gave up waiting for what was begun to be finished\n');
      process.exit(1);
    }, LONGEST_END_MS).unref();
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
