import type { Attributes, Condition, Visible } from '@bailiwick/rbac';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleWhere } from './visible-where.js';

const me: Attributes = { user_id: 'u1' };
const mine: Condition = { eq: ['owner_id', { attribute: 'user_id' }] };
const active: Condition = { eq: ['status', 'active'] };

function where(visible: Visible, attributes = me, table?: string) {
  const { text, values } = visibleWhere(visible, attributes, table);
  return { text, values };
}

describe('what a list may hold, as SQL', () => {
  it.each<[string, Visible, string, unknown[]]>([
    ['all', 'all', 'true', []],
    ['none', 'none', 'false', []],
    ['equal to a constant', active, '(status is not distinct from $1)', ['active']],
    ['equal to a number', { eq: ['kind', 2] }, '(kind is not distinct from $1)', [2]],
    ['equal to false', { eq: ['locked', false] }, '(locked is not distinct from $1)', [false]],
    ['equal to an attribute', mine, '(owner_id is not distinct from $1)', ['u1']],
    ['one of several', { in: ['kind', [1, 2]] }, 'coalesce(kind = any($1), false)', [[1, 2]]],
    ['one of none', { in: ['kind', []] }, 'coalesce(kind = any($1), false)', [[]]],
    ['not', { not: active }, '(not (status is not distinct from $1))', ['active']],
    [
      'both',
      { and: [active, mine] },
      '((status is not distinct from $1) and (owner_id is not distinct from $2))',
      ['active', 'u1'],
    ],
    [
      'either',
      { or: [active, mine] },
      '((status is not distinct from $1) or (owner_id is not distinct from $2))',
      ['active', 'u1'],
    ],
    ['no demand at all', { and: [] }, 'true', []],
    ['no choice at all', { or: [] }, 'false', []],
    [
      'one inside the other',
      { or: [{ and: [active, { not: mine }] }, { in: ['kind', [3]] }] },
      '(((status is not distinct from $1) and (not (owner_id is not distinct from $2))) or coalesce(kind = any($3), false))',
      ['active', 'u1', [3]],
    ],
  ])('for %s', (_, visible, text, values) => {
    expect(where(visible)).toEqual({ text, values });
  });

  it('names the table where the list joins several', () => {
    expect(where({ and: [active, { in: ['kind', [1]] }] }, me, 'm').text).toBe(
      '((m.status is not distinct from $1) and coalesce(m.kind = any($2), false))',
    );
  });

  describe('finds nothing equal to an attribute that the asker lacks', () => {
    it.each([{}, { user_id: undefined }, Object.create({ user_id: 'u1' }) as Attributes])(
      '%#',
      (attributes) => {
        expect(where(mine, attributes)).toEqual({ text: 'false', values: [] });
        expect(where({ not: mine }, attributes)).toEqual({ text: '(not false)', values: [] });
      },
    );

    it.each(['__proto__', 'constructor', 'toString'])('nor to one that every object has: %s', (attribute) => {
      expect(where({ eq: ['owner_id', { attribute }] })).toEqual({ text: 'false', values: [] });
    });
  });

  it.each(['', '__PROTO__', 'toString', 'a b', 'a;--', 'a.b.c', '"a"', 'a = 1 or true', "a'", 'a\n'])(
    'refuses a field that is no column: %j',
    (name) => {
      expect(() => where({ eq: [name, 1] })).toThrow();
      expect(() => where({ in: [name, [1]] })).toThrow();
      expect(() => where({ not: { or: [{ eq: [name, 1] }] } })).toThrow();
    },
  );

  it('never lets a value become text', () => {
    const mark = 'VALUE';
    const value = fc.string().map((rest) => `${mark}${rest}`);
    const field = fc.constantFrom('owner_id', 'kind');
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        fc.record({ eq: fc.tuple(field, value) }),
        fc.record({ in: fc.tuple(field, fc.array(value, { maxLength: 2 })) }),
        fc.record({ not: tie('condition') }),
        fc.record({ and: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('condition'), { maxLength: 3 }) }),
      ),
    }));
    const property = fc.property(condition, (asked) => {
      const { text, values } = where(asked);
      expect(text).not.toContain(mark);
      expect([...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n))).toEqual(values.map((_, i) => i + 1));
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
