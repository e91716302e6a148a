/**
 * THE POLICY. Only this file decides who can do what; the rest of the code says what happens. A permission is
 * `resource:action`. Each has one sentence, which people who edit roles read. A power that is no
 * create/read/update/delete becomes a noun.
 */
export const resources = {
  // The workspace, its people and their rights.
  workspaces: {
    read: 'See the workspace: its name, logo and plan.',
    update: 'Rename the workspace and change its settings.',
  },
  workspace_members: {
    create: 'Invite people to the workspace, and confirm waiting members.',
    read: 'See the members, the invitations and their roles.',
    update: 'Change the roles of members, and suspend them.',
    delete: 'Remove members and revoke invitations.',
  },
  member_nicknames: {
    read: 'See the private nicknames of members.',
    update: 'Give members a private nickname.',
  },
  member_sessions: {
    delete: 'Log all users out of the workspace, on all their devices.',
  },
  roles: {
    create: 'Make custom roles.',
    read: 'See the roles and their permissions.',
    update: 'Change the permissions of custom roles.',
    delete: 'Delete custom roles.',
  },
  grants: {
    create: 'Give members roles, for good or until a day.',
    read: 'See which member has which role, who gave it, until when and why.',
    update: 'Change how long a member has a role.',
    delete: 'Revoke role grants.',
  },
  api_keys: {
    create: 'Make and rotate API keys.',
    read: 'See the API keys, their makers and their scopes.',
    update: 'Rename API keys and change their end.',
    delete: 'Revoke API keys.',
  },
  service_principals: {
    create: 'Make service principals: members that are programs.',
    read: 'See the service principals.',
    update: 'Change the name and the roles of service principals.',
    delete: 'Remove service principals and their keys.',
  },

  // The record of acts.
  audit_logs: {
    read: 'Read the audit log of the workspace.',
  },
  audit_log_exports: {
    create: 'Export the audit log as a file.',
    read: 'Download exports of the audit log.',
  },
  audit_streams: {
    create: 'Send the audit log to another system.',
    read: 'See which systems get the audit log.',
    update: 'Change which systems get the audit log.',
    delete: 'Stop sending the audit log to another system.',
  },
  audit_retention: {
    read: 'See how long the product keeps the audit log.',
    update: 'Change how long the product keeps the audit log.',
  },
  webhooks: {
    create: 'Register webhooks.',
    read: 'See webhooks and their deliveries.',
    update: 'Change, pause and resume webhooks.',
    delete: 'Remove webhooks.',
  },
  background_jobs: {
    read: 'See the progress of background jobs.',
  },
  workspace_billing: {
    read: 'See the plan of the workspace.',
  },
  workspace_exports: {
    create: 'Export everything in the workspace.',
    read: 'Download exports of the workspace.',
  },

  // The group of workspaces.
  workspace_group_members: {
    create: 'Invite workspaces into the group, and make managed ones.',
    read: 'See the workspaces of the group and the admin workspace.',
    update: 'Ask for more permissions in a workspace of the group, and hand it over.',
    delete: 'Remove workspaces from the group.',
  },
  group_grants: {
    create: 'Give members of the admin workspace a role in workspaces of the group.',
    read: 'See which member has which role in which workspaces of the group.',
    delete: 'Revoke roles in workspaces of the group.',
  },
  guardrails: {
    read: 'See the rules that the admin workspace sets for the group.',
    update: 'Change the rules that the admin workspace sets for the group.',
  },

  // The look of the product.
  brand: {
    read: 'See the branding.',
    update: 'Change name, logo, colours and sender.',
  },
  brand_domains: {
    create: 'Add own domains.',
    read: 'See domains and the state of their DNS.',
    delete: 'Remove domains.',
  },

  // The work.
  accounts: {
    create: 'Add sending accounts.',
    read: 'See sending accounts.',
    update: 'Change the settings of sending accounts.',
    delete: 'Remove sending accounts.',
  },
  campaigns: {
    create: 'Create campaigns.',
    read: 'See campaigns.',
    update: 'Change, launch and pause campaigns.',
    delete: 'Delete campaigns.',
  },
  lead_lists: {
    create: 'Create lists of leads.',
    read: 'See lists of leads.',
    update: 'Change lists of leads.',
    delete: 'Delete lists of leads.',
  },
  leads: {
    create: 'Add and import leads.',
    read: 'See leads.',
    update: 'Change, move and merge leads.',
    delete: 'Delete leads.',
  },
  lead_exports: {
    create: 'Export leads as a file.',
    read: 'Download exports of leads.',
  },
  lead_labels: {
    create: 'Create lead labels.',
    read: 'See lead labels.',
    update: 'Change lead labels.',
    delete: 'Delete lead labels.',
  },
  custom_tags: {
    create: 'Create tags.',
    read: 'See tags.',
    update: 'Change tags, and assign them.',
    delete: 'Delete tags.',
  },
  custom_tag_mappings: {
    read: 'See tag assignments.',
  },
  clients: {
    create: 'Add client records.',
    read: 'See client records.',
    update: 'Change client records.',
    delete: 'Remove client records.',
  },
  client_shares: {
    create: 'Share objects with a client.',
    read: 'See which objects each client can see.',
    delete: 'Stop sharing objects with a client.',
  },
  visitor_sites: {
    create: 'Add websites to count their visitors.',
    read: 'See websites, their pixel and its settings.',
    update: 'Change what the pixel of a website records.',
    delete: 'Remove websites and their records.',
  },
  visitors: {
    read: 'See the visitors of websites.',
    delete: 'Erase visitors.',
  },
  visitor_resolutions: {
    create: 'Spend credits to identify visitors.',
    read: 'See identified visitors.',
  },
  visitor_credits: {
    read: 'See the remaining credits and how members spent them.',
    update: 'Set how many credits of the pool a workspace can spend.',
  },

  // Only for the owner.
  workspace_ownership: {
    update: 'Hand the workspace over to another member.',
  },
  workspace_removals: {
    create: 'Schedule the removal of the workspace.',
    delete: 'Cancel the removal of the workspace.',
  },
  group_consents: {
    create: 'Accept an admin workspace and its permissions here.',
    read: 'See the permissions of an admin workspace here.',
    update: 'Reduce or extend the permissions of an admin workspace here.',
    delete: 'Leave the group.',
  },
} as const satisfies Record<string, Partial<Record<Action, string>>>;

