// What `npm run check` runs: every check but the faults, soonest to fail first. `everything` is what `npm test` runs;
// names on the command line pick some. The last line counts them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built, installed, root } from './ready.mjs';

const artifacts = join(root, 'test', '.artifacts');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Name on the command line and commands. */
const tools = {
  format: [[bin('prettier'), '--check', '--log-level=warn', '.']],
  lint: [[bin('eslint'), '--cache', '--cache-location', join(artifacts, 'eslint'), '.']],
  types: ['.', 'apps/console'].map((project) => [bin('tsc'), '-p', project]),
};
const suites = ['unit', 'policy', 'api', 'db', 'jobs', 'browser', 'faults'];

const wanted = process.argv.slice(2);
const all = wanted.includes('everything');
const isWanted = (name) => all || (wanted.length > 0 ? wanted.includes(name) : name !== 'faults');
const total = { passed: 0, failed: 0, skipped: 0 };

installed();
built();
mkdirSync(artifacts, { recursive: true });
for (const [name, commands] of Object.entries(tools))
  for (const command of commands) if (isWanted(name)) count(run(name, command) ? [1, 0] : [0, 1]);
for (const name of suites) if (isWanted(name)) count(vitest(name));

process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
process.exit(total.failed > 0 ? 1 : 0);

function run(name, [file, ...args]) {
  process.stdout.write(`\n— ${name}\n`);
  const began = Date.now();
  const { status } = spawnSync(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  process.stdout.write(
    `  ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
  );
  return status === 0;
}

/** A suite that ends badly without a failed test (it did not even load) counts as one failure. */
function vitest(name) {
  const report = join(artifacts, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const fine = run(name, [bin('vitest'), 'run', '--project', name, ...reporters]);
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
