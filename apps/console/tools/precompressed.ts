import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** index.html is left out: what the server writes into it is known only when it starts. */
const compressible = new Set(['.js', '.css', '.svg']);

/** Writes `.br` and `.gz` beside every asset, so that no request has to wait for a compressor. */
export function precompressed(): Plugin {
  let out = '';
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: ({ build }) => {
      out = build.outDir;
    },
    closeBundle: () => {
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && compressible.has(extname(entry.name)))
          compress(join(entry.parentPath, entry.name));
      }
    },
  };
}

function compress(file: string): void {
  const content = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
