import { rolesOf, systemRole, systemRoleNames, systemRoles } from '@bailiwick/rbac';
import { z } from 'zod';
import { uuid } from '../http/text.js';

/** A role as the wire shows it. */
export const role = z.strictObject({ id: z.guid(), name: z.string() });
export type RoleView = z.input<typeof role>;

export const namedRoles = (roleIds: readonly string[]): RoleView[] =>
  rolesOf(roleIds.map((role_id) => ({ role_id }))).map(({ id, name }) => ({ id, name }));

/** Roles are named by the format's `role`, or by their ids; not both. */
export const rolesGiven = {
  role: z.enum(systemRoleNames).optional(),
  role_ids: z
    .array(uuid.refine((id) => systemRole(id) !== undefined, { error: 'no such role' }))
    .min(1)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names a role twice' })
    .optional(),
};

interface RolesGiven {
  readonly role?: (typeof systemRoleNames)[number] | undefined;
  readonly role_ids?: readonly string[] | undefined;
}

export const namesRolesOnce = ({ role, role_ids }: RolesGiven): boolean => !role || !role_ids;
export const namesRoles = ({ role, role_ids }: RolesGiven): boolean => Boolean(role ?? role_ids);
export const eitherRole = { path: ['role'], error: 'name either role or role_ids' };

export const roleIdsOf = ({ role, role_ids }: RolesGiven): readonly string[] =>
  role_ids ?? (role ? [systemRoles[role].id] : []);

/** The format knows one role a member: the strongest system role held, else `view`. */
export const strongestRole = (roleIds: readonly string[]): (typeof systemRoleNames)[number] =>
  systemRoleNames.find((name) => roleIds.includes(systemRoles[name].id)) ?? 'view';

/** The 31 strings of the shared format. */
export const formatPermissions = [
  'dashboard.view',
  'campaigns.view',
  'campaigns.create',
  'campaigns.edit',
  'campaigns.delete',
  'organization.manage',
  'organization.integrations',
  'organization.billing',
  'organization.users.manage',
  'leadFinder.view',
  'customLeadLabels.create',
  'customLeadLabels.edit',
  'customLeadLabels.delete',
  'unibox.all',
  'analytics.view',
  'websiteChat.view',
  'websiteChat.manage',
  'agency.manage',
  'accounts.view',
  'accounts.manage',
  'leadManagement.view',
  'leads.move',
  'crm.view',
  'websiteVisitors.view',
  'blocklist.manage',
  'preferences.manage',
  'inboxPlacement.view',
  'aiAgents.manage',
  'workspaceGroupMembers.invite',
  'workspaceGroupMembers.remove',
  'workspaceGroupMembers.leave',
] as const;
