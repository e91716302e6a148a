import { describe, expect, it } from 'vitest';
import { isOver } from './grants.js';

describe('roles that were given', () => {
  it('ends at the instant its time is over, and never without an end', () => {
    const at = '2026-12-03T12:00:00.000Z';
    expect(isOver({ expires_at: at }, Date.parse(at) - 1)).toBe(false);
    expect(isOver({ expires_at: at }, Date.parse(at))).toBe(true);
    expect(isOver({ expires_at: null })).toBe(false);
  });
});
