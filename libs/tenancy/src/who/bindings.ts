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

/** What binds a person to one workspace, as rows. */
export interface Membership {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  /** What the key they come with stands for. */
  readonly scopes?: PermissionSet;
  /** The key was made through the link. */
  readonly keyIsLent?: boolean;
  readonly fresh?: boolean;
  readonly link?: GroupLink;
  /** What they are here through the link. */
  readonly through?: { readonly roles: readonly HeldRole[]; readonly ceiling: readonly string[] };
}

/**
 * One way in which a person may do something here. `own`: with roles that the workspace gave. `lent`: with roles that
 * were given here through the link. `group`: with roles in the admin workspace, under the ceiling.
 */
interface Way {
  readonly by: 'own' | 'lent' | 'group';
  readonly bindings: Bindings;
}

/**
 * A request is done in the first way that alone permits it, never in two at once: what it makes then either stands by
 * itself, or goes with the link. Where no permission is asked nothing is made, and all ways count together.
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

/** Without a link, roles given through one no longer count, and a key made through one stands for nothing. */
function heldHere({ link, roles, keyIsLent }: Membership): readonly HeldRole[] {
  if (link) return roles;
  return keyIsLent ? [] : roles.filter((role) => !isLent(role));
}

/** Only what was given through a link carries the ceiling of that link. */
const isLent = ({ ceiling }: HeldRole): boolean => ceiling !== undefined && ceiling !== null;

/** All that binds them here, every way at once. */
function bindingsOf(m: Membership): Bindings {
  const { link, through, scopes, mask } = m;
  return {
    direct: rolesIn(heldHere(m)),
    mask: maskOf(mask),
    ...(scopes && { scopes }),
    ...(link && through && { group: groupBindings(through, link.isManaged) }),
  };
}

/** The ways that are open to them, in the order in which they are tried. */
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
    // The mask is the workspace's, on what the workspace gave.
    ...(group
      ? [{ by: 'group' as const, bindings: { ...bindings, mask: undefined, direct: rolesUnder(group) } }]
      : []),
  ];
}

/** As what they are here, where no way permits it or none is asked for: a member, or else somebody of the admin workspace. */
function usualWay({ roles }: Membership, ways: [Way, ...Way[]]): Way {
  const last = ways[ways.length - 1] ?? ways[0];
  return roles.length === 0 && last.by === 'group' ? last : ways[0];
}

type Through = NonNullable<Membership['through']>;

const groupBindings = ({ roles, ceiling }: Through, isManaged: boolean) => ({
  roles: rolesIn(roles),
  ceiling: new Set(underCeiling(ceiling, isManaged)),
});

/** A person who acts can do with their roles what the ceiling leaves of them. */
const rolesUnder = ({ roles, ceiling }: NonNullable<Bindings['group']>): Role[] =>
  roles.map((role) => ({
    ...role,
    permissions: role.permissions.filter((one) => ceiling.has(one)),
    assignable: [],
  }));
