/** What each mail needs to be written. `link` is made from the token when the mail is sent. */
export interface Templates {
  verify_email: { link: string };
  account_exists: { link: string };
  sign_up_again: { link: string };
  invitation: { link: string; workspace: string; inviter: string; role: string };
}
export type TemplateName = keyof Templates;

export interface Letter {
  readonly subject: string;
  /** Paragraphs; the link stands after the first as a line of its own. */
  readonly paragraphs: readonly string[];
  readonly link: { readonly url: string; readonly label: string };
}

const letters: { [N in TemplateName]: (data: Templates[N], product: string) => Letter } = {
  verify_email: ({ link }, product) => ({
    subject: `Confirm your e-mail address for ${product}`,
    paragraphs: [
      'Confirm that this address is yours to finish signing up:',
      'The link works once, for 24 hours. If you did not sign up, ignore this mail: without the link nothing happens.',
    ],
    link: { url: link, label: 'Confirm my address' },
  }),
  account_exists: ({ link }, product) => ({
    subject: `You already have an account at ${product}`,
    paragraphs: [
      'Somebody, probably you, signed up with this address, which already has an account. Sign in here:',
      'If it was not you, there is nothing to do: nothing was changed.',
    ],
    link: { url: link, label: 'Sign in' },
  }),
  sign_up_again: ({ link }, product) => ({
    subject: `Please sign up again for ${product}`,
    paragraphs: [
      'Signing up was begun several times with this address, maybe not always by you. To be safe, begin anew here:',
      'The mail that you get then is the one whose link to use. Ignore the earlier ones that you did not ask for.',
    ],
    link: { url: link, label: 'Sign up' },
  }),
  invitation: ({ link, workspace, inviter, role }, product) => ({
    subject: `${inviter} invited you to ${workspace}`,
    paragraphs: [
      `${inviter} invites you to join ${workspace} at ${product} as ${role}:`,
      'The link is meant for this address alone. You can also decline there.',
    ],
    link: { url: link, label: 'See the invitation' },
  }),
};

export function render<N extends TemplateName>(name: N, data: Templates[N], product: string): Rendered {
  const letter = letters[name](data, product);
  // Header injection ends here: whatever a workspace is called, a subject is one line.
  return {
    subject: letter.subject.replace(/[\s\p{Cc}]+/gu, ' '),
    text: asText(letter),
    html: asHtml(letter),
  };
}

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

function asText({ paragraphs: [first = '', ...rest], link }: Letter): string {
  return [first, link.url, ...rest].join('\n\n');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function asHtml({ subject, paragraphs: [first = '', ...rest], link }: Letter): string {
  const p = (content: string) => `<p style="margin:0 0 16px">${content}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;margin:0;padding:32px 16px"><div style="max-width:34rem;margin:0 auto">
${p(escape(first))}
${p(`<a href="${escape(link.url)}">${escape(link.label)}</a>`)}
${rest.map((paragraph) => p(escape(paragraph))).join('\n')}
</div></body></html>`;
}
