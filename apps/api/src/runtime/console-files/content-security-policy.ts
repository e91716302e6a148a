import { createHash } from 'node:crypto';

/** The two style sheets react-aria writes into the page, to the letter: these, and no other, are let in. */
const written = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
];
const hashes = written.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);

/** Nothing but what comes from this host. Styles that scripts set on elements are not inline in this sense. */
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
