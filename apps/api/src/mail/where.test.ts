import fc from 'fast-check';
import { jobFacts } from '@bailiwick/tenancy';
import { describe, expect, it } from 'vitest';
import { deviceOf, whereOf } from './where.js';

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0';

describe('a device', () => {
  it.each([
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0'],
    [
      'Firefox on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0',
    ],
    ['Firefox on Android', 'Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0'],
    [
      'Firefox on iPhone',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple} FxiOS/142.0 Mobile/15E148 Safari/605.1.15`,
    ],
    ['Chrome on macOS', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${blink} Safari/537.36`],
    ['Chrome on ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Safari/537.36`],
    ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${blink} Mobile Safari/537.36`],
    [
      'Chrome on iPhone',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple} CriOS/139.0.0.0 Mobile/15E148 Safari/604.1`,
    ],
    [
      'Chrome on Linux',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/139.0.0.0 Safari/537.36',
    ],
    [
      'Safari on macOS',
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.6 Safari/605.1.15`,
    ],
    [
      'Safari on iPhone',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple} Version/18.6 Mobile/15E148 Safari/604.1`,
    ],
    [
      'Safari on iPad',
      `Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) ${apple} Version/16.6 Mobile/15E148 Safari/604.1`,
    ],
    ['Edge on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Safari/537.36 Edg/139.0.0.0`],
    ['Opera on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Safari/537.36 OPR/120.0.0.0`],
    ['Vivaldi on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${blink} Safari/537.36 Vivaldi/7.5`],
    [
      'Samsung Internet on Android',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    ],
    ['curl', 'curl/8.14.1'],
    ['Unknown browser on Linux', 'Mozilla/5.0 (X11; Linux x86_64) Something/1.0'],
    ['Unknown browser', 'node'],
    ['Unknown browser', ''],
    ['Unknown browser', null],
  ])('%s is recognised', (name, userAgent) => {
    expect(deviceOf(userAgent)).toBe(name);
  });

  it('is never called by words of its own choosing', () => {
    const property = fc.property(fc.string({ maxLength: 500 }), (words) => {
      expect(deviceOf(`Firefox/${words}`)).toMatch(/^[A-Z][\w ]+$/);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});

describe('where something was done', () => {
  it('is told as a device and an address', () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0';
    expect(whereOf({ ...jobFacts('request', 'test'), ip: '203.0.113.7', userAgent })).toBe(
      'Firefox on Linux, 203.0.113.7',
    );
  });

  it('says so where nothing is known of the device', () => {
    expect(whereOf({ ...jobFacts('request', 'test'), ip: '2001:db8::7' })).toBe(
      'Unknown browser, 2001:db8::7',
    );
  });
});
