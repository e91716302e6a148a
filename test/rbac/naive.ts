/**
 * The policy a second time, written from its description alone and as plainly as it can be: no code of the engine, no
 * sets, no caching. Slow, and obviously right; what the engine says is compared with it.
 */

const everyAction = ['create', 'read', 'update', 'delete'];

/** `resource: actions`, each by its first letter. */
const vocabulary: Record<string, string> = {
  workspaces: 'ru',
  workspace_members: 'crud',
  member_nicknames: 'ru',
  member_sessions: 'd',
  roles: 'crud',
  grants: 'crud',
  api_keys: 'crud',
  service_principals: 'crud',
  audit_logs: 'r',
  audit_log_exports: 'cr',
  audit_streams: 'crud',
  audit_retention: 'ru',
  webhooks: 'crud',
  background_jobs: 'r',
  workspace_billing: 'r',
  workspace_exports: 'cr',
  workspace_group_members: 'crud',
  group_grants: 'crd',
  guardrails: 'ru',
  brand: 'ru',
  brand_domains: 'crd',
  accounts: 'crud',
  campaigns: 'crud',
  lead_lists: 'crud',
  leads: 'crud',
  lead_exports: 'cr',
  lead_labels: 'crud',
  custom_tags: 'crud',
  custom_tag_mappings: 'r',
  clients: 'crud',
  client_shares: 'crd',
  visitor_sites: 'crud',
  visitors: 'rd',
  visitor_resolutions: 'cr',
  visitor_credits: 'ru',
  workspace_ownership: 'u',
  workspace_removals: 'cd',
  group_consents: 'crud',
};

export const everything: string[] = Object.entries(vocabulary).flatMap(([resource, letters]) =>
  everyAction.filter((action) => letters.includes(action.charAt(0))).map((action) => `${resource}:${action}`),
);

const ownersAlone = (permission: string): boolean =>
  /^(member_nicknames|workspace_ownership|group_consents):/.test(permission) ||
  permission === 'workspace_removals:create';

/** What nobody does through the workspace above, under any agreement: the group itself, removal, the trail, log-outs. */
const beyondEveryLink = [
  /^(workspace_group_members|group_grants|guardrails|workspace_removals):/,
  /^audit_streams:(create|update|delete)$/,
  /^(audit_retention:update|member_sessions:delete)$/,
];

/** Whether a ceiling may hold it. */
export const canBeLent = (permission: string): boolean =>
  everything.includes(permission) &&
  !ownersAlone(permission) &&
  !beyondEveryLink.some((one) => one.test(permission));

const reaches = (ceiling: readonly string[], permission: string): boolean =>
  canBeLent(permission) && ceiling.includes(permission);

const workData = /^(campaigns|lead_lists|leads|lead_labels|custom_tags|custom_tag_mappings|accounts):/;
const visitorData = /^(visitor_sites|visitors|visitor_resolutions|visitor_credits):read$/;
const surroundings = /^(workspaces|workspace_members|roles|brand|background_jobs):read$/;

/** Whether the system role of that name permits it. */
export function systemRolePermits(name: string, permission: string): boolean {
  if (!everything.includes(permission)) return false;
  if (name === 'owner') return true;
  if (name === 'admin') return !ownersAlone(permission);
  if (name === 'editor')
    return (
      workData.test(permission) ||
      visitorData.test(permission) ||
      surroundings.test(permission) ||
      /^(clients|client_shares):read$/.test(permission)
    );
  if (name === 'view')
    return (
      (workData.test(permission) && permission.endsWith(':read')) ||
      permission === 'accounts:update' ||
      visitorData.test(permission) ||
      surroundings.test(permission)
    );
  return false;
}

export interface NaiveRole {
  /** Of a system role its name; else what stands in its row. */
  readonly system?: string;
  readonly permissions?: readonly string[];
  /** Where it was given through a link: what that reaches. */
  readonly ceiling?: readonly string[] | undefined;
}

export interface NaiveGroup {
  readonly roles: readonly NaiveRole[];
  readonly ceiling: readonly string[];
  readonly isManaged?: boolean;
}

export interface NaiveWorld {
  readonly direct: readonly NaiveRole[];
  readonly mask?: readonly string[] | undefined;
  readonly group?: NaiveGroup | undefined;
  readonly scopes?: readonly string[] | undefined;
}

function permits(role: NaiveRole, permission: string): boolean {
  if (role.ceiling !== undefined && !reaches(role.ceiling, permission)) return false;
  if (role.system !== undefined) return systemRolePermits(role.system, permission);
  return everything.includes(permission) && (role.permissions ?? []).includes(permission);
}

