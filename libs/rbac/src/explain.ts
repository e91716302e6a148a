import { type Permission, type Role, systemRoles } from './catalog.js';
import { type Bindings, effective } from './effective.js';
import { type Actor, type Target, refuseRoleChange } from './role-change.js';

/** A state that gives a member no rights, with any roles. */
export type Barrier =
  /** Suspended. */
  | 'suspended'
  /** Invited. */
  | 'not_joined';

/** An obstacle between a role that permits an act and the act. */
export type Obstacle =
  | 'mask'
  | 'ceiling'
  | 'scopes'
  /** The time of the grant is over. */
  | 'expired'
  | Barrier;

export interface Reason {
  readonly role: Role;
  readonly through: 'direct' | 'group';
  /** Empty: this role gives the permission. */
  readonly obstacles: readonly Obstacle[];
}

export interface Explanation {
  readonly allowed: boolean;
  /** Every binding that gives the permission, or would. */
  readonly reasons: readonly Reason[];
  /** Roles that would give the permission to their holder, except `owner`. */
  readonly wouldGive: readonly Role[];
}

/** Facts about a member beside their present bindings. */
export interface Circumstances {
  /** Roles of ended grants. */
  readonly ended?: readonly Role[];
  /** The permissions of lent roles that the ceiling leaves out. */
  readonly beyond?: readonly Role[];
  readonly barrier?: Barrier;
}

/** Explains why a member can do this, or what would have to change. It agrees with `effective` by construction and by test. */
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

/** Each of these is enough to change a member's roles. */
export const grantingPermissions = [
  'workspace_members:update',
  'grants:create',
] as const satisfies readonly Permission[];

interface Wish {
  readonly actor: Actor;
  readonly target: Target;
  /** The permissions that the mask leaves open to the target; without a mask, all. */
  readonly mask?: ReadonlySet<Permission> | undefined;
  readonly permission: Permission;
  /** Every role of the workspace. */
  readonly roles: readonly Role[];
}

/** @returns whether the actor can give the target a role with this permission; no role opens what a mask closes */
export function couldGrant({ actor, target, mask, permission, roles }: Wish): boolean {
  if (mask && !mask.has(permission)) return false;
  if (!grantingPermissions.some((one) => actor.permissions.has(one))) return false;
  return roles.some(
    (role) =>
      role.permissions.includes(permission) &&
      refuseRoleChange({ actor, target, give: [role] }) === undefined,
  );
}
