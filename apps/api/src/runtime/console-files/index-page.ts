import type { Config } from '../../config.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** The page carries the product's name, and what its forms must say beforehand, so it need not ask for them. */
export function indexPage(page: string, config: Config): string {
  const { PRODUCT_NAME, PASSWORD_MIN_LENGTH, EMBEDDED_INBOX_DIR } = config;
  const told = {
    'application-name': PRODUCT_NAME,
    'password-min-length': String(PASSWORD_MIN_LENGTH),
    ...(EMBEDDED_INBOX_DIR && { 'dev-inbox': '/dev/inbox' }),
  };
  const metas = Object.entries(told).map(
    ([name, value]) => `<meta name="${name}" content="${escape(value)}" />`,
  );
  return page.replace(/<title>.*<\/title>/, () =>
    [`<title>${escape(PRODUCT_NAME)}</title>`, ...metas].join('\n    '),
  );
}
