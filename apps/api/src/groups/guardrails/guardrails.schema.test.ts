import { describe, expect, it } from 'vitest';
import {
  type GuardrailsRow,
  type GuardrailRules,
  announceRules,
  isTighter,
  latestRules,
  noRules,
  toGuardrails,
  weakerRules,
} from './guardrails.schema.js';

const each = {
  two_factor_required: [false, true],
  email_domains: [[], ['a.example'], ['a.example', 'b.example'], ['b.example']],
  session_hours: [null, 8, 24],
  invitation_hours: [null, 24],
  keys_allowed: [true, false],
} as const;

const all: GuardrailRules[] = each.two_factor_required.flatMap((two_factor_required) =>
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
      const both = weakerRules(a, b);
      expect([isTighter(both, a), isTighter(both, b)]).toEqual([false, false]);
      if (!isTighter(a, b)) expect(both).toEqual(a);
    }
  });

  it('are not harder than themselves, and two that are not harder than each other are the same', () => {
    for (const [a, b] of pairs) if (!isTighter(a, b) && !isTighter(b, a)) expect(a).toEqual(b);
    for (const one of all) expect(isTighter(one, one)).toBe(false);
  });
});

describe('what is announced', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + n));
  /** Who says what on which day, and what came of it all, on some day. */
  const said = (
    ...changes: readonly (readonly [on: number, rules: Partial<GuardrailRules>])[]
  ): GuardrailsRow =>
    changes.reduce<GuardrailsRow>(
      (before, [on, rules]) => {
        const then = { ...before, now: day(on) };
        return { ...then, announced: announceRules(then, { ...noRules, ...rules }) };
      },
      { id: null, announced: [], now: day(0), timestamp_updated: null },
    );
  const waiting = (row: GuardrailsRow, on = row.now) =>
    toGuardrails({ ...row, now: on }).announced.map(({ from, ...rules }) => [from, rules]);
  const from = (n: number, rules: Partial<GuardrailRules>) => [day(n), { ...noRules, ...rules }];
  const factor = { two_factor_required: true };
  const keyless = { keys_allowed: false };

  it('waits for seven days, with any other announcement', () => {
    const row = said([0, factor], [2, { ...factor, ...keyless }]);
    expect(waiting(row)).toEqual([from(7, factor), from(9, { ...factor, ...keyless })]);
    expect(toGuardrails({ ...row, now: day(8) })).toMatchObject({ ...noRules, ...factor });
    expect(waiting(row, day(8))).toEqual([from(9, { ...factor, ...keyless })]);
    expect(waiting(row, day(9))).toEqual([]);
  });

  it('is dropped everywhere at once, and what is left keeps its day', () => {
    const row = said([0, factor], [2, { ...factor, ...keyless }], [3, factor]);
    expect(waiting(row)).toEqual([from(7, factor)]);
    expect(waiting(said([0, factor], [1, {}]))).toEqual([]);
    expect(toGuardrails(said([0, factor], [8, keyless]))).toMatchObject(noRules);
  });

  it('is in the end what was said last, and until then never easier than what came after', () => {
    for (const [a, b] of pairs) {
      const row = said([0, a], [1, b]);
      expect(latestRules(row).rules).toEqual(b);
      const sets = [toGuardrails(row), ...waiting(row).map(([, rules]) => rules as GuardrailRules)];
      sets.forEach((one, i) => i > 0 && expect(isTighter(sets[i - 1] as GuardrailRules, one)).toBe(false));
    }
  });

  it('is ten sets at most, of which the next to bind is never put off', () => {
    const row = said(...Array.from({ length: 14 }, (_, i) => [i / 10, { session_hours: 100 - i }] as const));
    const those = waiting(row);
    expect(those).toHaveLength(10);
    expect(those[0]).toEqual(from(7, { session_hours: 100 }));
    expect(those.at(-1)).toEqual(from(8.3, { session_hours: 87 }));
  });

  it('is forgotten once something later binds everybody', () => {
    expect(said([0, factor], [2, { ...factor, ...keyless }], [20, keyless]).announced).toHaveLength(1);
  });
});
