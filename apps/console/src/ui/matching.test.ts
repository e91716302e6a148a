import { describe, expect, it } from 'vitest';
import { filterByName } from './matching.js';

const workspaces = ['Café Söder', 'Corner Bakery', 'Corner Books'].map((name) => ({ name }));
const found = (typed: string) => filterByName(workspaces, typed).map(({ name }) => name);

describe('finding a workspace by typing', () => {
  it('finds all while nothing is typed', () => {
    expect(found(' ')).toHaveLength(3);
  });

  it('finds every word, in any order and case', () => {
    expect(found('BOO corn')).toEqual(['Corner Books']);
  });

  it('does not ask for accents', () => {
    expect(found('cafe soder')).toEqual(['Café Söder']);
  });

  it('finds nothing rather than something else', () => {
    expect(found('bakery books')).toEqual([]);
  });
});
