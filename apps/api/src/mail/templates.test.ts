import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Templates, render } from './templates.js';

const link = 'https://auth.harbour.example/invitations/abc-123';
const harmless: Templates['invitation'] = {
  link,
  workspace: 'Harbour Agency',
  inviter: 'Olive Oakes',
  role: 'editor',
};
const invitation = (names: Partial<Templates['invitation']> = {}, product = 'Console') =>
  render('invitation', { ...harmless, ...names }, product);

/** Everything that makes a page a page and not text. */
const markup = (html: string) => html.replace(/[^<>"]/g, '');

describe.each([
  ['verify_email', render('verify_email', { link }, 'Console')],
  ['account_exists', render('account_exists', { link }, 'Console')],
  ['invitation', invitation()],
] as const)('the mail %s', (_, mail) => {
  it('has a subject', () => {
    expect(mail.subject.trim()).not.toBe('');
  });

  it('shows its link on a line of its own, and nowhere else', () => {
    expect(mail.text.split('\n').filter((line) => line.includes('http'))).toEqual([link]);
  });

  it('leads to its link, and loads nothing from anywhere', () => {
    expect([...mail.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual([link]);
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|style)\b|url\(/i);
  });
});

describe('an invitation', () => {
  it('says who invites, to what, and as what', () => {
    const { subject, text, html } = invitation();
    expect(subject).toContain('Olive Oakes');
    for (const name of ['Olive Oakes', 'Harbour Agency', 'editor', 'Console']) {
      expect(text).toContain(name);
      expect(html).toContain(name);
    }
  });

  it('shows markup in a name as the characters it is made of', () => {
    const { html } = invitation({ workspace: `<img src=x onerror="alert('x')"> & co` });
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;x&#39;)&quot;&gt; &amp; co');
  });

  it('has the same markup whatever people and things are called', () => {
    const fragment = fc.constantFrom(
      '<b>',
      '</title>',
      '"',
      "'",
      '&',
      '&lt;',
      '-->',
      '<!--',
      ']]>',
      '\u0000',
      'x',
    );
    const name = fc.oneof(
      fc.string(),
      fc.array(fragment).map((all) => all.join('')),
    );
    const property = fc.property(name, name, name, name, (workspace, inviter, role, product) => {
      expect(markup(invitation({ workspace, inviter, role }, product).html)).toBe(markup(invitation().html));
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it.each([
    '\r\nBcc: victim@elsewhere.example',
    '\n',
    '\r',
    '\u0085',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\u0000',
  ])('has a subject of one line, whatever is in a name: %j', (hostile) => {
    const { subject } = invitation({ workspace: `Harbour${hostile}Agency`, inviter: `Olive${hostile}` });
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(subject).toContain('Harbour');
  });
});
