// What `npm run check` runs: every check but the faults, soonest to fail first, two at a time. `everything` is what
// `npm test` runs; names on the command line pick some. The last line counts them.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { built, installed, root } from './ready.mjs';

const artifacts = join(root, 'test', '.artifacts');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Name on the command line and commands. */
const tools = {
  format: [[bin('prettier'), '--check', '--log-level=warn', '.']],
  types: ['.', 'apps/console'].map((project) => [bin('tsc'), '-p', project]),
  lint: [[bin('eslint'), '--cache', '--cache-location', join(artifacts, 'eslint'), '.']],
};
/** The two longest begin first, and what is short fills up. */
const suites = ['unit', 'browser', 'api', 'policy', 'jobs', 'db'];

const wanted = process.argv.slice(2);
const all = wanted.includes('everything');
const isWanted = (name) => all || (wanted.length > 0 ? wanted.includes(name) : name !== 'faults');
const total = { passed: 0, failed: 0, skipped: 0 };

installed();
built();
mkdirSync(artifacts, { recursive: true });
const pieces = [
  ...Object.entries(tools).flatMap(([name, commands]) =>
    commands.map((command) => ({ name, run: () => tool(name, command) })),
  ),
  ...suites.map((name) => ({ name, run: () => vitest(name) })),
].filter(({ name }) => isWanted(name));
// Each waits for something half of the time, or keeps one core busy: two share two cores without standing in each
// other's way. A machine with more cores gets no more of them, since vitest then runs more files of each at once.
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
// They stop and starve what they run, and judge by the clock.
if (isWanted('faults')) count(await vitest('faults'));

process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
// Not `exit`, which would cut off what a pipe has yet to take.
process.exitCode = total.failed > 0 ? 1 : 0;

async function lane() {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) count(await piece.run());
}

async function tool(name, command) {
  return (await run(name, command)) ? [1, 0] : [0, 1];
}

/** What it said is told when it is over, so that no two are mixed up. */
function run(name, [file, ...args]) {
  const began = Date.now();
  process.stdout.write(`  ${name} …\n`);
  return new Promise((resolve) => {
    execFile(file, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      process.stdout.write(`\n— ${name}\n${stdout}${stderr}`);
      tell(!error, began);
      resolve(!error);
    });
  });
}

function tell(fine, began) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`  ${fine ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

/** A suite that ends badly without a failed test (it did not even load) counts as one failure. */
async function vitest(name) {
  const report = join(artifacts, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const fine = await run(name, [bin('vitest'), 'run', '--project', name, ...reporters]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
  return [numPassedTests, fine ? numFailedTests : Math.max(1, numFailedTests), numPendingTests];
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function count([passed, failed, skipped = 0]) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
