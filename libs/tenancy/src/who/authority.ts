import { Injectable } from '@nestjs/common';
import {
  type Bindings,
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  abilityFor,
  effective,
  expandAll,
  maskOf,
  rolesIn,
  underCeiling,
} from '@bailiwick/rbac';
import { type Ctx, type Facts, type GroupLink, type Person, type Principal, personCaller } from './ctx.js';
import { SystemDb } from './system-db.js';

/** What a request brought: extracted, never yet verified. */
export interface Credential {
  readonly kind: 'session' | 'key';
  readonly hash: Buffer;
}

/** What Postgres answers; the workspace part is null unless something binds the person to the one named. */
export interface AuthorityRow {
  readonly session_id: string | null;
  readonly authenticated_at: Date | null;
  /** Last seen, or used, more than a minute ago. */
  readonly stale: boolean;
  readonly user_id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly workspace_id: string | null;
  readonly workspace_name: string;
  readonly session_ended: boolean;
  readonly entered: boolean;
  readonly member_id: string;
  readonly member_status: 'active' | 'suspended';
  readonly roles: HeldRole[];
  /** What is left open to the member, in the words of the shared format; null: everything. */
  readonly mask: string[] | null;
  /** Last active in this workspace more than a minute ago. */
  readonly idle: boolean;
  /** The workspace lets in people of some e-mail domains only, and theirs is none of them. */
  readonly outside_domains: boolean;
  /** Signed in, or proved to be the same person again, in the last ten minutes. */
  readonly fresh: boolean;
  /** The workspace wants a second factor, and this session has shown none, or the key's owner has none. */
  readonly lacks_second_factor: boolean;
  readonly key_id: string | null;
  readonly key_name: string | null;
  readonly is_service: boolean;
  /** The scopes of the key, and of each key above it. */
  readonly key_scopes: string[][] | null;
  /** What they are here by way of the admin workspace; null: nothing. */
  readonly group_roles: HeldRole[] | null;
  /** The link to the workspace above this one, whether or not the person has to do with it. */
  readonly link_id: string | null;
  readonly ceiling: string[] | null;
  readonly is_managed: boolean | null;
  readonly admin_workspace_id: string | null;
  readonly admin_workspace_name: string | null;
  /** The admin workspace lets no keys into this one. */
  readonly keys_barred: boolean;
  readonly key_is_lent: boolean;
  readonly longest_invitation_hours: number | null;
}

export interface Authority {
  readonly person: Person;
  /** Was last seen more than a minute ago: the session or key, or the member here. */
  readonly stale: boolean;
  readonly fresh: boolean;
  readonly inWorkspace?: {
    readonly ctx: Ctx;
    readonly sessionEnded: boolean;
    readonly suspended: boolean;
    /** This session has been here before. */
    readonly entered: boolean;
    readonly lacksSecondFactor: boolean;
    readonly outsideDomains: boolean;
    readonly keysBarred: boolean;
  };
}

/** Who is it, and what binds them to the workspace they name? One trip; nothing is remembered between requests. */
@Injectable()
export class AuthorityService {
  constructor(private readonly system: SystemDb) {}

  /** @returns nothing for a credential that is unknown, expired or ended */
  async resolve(
    facts: Facts,
    credential: Credential,
    workspaceId: string | undefined,
    permission: Permission | undefined,
  ): Promise<Authority | undefined> {
    const row = await this.system.authority(credential.kind, credential.hash, workspaceId ?? null);
    if (!row) return undefined;
    const person = personCaller(facts, principalOf(row));
    const { stale, fresh, workspace_id, key_scopes: limits } = row;
    if (!workspace_id) return { person, stale, fresh };
    const scopes = limits ? expandAll(limits) : undefined;
    return {
      person,
      stale: stale || row.idle,
      fresh,
      inWorkspace: {
        ctx: contextOf(
          person,
          { ...row, workspace_id, ...(scopes && { scopes }), keyIsLent: row.key_is_lent, ...groupOf(row) },
          permission,
        ),
        sessionEnded: row.session_ended,
        suspended: row.member_status === 'suspended',
        entered: row.entered,
        lacksSecondFactor: row.lacks_second_factor,
        outsideDomains: row.outside_domains,
        keysBarred: row.keys_barred,
      },
    };
  }
}