export type Action = 'create' | 'read' | 'update' | 'delete';
export type Resource = keyof typeof resources;

/** Every permission there is: a misspelt one does not compile. */
export type Permission = {
  [R in Resource]: `${R}:${keyof (typeof resources)[R] & Action}`;
}[Resource];

export const permissions = Object.entries(resources).flatMap(([resource, actions]) =>
  Object.keys(actions).map((action) => `${resource}:${action}`),
) as readonly Permission[];

/** No custom role and no key can have these: they stay with the one owner. */
export const ownerOnly = [
  'member_nicknames:read',
  'member_nicknames:update',
  'workspace_ownership:update',
  'workspace_removals:create',
  'group_consents:create',
  'group_consents:read',
  'group_consents:update',
  'group_consents:delete',
] as const satisfies readonly Permission[];

const isOwnerOnly = (permission: Permission): boolean =>
  (ownerOnly as readonly Permission[]).includes(permission);

/** The permissions that a custom role, or a scope of a key, can have. */
export const grantable: readonly Permission[] = permissions.filter((permission) => !isOwnerOnly(permission));

/** Of the permissions of roles, those that no admin workspace can have in a sub, under any ceiling. */
const neverDelegated: readonly Permission[] = [
  'member_sessions:delete',
  'audit_streams:create',
  'audit_streams:update',
  'audit_streams:delete',
  'audit_retention:update',
  'workspace_group_members:create',
  'workspace_group_members:read',
  'workspace_group_members:update',
  'workspace_group_members:delete',
  'group_grants:create',
  'group_grants:read',
  'group_grants:delete',
  'guardrails:read',
  'guardrails:update',
  'workspace_removals:delete',
];

/** The permissions that a ceiling can have: the most that a sub can allow its admin workspace. */
export const delegable: readonly Permission[] = grantable.filter((one) => !neverDelegated.includes(one));

