import { type Activity, activities } from '@bailiwick/audit';
import { describe, expect, it } from 'vitest';
import { lineOf, activityLines } from './activity-lines.js';

const inAccounts = Object.entries<Activity>(activities)
  .filter(([, { log }]) => log !== 'workspace')
  .map(([name]) => name);

describe('the log of an account in words', () => {
  it('has a line for every activity of accounts, and for no other', () => {
    expect(Object.keys(activityLines).sort()).toEqual(inAccounts.sort());
  });

  it.each(inAccounts)('reads %s out, done and failed, whatever the record lacks', (activity) => {
    for (const outcome of ['done', 'failed'] as const)
      expect(lineOf({ activity, outcome, changes: {} })).toMatch(/^[A-Z][^{}[\]_]+$/);
  });

  it('says how many recovery codes are left', () => {
    const changes = { left: { before: null, after: 3 } };
    expect(lineOf({ activity: 'two_factor.recovery_code_used', outcome: 'done', changes })).toContain(
      '3 left',
    );
  });

  it('shows an activity it does not know by its name, instead of nothing', () => {
    expect(lineOf({ activity: 'x_billing.paid', outcome: 'done', changes: {} })).toBe('x_billing.paid');
  });
});
