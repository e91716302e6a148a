import {
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  askedByDefault,
  delegable,
  effective,
  rolesIn,
  systemRoles,
  underCeiling,
} from '@bailiwick/rbac';
import { type Ctx, type Tx, sql } from '@bailiwick/tenancy';
import { lockRoles } from '../../access/roles/roles.rules.js';
import type { AskedCeiling } from './links.schema.js';

/** The rights of the caller in one sub, through the group. */
export interface SubRights {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly roles: readonly Role[];
  readonly permissions: PermissionSet;
}

/** Workspaces under the same ceiling, most often all of them. */
interface Alike {
  readonly kind: 'consented' | 'managed';
  readonly ceiling: readonly string[];
  readonly lets_in: boolean;
  readonly link_ids: readonly string[];
  readonly workspace_ids: readonly string[];
}

type HeldInGroup = HeldRole & { readonly link_id: string | null };

/** Group grants `gg` of the caller, by themselves or by a role they hold, while they last. */
export const grantsOfCaller = ({ workspace, member }: Ctx) => sql`gg.workspace_id = ${workspace.id}
  and (gg.member_id = ${member.id} or gg.holder_role_id = any(array(select h.role_id from grants h
    where h.workspace_id = ${workspace.id} and h.member_id = ${member.id}
      and (h.expires_at is null or h.expires_at > now()))))
  and (gg.expires_at is null or gg.expires_at > now())`;

export const joinRole = sql`left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id`;

/**
 * The rights of the caller in every sub, as the engine has them: their roles under the ceiling and the scopes of their
 * key; nothing where the sub's own rules would not let them in. Two statements, for any number of subs.
 */
export async function rightsInSubs(tx: Tx<Ctx>): Promise<SubRights[]> {
  const { principal, bindings } = tx.ctx;
  const [alike, held] = await Promise.all([
    tx.query<Alike>(
      sql`select * from group_entries(${principal.sessionId || null}::uuid, ${principal.key?.id ?? null}::uuid)`,
    ),
    tx.query<HeldInGroup>(sql`select distinct gg.link_id, gg.role_id as id, r.name, r.permissions, r.assignable_role_ids
      from group_grants gg ${joinRole} where ${grantsOfCaller(tx.ctx)}`),
  ]);
  const everywhere = rolesIn(held.filter(({ link_id }) => link_id === null));
  const somewhere = new Map<string, HeldInGroup[]>();
  for (const one of held)
    if (one.link_id !== null) somewhere.set(one.link_id, [...(somewhere.get(one.link_id) ?? []), one]);
  return alike.flatMap((those) => {
    const usual = rightsOf(those, everywhere, bindings.scopes);
    return those.link_ids.map((link_id, i) => {
      const more = somewhere.get(link_id);
      const rights = more ? rightsOf(those, [...everywhere, ...rolesIn(more)], bindings.scopes) : usual;
      return { link_id, workspace_id: those.workspace_ids[i] ?? '', ...rights };
    });
  });
}

function rightsOf(
  { kind, ceiling, lets_in }: Alike,
  roles: readonly Role[],
  scopes: PermissionSet | undefined,
): Pick<SubRights, 'roles' | 'permissions'> {
  const open = new Set(lets_in ? underCeiling(ceiling, kind === 'managed') : []);
  const bindings = { direct: [], group: { roles, ceiling: open }, ...(scopes && { scopes }) };
  return { roles, permissions: effective(bindings) };
}

/** A list, what a role permits now, or what an admin may: of each, as much as can be asked for at all. */
export async function resolveCeiling(
  tx: Tx<Ctx>,
  { role_id, permissions }: AskedCeiling,
): Promise<{ ceiling: Permission[]; label: string | null }> {
  const within = (all: readonly Permission[]) => delegable.filter((one) => all.includes(one)).sort();
  if (permissions) return { ceiling: within(permissions), label: null };
  if (role_id === undefined || role_id === systemRoles.admin.id)
    return { ceiling: within(askedByDefault), label: 'admin' };
  const [role] = await lockRoles(tx, [role_id], 'role_id');
  return { ceiling: within(role?.permissions ?? []), label: role?.name ?? null };
}
