export interface Palette {
  /** The ground below the card. */
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly button: string;
  readonly onButton: string;
}

/** Neither is pure white or black: clients that invert colours turn those into a glare. */
export const lightPalette: Palette = {
  page: '#f1f1ee',
  card: '#fbfbfa',
  line: '#d9d8d4',
  text: '#1b1c1e',
  muted: '#5a5d63',
  button: '#1f5f8b',
  onButton: '#fbfbfa',
};
export const darkPalette: Palette = {
  page: '#101214',
  card: '#181b1f',
  line: '#363c42',
  text: '#ecedee',
  muted: '#a3a9b0',
  button: '#74b4e3',
  onButton: '#06121b',
};

type Property = 'background-color' | 'border-color' | 'color';
interface Part {
  readonly shape: string;
  readonly colours: Readonly<Partial<Record<Property, keyof Palette>>>;
}

const onPage: Part['colours'] = { 'background-color': 'page', color: 'text' };
const parts = {
  body: { shape: 'margin:0;padding:0', colours: onPage },
  // Repeated here, because some clients keep a mail's body and drop its style sheet.
  page: {
    shape: 'padding:32px 16px;font:16px/1.5 system-ui,-apple-system,sans-serif;overflow-wrap:anywhere',
    colours: onPage,
  },
  product: { shape: 'max-width:34rem;margin:0 auto 12px;font-weight:600', colours: { color: 'muted' } },
  card: {
    shape:
      'max-width:34rem;margin:0 auto;padding:28px;border:1px solid;border-radius:12px;box-sizing:border-box',
    colours: { 'background-color': 'card', 'border-color': 'line', color: 'text' },
  },
  lead: { shape: 'margin:0 0 20px;font-size:18px', colours: {} },
  paragraph: { shape: 'margin:0 0 20px', colours: {} },
  facts: {
    shape: 'margin:0 0 20px;padding:4px 0 4px 16px;border:0 solid;border-left-width:3px',
    colours: { 'border-color': 'line' },
  },
  name: { shape: 'margin:0;font-size:14px', colours: { color: 'muted' } },
  value: { shape: 'margin:0 0 8px', colours: {} },
  button: {
    shape:
      'display:inline-block;padding:11px 20px;border:1px solid;border-radius:8px;font-weight:600;text-decoration:none',
    colours: { 'background-color': 'button', 'border-color': 'button', color: 'onButton' },
  },
  aside: {
    shape: 'margin:0;padding:16px 0 0;border:0 solid;border-top-width:1px;font-size:14px',
    colours: { 'border-color': 'line', color: 'muted' },
  },
} satisfies Record<string, Part>;

function colours(part: Part, palette: Palette, mark = ''): string[] {
  return Object.entries(part.colours).map(([property, name]) => `${property}:${palette[name]}${mark}`);
}

/** Attributes: light at the element itself, for clients that know no style sheet; a class for the dark scheme. */
export function styleOf(name: keyof typeof parts): string {
  const part: Part = parts[name];
  return `class="${name}" style="${[part.shape, ...colours(part, lightPalette)].join(';')}"`;
}

const rules = Object.entries<Part>(parts)
  .filter(([, part]) => Object.keys(part.colours).length > 0)
  .map(([name, part]) => `.${name}{${colours(part, darkPalette, '!important').join(';')}}`);

export const prefersDark = '(prefers-color-scheme:dark)';
export const darkSheet = `@media ${prefersDark}{${rules.join('')}}`;
