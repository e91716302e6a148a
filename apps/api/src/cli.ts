import { existsSync, readFileSync } from 'node:fs';
import { exitCodeOf, errorLine } from './runtime/boot.js';
import { BadConfig, dataDir, environmentOfProcess, parseConfig } from './config.js';
import { runChecks } from './runtime/doctor/checks.js';
import { environmentFile } from './runtime/embedded/parts.js';
import { type RestoredWorkspace, removedWorkspaces, restoreWorkspace } from './runtime/commands/restore.js';
import { uuidForm } from './http/body/shapes.js';
import { rotateTotpKeys } from './runtime/commands/rotate-keys.js';
import { totpBox } from './identity/two-factor/totp.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** @returns the exit code */
type Command = (words: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, { readonly sentence: string; readonly run: Command }>> = {
  doctor: { sentence: 'looks at everything the program stands on, and says what is wrong', run: doctor },
  'rotate-keys': {
    sentence: 'seals with the current SECRET_KEY what lies sealed under an earlier one',
    run: rotateKeys,
  },
  workspace: {
    sentence: 'list-removed, or restore ID: what was removed, until it is purged after 30 days',
    run: workspace,
  },
};

async function doctor(): Promise<number> {
  const findings = await runChecks(parseConfig(environment()));
  for (const { what, problem } of findings)
    say(problem === undefined ? `ok    ${what}` : `WRONG ${what}: ${problem}`);
  const wrong = findings.filter((finding) => finding.problem !== undefined).length;
  say(wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} are wrong.`);
  return wrong === 0 ? 0 : 1;
}

async function rotateKeys(): Promise<number> {
  const config = parseConfig(environment());
  if (!config.DATABASE_OWNER_URL) throw new BadConfig('DATABASE_OWNER_URL: needed for this, and not set');
  const done = await rotateTotpKeys(config.DATABASE_OWNER_URL, totpBox(config));
  say(`${done.renewed} secrets of second factors were renewed, ${done.unreadable} are left.`);
  if (done.unreadable > 0)
    say(
      'Those left were sealed with a key that neither SECRET_KEY nor SECRET_KEYS_PREVIOUS has, or damaged.',
    );
  if (!done.complete)
    say('The rest was not looked at: something holds the table for long, such as a backup. Run this again.');
  return done.complete && done.unreadable === 0 ? 0 : 1;
}

async function workspace([verb = '', id = '', ...more]: readonly string[]): Promise<number> {
  if (verb === 'list-removed' && id === '') return listRemoved();
  if (verb === 'restore' && id !== '' && more.length === 0) return restore(id);
  say('Usage: npx bailiwick workspace list-removed');
  say('       npx bailiwick workspace restore ID');
  return 64;
}

async function listRemoved(): Promise<number> {
  const removed = await removedWorkspaces(parseConfig(environment()));
  for (const { id, name, removed_at, purged_from } of removed)
    say(`${id}  removed ${removed_at.toISOString()}  purged from ${purged_from.toISOString()}  ${name}`);
  say(`${removed.length} removed workspaces can be restored.`);
  return 0;
}

const restorations: Readonly<Record<RestoredWorkspace, string>> = {
  restored: 'was restored. Everybody can open it again, and its audit log says so.',
  unknown: 'is not known here.',
  'not removed': 'was not removed. A removal that is only scheduled is cancelled in the workspace.',
  purged: 'was purged. Only a backup still has what was in it.',
};

async function restore(id: string): Promise<number> {
  const config = parseConfig(environment());
  const outcome = uuidForm.test(id) ? await restoreWorkspace(config, id.toLowerCase()) : 'unknown';
  say(`The workspace ${id} ${restorations[outcome]}`);
  return outcome === 'restored' ? 0 : 1;
}

/** On a laptop, `npm start` leaves a file with the variables that it filled in; it must be running. */
function environment(): NodeJS.ProcessEnv {
  const given = environmentOfProcess();
  const file = environmentFile(dataDir(given));
  if (given['DATABASE_URL'] !== undefined || !existsSync(file)) return given;
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv), ...given };
}

async function main([name = '', ...words]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command.run(words);
  say('Usage: npx bailiwick COMMAND');
  for (const [known, { sentence }] of Object.entries(commands)) say(`  ${known.padEnd(12)} ${sentence}`);
  return 64;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${errorLine(error)}\n`);
  return exitCodeOf(error);
});
