import { type Action, type Permission, type Resource, permissions, resources } from '@bailiwick/rbac';

/** What permissions are about, as people call it. A new resource does not compile without a name. */
export const nameOfResource: Readonly<Record<Resource, string>> = {
  workspaces: 'Workspace',
  workspace_members: 'Members',
  member_nicknames: 'Nicknames',
  member_sessions: 'Sessions of members',
  roles: 'Roles',
  grants: 'Given roles',
  api_keys: 'API keys',
  service_principals: 'Service principals',
  audit_logs: 'Audit log',
  audit_log_exports: 'Exports of the audit log',
  audit_streams: 'Streams of the audit log',
  audit_retention: 'Retention of the audit log',
  webhooks: 'Webhooks',
  background_jobs: 'Long work',
  workspace_billing: 'Plan',
  workspace_exports: 'Exports of the workspace',
  workspace_group_members: 'Workspaces of the group',
  group_grants: 'Roles in the group',
  guardrails: 'Rules of the group',
  brand: 'Branding',
  brand_domains: 'Domains',
  accounts: 'Sending accounts',
  campaigns: 'Campaigns',
  lead_lists: 'Lead lists',
  leads: 'Leads',
  lead_exports: 'Exports of leads',
  lead_labels: 'Lead labels',
  custom_tags: 'Tags',
  custom_tag_mappings: 'Tagged things',
  clients: 'Clients',
  client_shares: 'Shared with clients',
  visitor_sites: 'Websites',
  visitors: 'Visitors',
  visitor_resolutions: 'Identified visitors',
  visitor_credits: 'Visitor credits',
  workspace_ownership: 'Ownership',
  workspace_removals: 'Removal of the workspace',
  group_consents: 'Consent to a group',
};

/** The parts of the catalogue, by the resource with which each begins. */
export const sectionNames: Readonly<Partial<Record<Resource, string>>> = {
  workspaces: 'The workspace and its people',
  audit_logs: 'What happened',
  workspace_group_members: 'The group of workspaces',
  brand: 'How it looks',
  accounts: 'The work',
  workspace_ownership: 'Ownership and removal',
};

export const nameOfAction: Readonly<Record<Action, string>> = {
  create: 'Create',
  read: 'See',
  update: 'Change',
  delete: 'Delete',
};

export const allActions = Object.keys(nameOfAction) as readonly Action[];
export const allResources = Object.keys(resources) as readonly Resource[];

const sentences: ReadonlyMap<string, string> = new Map(
  Object.entries(resources).flatMap(([resource, actions]) =>
    Object.entries(actions).map(([action, sentence]): [string, string] => [
      `${resource}:${action}`,
      sentence,
    ]),
  ),
);

export const sentenceOf = (permission: Permission): string => sentences.get(permission) ?? permission;

/** In the order of the catalogue. */
export const inOrder = (those: Iterable<Permission>): readonly Permission[] => {
  const wanted = new Set(those);
  return permissions.filter((permission) => wanted.has(permission));
};
