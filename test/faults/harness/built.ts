import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** These tests run the programs themselves, so they must be those of the sources. */
export default function built(): void {
  const build = join(import.meta.dirname, '../../../tools/build.mjs');
  const { status } = spawnSync(process.execPath, [build], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
