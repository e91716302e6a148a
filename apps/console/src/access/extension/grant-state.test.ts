import { describe, expect, it } from 'vitest';
import { grantStateOf } from './grant-state.js';

const at = '2026-12-03T12:00:00.000Z';
const held = (expires_at: string | null) => [{ id: 'r', name: 'Reviewer', grant_id: 'g', expires_at }];

describe('a role one would like to keep', () => {
  it('ends at its time, and can be asked for until then', () => {
    expect(grantStateOf('g', held(at), Date.parse(at) - 1)).toEqual({
      is: 'ending',
      role: 'Reviewer',
      until: at,
    });
    expect(grantStateOf('g', held(at), Date.parse(at))).toEqual({ is: 'over' });
  });

  it('may have no end', () => {
    expect(grantStateOf('g', held(null))).toEqual({ is: 'endless' });
  });

  it('is over when it is held no more', () => {
    expect(grantStateOf('another', held(at), 0)).toEqual({ is: 'over' });
  });

  it('can be asked for by somebody who may not see whom and what is there', () => {
    expect(grantStateOf('g', undefined)).toEqual({ is: 'ending' });
  });
});
