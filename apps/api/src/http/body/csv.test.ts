import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it.each([
    [['a', 1, true, null], 'a,1,true,\r\n'],
    [[new Date(0)], '1970-01-01T00:00:00.000Z\r\n'],
    [['with, comma', 'with "quotes"', 'with\nline'], '"with, comma","with ""quotes""","with\nline"\r\n'],
  ])('says %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('is never a formula: %j', (text) => {
    expect(csvLine([text]).replace('"', '')).toMatch(/^'/);
  });
});
