import { escapeHtml } from './html.js';
import { styleOf, darkSheet } from './look.js';

/** The parts of a mail, in their order. */
export interface Letter {
  readonly subject: string;
  readonly lead: string;
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** The purpose of the link, where the lead does not name it. */
  readonly ask?: string;
  readonly link: { readonly url: string; readonly label: string };
  readonly rest: readonly string[];
}

/** Other people write names: no name can begin a new line, of the text or of a header. */
export const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ');

export function asText({ lead, facts = [], ask, link, rest }: Letter): string {
  const list = facts.map(([name, value]) => onOneLine(`${name}: ${value}`)).join('\n');
  const before = [onOneLine(lead), list, onOneLine(ask ?? '')].filter(Boolean);
  return [...before, link.url, ...rest.map(onOneLine)].join('\n\n');
}

const shown = (text: string): string => escapeHtml(onOneLine(text));

/** No table, image or script, and nothing to load: the mail reads the same in every client, in both colour schemes. */
export function asHtml(letter: Letter, product: string): string {
  const { subject, lead, facts, ask, link, rest } = letter;
  const p = (text: string) => `<p ${styleOf('paragraph')}>${shown(text)}</p>`;
  const parts = [
    `<p ${styleOf('lead')}>${shown(lead)}</p>`,
    ...(facts ? [listed(facts)] : []),
    ...(ask ? [p(ask)] : []),
    `<p ${styleOf('paragraph')}><a href="${escapeHtml(link.url)}" ${styleOf('button')}>${shown(link.label)}</a></p>`,
    ...rest.map(p),
    `<p ${styleOf('aside')}>If the button does not work, open this address:<br>${escapeHtml(link.url)}</p>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${shown(subject)}</title>
<style>:root{color-scheme:light dark;supported-color-schemes:light dark}</style>
<style>${darkSheet}</style>
</head>
<body ${styleOf('body')}>
<div hidden style="display:none">${shown(preheader(letter))}</div>
<div lang="en" role="article" aria-label="${shown(subject)}" ${styleOf('page')}>
<p ${styleOf('product')}>${shown(product)}</p>
<div ${styleOf('card')}>
${parts.join('\n')}
</div>
</div>
</body>
</html>
`;
}

function listed(facts: NonNullable<Letter['facts']>): string {
  const pairs = facts.map(
    ([name, value]) =>
      `<dt ${styleOf('name')}>${shown(name)}</dt><dd ${styleOf('value')}>${shown(value)}</dd>`,
  );
  return `<dl ${styleOf('facts')}>${pairs.join('')}</dl>`;
}

/** The line that a list of mails shows beside the subject. It adds to the subject. */
function preheader({ facts, rest }: Letter): string {
  return facts ? facts.map(([, value]) => value).join(' · ') : (rest[0] ?? '');
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** In UTC, and it says so, because we do not know the reader's time zone. */
export function readableTime(when: string): string {
  const time = new Date(when);
  return `${day.format(time)}, ${time.toISOString().slice(11, 16)} UTC`;
}
