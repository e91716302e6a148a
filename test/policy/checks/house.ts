import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { arrowFinding, leansOn, resolveImport } from '../../../tools/arrows.mjs';

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

/** Every file below these folders with such an ending. */
export const filesIn = (folders: readonly string[], ending: RegExp): Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') })),
  );

/** Every TypeScript file below these folders. */
export const sources = (...folders: string[]): Source[] => filesIn(folders, /\.tsx?$/);

const importing =
  /^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

export const importsOf = ({ path, text }: Source): Import[] =>
  [...text.matchAll(importing)].map(([, named, bare, dynamic]) => ({
    from: path,
    to: resolveImport(path, named ?? bare ?? dynamic ?? ''),
  }));

/** What stands against the table of arrows. */
export const arrowFindings = (imports: readonly Import[]): string[] =>
  imports
    .map(({ from, to }) => ({ line: `${from} imports ${to}`, finding: arrowFinding(from, to) }))
    .flatMap(({ line, finding }) => (finding ? [`${line}: ${finding}`] : []))
    .sort();

/** Services that are anything else than one injectable class, and the types in which one speaks with it. */
export const serviceFindings = (files: readonly Source[]): string[] =>
  files
    .filter(({ path }) => path.endsWith('.service.ts'))
    .filter(({ text }) => exportedBy(text).join() !== 'class' || !/^@Injectable\(\)$/m.test(text))
    .map(({ path }) => `${path} is not one injectable class`);

/** The kinds of what a file exports, types apart. */
const exportedBy = (text: string): string[] =>
  [...text.matchAll(/^export\s+(?:async\s+|abstract\s+)*(\w+|[{*])/gm)]
    .map(([, kind = '']) => kind)
    .filter((kind) => kind !== 'type' && kind !== 'interface');

const MOST_FILES = 6;

/** Features of the API's systems with more files than a reader holds in mind; a test beside its file does not count. */
export function featureFindings(files: readonly Pick<Source, 'path'>[]): string[] {
  const features = new Map<string, number>();
  for (const { path } of files) {
    const [feature = '', system = ''] = /^apps\/api\/src\/([^/]+)\/[^/]+(?=\/)/.exec(path) ?? [];
    if (system in leansOn && !path.endsWith('.test.ts'))
      features.set(feature, (features.get(feature) ?? 0) + 1);
  }
  return [...features]
    .filter(([, n]) => n > MOST_FILES)
    .map(([feature, n]) => `${feature} has ${n} files`)
    .sort();
}

/** Files that lead back to themselves, types included, without their endings. */
export function rings(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) {
    const [a, b] = [withoutEnding(from), withoutEnding(to)];
    next.set(a, [...(next.get(a) ?? []), b]);
  }
  return components(next).filter(
    ([first = '', ...others]) => others.length > 0 || next.get(first)?.includes(first),
  );
}

const withoutEnding = (file: string) => file.replace(/\.tsx?$/, '');

/** Strongly connected components (Tarjan 1972), each sorted. */
function components(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const stack: string[] = [];
  const waiting = new Set<string>();
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    stack.push(node);
    waiting.add(node);
    let lowest = index;
    for (const to of next.get(node) ?? []) {
      if (!order.has(to)) lowest = Math.min(lowest, visit(to));
      else if (waiting.has(to)) lowest = Math.min(lowest, order.get(to) ?? index);
    }
    if (lowest === index) {
      const component = stack.splice(stack.indexOf(node));
      for (const one of component) waiting.delete(one);
      found.push(component.sort());
    }
    return lowest;
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return found;
}
