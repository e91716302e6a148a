// What `npm run bench` runs: everything, or the groups named behind `--`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { built, installed, root } from './ready.mjs';

installed();
built();
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const swc = join('node_modules', '@swc', 'cli', 'bin', 'swc.js');
const compiled = node(swc, 'bench', '-d', 'dist', '--config-file', '.swcrc', '-q');
process.exitCode = compiled || node(join('dist', 'bench', 'run.js'), ...process.argv.slice(2));
