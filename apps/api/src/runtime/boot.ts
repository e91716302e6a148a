import pg from 'pg';
import { BadConfig, type Config, environmentOfProcess, parseConfig } from '../config.js';
import { excessRights } from './db-roles.js';

/** 78 is what sysexits.h calls an error of the configuration. */
export const exitCodeOf = (error: unknown): number => (error instanceof BadConfig ? 78 : 1);

/** What is wrong with the configuration is said in words; anything else with all that is known of it. */
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

/** Row-level security binds nobody who may switch it off: such a role does not get to serve requests, or to seal. */
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

/** Starts, or says why not in one line and ends the process. */
export async function startOrExit(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${errorLine(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

/** Whoever stops a service kills it after a while (systemd after 90 s); before that, what hangs can still be said. */
const LONGEST_END_MS = 60_000;

/**
 * Ends the process when it is asked to, or when the supervisor is gone that would have asked: once, and only
 * after what was begun is finished.
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
