import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clientSource } from '../../tools/client.mjs';

it('is what docs/openapi.json says', async () => {
  const written = readFileSync(join(import.meta.dirname, 'index.ts'), 'utf8');
  expect(written, 'out of date: node apps/console/tools/client.mjs').toBe(await clientSource());
});
