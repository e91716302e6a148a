import {
  type Actor,
  type Permission,
  type Role,
  grantable,
  isPermission,
  isSubset,
  mayGive,
  systemRole,
  systemRoles,
} from '@bailiwick/rbac';
import type { RolesList } from '../../api-client/index.js';
import type { Standing } from '../../server/session.js';

/** A role with what is in it, as the API lists it. */
export type FullRole = RolesList['items'][number];

export const asPolicy = ({ id, name, permissions, assignable_role_ids: assignable }: FullRole): Role =>
  systemRole(id) ?? { id, name, permissions: permissions.filter(isPermission), assignable };

/** A copy of a role of the admin workspace, and changed only there. */
export const isKept = (role?: FullRole): boolean => typeof role?.published_version === 'number';

/** A role of this workspace that those below have, and keep as it is here. */
export const isPublished = (role?: FullRole): boolean => typeof role?.publication_version === 'number';

export type Bar = 'system' | 'kept' | 'permission' | 'beyond';

/** Why a role can only be looked at. Who holds it is asked besides, before saving. */
export function whyReadOnly(
  { may, permissions }: Pick<Standing, 'may' | 'permissions'>,
  role?: FullRole,
): Bar | undefined {
  if (role?.is_system) return 'system';
  if (isKept(role)) return 'kept';
  if (!may(role ? 'roles:update' : 'roles:create')) return 'permission';
  return role && !isSubset(new Set(asPolicy(role).permissions), permissions) ? 'beyond' : undefined;
}

/** What a role of one's own may hold: what can be given at all, and one holds oneself. */
export const mayHold = ({ permissions }: Pick<Standing, 'permissions'>): ReadonlySet<Permission> =>
  new Set(grantable.filter((permission) => permissions.has(permission)));

/** A role lets others be given only where its author holds all that is in them. */
export const mayBeAssignable = ({ permissions }: Pick<Standing, 'permissions'>, role: FullRole): boolean =>
  role.id !== systemRoles.owner.id && isSubset(new Set(asPolicy(role).permissions), permissions);

/** Those of the roles that one may give to others. */
export const givableRoles = (actor: Actor, roles: readonly FullRole[]): readonly FullRole[] =>
  roles.filter((role) => mayGive(actor, asPolicy(role)));
