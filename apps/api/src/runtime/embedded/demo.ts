import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoLogins, plantDemo } from '../../../../../seeds/demo.js';
import type { Config } from '../../config.js';

/** Plants the demo the first time this data folder is used; a start that was killed in between goes on where it stopped. */
export async function seedOnce(config: Config, dir: string): Promise<readonly string[]> {
  const planted = join(dir, 'demo-planted');
  if (!existsSync(planted)) {
    await plantDemo(`http://127.0.0.1:${config.PORT}`);
    writeFileSync(planted, new Date().toISOString());
  }
  return demoLogins;
}
