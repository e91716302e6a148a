import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Permission, permissions } from './catalog.js';
import { maskOf, maskStrings } from './mask.js';

const closed = (strings: readonly string[]) => {
  const open = maskOf(strings);
  return permissions.filter((permission) => !open?.has(permission));
};
const governed = closed([]);

/** The table of docs/access-control.md, written out. */
const table: Record<string, readonly Permission[]> = {
  'campaigns.view': ['campaigns:read'],
  'campaigns.create': ['campaigns:create'],
  'campaigns.edit': ['campaigns:update'],
  'campaigns.delete': ['campaigns:delete'],
  'organization.manage': ['workspaces:update', 'member_sessions:delete'],
  'organization.integrations': [
    ...(['webhooks:create', 'webhooks:read', 'webhooks:update', 'webhooks:delete'] as const),
    ...(['api_keys:create', 'api_keys:read', 'api_keys:update', 'api_keys:delete'] as const),
    'service_principals:create',
    'service_principals:read',
    'service_principals:update',
    'service_principals:delete',
  ],
  'organization.billing': ['workspace_billing:read'],
  'organization.users.manage': [
    ...(['workspace_members:create', 'workspace_members:update', 'workspace_members:delete'] as const),
    ...(['roles:create', 'roles:update', 'roles:delete'] as const),
    ...(['grants:create', 'grants:read', 'grants:update', 'grants:delete'] as const),
  ],
  'customLeadLabels.create': ['lead_labels:create'],
  'customLeadLabels.edit': ['lead_labels:update'],
  'customLeadLabels.delete': ['lead_labels:delete'],
  'agency.manage': [
    ...(['brand:update', 'brand_domains:create', 'brand_domains:read', 'brand_domains:delete'] as const),
    ...(['clients:create', 'clients:read', 'clients:update', 'clients:delete'] as const),
    ...(['client_shares:create', 'client_shares:read', 'client_shares:delete'] as const),
  ],
  'accounts.view': ['accounts:read'],
  'accounts.manage': ['accounts:create', 'accounts:update', 'accounts:delete'],
  'leadManagement.view': ['leads:read', 'lead_lists:read'],
  'leads.move': ['leads:update'],
  'websiteVisitors.view': [
    'visitor_sites:read',
    'visitors:read',
    'visitor_resolutions:read',
    'visitor_credits:read',
  ],
  'workspaceGroupMembers.invite': ['workspace_group_members:create'],
  'workspaceGroupMembers.remove': ['workspace_group_members:delete'],
};

describe('the member mask', () => {
  it.each([null, undefined])('closes nothing where there is no list: %j', (none) => {
    expect(maskOf(none)).toBeUndefined();
  });

  it('knows these strings', () => {
    expect(Object.keys(maskStrings).sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(table))('opens by %s what the table says, and nothing else', (one, what) => {
    expect([...(maskStrings[one] ?? [])].sort()).toEqual([...what].sort());
    expect(closed([one])).toEqual(governed.filter((permission) => !what.includes(permission)));
  });

  it('closes with an empty list all that some string could open, and leaves the rest', () => {
    const named = Object.values(table).flat();
    expect(governed).toEqual(permissions.filter((permission) => named.includes(permission)));
  });

  it.each(['dashboard.view', 'unibox.all', '', '__proto__', 'constructor', 'campaigns', 'campaigns:read'])(
    'opens and closes nothing by what names nothing of ours: %j',
    (unknown) => {
      expect(closed([unknown])).toEqual(governed);
      expect(closed([unknown, 'leads.move'])).toEqual(closed(['leads.move']));
    },
  );

  it('opens by several strings what any of them opens', () => {
    const strings = fc.subarray(Object.keys(table));
    const property = fc.property(strings, strings, (some, more) => {
      const shut = closed(more);
      expect(closed([...some, ...more])).toEqual(closed(some).filter((one) => shut.includes(one)));
    });
    fc.assert(property, { seed: 1, numRuns: 50 });
  });
});
