import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './ability.js';
import { permissions } from './catalog.js';
import { type Decision, decide } from './decide.js';
import type { Rule } from './grant.js';

const own = { eq: ['owner_id', { attribute: 'user_id' }] } as const;
const me = { user_id: 'u1' };
const [mine, theirs] = [{ owner_id: 'u1' }, { owner_id: 'u2' }];
const read: Rule = { permission: 'workspace_members:read' };
const readOwn: Rule = { ...read, when: own };
const update: Rule = { permission: 'workspace_members:update' };
const updateOwn: Rule = { ...update, when: own };

describe('a decision about a row', () => {
  it.each<[string, Rule[], object, Decision]>([
    ['who may neither see nor do', [], mine, 'hidden'],
    ['who may see', [read], mine, 'refused'],
    ['who may see and do', [read, update], mine, 'allowed'],
    ['who may do, but not see', [update], mine, 'hidden'],
    ['who may see their own, of theirs', [readOwn, update], mine, 'allowed'],
    ['who may see their own, of another', [readOwn, update], theirs, 'hidden'],
    ['who may do it to their own, of theirs', [read, updateOwn], mine, 'allowed'],
    ['who may do it to their own, of another', [read, updateOwn], theirs, 'refused'],
  ])('for one %s', (_, rules, row, decision) => {
    expect(decide(compile(rules), 'workspace_members:update', row, me)).toBe(decision);
  });

  it('of a kind that nobody reads is refused, never hidden', () => {
    expect(decide(compile([]), 'workspace_ownership:update', {})).toBe('refused');
    expect(
      decide(compile([{ permission: 'workspace_ownership:update' }]), 'workspace_ownership:update', {}),
    ).toBe('allowed');
  });

  it('to read is allowed or hidden, and nothing between', () => {
    expect(decide(compile([readOwn]), 'workspace_members:read', mine, me)).toBe('allowed');
    expect(decide(compile([readOwn]), 'workspace_members:read', theirs, me)).toBe('hidden');
  });

  it('never lets more rules mean less', () => {
    const order: Decision[] = ['hidden', 'refused', 'allowed'];
    const permission = fc.constantFrom(...permissions);
    const rule: fc.Arbitrary<Rule> = fc.oneof(
      fc.record({ permission }),
      fc.record({ permission, when: fc.constant(own) }),
    );
    const rules = fc.array(rule, { maxLength: 8 });
    const property = fc.property(
      rules,
      rules,
      permission,
      fc.constantFrom(mine, theirs),
      (some, more, asked, row) => {
        const [less, all] = [compile(some), compile([...some, ...more])].map((ability) =>
          order.indexOf(decide(ability, asked, row, me)),
        );
        expect(all).toBeGreaterThanOrEqual(less!);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 500 });
  });
});
