import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('maps each requirement of the ASVS to something that exists', () => {
  const rows = readFileSync('docs/asvs.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line) && line.split('|').length === 6);
  expect(rows.length).toBeGreaterThan(40);
  const unproved = rows.filter((row) => {
    const files = [...(row.split('|').at(-2) ?? '').matchAll(/`([\w./-]+\.\w+)`/g)].map(
      ([, file]) => file ?? '',
    );
    return files.length === 0 || !files.every((file) => existsSync(file));
  });
  expect(unproved).toEqual([]);
});
