import { resolve } from 'node:path';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const lib = (name: string) => resolve(import.meta.dirname, `libs/${name}/src/index.ts`);

/** Decorator metadata needs swc; esbuild and oxc drop it. */
const shared = {
  plugins: [swc.vite({ module: { type: 'es6' } })],
  resolve: {
    alias: {
      '@bailiwick/rbac': lib('rbac'),
      '@bailiwick/tenancy': lib('tenancy'),
      '@bailiwick/jobs': lib('jobs'),
      '@bailiwick/audit': lib('audit'),
    },
  },
};

/** Suites that talk to Postgres: one cluster for the run, one database per file. */
const withPostgres = (name: string, ...folders: string[]) => ({
  ...shared,
  test: {
    name,
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    globalSetup: ['test/support/cluster.ts'],
    pool: 'threads' as const,
    // Importing the program takes longer than most files; each has its own database and its own app, and shares only code.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 40_000,
  },
});

/** A test waits for the database half of its time, so two of them keep two cores busy. */
const withServer = () => {
  const { test, ...rest } = withPostgres('server', 'policy', 'server');
  return { ...rest, test: { ...test, maxWorkers: 2 } };
};

/** Suites that kill what they run: one file at a time, since all of them need the machine to themselves. */
const withFaults = () => {
  const { test, ...rest } = withPostgres('faults', 'faults');
  return {
    ...rest,
    test: {
      ...test,
      globalSetup: ['test/faults/harness/built.ts', ...test.globalSetup],
      setupFiles: ['test/faults/harness/patience.ts'],
      fileParallelism: false,
    },
  };
};

/** Suites with a real browser: it and the server share two cores, so one file at a time. */
const withBrowser = () => {
  const { test, ...rest } = withPostgres('browser', 'browser');
  return {
    ...rest,
    test: { ...test, fileParallelism: false, isolate: false, testTimeout: 60_000, hookTimeout: 60_000 },
  };
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{apps,libs}/**/*.test.ts', 'test/{rbac,tools}/*.test.ts'],
          pool: 'threads',
          isolate: false,
          // Thousands of examples in one test take seconds where another suite has the other core.
          testTimeout: 20_000,
        },
      },
      withServer(),
      withBrowser(),
      withFaults(),
    ],
  },
});
