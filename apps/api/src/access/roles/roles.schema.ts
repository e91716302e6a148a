import {
  type Role,
  grantable,
  isPermission,
  permissions,
  systemRole,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { line, pageOf, patchOf, text, time, uuid } from '../../http/body/shapes.js';

/** A role as the wire shows it. */
export const role = z.strictObject({ id: z.guid(), name: z.string() });
type RoleView = z.output<typeof role>;

export const toRole = ({ id, name }: Role): RoleView => ({ id, name });

/** A role as rows name it. The system's roles stand in no table, and a role that is gone has no name. */
export interface NamedRole {
  readonly role_id: string;
  readonly role_name: string | null;
}
export const roleName = (id: string, name: string | null): string => systemRole(id)?.name ?? name ?? '';
export const roleView = (id: string, name: string | null): RoleView => ({ id, name: roleName(id, name) });

/** Names of system roles are taken, in any spelling. */
const name = line(60).refine((value) => !systemRoleNames.includes(value.toLowerCase() as never), {
  error: 'is the name of a system role',
});
const writable = {
  name,
  description: text(500),
  permissions: z
    .array(z.enum(grantable))
    .max(grantable.length)
    .transform((all) => [...new Set(all)].sort()),
  /** Holders of the role can give these roles, also with permissions that they do not hold themselves. */
  assignable_role_ids: z
    .array(uuid)
    .max(50)
    .transform((all) => [...new Set(all)].sort()),
};

export const createRole = z.strictObject({
  name,
  description: writable.description.default(''),
  permissions: writable.permissions,
  assignable_role_ids: writable.assignable_role_ids.default([]),
});
export type CreateRole = z.output<typeof createRole>;

export const updateRole = patchOf(writable);
export type UpdateRole = z.output<typeof updateRole>;

export const deleteRole = z.strictObject({ replacement_role_id: uuid.optional() });
export type DeleteRole = z.output<typeof deleteRole>;

/** What the owner has seen of the offer. */
export const acceptOffer = z.strictObject({ permissions: writable.permissions });
export type AcceptOffer = z.output<typeof acceptOffer>;

/** A role with what is in it. System roles belong to no workspace and have no times. */
export const fullRole = z.strictObject({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  is_system: z.boolean(),
  permissions: z.array(z.enum(permissions)),
  assignable_role_ids: z.array(z.guid()),
  /** Members and invitations that hold it. */
  holders: z.number().int(),
  /** Of a role that this admin workspace publishes: how often it has. */
  publication_version: z.number().int().nullable(),
  /** Of a copy of a role of the admin workspace, which is changed there: the version it is of. */
  published_version: z.number().int().nullable(),
  /** All permissions that such a copy will have, where these are more than now and wait for the owner. */
  offered_permissions: z.array(z.enum(grantable)).nullable(),
  timestamp_created: time.nullable(),
  timestamp_updated: time.nullable(),
});
export type FullRoleView = z.output<typeof fullRole>;
export const rolePage = pageOf(fullRole);

export const toFullRole = answer(fullRole, (row: Permitting) => ({
  is_system: systemRole(row.id) !== undefined,
  permissions: row.permissions.filter(isPermission).sort(),
  offered_permissions: offeredPermissions(row),
}));
export type ListedRole = RowOf<typeof toFullRole>;

interface Permitting {
  readonly id: string;
  readonly permissions: readonly string[];
  readonly offered_permissions: readonly string[] | null;
}

/** As it is shown, and as it must be repeated to be accepted. */
export const offeredPermissions = ({
  offered_permissions: offered,
}: Pick<Permitting, 'offered_permissions'>) =>
  offered && grantable.filter((one) => offered.includes(one)).sort();

/** The system roles as rows, for a list that holds both. */
export const systemRoleRows = systemRoleNames.map((role) => ({
  id: systemRoles[role].id,
  name: role,
  description: systemRoles[role].sentence,
  permissions: systemRoles[role].permissions,
  assignable_role_ids: [],
}));

/** Roles are named by the format's `role`, or by their ids; not both. */
export const roleFields = {
  role: z.enum(systemRoleNames).optional(),
  role_ids: z
    .array(uuid)
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