/** What a string of the shared format opens: patterns of permissions. */
const strings: Record<string, RegExp> = {
  'campaigns.view': /^campaigns:read$/,
  'campaigns.create': /^campaigns:create$/,
  'campaigns.edit': /^campaigns:update$/,
  'campaigns.delete': /^campaigns:delete$/,
  'organization.manage': /^(workspaces:update|member_sessions:delete)$/,
  'organization.integrations': /^(webhooks|api_keys|service_principals):/,
  'organization.billing': /^workspace_billing:read$/,
  'organization.users.manage': /^((workspace_members|roles):(create|update|delete)|grants:.*)$/,
  'customLeadLabels.create': /^lead_labels:create$/,
  'customLeadLabels.edit': /^lead_labels:update$/,
  'customLeadLabels.delete': /^lead_labels:delete$/,
  'agency.manage': /^(brand:update|(brand_domains|clients|client_shares):.*)$/,
  'accounts.view': /^accounts:read$/,
  'accounts.manage': /^accounts:(create|update|delete)$/,
  'leadManagement.view': /^(leads|lead_lists):read$/,
  'leads.move': /^leads:update$/,
  'websiteVisitors.view': /^(visitor_sites|visitors|visitor_resolutions|visitor_credits):read$/,
  'workspaceGroupMembers.invite': /^workspace_group_members:create$/,
  'workspaceGroupMembers.remove': /^workspace_group_members:delete$/,
};
export const stringNames = Object.keys(strings);

function closedByMask(mask: readonly string[] | undefined, permission: string): boolean {
  if (mask === undefined) return false;
  const isGoverned = stringNames.some((name) => strings[name]!.test(permission));
  return isGoverned && !mask.some((name) => strings[name]?.test(permission));
}

function scopeCovers(scope: string, permission: string): boolean {
  if (ownersAlone(permission)) return false;
  if (scope === permission || scope === 'all:all') return true;
  const [resource, action] = permission.split(':');
  return scope === `${resource}:all` || scope === `all:${action}`;
}

/** A managing admin workspace may always stop the removal of what it made. */
function passesLink({ ceiling, isManaged = false }: NaiveGroup, permission: string): boolean {
  return reaches(ceiling, permission) || (isManaged && permission === 'workspace_removals:delete');
}

/** ((direct ∩ member mask) ∪ (group ∩ ceiling)) ∩ key scopes, in words of one permission. */
export function naivelyAllowed(world: NaiveWorld, permission: string): boolean {
  const { direct, mask, group, scopes } = world;
  const byDirect = direct.some((role) => permits(role, permission)) && !closedByMask(mask, permission);
  const byGroup =
    group !== undefined &&
    group.roles.some((role) => permits(role, permission)) &&
    passesLink(group, permission);
  const within = scopes === undefined || scopes.some((scope) => scopeCovers(scope, permission));
  return (byDirect || byGroup) && within;
}

export interface NaiveActor {
  readonly may: readonly string[];
  /** What their roles let them give. */
  readonly assignable: readonly string[];
  readonly isActing: boolean;
}

export interface NaiveTarget {
  readonly may: readonly string[];
  readonly isActor: boolean;
  readonly isOwner: boolean;
  /** One of the admins whom the workspace itself appointed. */
  readonly isDirectAdmin: boolean;
}

export interface NaiveGift {
  readonly id: string;
  readonly isOwnerRole: boolean;
  readonly permissions: readonly string[];
}

const holdsAll = (those: readonly string[], all: readonly string[]) =>
  those.every((one) => all.includes(one));

/** Whether this actor may reach that person at all, were ranks no matter. */
const isReached = (actor: NaiveActor, target: NaiveTarget): boolean =>
  !target.isActor && !(actor.isActing && target.isDirectAdmin);

/** Only people below oneself; only what one holds, or what a role says one may give; the owner's role never. */
export function mayChangeRoles(
  actor: NaiveActor,
  target: NaiveTarget | undefined,
  give: readonly NaiveGift[],
): boolean {
  const isBelow =
    target === undefined ||
    (isReached(actor, target) && holdsAll(target.may, actor.may) && !holdsAll(actor.may, target.may));
  return (
    isBelow &&
    give.every(
      (role) =>
        !role.isOwnerRole && (holdsAll(role.permissions, actor.may) || actor.assignable.includes(role.id)),
    )
  );
}

/** Among equals too, but never the owner. */
export function maySuspend(actor: NaiveActor, target: NaiveTarget): boolean {
  return isReached(actor, target) && !target.isOwner && holdsAll(target.may, actor.may);
}
