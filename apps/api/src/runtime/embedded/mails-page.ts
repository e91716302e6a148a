import type { Sample } from '../../mail/samples.service.js';
import { escapeHtml } from './inbox-page.js';

/** Every template as people will get it, for the person who changes one. */
export function mailsPage(samples: readonly Sample[]): string {
  const entries = samples.map(({ name }) => `<li><a href="#${name}">${title(name)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 2rem 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); margin: 2rem 0 0; padding: 1rem 0 0; }
h2 { font-size: 1.25rem; margin: 0; }
p { color: color-mix(in srgb, currentColor 75%, transparent); margin: 0 0 1rem; }
.shown { align-items: start; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
pre, iframe { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 8px; box-sizing: border-box; margin: 0; width: 100%; }
pre { font: .875rem/1.5 ui-monospace, monospace; overflow: auto; overflow-wrap: anywhere; padding: 1rem; white-space: pre-wrap; }
iframe { height: 42rem; }
iframe.light { color-scheme: light; }
iframe.dark { color-scheme: dark; }
</style>
</head>
<body>
<main>
<h1>Mails</h1>
<p>All that there are, with sample data: text, then HTML in light and in dark. Those that were sent are in the <a href="/dev/inbox">inbox</a>.</p>
<nav aria-label="Mails"><ul>${entries.join('')}</ul></nav>
${samples.map(section).join('\n')}
</main>
</body>
</html>
`;
}

const title = (name: string) => name.replaceAll('_', ' ');

function section({ name, subject, text, light, dark }: Sample): string {
  return `<section id="${name}">
<h2>${title(name)}</h2>
<p>${escapeHtml(subject)}</p>
<div class="shown">
<pre tabindex="0" aria-label="${title(name)}: text">${escapeHtml(text)}</pre>
${frame(name, 'light', light)}
${frame(name, 'dark', dark)}
</div>
</section>`;
}

const frame = (name: string, scheme: 'light' | 'dark', html: string) =>
  `<iframe class="${scheme}" title="${title(name)}: ${scheme}" sandbox srcdoc="${escapeHtml(html)}"></iframe>`;
