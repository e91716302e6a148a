// Brings node_modules and dist up to date. On a fresh clone nothing is installed yet, so this is plain Node.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { activitiesSource, clientSource } from '../apps/console/tools/client.mjs';

export const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

export function installed() {
  requireNode(20, 19);
  if (modified(at('package-lock.json')) <= modified(at('node_modules', '.package-lock.json'))) return;
  step('Installing packages', 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
}

/** Each is made of what stands before it: the program, the document it gives of its API, the client, the console. */
export function built() {
  clientBuilt();
  build('Building the console', ['console'], consoleSources(), [vite]);
}

/** As far as the console's client, which types, lint and the console's tests need. */
export function clientBuilt() {
  build('Building', ['apps', 'libs', 'seeds', 'openapi.json'], programSources(), [swc, describe]);
  writeClient();
}

/** What is no TypeScript is copied: the functions of the database, which migrations read beside themselves. */
const swc = (out) => [
  at('node_modules', '@swc', 'cli', 'bin', 'swc.js'),
  ...['apps/api', 'libs', 'seeds', '-d', out, '--config-file', '.swcrc', '--copy-files', '-q'],
  ...['--ignore', '**/*.test.ts,**/package.json'],
];
const describe = (out) => [join(out, 'apps', 'api', 'src', 'openapi-file.js'), join(out, 'openapi.json')];
const vite = (out) => [
  at('node_modules', 'vite', 'bin', 'vite.js'),
  ...['build', 'apps/console', '--outDir', join(out, 'console'), '--logLevel', 'warn'],
];

const programSources = () => [...under('apps/api', 'libs', 'seeds'), at('.swcrc'), at('package-lock.json')];
const consoleSources = () => [...under('apps/console', 'libs/rbac'), at('package-lock.json')];

/** Written only when it says something new, so that the console is not built again for nothing. */
function writeClient() {
  const folder = at('apps', 'console', 'src', 'api-client');
  const document = JSON.parse(readFileSync(at('dist', 'openapi.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  const sources = { 'index.ts': clientSource(document), 'activities.ts': activitiesSource(document) };
  for (const [name, source] of Object.entries(sources)) {
    const file = join(folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== source) writeFileSync(file, source);
  }
}

/** Made beside and renamed, so that a build that was killed is not taken for a good one. */
function build(what, parts, sources, commands) {
  const made = Math.min(...parts.map((part) => modified(at('dist', part))));
  if (Math.max(...sources.map(modified)) <= made) return;
  const fresh = at(`dist.${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  step(what, process.execPath, ...commands.map((command) => command(fresh)));
  mkdirSync(at('dist'), { recursive: true });
  for (const part of parts) {
    rmSync(at('dist', part), { recursive: true, force: true });
    renameSync(join(fresh, part), at('dist', part));
  }
  rmSync(fresh, { recursive: true, force: true });
}

function step(what, file, ...commands) {
  process.stdout.write(`${what} … `);
  const began = Date.now();
  for (const args of commands) {
    const result = spawnSync(file, args, { cwd: root, encoding: 'utf8' });
    if (result.status === 0) continue;
    process.stdout.write(`failed\n${result.error ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}\n`);
    process.exit(1);
  }
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** Folders count too: their time changes when a file goes. */
const under = (...folders) =>
  folders.flatMap((folder) =>
    [at(folder)].concat(
      readdirSync(at(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.name.endsWith('.test.ts'))
        .map((entry) => join(entry.parentPath, entry.name)),
    ),
  );

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  process.stderr.write(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(1);
}
