import type { InboxMail } from './inbox.js';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Fit for text and for quoted attributes. */
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** A plain page of the embedded inbox; mails are other people's text, so all of it is escaped. */
export function inboxPage(mails: readonly InboxMail[]): string {
  const list =
    mails.length > 0
      ? mails.map(article).join('\n')
      : '<p class="empty">No mail yet. It appears here as soon as it is sent.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Inbox</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; }
article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 8px; margin: 1rem 0; padding: 1rem; }
h2 { font-size: 1rem; margin: 0; }
p.meta, .empty { color: color-mix(in srgb, currentColor 70%, transparent); margin: 0; }
pre { font: inherit; margin: .75rem 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }
</style>
</head>
<body>
<main>
<h1>Inbox</h1>
<p><a href="/dev/mails">Every mail there is</a>, with sample data</p>
${list}
</main>
</body>
</html>
`;
}

function article(mail: InboxMail): string {
  return `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p class="meta">To ${escapeHtml(mail.to.join(', '))} · <time datetime="${escapeHtml(mail.received_at)}">${escapeHtml(mail.received_at)}</time></p>
<pre>${linked(escapeHtml(mail.text))}</pre>
</article>`;
}

const linked = (escaped: string) =>
  escaped.replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
