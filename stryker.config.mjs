// What `npm run mutate` does: changes the policy engine in every small way, and looks whether a test notices.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['libs/rbac/src/*.ts', '!libs/rbac/src/*.test.ts', '!libs/rbac/src/index.ts'],
  plugins: ['@stryker-mutator/vitest-runner', './tools/mutation-sentences.mjs'],
  testRunner: 'vitest',
  vitest: { configFile: 'tools/mutation-vitest.mjs' },
  ignorers: ['sentences'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 20_000,
  // Of what is copied for it to change: the engine and its tests.
  ignorePatterns: [
    '/*',
    '!/libs',
    '/libs/*',
    '!/libs/rbac',
    '!/test',
    '/test/*',
    '!/test/rbac',
    '!/tools',
    '!/package.json',
  ],
  tempDirName: 'test/.artifacts/mutation',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'test/.artifacts/mutation.json' },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
