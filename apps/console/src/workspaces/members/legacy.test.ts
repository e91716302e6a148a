import { describe, expect, it } from 'vitest';
import { countOf, legacyOf, queryOf } from './legacy.js';

describe('what a member leaves behind', () => {
  it('tells their own keys from those of programs', () => {
    const key = (name: string, of_service: boolean) => ({ id: name, name, of_service });
    const none = { items: [], is_complete: true };
    const found = legacyOf({
      invitations: none,
      grants: none,
      api_keys: { items: [key('mine', false), key('robot', true)], is_complete: true },
    });
    expect(found.ownKeys.items.map(({ name }) => name)).toEqual(['mine']);
    expect(found.serviceKeys.items.map(({ name }) => name)).toEqual(['robot']);
  });

  it('says that a count is a part of it', () => {
    expect(countOf({ items: [1, 2], is_complete: true })).toBe('2');
    expect(countOf({ items: [1, 2], is_complete: false })).not.toBe('2');
  });

  it('asks for what is ticked, and for nothing that happens by itself', () => {
    expect(queryOf({})).toEqual({});
    expect(queryOf({ keepInvitations: true })).toEqual({ keep: 'invitations' });
    expect(queryOf({ takeGrants: true, revokeKeys: true })).toEqual({ revoke: 'grants,service_keys' });
  });
});
