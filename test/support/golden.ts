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

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const tableLine = (cells: readonly string[]) =>
  `|${cells.map((cell) => ` ${cell}`.trimEnd()).join(' |')} |\n`;

/** The same for a table of a page in `docs`: what stands between the two comments that name it. */
export function goldenTable(page: string, name: string, { columns, rows }: Table): void {
  const file = join(folder, '../../../docs', page);
  const [begin, end] = [`<!-- golden: ${name} -->\n\n`, `\n<!-- end: ${name} -->`];
  const text = read(file);
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`docs/${page} has no place for the table ${name}`);
  const lines = [tableLine(columns), `|${columns.map(() => '---|').join('')}\n`, ...rows.map(tableLine)];
  const now = lines.join('');
  if (updates) writeFileSync(file, text.slice(0, from) + now + text.slice(to));
  else expect(now, `docs/${page} says otherwise; UPDATE_GOLDEN=1 writes it`).toBe(text.slice(from, to));
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
