import {
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  effective,
  rolesIn,
  underCeiling,
} from '@bailiwick/rbac';
import { type Ctx, type Listing, type Tx, sql } from '@bailiwick/tenancy';
import { patternOf } from '../audit-log/audit-log.service.js';
import type { GroupAuditQuery, ListSubs } from './group-overview.schema.js';

/** What the caller may do by way of the group in one workspace of it. */
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
const mine = ({ workspace, member }: Ctx) => sql`gg.workspace_id = ${workspace.id}
  and (gg.member_id = ${member.id} or gg.holder_role_id = any(array(select h.role_id from grants h
    where h.workspace_id = ${workspace.id} and h.member_id = ${member.id}
      and (h.expires_at is null or h.expires_at > now()))))
  and (gg.expires_at is null or gg.expires_at > now())`;

const roleOf = sql`left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id`;

/**
 * For every workspace of the group, what the caller may do there, as the engine has it: their roles under its ceiling and the
 * scopes of their key; nothing where its own rules would not let them in. Two statements, whatever the number.
 */
export async function rightsInSubs(tx: Tx<Ctx>): Promise<SubRights[]> {
  const { principal, bindings } = tx.ctx;
  const [alike, held] = await Promise.all([
    tx.query<Alike>(
      sql`select * from group_entries(${principal.sessionId || null}::uuid, ${principal.key?.id ?? null}::uuid)`,
    ),
    tx.query<HeldInGroup>(sql`select distinct gg.link_id, gg.role_id as id, r.name, r.permissions, r.assignable_role_ids
      from group_grants gg ${roleOf} where ${mine(tx.ctx)}`),
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

/** Where they may do this, and in how many not. */
export function where(
  rights: readonly SubRights[],
  permission: Permission,
): { readonly subs: readonly string[]; readonly hidden_subs: number } {
  const open = rights.filter(({ permissions }) => permissions.has(permission));
  return { subs: open.map(({ workspace_id }) => workspace_id), hidden_subs: rights.length - open.length };
}

const orders = { name: 's.by_name', activity: 's.by_activity', date: 's.by_date' } as const;

export function subsListing(ctx: Ctx, { sort, direction, search }: ListSubs): Listing {
  const pattern = `%${search?.trim().replace(/[\\%_]/g, (wild) => `\\${wild}`) ?? ''}%`;
  const named = sql`jsonb_agg(distinct jsonb_build_object('id', gg.role_id, 'name', r.name))`;
  const lasts = sql`(gg.expires_at is null or gg.expires_at > now())`;
  const ofMine = sql`gg.workspace_id = ${ctx.workspace.id} and gg.member_id = ${ctx.member.id} and ${lasts}`;
  return {
    // Once for all rows, and then of each its own: whoever holds thousands of single ones has few in each.
    select: sql`s.*, l.kind, l.ceiling_label,
      (select ${named} from group_grants gg ${roleOf} where ${mine(ctx)} and gg.link_id is null) as roles_everywhere,
      (select ${named} from group_grants gg ${roleOf} where ${ofMine} and gg.link_id = s.id) as roles_here`,
    // `offset 0`: the links of one page, and not all there are.
    from: sql`group_subs s cross join lateral (select l.kind, l.ceiling_label from group_links l
      where l.workspace_id = s.sub_id and l.id = s.id and l.status = 'accepted' offset 0) l`,
    where: [sql`s.workspace_id = ${ctx.workspace.id}`, ...(search ? [sql`s.name ilike ${pattern}`] : [])],
    key: orders[sort],
    direction,
  };
}

/** The longest first: fewest words begin so. */
const termsOf = (search: string | undefined): string[] =>
  (search?.trim().split(/\s+/) ?? []).filter(Boolean).sort((a, b) => b.length - a.length);

export const peopleListing = (subs: readonly string[], search: string | undefined): Listing => ({
  select: sql`p.*`,
  from: (after, rows) =>
    sql`group_people(${subs}::uuid[], ${termsOf(search)}::text[], ${after ?? null}::uuid, ${rows}) p`,
  where: [sql`true`],
  key: 'p.user_id',
  direction: 'asc',
});

export const recordsListing = (subs: readonly string[], query: GroupAuditQuery): Listing => ({
  select: sql`a.*`,
  from: (
    after,
    rows,
  ) => sql`(select place collate "C" as place, workspace_name, seq, sealed_at, body, personal
    from group_records(${subs}::uuid[], ${query.activity_type ?? null}::integer, ${query.user_id ?? null}::uuid,
      (${query.start_date ?? null}::date)::timestamp at time zone 'UTC',
      (${query.end_date ?? null}::date + 1)::timestamp at time zone 'UTC',
      ${query.search ? patternOf(query.search) : null}::text, ${after ?? null}::text, ${rows})) a`,
  where: [sql`true`],
  key: 'a.place',
  direction: 'desc',
});
