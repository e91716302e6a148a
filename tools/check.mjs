// `npm test` runs everything, `npm run check` what a change needs (affected.mjs); words pick checks, suites and paths.
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { affectedBy, changedFiles } from './affected.mjs';
import { built, installed, root } from './ready.mjs';

const artifacts = join(root, 'test', '.artifacts');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const cache = (name) => join(artifacts, 'cache', name);

/** What looks at the text alone. Each remembers by content what it has found good, so that a fresh clone can be given it. */
const tools = {
  types: ['.', 'apps/console'].map((project) => [bin('tsc'), '-p', project]),
  format: [
    [
      ...[bin('prettier'), '--check', '--log-level=warn', '.'],
      ...['--cache', '--cache-strategy=content', '--cache-location', cache('prettier')],
    ],
  ],
  unused: [[bin('knip'), '--no-progress', '--no-config-hints']],
  lint: [[bin('eslint'), '--cache', '--cache-strategy', 'content', '--cache-location', cache('eslint'), '.']],
};
const suites = ['unit', 'server', 'browser', 'faults'];

const [total, times, said] = [{ passed: 0, failed: 0, skipped: 0 }, [], []];
const seconds = (ms) => (ms / 1000).toFixed(1);
const ending = (fine, began) => `  ${fine ? 'passed' : 'FAILED'} in ${seconds(Date.now() - began)} s\n`;

installed();
built();
mkdirSync(cache(''), { recursive: true });
// Beside the reports, for a comparison with that of the last release.
copyFileSync(join(root, 'dist', 'openapi.json'), join(artifacts, 'openapi.json'));
const wanted = wantedBy(process.argv.slice(2));
// Suites wait for the database and the browser much of the time: the tools work meanwhile, one after the other.
const beside = runTools(wanted.tools);
for (const [name, paths] of wanted.suites) {
  // What kills programs and measures how soon they are back needs the machine to itself.
  if (name === 'faults') await beside;
  count(await vitest(name, paths));
}
await beside;
flush();
tellSlowest();
const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exit(total.failed > 0 ? 1 : 0);

/** @returns the tools, and the suites each with the paths it is narrowed to: none of them for all of it */
function wantedBy(words) {
  const every = { tools: Object.keys(tools), suites: suites.map((name) => [name, []]) };
  if (words.length === 0) return affected(every);
  if (words.every((word) => word === 'everything')) return every;
  const named = words.filter((word) => suites.includes(word)).map((name) => [name, []]);
  const others = ['everything', ...every.tools, ...suites];
  const paths = words.filter((word) => !others.includes(word));
  for (const path of paths) if (!existsSync(join(root, path))) throw new Error(`no such path: ${path}`);
  return {
    tools: every.tools.filter((name) => words.includes(name)),
    suites: paths.length > 0 ? [...named, ['', paths]] : named,
  };
}

function affected(every) {
  const needed = affectedBy(changedFiles(root));
  if (!needed) return { ...every, suites: every.suites.filter(([name]) => name !== 'faults') };
  const narrowed = Object.entries(needed)
    .map(([name, paths]) => [name, paths.filter((path) => existsSync(join(root, path)))])
    .filter(([, paths]) => paths.length > 0);
  for (const [name, paths] of narrowed) process.stdout.write(`${name}: ${paths.join(' ')}\n`);
  return { ...every, suites: [['unit', []], ...narrowed] };
}

async function runTools(names) {
  for (const name of names)
    for (const command of tools[name]) count((await runTool(name, command)) ? [1, 0] : [0, 1]);
}

/** Told between two suites, so that no two are mixed up. */
function runTool(name, [file, ...args]) {
  const began = Date.now();
  return new Promise((resolve) => {
    execFile(file, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      said.push(`\n— ${name}\n${stdout}${stderr}${ending(!error, began)}`);
      resolve(!error);
    });
  });
}

function flush() {
  for (const text of said.splice(0)) process.stdout.write(text);
}

/** A suite that ends badly without a failed test (it did not even load) counts as one failure. */
async function vitest(name, paths) {
  flush();
  const report = join(artifacts, `${name || 'paths'}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  process.stdout.write(`\n— ${name || paths.join(' ')}\n`);
  const began = Date.now();
  const fine = await run([
    bin('vitest'),
    'run',
    ...(name ? ['--project', name] : []),
    ...reporters,
    ...paths,
  ]);
  process.stdout.write(ending(fine, began));
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    testResults = [],
  } = readReport(report);
  times.push(...testResults.map((file) => [file.endTime - file.startTime, relative(root, file.name)]));
  return [numPassedTests, fine ? numFailedTests : Math.max(1, numFailedTests), numPendingTests];
}

function run([file, ...args]) {
  const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function tellSlowest() {
  const slowest = times.sort(([a], [b]) => b - a).slice(0, 10);
  if (slowest.length > 0) process.stdout.write('\nThe ten slowest test files, in seconds:\n');
  for (const [ms, name] of slowest) process.stdout.write(`  ${seconds(ms).padStart(6)}  ${name}\n`);
}

function count([passed, failed, skipped = 0]) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
