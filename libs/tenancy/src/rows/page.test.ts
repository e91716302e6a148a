import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cursors, type Listing, type PageQuery, totalOf, countSql, cursorBinding, pageSql } from './page.js';
import { type Sql, sql } from './sql.js';

const cursors = new Cursors(Buffer.alloc(32, 1));
const READER = '0192a000-0000-7000-8000-000000000001';
const LIST = 'GET /api/v2/workspace-members';

type Filter = Record<string, unknown>;
const bindingOf = (reader: string, list: string, filter: Filter = {}, page: Partial<PageQuery> = {}) =>
  cursorBinding(reader, list, { limit: 50, ...page, ...filter });
const binding = bindingOf(READER, LIST, { accepted: true });
const refusal = expect.objectContaining({ code: 'invalid_cursor' });

describe('a cursor', () => {
  const position = fc.string({ unit: fc.constantFrom('a', '7', '-', '.', '\n', '\u0000', 'é', '🌊') });

  it('leads back to the place it was made at', () => {
    const property = fc.property(position, fc.string(), (place, bound) => {
      expect(cursors.open(cursors.sign(place, bound), bound)).toBe(place);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('is made of characters that a query carries as they are', () => {
    const property = fc.property(position, (place) => {
      expect(cursors.sign(place, binding)).toMatch(/^[\w.-]+$/);
    });
    fc.assert(property, { seed: 2 });
  });

  it('still leads there when the client asks for more a page, or for a total', () => {
    const again = bindingOf(
      READER,
      LIST,
      { accepted: true },
      { limit: 100, count: true, starting_after: 'x' },
    );
    expect(cursors.open(cursors.sign('place', binding), again)).toBe('place');
  });

  it('does not care in which order the client wrote its filter, nor about what it left out', () => {
    const [one, other] = [
      bindingOf(READER, LIST, { a: 1, b: [2], c: undefined }),
      bindingOf(READER, LIST, { b: [2], a: 1 }),
    ];
    expect(one).toBe(other);
  });

  describe('is refused', () => {
    const signed = cursors.sign('0192a000-0000-7000-8000-00000000000f', binding);
    const [text = '', seal = ''] = signed.split('.');
    const refused = (cursor: string, bound = binding) =>
      expect(() => cursors.open(cursor, bound), JSON.stringify(cursor)).toThrow(refusal);

    it.each([
      ['to another reader', bindingOf('0192a000-0000-7000-8000-000000000002', LIST, { accepted: true })],
      ['by another list', bindingOf(READER, 'GET /api/v2/audit-logs', { accepted: true })],
      ['under another filter', bindingOf(READER, LIST, { accepted: false })],
      ['under a filter of another type', bindingOf(READER, LIST, { accepted: 'true' })],
      ['under a filter more', bindingOf(READER, LIST, { accepted: true, search: 'x' })],
      ['under a filter less', bindingOf(READER, LIST)],
      ['under a filter of another name', bindingOf(READER, LIST, { active: true })],
    ])('%s', (_, bound) => {
      refused(signed, bound);
    });

    it('from a person with another key', () => {
      refused(new Cursors(Buffer.alloc(32, 2)).sign('place', binding));
    });

    it('with its seal on another place', () => {
      refused(`${Buffer.from('elsewhere').toString('base64url')}.${seal}`);
    });

    it.each([
      ['nothing', ''],
      ['a dot', '.'],
      ['a place without a seal', text],
      ['a place and a dot', `${text}.`],
      ['a seal without a place', `.${seal}`],
      ['the halves exchanged', `${seal}.${text}`],
      ['a bare id', '0192a000-0000-7000-8000-00000000000f'],
      ['something behind it', `${signed}.x`],
      ['a dot behind it', `${signed}.`],
      ['padding', `${signed}=`],
      ['white space', ` ${signed}`],
      ['a line end', `${signed}\n`],
      ['the binding inside it', `${text}\n${binding}.${seal}`],
      ['NUL', '\u0000'],
      ['half a surrogate pair', '\ud83c'],
      ['very much', 'x'.repeat(100_000)],
    ])('when it is %s', (_, cursor) => {
      refused(cursor);
    });

    it('however it is cut short', () => {
      for (let length = 0; length < signed.length; length += 1) refused(signed.slice(0, length));
    });

    it('with any character changed', () => {
      const property = fc.property(
        fc.nat(signed.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, c) => {
          fc.pre(signed[at] !== c);
          refused(`${signed.slice(0, at)}${c}${signed.slice(at + 1)}`);
        },
      );
      fc.assert(property, { seed: 3, numRuns: 500 });
    });

    it('any invented text', () => {
      const property = fc.property(fc.oneof(fc.string(), position), (made) => {
        refused(made);
      });
      fc.assert(property, { seed: 4, numRuns: 500 });
    });
  });

  it('is bound to reader, list and filter apart: what moves from one to the next is another binding', () => {
    const part = fc.constantFrom('', 'a', 'b', 'ab', '"', '","');
    const triple = fc.tuple(part, part, fc.constantFrom<Filter>({}, { a: 'b' }, { b: 'a' }, { '"': '"' }));
    const property = fc.property(triple, triple, (one, other) => {
      const [first, second] = [one, other].map((of) => bindingOf(...of));
      expect(first === second).toBe(sorted(one) === sorted(other));
    });
    fc.assert(property, { seed: 5, numRuns: 1000 });
  });
});

const sorted = ([reader, list, filter]: readonly [string, string, Filter]) =>
  JSON.stringify([reader, list, Object.entries(filter).sort()]);

describe('a page', () => {
  const plain = (statement: Sql) => ({
    text: statement.text.replace(/\s+/g, ' '),
    values: statement.values,
  });
  const listing = (direction: 'asc' | 'desc'): Listing => ({
    select: sql`m.id, ${'x'} as mark`,
    from: sql`workspace_members m`,
    where: [sql`m.workspace_id = ${READER}`, sql`m.status = ${'active'}`],
    key: 'm.id',
    direction,
  });

  it('asks for one row more than it shows, to know whether there is another page', () => {
    expect(plain(pageSql(listing('asc'), 50, undefined))).toEqual({
      text: 'select m.id, $1 as mark from workspace_members m where m.workspace_id = $2 and m.status = $3 order by m.id asc limit 51',
      values: ['x', READER, 'active'],
    });
  });

  it('has few texts, so that each is planned once; unless its plan depends on the values', () => {
    const limits = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(new Set(limits.map((limit) => pageSql(listing('asc'), limit, undefined).text)).size).toBe(3);
    const anew = pageSql({ ...listing('asc'), planAnew: true }, 7, undefined);
    expect(anew.text).toMatch(/ limit \$4$/);
    expect(anew.values.at(-1)).toBe(8);
  });

  it('goes on behind the place, in its direction', () => {
    const { text, values } = plain(pageSql(listing('asc'), 2, 'place'));
    expect(text).toMatch(/ and m\.id > \$4 order by m\.id asc limit 21$/);
    expect(values).toEqual(['x', READER, 'active', 'place']);
    expect(pageSql(listing('desc'), 2, 'place').text).toMatch(
      / and m\.id < \$4\s+order by m\.id desc limit 21$/,
    );
  });

  it('goes on behind an empty place too, and does not begin anew', () => {
    expect(pageSql(listing('asc'), 2, '').values).toContain('');
  });

  it('can find its rows by itself, told where it begins and how many it looks at', () => {
    const finding: Listing = {
      ...listing('asc'),
      from: (after, rows) => sql`(select id from grants where id > ${after ?? READER} limit ${rows}) m`,
    };
    const { text, values } = plain(pageSql(finding, 50, 'place'));
    expect(text).toMatch(/ from \(select id from grants where id > \$2 limit 51\) m where .* limit 51$/);
    expect(values).toEqual(['x', 'place', READER, 'active', 'place']);
    expect(plain(countSql(finding)).values).toEqual([READER, 10_001, READER, 'active', 10_001]);
  });

  it('is ordered by a column, never by text', () => {
    const hostile = { ...listing('asc'), key: 'id; drop table users' };
    expect(() => pageSql(hostile, 1, undefined)).toThrow();
  });
});

describe('a total', () => {
  it('counts what the list holds, and stops where it no longer matters', () => {
    const counted = countSql({
      select: sql`id`,
      from: sql`t`,
      where: [sql`a = ${1}`],
      key: 'id',
      direction: 'asc',
    });
    expect(counted.text.replace(/\s+/g, ' ')).toBe(
      'select count(*)::int as n from (select 1 from t where a = $1 limit $2) counted',
    );
    expect(counted.values).toEqual([1, 10_001]);
  });

  it.each([
    [0, 0, true],
    [9_999, 9_999, true],
    [10_000, 10_000, true],
    [10_001, 10_000, false],
  ])('of %i is told as %i', (n, total, total_is_exact) => {
    expect(totalOf(n)).toEqual({ total, total_is_exact });
  });
});
