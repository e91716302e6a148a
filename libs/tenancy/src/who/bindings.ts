import {
  type Bindings,
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  abilityFor,
  effective,
  maskOf,
  rolesIn,
  underCeiling,
} from '@bailiwick/rbac';
import type { Ctx, GroupLink, Person } from './ctx.js';

/** A person's bindings to one workspace, as rows. */
export interface Membership {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  /** The scopes of the caller's key. */
  readonly scopes?: PermissionSet;
  /** The key is lent. */
  readonly keyIsLent?: boolean;
  readonly fresh?: boolean;
  readonly link?: GroupLink;
  /** Their bindings through the link. */
  readonly through?: { readonly roles: readonly HeldRole[]; readonly ceiling: readonly string[] };
}

/**
 * A kind of rights that a person can use here. `own`: roles that the workspace gave. `lent`: roles that people of the admin
 * workspace gave here through the link. `group`: roles in the admin workspace, under the ceiling.
 */
interface Way {
  readonly by: 'own' | 'lent' | 'group';
  readonly bindings: Bindings;
}

/**
 * A request uses the first kind of rights that alone permits it, never two at once. So its objects are either the
 * workspace's own, or lent. A request without a permission makes nothing, and all kinds count together.
 */
export function contextOf(person: Person, m: Membership, permission?: Permission): Ctx {
  const { link } = m;
  const bindings = bindingsOf(m);
  const ways = waysOf(bindings, heldHere(m));
  const permitting = permission && ways.find((way) => effective(way.bindings).has(permission));
  const { by, bindings: used } = permitting ?? usualWay(m, ways);
  const acting = by === 'group' ? link : undefined;
  const via = by !== 'own' || m.keyIsLent ? link : undefined;
  return {
    ...person,
    scope: {
      workspaceId: m.workspace_id,
      userId: person.principal.userId,
      ...(via && { viaLinkId: via.id }),
      ...(acting && { actingFrom: acting.from.id }),
    },
    workspace: { id: m.workspace_id, name: m.workspace_name },
    member: { id: m.member_id },
    roles: used.direct,
    fresh: m.fresh ?? false,
    ability: abilityFor(effective(permission ? used : bindings)),
    bindings,
    asking: (other) => contextOf(person, m, other),
    ...(link && { link }),
    ...(acting && { acting }),
    ...(permission && { permission }),
  };
}

/** Without a link, lent roles no longer count, and a lent key has no scopes. */
function heldHere({ link, roles, keyIsLent }: Membership): readonly HeldRole[] {
  if (link) return roles;
  return keyIsLent ? [] : roles.filter((role) => !isLent(role));
}

/** Only lent roles are under the ceiling of the link. */
const isLent = ({ ceiling }: HeldRole): boolean => ceiling !== undefined && ceiling !== null;

/** All their bindings here, of every kind. */
function bindingsOf(m: Membership): Bindings {
  const { link, through, scopes, mask } = m;
  return {
    direct: rolesIn(heldHere(m)),
    mask: maskOf(mask),
    ...(scopes && { scopes }),
    ...(link && through && { group: groupBindings(through, link.isManaged) }),
  };
}

/** The kinds of rights that they have, in the order of trial. */
function waysOf({ group, ...bindings }: Bindings, held: readonly HeldRole[]): [Way, ...Way[]] {
  const direct = (by: Way['by'], roles: readonly HeldRole[]): Way => ({
    by,
    bindings: { ...bindings, direct: rolesIn(roles) },
  });
  const lent = held.filter(isLent);
  return [
    direct(
      'own',
      held.filter((role) => !isLent(role)),
    ),
    ...(lent.length > 0 ? [direct('lent', lent)] : []),
    // The mask of the workspace limits only roles that the workspace gave.
    ...(group
      ? [{ by: 'group' as const, bindings: { ...bindings, mask: undefined, direct: rolesUnder(group) } }]
      : []),
  ];
}

/** The way where no kind permits the route, or the route asks for none: as a member, else as a person of the admin workspace. */
function usualWay({ roles }: Membership, ways: [Way, ...Way[]]): Way {
  const last = ways[ways.length - 1] ?? ways[0];
  return roles.length === 0 && last.by === 'group' ? last : ways[0];
}

type Through = NonNullable<Membership['through']>;

const groupBindings = ({ roles, ceiling }: Through, isManaged: boolean) => ({
  roles: rolesIn(roles),
  ceiling: new Set(underCeiling(ceiling, isManaged)),
});

/** An acting person can use the permissions of their roles that the ceiling leaves. */
const rolesUnder = ({ roles, ceiling }: NonNullable<Bindings['group']>): Role[] =>
  roles.map((role) => ({
    ...role,
    permissions: role.permissions.filter((one) => ceiling.has(one)),
    assignable: [],
  }));
