import { describe, expect, it } from 'vitest';
import { type Palette, darkPalette, lightPalette } from './look.js';
import { samples, templateNames } from './samples.js';
import { render } from './render.js';

/** WCAG 2.2: relative luminance, of a colour written #rrggbb. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

/** AA asks for 4.5 of text, and for 3 of what shows that something is a button (1.4.3, 1.4.11). */
const pairs: readonly (readonly [front: keyof Palette, back: keyof Palette, least: number])[] = [
  ['text', 'page', 4.5],
  ['text', 'card', 4.5],
  ['muted', 'page', 4.5],
  ['muted', 'card', 4.5],
  ['onButton', 'button', 4.5],
  ['button', 'card', 3],
];

describe('the measure of contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
  ])('of %s on %s is what others measure', (front, back, known) => {
    expect(contrast(front, back)).toBeCloseTo(known, 2);
  });
});

describe.each(Object.entries({ light: lightPalette, dark: darkPalette }))(
  'the %s look of mails',
  (_, palette) => {
    it.each(pairs)('shows %s on %s with a contrast of at least %d', (front, back, least) => {
      expect(contrast(palette[front], palette[back])).toBeGreaterThanOrEqual(least);
    });

    it('needs neither pure white nor pure black', () => {
      expect(Object.values(palette).filter((colour) => /^#(?:000000|ffffff)$/i.test(colour))).toEqual([]);
    });
  },
);

it.each(templateNames)('the mail %s has no colour that was not measured', (name) => {
  const { html } = render(name, samples[name] as never, 'Console');
  const measured = new Set(
    [lightPalette, darkPalette].flatMap((palette) => Object.values<string>({ ...palette })),
  );
  const used = [...html.matchAll(/color:([^;"!}]+)/g)].map(([, value = '']) => value);
  const others = used.filter((value) => !measured.has(value));
  expect(used).toContain(lightPalette.text);
  expect(used).toContain(darkPalette.text);
  expect(others).toEqual([]);
});
