import { describe, expect, it } from 'vitest';
import { asOf, dayFor, endOfDay, isDay } from './moments.js';

describe('days and moments', () => {
  it('gives a role for the whole of its last day', () => {
    expect(dayFor(endOfDay('2026-12-03'))).toBe('2026-12-03');
    expect(new Date(endOfDay('2026-12-03')).getHours()).toBe(23);
  });

  it.each([
    ['2026-12-03', true],
    ['2026-13-03', false],
    ['3 December', false],
    ['', false],
  ])('knows whether "%s" is a day', (text, is) => {
    expect(isDay(text)).toBe(is);
  });

  it('asks for the end of a day that is over, and for now otherwise', () => {
    const now = new Date('2026-12-03T12:00:00');
    expect(asOf('2026-12-02', now)).toBe(endOfDay('2026-12-02'));
    expect(asOf('2026-12-03', now)).toBeUndefined();
    expect(asOf('2026-12-04', now)).toBeUndefined();
    expect(asOf('whenever', now)).toBeUndefined();
    expect(asOf(undefined, now)).toBeUndefined();
  });
});
