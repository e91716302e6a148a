import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './ability.js';
import { type Permission, permissions } from './catalog.js';
import { type Attributes, type Condition, type Operand, type Row, matches } from './condition.js';
import { decide } from './decide.js';
import type { Rule } from './grant.js';
import { type Visible, visible } from './visible.js';

const mine: Condition = { eq: ['owner_id', { attribute: 'user_id' }] };
const theirs: Condition = { not: mine };
const READ = 'workspace_members:read';
const UPDATE = 'workspace_members:update';

/** A list, were the filter applied by hand. */
const holds = (filter: Visible, row: Row, attributes: Attributes): boolean =>
  typeof filter === 'string' ? filter === 'all' : matches(filter, row, attributes);

describe('what a list may hold', () => {
  it.each<[string, Rule[], Visible]>([
    ['nothing without a rule', [], 'none'],
    ['nothing by a rule about something else', [{ permission: 'audit_logs:read' }], 'none'],
    ['everything by a rule without a condition', [{ permission: READ }], 'all'],
    ['everything by the wider of two rules', [{ permission: READ, when: mine }, { permission: READ }], 'all'],
  ])('is %s', (_, rules, filter) => {
    expect(visible(compile(rules), READ)).toEqual(filter);
  });

  it.each<[string, Rule[], Visible]>([
    ['what one may see', [{ permission: READ, when: mine }, { permission: UPDATE }], { or: [mine] }],
    ['what one may change', [{ permission: READ }, { permission: UPDATE, when: mine }], { or: [mine] }],
    [
      'what one may both see and change',
      [
        { permission: READ, when: mine },
        { permission: UPDATE, when: theirs },
      ],
      { and: [{ or: [mine] }, { or: [theirs] }] },
    ],
  ])('is, of what may be changed, %s', (_, rules, filter) => {
    expect(visible(compile(rules), UPDATE)).toEqual(filter);
  });

  it('is nothing where one may change but not see', () => {
    expect(visible(compile([{ permission: UPDATE }]), UPDATE)).toBe('none');
  });

  it('is everything where nobody reads and one may do it', () => {
    const permission = 'workspace_ownership:update';
    expect(visible(compile([{ permission }]), permission)).toBe('all');
  });

  const scalar = fc.constantFrom('u1', 'u2', 1, true, false);
  const field = fc.constantFrom('owner_id', 'kind', 'toString', '__proto__');
  const operand: fc.Arbitrary<Operand> = fc.oneof(
    scalar,
    fc.record({ attribute: fc.constantFrom('user_id', 'unknown', 'toString') }),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.record({ eq: fc.tuple(field, operand) }),
      fc.record({ in: fc.tuple(field, fc.array(scalar, { maxLength: 2 })) }),
      fc.record({ not: tie('condition') }),
      fc.record({ and: fc.array(tie('condition'), { maxLength: 2 }) }),
      fc.record({ or: fc.array(tie('condition'), { maxLength: 2 }) }),
    ),
  }));
  /** Few permissions, so that rules often meet on one. */
  const permission = fc.oneof(
    { arbitrary: fc.constantFrom<Permission>(READ, UPDATE, 'workspace_ownership:update'), weight: 4 },
    { arbitrary: fc.constantFrom(...permissions), weight: 1 },
  );
  const rule: fc.Arbitrary<Rule> = fc.oneof(fc.record({ permission, when: condition }), {
    arbitrary: fc.record({ permission }),
    weight: 1,
  });
  const rules = fc.array(rule, { maxLength: 10 });
  const row = fc.dictionary(field, fc.oneof(scalar, fc.constant(null)));
  const attributes = fc.dictionary(fc.constantFrom('user_id', 'other'), scalar);

  it('is exactly what would be allowed row by row', () => {
    const property = fc.property(rules, permission, row, attributes, (all, asked, given, asker) => {
      const ability = compile(all);
      const listed = holds(visible(ability, asked), given, asker);
      expect(listed).toBe(decide(ability, asked, given, asker) === 'allowed');
    });
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });
});
