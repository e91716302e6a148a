/**
 * THE POLICY. Who may do what is decided by this file and nowhere else; the rest of the code only says
 * what is being done. A permission is `resource:action`; each has one sentence, shown to people who edit
 * roles. A power that is no create/read/update/delete is a noun of its own.
 */
export const resources = {
  // The workspace, its people, and what they may do.
  workspaces: {
    read: 'See the workspace: its name, logo and plan.',
    update: 'Rename the workspace and change its settings.',
  },
  workspace_members: {
    create: 'Invite people to the workspace, and confirm acceptances that wait.',
    read: 'See who is in the workspace, who is invited, and with which roles.',
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
    create: 'Make roles of the workspace.',
    read: 'See the roles there are, and what each permits.',
    update: 'Change what a role of the workspace permits.',
    delete: 'Delete roles of the workspace.',
  },
  grants: {
    create: 'Give members roles, for good or until a day.',
    read: 'See who was given which role, by whom, until when and why.',
    update: 'Extend or shorten how long a role is given.',
    delete: 'Take given roles away.',
  },
  api_keys: {
    create: 'Make API keys, and rotate them.',
    read: 'See the API keys there are, by whom and for what.',
    update: 'Rename API keys and change when they expire.',
    delete: 'Revoke API keys.',
  },
  service_principals: {
    create: 'Make service principals: members that are programs.',
    read: 'See the service principals there are.',
    update: 'Change the name and the roles of service principals.',
    delete: 'Remove service principals, and their keys with them.',
  },

  // What happened.
  audit_logs: {
    read: 'Read the audit log of the workspace.',
  },
  audit_log_exports: {
    create: 'Export the audit log as a file.',
    read: 'Download exports of the audit log.',
  },
  audit_streams: {
    create: 'Send the audit log on to another system.',
    read: 'See where the audit log is sent on to.',
    update: 'Change where the audit log is sent on to.',
    delete: 'Stop sending the audit log on.',
  },
  audit_retention: {
    read: 'See how long the audit log is kept.',
    update: 'Change how long the audit log is kept.',
  },
  webhooks: {
    create: 'Register webhooks.',
    read: 'See webhooks and their deliveries.',
    update: 'Change, pause and resume webhooks.',
    delete: 'Remove webhooks.',
  },
  background_jobs: {
    read: 'See the progress of long work.',
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
    read: 'See the workspaces of the group, and the admin workspace above.',
    update: 'Ask for more authority in a workspace of the group, and hand it over.',
    delete: 'Remove workspaces from the group.',
  },
  group_grants: {
    create: 'Give members of the admin workspace a role in workspaces of the group.',
    read: 'See who holds which role in which workspaces of the group.',
    delete: 'Take roles in workspaces of the group away.',
  },
  guardrails: {
    read: 'See the rules that the admin workspace sets for the group.',
    update: 'Change the rules that the admin workspace sets for the group.',
  },

  // How it looks.
  brand: {
    read: 'See the branding.',
    update: 'Change name, logo, colours and sender.',
  },
  brand_domains: {
    create: 'Add domains of one’s own.',
    read: 'See domains and what their DNS says.',
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
    update: 'Change tags, and put them on things.',
    delete: 'Delete tags.',
  },
  custom_tag_mappings: {
    read: 'See what carries which tag.',
  },
  clients: {
    create: 'Add client records.',
    read: 'See client records.',
    update: 'Change client records.',
    delete: 'Remove client records.',
  },
  client_shares: {
    create: 'Share things with a client.',
    read: 'See what is shared with which client.',
    delete: 'Stop sharing things with a client.',
  },
  visitor_sites: {
    create: 'Add websites whose visitors are counted.',
    read: 'See websites, their pixel and its settings.',
    update: 'Change what the pixel of a website records.',
    delete: 'Remove websites and what was recorded there.',
  },
  visitors: {
    read: 'See the visitors of websites.',
    delete: 'Erase visitors.',
  },
  visitor_resolutions: {
    create: 'Spend credits on finding out who a visitor is.',
    read: 'See who visitors turned out to be.',
  },
  visitor_credits: {
    read: 'See how many credits are left, and what they were spent on.',
    update: 'Say how many credits of the pool a workspace may spend.',
  },

  // The owner's alone.
  workspace_ownership: {
    update: 'Hand the workspace over to another member.',
  },
  workspace_removals: {
    create: 'Schedule the removal of the workspace.',
    delete: 'Cancel the removal of the workspace.',
  },
  group_consents: {
    create: 'Accept an admin workspace and what it may do here.',
    read: 'See what an admin workspace may do here.',
    update: 'Narrow or widen what an admin workspace may do here.',
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

/** Never in a custom role, never in the scopes of a key: these stay with the one owner. */
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

/** What a role of a workspace may hold, and a scope of a key stand for. */
export const grantable: readonly Permission[] = permissions.filter((permission) => !isOwnerOnly(permission));

/** Of what a role may hold, what nobody does in a workspace by way of its admin workspace, whatever was agreed to. */
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

/** What a ceiling may hold: as much as a workspace can let its admin workspace do. */
export const delegable: readonly Permission[] = grantable.filter((one) => !neverDelegated.includes(one));

/** What an admin workspace asks for unless it says otherwise; to read what happened is a thing to be asked for by itself. */
export const askedByDefault: readonly Permission[] = delegable.filter(
  (one) => !['audit_logs:read', 'audit_log_exports:create', 'audit_log_exports:read'].includes(one),
);

/** What is open to an admin workspace under this ceiling; one that made the workspace may always stop its removal. */
export const underCeiling = (ceiling: readonly string[], isManaged: boolean): readonly Permission[] => [
  ...delegable.filter((one) => ceiling.includes(one)),
  ...(isManaged ? (['workspace_removals:delete'] as const) : []),
];

const of = (...names: readonly Resource[]): Permission[] =>
  permissions.filter((permission) => names.some((name) => permission.startsWith(`${name}:`)));
const reads = (...names: readonly Resource[]): Permission[] =>
  of(...names).filter((permission) => permission.endsWith(':read'));

/** What everybody who works here sees of the workspace itself. */
const around = reads('workspaces', 'workspace_members', 'roles', 'brand', 'background_jobs');
const work = ['accounts', 'campaigns', 'lead_lists', 'leads', 'lead_labels', 'custom_tags'] as const;
const workSeen = reads(...work, 'custom_tag_mappings');
const visitorsSeen = reads('visitor_sites', 'visitors', 'visitor_resolutions', 'visitor_credits');

/**
 * The five system roles, strongest first. Their ids are fixed for ever: they stand in rows and in the
 * configuration of clients. They belong to no workspace and cannot be edited.
 */
export const systemRoles = {
  owner: {
    id: '0192a000-0000-7000-8000-000000000001',
    sentence: 'Everything, and the only one who may hand over or remove the workspace.',
    permissions: permissions,
  },
  admin: {
    id: '0192a000-0000-7000-8000-000000000002',
    sentence: 'Everything except what is reserved to the owner.',
    permissions: grantable,
  },
  editor: {
    id: '0192a000-0000-7000-8000-000000000003',
    sentence: 'Works with campaigns, lists, leads, labels and tags; no settings, no team.',
    permissions: [
      ...around,
      ...of(...work, 'custom_tag_mappings'),
      ...visitorsSeen,
      ...reads('clients', 'client_shares'),
    ],
  },
  view: {
    id: '0192a000-0000-7000-8000-000000000004',
    sentence: 'Reads the work data; may update sending accounts.',
    permissions: [...around, ...workSeen, ...visitorsSeen, 'accounts:update'],
  },
  client: {
    id: '0192a000-0000-7000-8000-000000000005',
    sentence: 'Sees only what is shared with this client.',
    permissions: [],
  },
} as const satisfies Record<string, { id: string; sentence: string; permissions: readonly Permission[] }>;

export type SystemRole = keyof typeof systemRoles;
export const systemRoleNames = Object.keys(systemRoles) as readonly SystemRole[];

/** A role as the engine needs it: an id, a name, and what it permits. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Whoever holds this role may give these, whether or not they hold what is in them. */
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

/** Whoever holds one of these changes what people may do, so of everybody who is given them somebody hears. */
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

/** Is giving this role a matter for a fresh login, and for a mail to the owner? */
export const administers = (role: Role): boolean =>
  role.permissions.some((permission) => administrative.includes(permission));

/** For values that come from outside the compiler's sight (rows, requests). */
export function isPermission(value: string): value is Permission {
  return known.has(value);
}
