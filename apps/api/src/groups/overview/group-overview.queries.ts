import type { Permission } from '@bailiwick/rbac';
import { type Ctx, type Listing, sql } from '@bailiwick/tenancy';
import { searchPattern } from '../../audit/log/audit-log.rules.js';
import { type SubRights, grantsOfCaller, joinRole } from '../links/rights.rules.js';
import type { GroupAuditQuery, ListSubs } from './group-overview.schema.js';

/** Where they may do this, and in how many not. */
export function subsWithPermission(
  rights: readonly SubRights[],
  permission: Permission,
): { readonly subs: readonly string[]; readonly hidden_subs: number } {
  const open = rights.filter(({ permissions }) => permissions.has(permission));
  return { subs: open.map(({ workspace_id }) => workspace_id), hidden_subs: rights.length - open.length };
}

/** Sub `s` can still be opened: what is past its removal is nothing, unless it is restored. */
export const subIsOpen = sql`(s.removal_at is null or s.removal_at > now())`;

const orders = { name: 's.by_name', activity: 's.by_activity', date: 's.by_date' } as const;

export function subsListing(ctx: Ctx, { sort, direction, search }: ListSubs): Listing {
  const pattern = `%${search?.trim().replace(/[\\%_]/g, (wild) => `\\${wild}`) ?? ''}%`;
  const named = sql`jsonb_agg(distinct jsonb_build_object('id', gg.role_id, 'name', r.name))`;
  const lasts = sql`(gg.expires_at is null or gg.expires_at > now())`;
  const ofMine = sql`gg.workspace_id = ${ctx.workspace.id} and gg.member_id = ${ctx.member.id} and ${lasts}`;
  return {
    // Computed once for all rows, and then for each row its own: a member with thousands of single grants has few in
    // each sub.
    select: sql`s.*, l.kind, l.ceiling_label,
      (select ${named} from group_grants gg ${joinRole} where ${grantsOfCaller(ctx)} and gg.link_id is null) as roles_everywhere,
      (select ${named} from group_grants gg ${joinRole} where ${ofMine} and gg.link_id = s.id) as roles_here`,
    // `offset 0`: the links of one page, and not all there are.
    from: sql`group_subs s cross join lateral (select l.kind, l.ceiling_label from group_links l
      where l.workspace_id = s.sub_id and l.id = s.id and l.status = 'accepted' offset 0) l`,
    where: [
      sql`s.workspace_id = ${ctx.workspace.id}`,
      subIsOpen,
      ...(search ? [sql`s.name ilike ${pattern}`] : []),
    ],
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
      ${query.search ? searchPattern(query.search) : null}::text, ${after ?? null}::text, ${rows})) a`,
  where: [sql`true`],
  key: 'a.place',
  direction: 'desc',
});
