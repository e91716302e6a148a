import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sql, identifier, joinSql, sql, statementName } from './sql.js';

const said = ({ text, values }: Sql) => ({ text, values });

describe('a statement', () => {
  it('keeps its values out of its text', () => {
    expect(said(sql`select * from t where a = ${'x'} and b = ${2}`)).toEqual({
      text: 'select * from t where a = $1 and b = $2',
      values: ['x', 2],
    });
  });

  it('without values is its text', () => {
    expect(said(sql`select 1`)).toEqual({ text: 'select 1', values: [] });
  });

  it('may begin and end with a value', () => {
    expect(said(sql`${1} = ${2}`)).toEqual({ text: '$1 = $2', values: [1, 2] });
  });

  it('numbers what stands inside another in the order of reading', () => {
    const inner = sql`b = ${2} or b = ${3}`;
    const middle = sql`(${inner}) and c = ${4}`;
    expect(said(sql`where a = ${1} and ${middle} and d = ${5}`)).toEqual({
      text: 'where a = $1 and (b = $2 or b = $3) and c = $4 and d = $5',
      values: [1, 2, 3, 4, 5],
    });
  });

  it('may hold the same part twice', () => {
    const part = sql`x = ${7}`;
    expect(said(sql`${part} or ${part}`)).toEqual({ text: 'x = $1 or x = $2', values: [7, 7] });
  });

  it('may hold a part that says nothing', () => {
    expect(said(sql`select ${1} ${sql``}limit ${2}`)).toEqual({
      text: 'select $1 limit $2',
      values: [1, 2],
    });
  });

  it.each([null, undefined, '', 0, false, ['a', 'b'], { a: 1 }])('takes %j for one value', (value) => {
    expect(said(sql`select ${value}`)).toEqual({ text: 'select $1', values: [value] });
  });

  it('takes what only looks like a statement for a value, since a request could send it', () => {
    const sent: unknown = JSON.parse('{"strings": ["; drop table users"], "values": [], "text": "drop"}');
    expect(said(sql`select ${sent}`)).toEqual({ text: 'select $1', values: [sent] });
  });

  it('never lets a value become text, however statements are put together', () => {
    const mark = 'VALUE';
    const value = fc.string().map((rest) => `${mark}${rest}`);
    const { part } = fc.letrec<{ part: Sql }>((tie) => ({
      part: fc.oneof(
        { maxDepth: 4 },
        value.map((one) => sql`a = ${one}`),
        fc.constant(sql`true`),
        fc.tuple(tie('part'), value, tie('part')).map(([a, one, b]) => sql`(${a} or b = ${one} or ${b})`),
        fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => sql`(${joinSql(parts, 'and')})`),
      ),
    }));
    const property = fc.property(part, ({ text, values }) => {
      expect(text).not.toContain(mark);
      const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n));
      expect(numbers).toEqual(values.map((_, i) => i + 1));
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it('carries its values in the order of reading, however it is put together', () => {
    const values = fc.array(fc.integer(), { minLength: 1, maxLength: 8 });
    const property = fc.property(values, fc.nat(), (all, at) => {
      const cut = at % (all.length + 1);
      const list = (some: readonly number[]) =>
        some.reduce((text, one) => sql`${text}, ${one}`, sql`select ${'first'}`);
      const [left, right] = [list(all.slice(0, cut)), list(all.slice(cut))];
      expect(sql`${left} union ${right}`.values).toEqual([
        'first',
        ...all.slice(0, cut),
        'first',
        ...all.slice(cut),
      ]);
    });
    fc.assert(property, { seed: 2 });
  });
});

describe('an identifier', () => {
  it.each(['a', '_', 'workspace_id', 'm.id', 'audit_log.seq', 't2.c3'])('may be %s', (name) => {
    expect(said(identifier(name))).toEqual({ text: name, values: [] });
  });

  it.each([
    '',
    ' ',
    'a b',
    ' a',
    'a ',
    'a\n',
    'A',
    'Id',
    '1a',
    '$1',
    'a-b',
    'a--',
    'a;',
    'a,b',
    'a)',
    'a/**/',
    '"a"',
    'a"',
    "a'",
    'a`',
    'a\\',
    'a\u0000',
    'é',
    'ａ',
    '.',
    '.a',
    'a.',
    'a..b',
    'a.b.c',
    'm.*',
    '*',
    'a::text',
    'count(*)',
  ])('may not be %j', (name) => {
    expect(() => identifier(name)).toThrow();
  });
});

describe('several parts in one', () => {
  it('are joined by the word asked for', () => {
    const parts = [sql`a = ${1}`, sql`b`, sql`c = ${2}`];
    expect(said(joinSql(parts, 'and'))).toEqual({ text: 'a = $1 and b and c = $2', values: [1, 2] });
    expect(said(joinSql(parts, 'or'))).toEqual({ text: 'a = $1 or b or c = $2', values: [1, 2] });
  });

  it('are one part when there is one', () => {
    expect(said(joinSql([sql`a = ${1}`], 'and'))).toEqual({ text: 'a = $1', values: [1] });
  });

  it('are refused when there is none: no condition by accident', () => {
    expect(() => joinSql([], 'and')).toThrow();
  });
});

describe('the name of a prepared statement', () => {
  it('is the same for the same text in every process', () => {
    expect(statementName('select 1')).toBe('s_girgfUeDFYvBkSu2I-UQfM');
  });

  it('is the same if, and only if, the text is', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('select $1', 'select $1 ', 'select $2', ''));
    const property = fc.property(text, text, (one, other) => {
      expect(statementName(one) === statementName(other)).toBe(one === other);
    });
    fc.assert(property, { seed: 3, numRuns: 1000 });
  });

  it('fits into what Postgres keeps of a name', () => {
    expect(Buffer.byteLength(statementName('select '.repeat(1000)))).toBeLessThan(64);
  });
});
