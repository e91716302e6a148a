// The tests that Stryker runs against each change of the engine. Its runner knows no projects, hence a file of its own.
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@bailiwick/rbac': resolve('libs/rbac/src/index.ts') } },
  test: {
    include: ['libs/rbac/src/*.test.ts', 'test/rbac/*.test.ts'],
    setupFiles: ['tools/mutation-first-failure.mjs'],
    env: { PROFILE: 'mutation' },
    testTimeout: 60_000,
  },
});
