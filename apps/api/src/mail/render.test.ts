import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples, templateNames } from './samples.js';
import { render } from './render.js';
import type { TemplateName } from './templates.js';

/** A name in the data of a mail: every text that a person typed. */
const typed = ['workspace', 'inviter', 'role', 'person', 'by', 'where'] as const;

/** The mail of the samples, with some of its words replaced, and only words that it has. */
function mail(name: TemplateName, words: Readonly<Record<string, string>> = {}, product = 'Console') {
  const sample = samples[name];
  const replaced = Object.entries(words).filter(([key]) => key in sample);
  return render(name, { ...sample, ...Object.fromEntries(replaced) }, product);
}
const everywhere = (word: string) => Object.fromEntries(typed.map((key) => [key, word]));

/** Everything that makes a page a page and not text. */
const markup = (html: string) => html.replace(/[^<>"]/g, '');
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** A name that a person can have typed, and that a page must not take for its own markup. */
const name = (() => {
  const fragments = ['<b>', '</title>', '"', "'", '&', '&lt;', '-->', '<!--', ']]>', '\u0000', 'x'];
  const made = fc.array(fc.constantFrom(...fragments)).map((all) => all.join(''));
  return fc.oneof(fc.string(), made);
})();

describe.each(templateNames)('the mail %s', (template) => {
  const { subject, text, html } = mail(template);
  const data = Object.entries<string | number>({ ...samples[template] });
  const { link } = samples[template];

  it('has a subject', () => {
    expect(subject.trim()).not.toBe('');
  });

  it('shows its link on a line of its own, and nowhere else', () => {
    expect(text.split('\n').filter((one) => one.includes('http'))).toEqual([link]);
  });

  it('leads to its link once, shows it once more, and loads nothing from anywhere', () => {
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual([link]);
    expect(html.split(link)).toHaveLength(3);
    expect(html).toContain(`<br>${link}</p>`);
    expect(html).not.toMatch(/<(?:img|script|link|iframe|table)\b|url\(|@import/i);
  });

  it('says who sends it, and nothing of what makes it', () => {
    const others = mail(template, {}, 'Lighthouse');
    expect(others.html).toContain('Lighthouse');
    for (const part of Object.values(others)) expect(part).not.toMatch(/bailiwick|console(?!\.example)/i);
  });

  it('says all that it was given, in both forms', () => {
    const shown = data.filter(([key]) => !['link', 'when'].includes(key)).map(([, value]) => String(value));
    for (const value of shown) {
      expect(text).toContain(value);
      expect(html).toContain(escaped(value));
    }
  });

  it('knows its language and both schemes', () => {
    expect(html).toContain('<html lang="en">');
    for (const schemes of ['color-scheme', 'supported-color-schemes'])
      expect(html).toContain(`<meta name="${schemes}" content="light dark">`);
    expect(html).toContain('@media (prefers-color-scheme:dark)');
  });

  it('fits a style sheet into what the strictest client reads', () => {
    for (const [, sheet = ''] of html.matchAll(/<style>([^<]*)<\/style>/g))
      expect(sheet.length).toBeLessThan(8192);
  });

  it('shows markup in words as the characters it is made of, and in text as it is', () => {
    const hostile = `<img src=x onerror="alert('x')"> & co`;
    const odd = mail(template, everywhere(hostile), hostile);
    expect(odd.html).not.toContain('<img');
    expect(odd.html).toContain('&lt;img src=x onerror=&quot;alert(&#39;x&#39;)&quot;&gt; &amp; co');
    expect(`${odd.subject} ${odd.text}`).toContain(hostile);
  });

  it('has the same markup for all names of people and things', () => {
    const usual = markup(html);
    const property = fc.property(name, name, name, (one, other, product) => {
      const words = { ...everywhere(one), workspace: other, by: other };
      expect(markup(mail(template, words, product).html)).toBe(usual);
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
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
  ])('begins no line that a name asks for: %j', (hostile) => {
    const words = everywhere(`Harbour${hostile}Agency`);
    const odd = mail(template, words, `Con${hostile}sole`);
    expect(odd.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(odd.text.split(/[\r\n\u0085\u2028\u2029\v\f]/)).toHaveLength(text.split('\n').length);
  });
});

const notices = templateNames.filter((template) => 'where' in samples[template]);

describe.each(notices)('the notice %s', (template) => {
  it('tells when, in UTC and in words', () => {
    const { text, html } = mail(template, { when: '2026-01-02T23:04:59.999Z' });
    expect(text.split('\n')).toContain('When: 2 January 2026, 23:04 UTC');
    expect(html).toContain('>2 January 2026, 23:04 UTC</dd>');
  });

  it('tells from where', () => {
    const { text, html } = mail(template, { where: 'Safari on iPad, 2001:db8::7' });
    expect(text.split('\n')).toContain('Where: Safari on iPad, 2001:db8::7');
    expect(html).toContain('>Safari on iPad, 2001:db8::7</dd>');
  });

  it('shows both beside its subject, where mails are listed', () => {
    expect(mail(template).html).toMatch(/<div hidden [^>]*>9 March 2026, 16:05 UTC · Firefox on Linux, 203/);
  });
});

describe('a mail to people', () => {
  it('names who invites in the subject of an invitation', () => {
    expect(mail('invitation').subject).toContain('Olive Oakes');
  });

  it('tells how many recovery codes are left, and when to make new ones', () => {
    const said = [7, 1, 0].map((left) =>
      render('recovery_code_used', { ...samples.recovery_code_used, left }, 'C'),
    );
    expect(said.map(({ text }) => text.includes('Make new ones'))).toEqual([false, true, true]);
  });
});
