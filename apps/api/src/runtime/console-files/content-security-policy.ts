import { createHash } from 'node:crypto';

/** The two style sheets that react-aria writes into the page, to the letter: the policy allows these and no other. */
const written = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
];
const hashes = written.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);

/** Only content from this host. In this sense, styles that scripts set on elements are not inline. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${hashes.join(' ')}`,
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
