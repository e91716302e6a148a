import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

/** One import line: which file asks for which, both as paths from the root of the repository. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

export interface Source {
  readonly path: string;
  readonly text: string;
}

export const root = join(import.meta.dirname, '../../..');

/** Every TypeScript file below these folders. */
export const sources = (...folders: string[]): Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') })),
  );

const importing =
  /^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

export const importsOf = ({ path, text }: Source): Import[] =>
  [...text.matchAll(importing)].map(([, named, bare, dynamic]) => ({
    from: path,
    to: resolved(path, named ?? bare ?? dynamic ?? ''),
  }));

const resolved = (from: string, to: string) =>
  to.startsWith('.') ? posix.join(posix.dirname(from), to).replace(/\.js$/, '.ts') : to;

const api = 'apps/api/src/';
/** What every feature stands on. */
const ground = 'http';

/** The folder below apps/api/src in which a file lies. */
function roomOf(path: string): string | undefined {
  const [folder, file] = path.startsWith(api) ? path.slice(api.length).split('/') : [];
  return file && folder !== 'migrations' ? folder : undefined;
}

/** What one feature may import from another: how it is wired, what it does, how it looks on the wire. */
const door = /\.(service|module|schema)\.ts$/;

/** What stands against the borders between the rooms of the API. */
export function roomFindings(imports: readonly Import[]): string[] {
  const between = imports
    .filter(({ from }) => !from.endsWith('.test.ts'))
    .map(({ from, to }) => ({ from, to, a: roomOf(from), b: roomOf(to) }))
    .filter(({ a, b }) => a && b && a !== b && b !== ground);
  const upward = between.filter(({ a }) => a === ground);
  const level = between.filter(({ a }) => a !== ground);
  return [
    ...upward.map(({ from, to }) => `${from} imports ${to}, which stands upon it`),
    ...level
      .filter(({ to }) => !door.test(to))
      .map(({ from, to }) => `${from} imports ${to}, which is no door`),
    ...rings(level.map(({ a = '', b = '' }) => [a, b])).map((ring) => `a ring: ${ring.join(' → ')}`),
  ].sort();
}

/** Each ring once, begun at the name that sorts first. */
export function rings(edges: readonly (readonly [string, string])[]): string[][] {
  const found = new Map<string, string[]>();
  const walk = (path: string[]) => {
    const [start = '', here = ''] = [path[0], path.at(-1)];
    for (const next of new Set(edges.filter(([a]) => a === here).map(([, b]) => b))) {
      if (next === start) found.set(path.join(' '), [...path, start]);
      else if (next > start && !path.includes(next)) walk([...path, next]);
    }
  };
  for (const start of new Set(edges.map(([a]) => a))) walk([start]);
  return [...found.values()];
}

/** A library has one door, from wherever one comes. */
export const libraryFindings = (imports: readonly Import[]): string[] =>
  imports
    .filter(({ from, to }) => isInside(to) && libraryOf(from) !== libraryOf(to))
    .map(({ from, to }) => `${from} imports ${to}, not the library's index`);

const isInside = (to: string) =>
  /^@bailiwick\/[^/]+\//.test(to) || /^libs\/[^/]+\/src\/(?!index\.ts$)/.test(to);
const libraryOf = (path: string) => /^(?:libs|@bailiwick)\/([^/]+)/.exec(path)?.[1];
