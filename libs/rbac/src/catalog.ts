/**
 * THE POLICY. Who may do what is decided by this file and nowhere else; the rest of the code only says
 * what is being done. A permission is `resource:action`; each has one sentence, shown to people who edit
 * roles. A power that is no create/read/update/delete is a noun of its own.
 */
export const resources = {
  workspaces: {
    read: 'See the workspace: its name, logo and plan.',
    update: 'Rename the workspace and change its settings.',
  },
  workspace_members: {
    create: 'Invite people to the workspace, and confirm acceptances that wait.',
    read: 'See who is in the workspace, who is invited, and with which roles.',
    update: 'Change the roles of members.',
    delete: 'Remove members and revoke invitations.',
  },
  member_nicknames: {
    read: 'See the private nicknames of members.',
    update: 'Give members a private nickname.',
  },
  member_sessions: {
    delete: 'Log all users out of the workspace, on all their devices.',
  },
  audit_logs: {
    read: 'Read the audit log of the workspace.',
  },
  workspace_ownership: {
    update: 'Hand the workspace over to another member.',
  },
  workspace_removals: {
    create: 'Schedule the removal of the workspace.',
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
] as const satisfies readonly Permission[];

const allButOwnerOnly = permissions.filter((p) => !(ownerOnly as readonly Permission[]).includes(p));

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
    permissions: allButOwnerOnly,
  },
  editor: {
    id: '0192a000-0000-7000-8000-000000000003',
    sentence: 'Works with campaigns, lists, leads, labels and tags; no settings, no team.',
    permissions: ['workspaces:read', 'workspace_members:read'],
  },
  view: {
    id: '0192a000-0000-7000-8000-000000000004',
    sentence: 'Reads the work data; may update sending accounts.',
    permissions: ['workspaces:read', 'workspace_members:read'],
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

/** For values that come from outside the compiler's sight (rows, requests). */
export function isPermission(value: string): value is Permission {
  return known.has(value);
}
