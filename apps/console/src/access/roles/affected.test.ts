import { describe, expect, it } from 'vitest';
import { groupAlike, someLose } from './affected.js';

const one = (name: string, gains: string[], loses: string[] = []) =>
  ({ member_id: name, name, gains, loses }) as Parameters<typeof groupAlike>[0][number];

describe('who is affected', () => {
  it('names people together to whom the same happens, the most first', () => {
    const groups = groupAlike([
      one('Ann', ['leads:update']),
      one('Bob', ['leads:update'], ['leads:delete']),
      one('Cid', ['leads:update']),
    ]);
    expect(groups).toEqual([
      { names: ['Ann', 'Cid'], gains: ['leads:update'], loses: [] },
      { names: ['Bob'], gains: ['leads:update'], loses: ['leads:delete'] },
    ]);
  });

  it('reads in the order of the catalogue', () => {
    const [group] = groupAlike([one('Ann', ['leads:update', 'campaigns:read', 'leads:create'])]);
    expect(group?.gains).toEqual(['campaigns:read', 'leads:create', 'leads:update']);
  });

  it('knows whether anybody loses something', () => {
    expect(someLose({ affected: [one('Ann', ['leads:update'])] })).toBe(false);
    expect(someLose({ affected: [one('Ann', []), one('Bob', [], ['leads:read'])] })).toBe(true);
  });
});
