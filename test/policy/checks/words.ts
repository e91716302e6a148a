import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasons } from '../../support/golden.js';
import { filesIn, root, sources } from './house.js';

/** A text that people read, and the place to find it. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

/** THE LIST of words that our sentences do not use, each with a better one. */
const banned = reasons('banned-words.txt');
const pattern = new RegExp(
  String.raw`\b(?:${[...banned.keys()].map((words) => words.replaceAll(' ', String.raw`\s+`)).join('|')})\b`,
  'gi',
);

/** @returns a line for each banned word: its place, the word, and what to write instead */
export const wordFindings = (texts: readonly Text[]): string[] =>
  texts.flatMap(({ where, text }) =>
    [...text.matchAll(pattern)].map(([found]) => {
      const words = found.toLowerCase().replace(/\s+/g, ' ');
      return `${where}: "${words}", better: ${banned.get(words) ?? ''}`;
    }),
  );

/** The pages at the root and in `docs`. Decisions are history, and the changelog tells it. */
export const pages = (): Text[] =>
  ['.', 'docs']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    .map((path) => ({ where: path, text: readFileSync(join(root, path), 'utf8') }));

/** The summaries of all routes, as their controllers declare them. */
export const summaries = (): Text[] =>
  sources('apps/api/src')
    .filter(({ path }) => path.endsWith('.controller.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/summary:\s*'([^']*)'/g)].map(([, summary = '']) => ({ where: path, text: summary })),
    );

/** A block from its opening on, or the rest of a line behind `//` that no quote or colon precedes. */
const comment = /\/\*[\s\S]*?\*\/|(?<=^|[\s;,{(])\/\/.*$/gm;

/** The comments of all source files below these folders, with the stars of their margins taken out. */
export const comments = (...folders: string[]): Text[] =>
  filesIn(folders, /\.(?:tsx?|mjs)$/).flatMap(({ path, text }) =>
    [...text.matchAll(comment)].map(([found]) => ({
      where: `${path}:${text.slice(0, text.indexOf(found)).split('\n').length}`,
      text: found.replace(/^\s*\*(?!\/)/gm, ''),
    })),
  );

/** All texts in a value, however deep it holds them: a table of sentences, for example. */
export function sentencesOf(where: string, value: unknown): Text[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentencesOf(`${where}.${key}`, inner));
}
