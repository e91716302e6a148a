import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Config } from '../../config.js';
import { indexPage } from './index-page.js';

export interface ConsoleFile {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Beside the compiled program, or in `dist` when it runs from its sources. */
export function consoleFolder(): string | undefined {
  const home = join(import.meta.dirname, '../../../../..');
  return ['console', 'dist/console']
    .map((path) => join(home, path))
    .find((path) => existsSync(join(path, 'index.html')));
}

/** Every file by its path. A file without a type here (the build's own notes) is not served. */
export function readConsole(folder: string, config: Config): Map<string, ConsoleFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in types)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return new Map(names.map((name) => [`/${name.replaceAll('\\', '/')}`, read(folder, name, config)]));
}

function read(folder: string, name: string, config: Config): ConsoleFile {
  const path = join(folder, name);
  const type = types[extname(name)] ?? '';
  if (name === 'index.html') {
    const page = Buffer.from(indexPage(readFileSync(path, 'utf8'), config));
    return { type, etag: etagOf(page), plain: page, br: brotliCompressSync(page), gzip: gzipSync(page) };
  }
  const plain = readFileSync(path);
  const compressed = (ending: string) =>
    existsSync(path + ending) ? readFileSync(path + ending) : undefined;
  const [br, gzip] = [compressed('.br'), compressed('.gz')];
  return { type, etag: etagOf(plain), plain, ...(br && { br }), ...(gzip && { gzip }) };
}

/** Weak: the same content stands behind it in every encoding. */
const etagOf = (content: Buffer): string =>
  `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