function principalOf(row: AuthorityRow): Principal {
  return {
    userId: row.user_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    sessionId: row.session_id ?? '',
    ...(row.key_id && { key: { id: row.key_id, name: row.key_name ?? '' } }),
    isService: row.is_service,
  };
}

/** What binds a person to one workspace, as rows. */
export interface Membership {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  /** What the key they come with stands for. */
  readonly scopes?: PermissionSet;
  /** The key was made by way of the link. */
  readonly keyIsLent?: boolean;
  readonly fresh?: boolean;
  readonly link?: GroupLink;
  /** What they are here by way of the link. */
  readonly through?: { readonly roles: readonly HeldRole[]; readonly ceiling: readonly string[] };
}

function groupOf(row: AuthorityRow): Pick<Membership, 'link' | 'through'> {
  const { link_id: id, admin_workspace_id: adminId, ceiling, group_roles: roles } = row;
  if (!id || !adminId || !ceiling) return {};
  const longest = row.longest_invitation_hours;
  const link: GroupLink = {
    id,
    isManaged: row.is_managed === true,
    from: { id: adminId, name: row.admin_workspace_name ?? '' },
    ...(longest !== null && { longestInvitationHours: longest }),
  };
  return { link, ...(roles && { through: { roles, ceiling } }) };
}

/** By what a request is done: `own`, what the workspace gave; `lent`, what was given here by way of the link; `group`. */
type Hat = 'own' | 'lent' | 'group';

/**
 * The first of these that alone permits it, and never two at once: so what a request makes either stands by itself, or goes
 * with the link. Where no permission is asked nothing is made, and all of them count.
 */
export function contextOf(person: Person, m: Membership, permission?: Permission): Ctx {
  const { link, through, scopes } = m;
  const limits = { mask: maskOf(m.mask), ...(scopes && { scopes }) };
  const group = link && through && groupBindings(through, link.isManaged);
  // On loan of nobody, where the workspace above is not there (any more).
  const held = link ? m.roles : m.keyIsLent ? [] : m.roles.filter(({ ceiling }) => !ceiling);
  const bindings: Bindings = { direct: rolesIn(held), ...limits, ...(group && { group }) };
  const lent = held.filter(({ ceiling }) => ceiling);
  const hats: [Hat, Bindings][] = [
    ['own', { ...limits, direct: rolesIn(held.filter(({ ceiling }) => !ceiling)) }],
    ...(lent.length > 0
      ? ([['lent', { ...limits, direct: rolesIn(lent) }]] satisfies [Hat, Bindings][])
      : []),
    ...(group
      ? ([['group', { ...limits, mask: undefined, direct: rolesUnder(group) }]] satisfies [Hat, Bindings][])
      : []),
  ];
  const fits = permission && hats.find(([, hat]) => effective(hat).has(permission));
  const [hat, worn] =
    fits ?? (m.roles.length > 0 || !group ? hats[0] : hats.at(-1)) ?? (['own', bindings] as const);
  const acting = hat === 'group' ? link : undefined;
  const via = hat !== 'own' || m.keyIsLent ? link : undefined;
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
    roles: worn.direct,
    fresh: m.fresh ?? false,
    ability: abilityFor(effective(permission ? worn : bindings)),
    bindings,
    asking: (other) => contextOf(person, m, other),
    ...(link && { link }),
    ...(acting && { acting }),
    ...(permission && { permission }),
  };
}

type Through = NonNullable<Membership['through']>;

const groupBindings = ({ roles, ceiling }: Through, isManaged: boolean) => ({
  roles: rolesIn(roles),
  ceiling: new Set(underCeiling(ceiling, isManaged)),
});

/** Whoever acts can do with their roles what the ceiling leaves of them. */
const rolesUnder = ({ roles, ceiling }: NonNullable<Bindings['group']>): Role[] =>
  roles.map((role) => ({
    ...role,
    permissions: role.permissions.filter((one) => ceiling.has(one)),
    assignable: [],
  }));