/** An admin workspace asks for these by default. It must request explicitly to read the audit log. */
export const askedByDefault: readonly Permission[] = delegable.filter(
  (one) => !['audit_logs:read', 'audit_log_exports:create', 'audit_log_exports:read'].includes(one),
);

/** The permissions of an admin workspace under this ceiling. In a managed sub it can always stop the removal. */
export const underCeiling = (ceiling: readonly string[], isManaged: boolean): readonly Permission[] => [
  ...delegable.filter((one) => ceiling.includes(one)),
  ...(isManaged ? (['workspace_removals:delete'] as const) : []),
];

const of = (...names: readonly Resource[]): Permission[] =>
  permissions.filter((permission) => names.some((name) => permission.startsWith(`${name}:`)));
const reads = (...names: readonly Resource[]): Permission[] =>
  of(...names).filter((permission) => permission.endsWith(':read'));

/** Everyone who works here can read these of the workspace itself. */
const around = reads('workspaces', 'workspace_members', 'roles', 'brand', 'background_jobs');
const work = ['accounts', 'campaigns', 'lead_lists', 'leads', 'lead_labels', 'custom_tags'] as const;
const workSeen = reads(...work, 'custom_tag_mappings');
const visitorsSeen = reads('visitor_sites', 'visitors', 'visitor_resolutions', 'visitor_credits');

/**
 * The five system roles, strongest first. Their ids never change, because rows and clients' configurations hold
 * them. They belong to no workspace, and nobody can edit them.
 */
export const systemRoles = {
  owner: {
    id: '0192a000-0000-7000-8000-000000000001',
    sentence: 'Can do everything. Only the owner can hand over or remove the workspace.',
    permissions: permissions,
  },
  admin: {
    id: '0192a000-0000-7000-8000-000000000002',
    sentence: 'Can do everything except what only the owner can do.',
    permissions: grantable,
  },
  editor: {
    id: '0192a000-0000-7000-8000-000000000003',
    sentence: 'Works with campaigns, lists, leads, labels and tags. Cannot change settings or the team.',
    permissions: [
      ...around,
      ...of(...work, 'custom_tag_mappings'),
      ...visitorsSeen,
      ...reads('clients', 'client_shares'),
    ],
  },
  view: {
    id: '0192a000-0000-7000-8000-000000000004',
    sentence: 'Reads the work data. Can also update sending accounts.',
    permissions: [...around, ...workSeen, ...visitorsSeen, 'accounts:update'],
  },
  client: {
    id: '0192a000-0000-7000-8000-000000000005',
    sentence: 'Sees only the objects that members share with this client.',
    permissions: [],
  },
} as const satisfies Record<string, { id: string; sentence: string; permissions: readonly Permission[] }>;

export type SystemRole = keyof typeof systemRoles;
export const systemRoleNames = Object.keys(systemRoles) as readonly SystemRole[];

/** A role for the engine: an id, a name, and its permissions. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Ids of roles that a holder of this role can give, even without their permissions. */
  readonly assignable?: readonly string[];
}

const byId = new Map<string, Role & { name: SystemRole }>(
  systemRoleNames.map((name) => [
    systemRoles[name].id,
    { id: systemRoles[name].id, name, permissions: systemRoles[name].permissions },
  ]),
);

export function systemRole(id: string): (Role & { name: SystemRole }) | undefined {
  return byId.get(id);
}

const known: ReadonlySet<string> = new Set(permissions);

/** A holder of one of these changes what people can do. So a mail tells the owner about each new holder. */
const administrative: readonly Permission[] = of(
  'workspace_members',
  'roles',
  'grants',
  'api_keys',
  'service_principals',
  'member_sessions',
  'workspace_group_members',
  'group_grants',
).filter((permission) => !permission.endsWith(':read'));

/** @returns whether a member needs a fresh login to give this role, and the owner gets a mail about it */
export const administers = (role: Role): boolean =>
  role.permissions.some((permission) => administrative.includes(permission));

/** For values that the compiler cannot see, from rows and requests. */
export function isPermission(value: string): value is Permission {
  return known.has(value);
}
