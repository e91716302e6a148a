import { existsSync } from 'node:fs';
import { describe } from 'vitest';

const usualPlaces = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromium = usualPlaces.find((path) => path && existsSync(path));

const isLeftOut = !chromium && !process.env['CI'];
if (isLeftOut) {
  console.warn(
    'No Chromium here: the browser tests are left out. `npm run setup:system` installs it on Debian.',
  );
}

/** A suite for a real browser. On a laptop it may be missing; in CI that is a failure. */
export const describeInBrowser = describe.skipIf(isLeftOut);
