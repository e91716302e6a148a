import { describe, expect, it } from 'vitest';
import type { Permission, Role } from './catalog.js';
import { difference, applyExchange } from './simulate.js';

const role = (id: string, ...permissions: Permission[]): Role => ({ id, name: id, permissions });
const [reader, cleaner] = [role('reader', 'leads:read'), role('cleaner', 'leads:delete', 'campaigns:read')];

describe('a change that is only proposed', () => {
  it('is told by what is gained and what is lost, each in order', () => {
    expect(difference({ direct: [reader] }, { direct: [cleaner] })).toEqual({
      gains: ['campaigns:read', 'leads:delete'],
      loses: ['leads:read'],
    });
  });

  it('changes nothing for whom another binding gives the same', () => {
    expect(difference({ direct: [reader, cleaner] }, { direct: [cleaner, reader, reader] })).toEqual({
      gains: [],
      loses: [],
    });
  });

  it('is judged with the mask and the scopes on either side', () => {
    const mask = new Set<Permission>(['leads:read']);
    expect(difference({ direct: [], mask }, { direct: [reader, cleaner], mask }).gains).toEqual([
      'leads:read',
    ]);
    expect(difference({ direct: [reader] }, { direct: [reader], scopes: new Set() }).loses).toEqual([
      'leads:read',
    ]);
  });
});

describe('roles exchanged', () => {
  it('are those held, without what is taken, and with what is given', () => {
    expect(applyExchange([reader], {})).toEqual([reader]);
    expect(applyExchange([reader, cleaner], { take: ['reader'] })).toEqual([cleaner]);
    expect(applyExchange([reader], { take: ['reader'], give: [cleaner] })).toEqual([cleaner]);
    expect(applyExchange([], { take: ['reader'] })).toEqual([]);
  });

  it('hold a role once: its new version in place of the old', () => {
    const narrowed = role('cleaner', 'campaigns:read');
    expect(applyExchange([cleaner, reader], { give: [narrowed] })).toEqual([reader, narrowed]);
  });
});
