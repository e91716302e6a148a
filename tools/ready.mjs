// Brings node_modules and dist up to date. On a fresh clone nothing is installed yet, so this is plain Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

export function installed() {
  requireNode(20, 19);
  if (modified(at('package-lock.json')) <= modified(at('node_modules', '.package-lock.json'))) return;
  step('Installing packages', 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
}

/** Made beside and renamed, so that a build that was killed is not taken for a good one. */
export function built() {
  const dist = at('dist');
  if (newestSource() <= modified(dist)) return;
  const fresh = `${dist}.${process.pid}`;
  step('Building', process.execPath, [
    at('node_modules', '@swc', 'cli', 'bin', 'swc.js'),
    ...[
      'apps/api',
      'libs',
      'seeds',
      '-d',
      fresh,
      '--config-file',
      '.swcrc',
      '--ignore',
      '**/*.test.ts',
      '-q',
    ],
  ]);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}

function step(what, file, args) {
  process.stdout.write(`${what} … `);
  const began = Date.now();
  const result = spawnSync(file, args, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) {
    process.stdout.write(`failed\n${result.error ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}\n`);
    process.exit(1);
  }
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** Folders count too: their time changes when a file goes. */
function newestSource() {
  const entries = ['apps/api', 'libs', 'seeds'].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(...[...entries, at('.swcrc'), at('package-lock.json')].map(modified));
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  process.stderr.write(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(1);
}
