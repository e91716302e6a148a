import type { Facts } from '@bailiwick/tenancy';

type Known = readonly (readonly [name: string, sign: RegExp])[];

/** The first that fits: nearly all claim to be Chrome or Safari too, so these come last. */
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

/** What a person would call it. The browser's own words never pass: anybody may put anything there. */
export function deviceOf(userAgent: string | null): string {
  const among = (known: Known) => known.find(([, sign]) => sign.test(userAgent ?? ''))?.[0];
  const system = among(systems);
  return `${among(browsers) ?? 'Unknown browser'}${system ? ` on ${system}` : ''}`;
}

/** One line for a mail: `Firefox on Linux, 203.0.113.7`. */
export const whereOf = ({ userAgent, ip }: Facts): string => `${deviceOf(userAgent)}, ${ip}`;
