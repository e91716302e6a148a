import { resolve } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vite';
import { precompressed } from './tools/precompressed.js';

const root = resolve(import.meta.dirname, '../..');
const api = process.env['API'] ?? 'http://localhost:3000';

/** The strings that react-aria brings in thirty languages; the console speaks one so far. */
function oneLanguage(): Plugin {
  const other = /intl\/(?:.+\/)?(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;
  const none = '\0no-strings';
  return {
    name: 'one-language',
    enforce: 'pre',
    resolveId: (source) => (other.test(source) ? none : null),
    load: (id) => (id === none ? 'export default {}' : null),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [oneLanguage(), react(), tailwind(), precompressed()],
  resolve: { alias: { '@bailiwick/rbac': resolve(root, 'libs/rbac/src/index.ts') } },
  server: { proxy: { '/api': api, '/dev': api } },
  build: {
    outDir: resolve(root, 'dist/console'),
    emptyOutDir: true,
    // What `light-dark()` and nesting need; written as they are, the style sheet stays half as big.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    reportCompressedSize: false,
  },
});
