import { type Permission, type Role, systemRoles } from './catalog.js';
import { type Bindings, effective } from './effective.js';
import { type Actor, type Target, refuseRoleChange } from './role-change.js';

/** What keeps a member from everything, whatever their roles. */
export type Barrier =
  /** Kept out for a while. */
  | 'suspended'
  /** Invited. */
  | 'not_joined';

/** What stands between a role that permits something and its being permitted. */
export type Obstacle =
  | 'mask'
  | 'ceiling'
  | 'scopes'
  /** The time for which the role was given is over. */
  | 'expired'
  | Barrier;

export interface Reason {
  readonly role: Role;
  readonly through: 'direct' | 'group';
  /** Empty: this role gives it. */
  readonly obstacles: readonly Obstacle[];
}

export interface Explanation {
  readonly allowed: boolean;
  /** Every binding that gives it, or would. */
  readonly reasons: readonly Reason[];
  /** Roles that would give it to whoever held them, but for the owner's. */
  readonly wouldGive: readonly Role[];
}

/** What is known of somebody beside what binds them now. */
export interface Circumstances {
  /** Roles that were given for a time that is over. */
  readonly ended?: readonly Role[];
  /** Of roles that were given by way of a group, what its ceiling leaves out. */
  readonly beyond?: readonly Role[];
  readonly barrier?: Barrier;
}

/** Why somebody may do this, or what would have to be different. Agrees with `effective` by construction and by test. */
export function explain(
  bindings: Bindings,
  permission: Permission,
  roles: readonly Role[],
  { ended = [], beyond = [], barrier }: Circumstances = {},
): Explanation {
  const { direct, mask, group, scopes } = bindings;
  const permits = (role: Role) => role.permissions.includes(permission);
  const closed = (limit: ReadonlySet<Permission> | undefined, obstacle: Obstacle): readonly Obstacle[] =>
    limit && !limit.has(permission) ? [obstacle] : [];
  const always = [...closed(scopes, 'scopes'), ...(barrier ? [barrier] : [])];
  const by = (held: readonly Role[], through: Reason['through'], own: readonly Obstacle[]): Reason[] =>
    held.filter(permits).map((role) => ({ role, through, obstacles: [...own, ...always] }));
  return {
    allowed: !barrier && effective(bindings).has(permission),
    reasons: [
      ...by(direct, 'direct', closed(mask, 'mask')),
      ...by(beyond, 'direct', ['ceiling', ...closed(mask, 'mask')]),
      ...by(ended, 'direct', ['expired', ...closed(mask, 'mask')]),
      ...by(group?.roles ?? [], 'group', closed(group?.ceiling, 'ceiling')),
    ],
    wouldGive: roles.filter((role) => permits(role) && role.id !== systemRoles.owner.id),
  };
}

/** Either is enough to change what somebody holds. */
export const granting = [
  'workspace_members:update',
  'grants:create',
] as const satisfies readonly Permission[];

export interface Wish {
  readonly actor: Actor;
  readonly target: Target;
  /** What is left open to the target; without it, everything is. */
  readonly mask?: ReadonlySet<Permission> | undefined;
  readonly permission: Permission;
  /** Every role there is. */
  readonly roles: readonly Role[];
}

/** Whether the actor could give the target a role with which they may. What a mask closes, no role opens. */
export function couldGrant({ actor, target, mask, permission, roles }: Wish): boolean {
  if (mask && !mask.has(permission)) return false;
  if (!granting.some((one) => actor.permissions.has(one))) return false;
  return roles.some(
    (role) =>
      role.permissions.includes(permission) &&
      refuseRoleChange({ actor, target, give: [role] }) === undefined,
  );
}
