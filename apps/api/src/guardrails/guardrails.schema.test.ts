import { describe, expect, it } from 'vitest';
import { type Rules, isTighter, noRules, weaker } from './guardrails.schema.js';

const each = {
  two_factor_required: [false, true],
  email_domains: [[], ['a.example'], ['a.example', 'b.example'], ['b.example']],
  session_hours: [null, 8, 24],
  invitation_hours: [null, 24],
  keys_allowed: [true, false],
} as const;

const all: Rules[] = each.two_factor_required.flatMap((two_factor_required) =>
  each.email_domains.flatMap((domains) =>
    each.session_hours.flatMap((session_hours) =>
      each.invitation_hours.flatMap((invitation_hours) =>
        each.keys_allowed.map((keys_allowed) => ({
          two_factor_required,
          email_domains: [...domains],
          session_hours,
          invitation_hours,
          keys_allowed,
        })),
      ),
    ),
  ),
);
const pairs = all.flatMap((a) => all.map((b) => [a, b] as const));

describe('guardrails', () => {
  it.each([
    [{ two_factor_required: true }, {}],
    [{ email_domains: ['a.example'] }, {}],
    [{ email_domains: ['a.example'] }, { email_domains: ['a.example', 'b.example'] }],
    [{ email_domains: ['a.example'] }, { email_domains: ['b.example'] }],
    [{ session_hours: 8 }, {}],
    [{ session_hours: 8 }, { session_hours: 24 }],
    [{ invitation_hours: 24 }, {}],
    [{ keys_allowed: false }, {}],
    [{ keys_allowed: false, session_hours: 24 }, { session_hours: 8 }],
  ])('%j are harder to meet than %j', (after, before) => {
    expect(isTighter({ ...noRules, ...after }, { ...noRules, ...before })).toBe(true);
  });

  it.each([
    [{}, { two_factor_required: true, email_domains: ['a.example'], session_hours: 1, keys_allowed: false }],
    [{ email_domains: ['a.example', 'b.example'] }, { email_domains: ['a.example'] }],
    [{ session_hours: 24 }, { session_hours: 8 }],
  ])('%j are not harder to meet than %j', (after, before) => {
    expect(isTighter({ ...noRules, ...after }, { ...noRules, ...before })).toBe(false);
  });

  it('that are weaker than two are harder than neither, and the least that is', () => {
    for (const [a, b] of pairs) {
      const both = weaker(a, b);
      expect([isTighter(both, a), isTighter(both, b)]).toEqual([false, false]);
      if (!isTighter(a, b)) expect(both).toEqual(a);
    }
  });

  it('are not harder than themselves, and two that are not harder than each other are the same', () => {
    for (const [a, b] of pairs) if (!isTighter(a, b) && !isTighter(b, a)) expect(a).toEqual(b);
    for (const one of all) expect(isTighter(one, one)).toBe(false);
  });
});
