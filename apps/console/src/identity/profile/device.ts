export interface Device {
  readonly name: string;
  readonly kind: 'computer' | 'phone';
}

/** Most browsers claim to be others as well: the first that is found is the one. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/\bcurl\//, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const found = (all: typeof browsers, agent: string) => all.find(([form]) => form.test(agent))?.[1];

/** Enough to recognise one's own: versions say nothing, and browsers have stopped telling them. */
export function deviceOf(userAgent: string | null): Device {
  const agent = userAgent ?? '';
  const [browser, system] = [found(browsers, agent), found(systems, agent)];
  const kind = /\bMobile\b|\bAndroid\b|\biPhone\b/.test(agent) ? 'phone' : 'computer';
  if (browser && system) return { name: `${browser} on ${system}`, kind };
  return { name: browser ?? system ?? 'An unknown browser', kind };
}
