import { splitPermission } from './ability.js';
import { type Action, type Permission, type Resource, permissions } from './catalog.js';
import { type PermissionSet, Permissions } from './permission-set.js';

const of = (resource: Resource, ...actions: readonly Action[]): readonly Permission[] =>
  permissions.filter((permission) => {
    const [itsResource, itsAction] = splitPermission(permission);
    return itsResource === resource && (actions.length === 0 || actions.includes(itsAction));
  });

/** The strings of the shared format that name one of our sections, and the permissions that each leaves open. */
export const maskStrings: Readonly<Record<string, readonly Permission[]>> = {
  'campaigns.view': of('campaigns', 'read'),
  'campaigns.create': of('campaigns', 'create'),
  'campaigns.edit': of('campaigns', 'update'),
  'campaigns.delete': of('campaigns', 'delete'),
  'organization.manage': [...of('workspaces', 'update'), ...of('member_sessions')],
  'organization.integrations': [...of('webhooks'), ...of('api_keys'), ...of('service_principals')],
  'organization.billing': of('workspace_billing'),
  'organization.users.manage': [
    ...of('workspace_members', 'create', 'update', 'delete'),
    ...of('roles', 'create', 'update', 'delete'),
    ...of('grants'),
  ],
  'customLeadLabels.create': of('lead_labels', 'create'),
  'customLeadLabels.edit': of('lead_labels', 'update'),
  'customLeadLabels.delete': of('lead_labels', 'delete'),
  'agency.manage': [
    ...of('brand', 'update'),
    ...of('brand_domains'),
    ...of('clients'),
    ...of('client_shares'),
  ],
  'accounts.view': of('accounts', 'read'),
  'accounts.manage': of('accounts', 'create', 'update', 'delete'),
  'leadManagement.view': [...of('leads', 'read'), ...of('lead_lists', 'read')],
  'leads.move': of('leads', 'update'),
  'websiteVisitors.view': [
    ...of('visitor_sites', 'read'),
    ...of('visitors', 'read'),
    ...of('visitor_resolutions', 'read'),
    ...of('visitor_credits', 'read'),
  ],
  'workspaceGroupMembers.invite': of('workspace_group_members', 'create'),
  'workspaceGroupMembers.remove': of('workspace_group_members', 'delete'),
};

const opens: ReadonlyMap<string, Permissions> = new Map(
  Object.entries(maskStrings).map(([one, what]) => [one, Permissions.of(what)]),
);
const governed: PermissionSet = new Set(Object.values(maskStrings).flat());
const ungoverned = Permissions.of(permissions.filter((permission) => !governed.has(permission)));

/**
 * The permissions that a member's list of strings leaves open. It closes sections: permissions without a string stay as
 * the roles have them, and without a list nothing is closed.
 */
export function maskOf(strings: readonly string[] | null | undefined): PermissionSet | undefined {
  if (!strings) return undefined;
  return strings.reduce((open, one) => open.or(opens.get(one) ?? Permissions.none), ungoverned);
}
