import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.js';

describe('a CSV file', () => {
  it.each([
    [
      'lines of either kind',
      'a,b\r\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no line at the end', 'a,b', [['a', 'b']]],
    ['empty lines', 'a\n\n , \nb\n', [['a'], ['b']]],
    ['quotes around a separator', '"a,b",c', [['a,b', 'c']]],
    ['another separator within quotes', 'a,"b; c"', [['a', 'b; c']]],
    ['quotes within quotes', '"say ""ay""",b', [['say "ay"', 'b']]],
    ['a line break within quotes', '"a\nb",c', [['a\nb', 'c']]],
    ['a quote in the middle of a word', 'O"Neill,b', [['O"Neill', 'b']]],
    [
      'semicolons, as some spreadsheets write',
      'email;role\na;b,c',
      [
        ['email', 'role'],
        ['a', 'b,c'],
      ],
    ],
    ['tabs, as copied from a sheet', 'a\tb', [['a', 'b']]],
    ['the mark some editors put in front', '\uFEFFa,b', [['a', 'b']]],
    ['nothing', '', []],
  ])('is read with %s', (_, text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });
});
