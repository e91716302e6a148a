import type { Facts } from '@bailiwick/tenancy';

type Known = readonly (readonly [name: string, sign: RegExp])[];

/** The first match counts. Nearly all browsers also claim to be Chrome or Safari, so these two come last. */
const browsers: Known = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\/|\bOPiOS\/|\bOpera\b/],
  ['Vivaldi', /\bVivaldi\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//],
  ['curl', /^curl\//],
];

/** iPhones are "like Mac OS X" and Androids are Linux. An iPad calls itself a Mac unless asked not to. */
const systems: Known = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** The name that a person would use. The browser's own words never pass: anyone can put anything there. */
export function deviceOf(userAgent: string | null): string {
  const among = (known: Known) => known.find(([, sign]) => sign.test(userAgent ?? ''))?.[0];
  const system = among(systems);
  return `${among(browsers) ?? 'Unknown browser'}${system ? ` on ${system}` : ''}`;
}

/** One line for a mail: `Firefox on Linux, 203.0.113.7`. */
export const whereOf = ({ userAgent, ip }: Facts): string => `${deviceOf(userAgent)}, ${ip}`;
