import { startOrExit } from './runtime/boot.js';
import { migrateQueue } from '@bailiwick/jobs';
import { type Config, dataDir, environmentOfProcess, parseConfig } from './config.js';
import { migrate } from './runtime/data-source.js';
import { seedOnce } from './runtime/embedded/demo.js';
import { type Parts, startMissingParts } from './runtime/embedded/parts.js';
import { Supervisor } from './runtime/embedded/supervisor.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm start`: brings up what is not configured, migrates, then keeps the API and the worker running. */
async function start(): Promise<void> {
  const began = Date.now();
  const given = environmentOfProcess();
  const dir = dataDir(given);
  const parts = await startMissingParts(given, dir, say);
  const supervisor = new Supervisor(parts, say);
  try {
    const config = parseConfig(parts.env);
    if (config.DATABASE_OWNER_URL) await migrate(config.DATABASE_OWNER_URL);
    if (!config.REDIS_URL) await migrateQueue(config.QUEUE_DATABASE_URL);
    const programs =
      config.WORKER === 'separate' ? (['main.js', 'worker.js'] as const) : (['main.js'] as const);
    await Promise.all(programs.map((program) => supervisor.start(program)));
    const logins = parts.databaseIsEmbedded ? await seedOnce(config, dir) : undefined;
    for (const line of greeting({ config, parts, dir, logins, ms: Date.now() - began })) say(line);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

interface Started {
  readonly config: Config;
  readonly parts: Parts;
  readonly dir: string;
  readonly logins: readonly string[] | undefined;
  readonly ms: number;
}

function greeting({ config, parts, dir, logins, ms }: Started): string[] {
  const { APP_URL } = config;
  return [
    '',
    `Ready in ${(ms / 1000).toFixed(1)} s. Stop with Ctrl+C.`,
    `  Console  ${APP_URL}`,
    `  API      ${APP_URL}/api/v2     described at ${APP_URL}/api/docs`,
    ...(config.EMBEDDED_INBOX_DIR ? [`  Mails    ${APP_URL}/dev/inbox`] : []),
    ...(config.PRIVATE_PORT
      ? [
          `  Private  http://${config.PRIVATE_HOST}:${config.PRIVATE_PORT}/metrics and /queues, for the operator`,
        ]
      : []),
    ...(logins ? ['  Demo', ...logins.map((line) => `    ${line}`)] : []),
    ...(parts.databaseIsEmbedded
      ? [`  Everything is kept in ${dir}; delete that folder to begin anew.`]
      : []),
    '',
  ];
}

await startOrExit(start);
