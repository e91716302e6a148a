import {
  type Actor,
  type Bindings,
  type Circumstances,
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  effective,
  maskOf,
  rolesBeyond,
  rolesIn,
  systemRoleNames,
  systemRoles,
  underCeiling,
} from '@bailiwick/rbac';
import type { Member } from '@bailiwick/tenancy';

export interface HeldGrant extends HeldRole {
  readonly grant_id: string;
  readonly expires_at: string | null;
  readonly is_over: boolean;
  readonly reason?: string | null;
  readonly granted_by?: string | null;
}

/** The rights that a person has here through the admin workspace. */
export interface Through {
  readonly link_id: string;
  readonly is_managed: boolean;
  readonly ceiling: readonly string[];
  readonly roles: readonly (HeldRole & { readonly grant_id: string; readonly expires_at: string | null })[];
}

/** A member, or a person who is here through the admin workspace, with all that binds them. */
export interface Bound extends Pick<Member, 'id' | 'user_id' | 'kind' | 'status'> {
  readonly mask: string[] | null;
  readonly held: readonly HeldGrant[];
  /** `group`: no member, and known by their id in the workspace above. */
  readonly source: 'direct' | 'group';
  readonly through: Through | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** A person as the engine sees them. */
export function engineView({
  mask,
  held,
  through: above,
  status,
}: Pick<Bound, 'mask' | 'held' | 'through' | 'status'>): {
  bindings: Bindings;
  circumstances: Circumstances;
} {
  const barrier = status === 'active' ? undefined : status === 'suspended' ? 'suspended' : 'not_joined';
  const now = held.filter((one) => !one.is_over);
  const group = above && {
    roles: rolesIn(onceEach(above.roles)),
    ceiling: new Set(underCeiling(above.ceiling, above.is_managed)),
  };
  return {
    bindings: { direct: rolesIn(now), mask: maskOf(mask), ...(group && { group }) },
    circumstances: {
      ended: rolesIn(held.filter((one) => one.is_over)),
      beyond: rolesBeyond(now),
      ...(barrier && { barrier }),
    },
  };
}

/** A role may be given over all workspaces and in this one, to a person and to all who hold another: the longest counts. */
export function onceEach(roles: Through['roles']): Through['roles'] {
  const end = ({ expires_at: at }: Through['roles'][number]) => (at === null ? Infinity : Date.parse(at));
  const longest = [...roles].sort((a, b) => (end(a) === end(b) ? 0 : end(b) - end(a)));
  return longest.filter(({ id }, i) => longest.findIndex((one) => one.id === id) === i);
}

type Given = Through['roles'][number] & Pick<HeldGrant, 'reason' | 'granted_by'>;

/**
 * The grant that gives a person a role, direct or through the group. Of a group grant nobody here learns the giver and
 * the reason.
 */
export const grantBehind = (
  { held: here, through: above }: Pick<Bound, 'held' | 'through'>,
  { id }: Role,
  way: 'direct' | 'group',
): Given | undefined => (way === 'direct' ? here : onceEach(above?.roles ?? [])).find((one) => one.id === id);

/** What JSON holds as text. */
export const timeOf = (value: string | null): Date | null => (value === null ? null : new Date(value));

/** The roles that a person holds and the mask leaves, also while they cannot use them. */
export const holdings = (row: Pick<Bound, 'mask' | 'held' | 'through' | 'status'>): PermissionSet =>
  effective(engineView(row).bindings);

/**
 * The ways in which a person can act: with roles of the workspace, with lent roles, or through the group, and never
 * mixed.
 */
export function actorsIn({ held, ...row }: Bound): Actor[] {
  const actor = ({ direct, ...limits }: Bindings, isActing: boolean): Actor => ({
    permissions: effective({ direct, ...limits }),
    roles: direct,
    isActing,
  });
  const only = (some: Bound['held'], above: Bound['through']) =>
    engineView({ ...row, held: some, through: above }).bindings;
  const { group } = only([], row.through);
  return [
    actor(
      only(
        held.filter(({ ceiling }) => !ceiling),
        null,
      ),
      false,
    ),
    actor(
      only(
        held.filter(({ ceiling }) => ceiling),
        null,
      ),
      true,
    ),
    ...(group ? [actor({ direct: [], group }, true)] : []),
  ];
}

/** The system's roles with any of the permissions. */
export const systemRolesWith = (permissions: readonly Permission[]): string[] =>
  systemRoleNames
    .map((role) => systemRoles[role])
    .filter((role) => permissions.some((one) => (role.permissions as readonly Permission[]).includes(one)))
    .map(({ id }) => id);
