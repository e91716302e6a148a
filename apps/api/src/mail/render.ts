import { asHtml, asText, onOneLine } from './layout.js';
import { letters } from './letters.js';
import type { TemplateName, Templates } from './templates.js';

interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function render<N extends TemplateName>(name: N, data: Templates[N], product: string): Rendered {
  const letter = letters[name](data, product);
  // Header injection ends here: a subject is one line, with any name of a workspace.
  return { subject: onOneLine(letter.subject), text: asText(letter), html: asHtml(letter, product) };
}
