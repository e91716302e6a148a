import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboxMail } from './inbox.js';
import { inboxPage } from './inbox-page.js';

const mail = (more: Partial<InboxMail> = {}): InboxMail => ({
  id: '0192a000-0000-7000-8000-000000000001',
  to: ['olive@harbour.example'],
  subject: 'Harbour Agency',
  text: 'Hello',
  html: '',
  links: [],
  received_at: '2026-01-02T03:04:05.678Z',
  ...more,
});
/** Those in the mails; above them stands one of the page's own. */
const links = (page: string) =>
  [...page.slice(page.indexOf('<article>')).matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)].map(
    ([, to, seen]) => [to, seen],
  );
const markup = (page: string) => page.replace(/[^<>"]/g, '');

describe('the page of the inbox', () => {
  it('says so when there is no mail', () => {
    expect(inboxPage([])).toContain('No mail yet');
  });

  it('leads to the page of all mails', () => {
    expect(inboxPage([])).toContain('href="/dev/mails"');
  });

  it('shows who got what', () => {
    const page = inboxPage([
      mail({ to: ['olive@harbour.example', 'adam@harbour.example'], text: 'Come aboard' }),
    ]);
    for (const shown of ['olive@harbour.example, adam@harbour.example', 'Harbour Agency', 'Come aboard'])
      expect(page).toContain(shown);
  });

  it('shows the mails in the order they are given', () => {
    const page = inboxPage([mail({ subject: 'newer' }), mail({ subject: 'older' })]);
    expect(page.indexOf('newer')).toBeLessThan(page.indexOf('older'));
  });

  it('makes links of web addresses, and of nothing else', () => {
    const text =
      'See https://auth.test/a?b=1&c=2\nor http://localhost:3000/x but not javascript://%0aalert(1)';
    expect(links(inboxPage([mail({ text })]))).toEqual([
      ['https://auth.test/a?b=1&amp;c=2', 'https://auth.test/a?b=1&amp;c=2'],
      ['http://localhost:3000/x', 'http://localhost:3000/x'],
    ]);
  });

  it('shows markup as the characters it is made of', () => {
    const page = inboxPage([mail({ subject: `<script>alert("x")</script> & 'co'` })]);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
  });

  it('has the same markup for every mail', () => {
    const fragment = fc.constantFrom('<b>', '</pre>', '"', "'", '&', '&lt;', '<!--', 'x', ' ', '\n');
    const text = fc.oneof(
      fc.string(),
      fc.array(fragment).map((all) => all.join('')),
    );
    const property = fc.property(text, text, text, (subject, to, body) => {
      fc.pre(!/https?:/.test(body));
      expect(markup(inboxPage([mail({ subject, to: [to], text: body })]))).toBe(markup(inboxPage([mail()])));
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it('lets nothing out of a link', () => {
    const hostile = 'https://x.test/"onmouseover="alert(1)"<script>';
    expect(markup(inboxPage([mail({ text: hostile })]))).toBe(
      markup(inboxPage([mail({ text: 'https://x.test/' })])),
    );
  });
});
