import { createApp } from '../../apps/api/src/app.js';
import type { Config } from '../../apps/api/src/config.js';
import { createLog } from '../../apps/api/src/runtime/log.js';
import type { TestApp } from './app.js';

export interface Beside {
  readonly url: string;
  /** The lines of its log, from the level it was configured with. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** Another process of the same installation, configured otherwise. It serves, and leaves the work to the first. */
export async function beside(first: TestApp, otherwise: Partial<Config>): Promise<Beside> {
  const { EMBEDDED_INBOX_DIR: _, ...same } = first.config;
  const config: Config = { ...same, WORKER: 'separate', ...otherwise };
  const log: string[] = [];
  const app = await createApp(config, createLog(config, { write: (line) => void log.push(line) }));
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), log, close: () => app.close() };
}
