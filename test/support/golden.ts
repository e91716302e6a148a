import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '../policy/golden');
const updates = process.env['UPDATE_GOLDEN'] === '1';
if (updates && process.env['CI'])
  throw new Error('UPDATE_GOLDEN is for people: CI compares, and never writes');

interface GoldenOptions {
  /** A list of exceptions: no tool may lengthen it. */
  readonly byHand?: boolean;
}

/**
 * Compares with a text file that people review as a diff. A change that is meant is written by
 * `UPDATE_GOLDEN=1 npx vitest run --project server test/policy`, lists of exceptions by hand.
 */
export function golden(name: string, lines: readonly string[], { byHand = false }: GoldenOptions = {}): void {
  const file = join(folder, name);
  const now = `${lines.join('\n')}\n`;
  if (updates && !byHand) writeFileSync(file, now);
  const how = byHand ? 'edit it by hand' : 'UPDATE_GOLDEN=1 writes it';
  expect(now, `test/policy/golden/${name} says otherwise; if that is meant, ${how}`).toBe(read(file));
}

/** The lines of a list kept by hand: `name — reason`. */
export function reasons(name: string): ReadonlyMap<string, string> {
  const lines = read(join(folder, name)).split('\n').filter(Boolean);
  return new Map(lines.map((line) => line.split(/ +— /) as [string, string]));
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Cells padded so that columns stand under each other. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
