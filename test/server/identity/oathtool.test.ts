import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totpCode, newTotpSecret, totpStepAt } from '../../../apps/api/src/identity/two-factor/totp.js';
import { isFull } from '../../support/profile.js';

const oathtoolIsThere = spawnSync('oathtool', ['--version']).error === undefined;
const isLeftOut = !oathtoolIsThere && !process.env['CI'];
if (isLeftOut)
  console.warn('No oathtool here: the codes are not compared with its. `npm run setup:system` installs it.');

/** From 1970 to where the counter no longer fits into 32 bits. */
const times = fc.integer({ min: 0, max: 200_000_000_000 });

/** On a laptop it may be missing; in CI that is a failure. */
describe.skipIf(isLeftOut)('beside oathtool', () => {
  /** Each secret is one process, which prints a run of codes from a random time on. */
  const [manySecrets, codesEach] = isFull ? [1000, 100] : [5, 10];

  it(`${manySecrets * codesEach} codes of random secrets at random times are the same`, async () => {
    for (const time of fc.sample(times, { seed: 4, numRuns: manySecrets })) {
      const [secret, step] = [newTotpSecret(), totpStepAt(new Date(time * 1000))];
      const ours = Array.from({ length: codesEach }, (_, at) => totpCode(secret, step + at));
      expect(ours, `${secret} at ${time}`).toEqual(await oathtool(secret, time, codesEach));
    }
  }, 120_000);
});

/** Another person's reading of RFC 6238. */
async function oathtool(secret: string, time: number, count: number): Promise<string[]> {
  const options = ['--totp', '-N', `@${time}`, '-w', String(count - 1), '--base32', secret];
  const { stdout } = await promisify(execFile)('oathtool', options);
  return stdout.trim().split('\n');
}
