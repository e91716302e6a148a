import { describe, expect, it } from 'vitest';
import { mailsPage } from './mails-page.js';

const hostile = `"><script>alert('x')</script>&`;
const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
const page = mailsPage([
  {
    name: 'new_device',
    subject: 'New sign-in',
    text: 'Hello',
    light: '<p>by day</p>',
    dark: '<p>by night</p>',
  },
  { name: 'invitation', subject: hostile, text: hostile, light: hostile, dark: hostile },
]);
const frames = [...page.matchAll(/<iframe ([^>]*)srcdoc="([^"]*)"><\/iframe>/g)].map(
  ([, attributes = '', html = '']) => ({ attributes, html }),
);

describe('the page of all mails', () => {
  it('shows a mail as text, in light and in dark', () => {
    expect(page).toContain('<p>New sign-in</p>');
    expect(page).toContain('>Hello</pre>');
    expect(frames.slice(0, 2)).toEqual([
      { attributes: 'class="light" title="new device: light" sandbox ', html: '&lt;p&gt;by day&lt;/p&gt;' },
      { attributes: 'class="dark" title="new device: dark" sandbox ', html: '&lt;p&gt;by night&lt;/p&gt;' },
    ]);
  });

  it('gives no frame any right', () => {
    expect(page.split('<iframe ')).toHaveLength(frames.length + 1);
    for (const { attributes } of frames) expect(attributes.endsWith(' sandbox ')).toBe(true);
  });

  it('has an entry for each mail it shows', () => {
    const entries = [...page.matchAll(/<a href="#(\w+)"/g)].map(([, id]) => id);
    const sections = [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
    expect(sections).toEqual(['new_device', 'invitation']);
    expect(entries).toEqual(sections);
  });

  it('shows markup as the characters it is made of', () => {
    expect(page).not.toContain('<script>');
    expect(page.split(escaped)).toHaveLength(5);
  });
});
