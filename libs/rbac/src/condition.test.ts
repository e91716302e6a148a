import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type Operand, type Row, matches, operand } from './condition.js';

const me = { user_id: 'u1', member_id: 'm1' };
const mine: Condition = { eq: ['owner_id', { attribute: 'user_id' }] };
const active: Condition = { eq: ['status', 'active'] };
const everything: Condition = { and: [] };
const nothing: Condition = { or: [] };

describe('a condition', () => {
  it.each<[string, Condition, Row, boolean]>([
    ['a field that is equal', active, { status: 'active' }, true],
    ['a field that differs', active, { status: 'paused' }, false],
    ['a number', { eq: ['kind', 2] }, { kind: 2 }, true],
    ['a number written as text', { eq: ['kind', 2] }, { kind: '2' }, false],
    ['false', { eq: ['locked', false] }, { locked: false }, true],
    ['false where there is nothing', { eq: ['locked', false] }, { locked: null }, false],
    ['an attribute of the asker', mine, { owner_id: 'u1' }, true],
    ['the attribute of another person', mine, { owner_id: 'u2' }, false],
    ['one of several', { in: ['kind', [1, 2]] }, { kind: 2 }, true],
    ['none of several', { in: ['kind', [1, 2]] }, { kind: 3 }, false],
    ['one of none', { in: ['kind', []] }, { kind: 1 }, false],
    ['both', { and: [active, mine] }, { status: 'active', owner_id: 'u1' }, true],
    ['one of both', { and: [active, mine] }, { status: 'active', owner_id: 'u2' }, false],
    ['either', { or: [active, mine] }, { status: 'paused', owner_id: 'u1' }, true],
    ['neither', { or: [active, mine] }, { status: 'paused', owner_id: 'u2' }, false],
    ['the opposite', { not: active }, { status: 'paused' }, true],
    ['no demand at all', everything, {}, true],
    ['no choice at all', nothing, { status: 'active' }, false],
  ])('asks for %s', (_, condition, row, met) => {
    expect(matches(condition, row, me)).toBe(met);
  });

  describe('finds nothing', () => {
    const none: Row[] = [{}, { owner_id: undefined }, { owner_id: null }];

    it.each(none)('equal to an attribute that the asker lacks, not even its absence: %j', (row) => {
      expect(matches(mine, row, {})).toBe(false);
      expect(matches(mine, row, { user_id: undefined })).toBe(false);
    });

    it('equal to it, so that the opposite holds for every row', () => {
      expect(matches({ not: mine }, { owner_id: 'u1' }, {})).toBe(true);
    });

    it('in a field that the row has from its prototype alone', () => {
      expect(matches(active, Object.create({ status: 'active' }) as Row, me)).toBe(false);
    });

    it('in an attribute that the asker has from a prototype alone', () => {
      const lent = Object.create({ user_id: 'u1' }) as Record<string, string>;
      expect(matches(mine, { owner_id: 'u1' }, lent)).toBe(false);
    });
  });

  describe('and names that every object knows', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toString.name', 'length'];

    it.each(names)('are no field of a row: %s', (name) => {
      const values = ['toString', 'Object', '', 0, 1, true, false];
      expect(matches({ in: [name, values] }, {}, me)).toBe(false);
      expect(values.some((value) => matches({ eq: [name, value] }, {}, me))).toBe(false);
    });

    it.each(names)('are no attribute of anybody: %s', (attribute) => {
      expect(operand({ attribute }, me)).toBeUndefined();
    });

    it('are fields like any other where a row has them', () => {
      const row = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Row;
      expect(matches({ and: [{ eq: ['__proto__', 'x'] }, { eq: ['constructor', 'y'] }] }, row, me)).toBe(
        true,
      );
    });
  });

  describe('follows the laws of logic', () => {
    const scalar = fc.constantFrom('u1', 'a', 1, true, false);
    const field = fc.constantFrom('a', 'b', 'toString');
    const wanted: fc.Arbitrary<Operand> = fc.oneof(
      scalar,
      fc.record({ attribute: fc.constantFrom('user_id', 'unknown', '__proto__') }),
    );
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.record({ eq: fc.tuple(field, wanted) }),
        fc.record({ in: fc.tuple(field, fc.array(scalar, { maxLength: 2 })) }),
        fc.record({ not: tie('condition') }),
        fc.record({ and: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('condition'), { maxLength: 3 }) }),
      ),
    }));
    const row = fc.dictionary(field, fc.oneof(scalar, fc.constant(null)));

    it('not turns every answer round', () => {
      const property = fc.property(condition, row, (asked, given) => {
        expect(matches({ not: asked }, given, me)).toBe(!matches(asked, given, me));
      });
      fc.assert(property, { seed: 1, numRuns: 500 });
    });

    it('and is what or is, turned inside out', () => {
      const property = fc.property(fc.array(condition, { maxLength: 4 }), row, (all, given) => {
        const turned: Condition = { not: { or: all.map((one) => ({ not: one })) } };
        expect(matches({ and: all }, given, me)).toBe(matches(turned, given, me));
      });
      fc.assert(property, { seed: 2, numRuns: 500 });
    });
  });
});
