// What `npm run check` runs: every check but the faults, soonest to fail first. `everything` is what `npm test` runs;
// names on the command line pick some. The last line counts them.
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built, installed, root } from './ready.mjs';

const artifacts = join(root, 'test', '.artifacts');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Name on the command line and commands. */
const tools = {
  format: [[bin('prettier'), '--check', '--log-level=warn', '.']],
  lint: [[bin('eslint'), '--cache', '--cache-location', join(artifacts, 'eslint'), '.']],
  types: ['.', 'apps/console'].map((project) => [bin('tsc'), '-p', project]),
  unused: [[bin('knip'), '--no-progress', '--no-config-hints']],
};
const suites = ['unit', 'server', 'browser', 'faults'];

const wanted = process.argv.slice(2);
const all = wanted.includes('everything');
const isWanted = (name) => all || (wanted.length > 0 ? wanted.includes(name) : name !== 'faults');
const total = { passed: 0, failed: 0, skipped: 0 };

installed();
built();
mkdirSync(artifacts, { recursive: true });
// Beside the reports, for a comparison with that of the last release.
copyFileSync(join(root, 'dist', 'openapi.json'), join(artifacts, 'openapi.json'));
// Each of these keeps one core busy and needs no other: side by side they take as long as the longest.
const beside = Object.entries(tools).flatMap(([name, commands]) =>
  isWanted(name) ? commands.map((command) => runBeside(name, command)) : [],
);
for (const fine of await Promise.all(beside)) count(fine ? [1, 0] : [0, 1]);
for (const name of suites) if (isWanted(name)) count(vitest(name));

process.stdout.write(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}\n`,
);
process.exit(total.failed > 0 ? 1 : 0);

function run(name, [file, ...args]) {
  process.stdout.write(`\n— ${name}\n`);
  const began = Date.now();
  const { status } = spawnSync(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  tell(status === 0, began);
  return status === 0;
}

/** Told when it is over, so that no two are mixed up. */
function runBeside(name, [file, ...args]) {
  const began = Date.now();
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
