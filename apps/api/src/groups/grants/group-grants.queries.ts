import {
  type Ctx,
  type Listing,
  type Sql,
  type Tx,
  joinSql as all,
  personNameSql,
  sql,
} from '@bailiwick/tenancy';
import type { GiveInGroup, ListGroupGrants, TakeInGroup } from './group-grants.schema.js';

/** Who it is that a row names; `offset 0`: asked of each row of the page, and not of everybody there is. */
const person = (which: Sql): Sql => sql`left join lateral (
  select ${personNameSql('m', 'u')} as name,
    coalesce(u.email, m.email) as email, m.user_id
  from workspace_members m left join users u on u.id = m.user_id
  where m.workspace_id = gg.workspace_id and ${which} offset 0)`;

export const groupGrantColumns = sql`gg.*, p.name as member_name, p.email as member_email, p.user_id as member_user_id, b.name as granted_by_name,
  r.name as role_name, s.sub_id, s.name as sub_name`;

/** `gg` may be the rows of the table, or those a statement has just written or deleted. */
export const groupGrantJoins = sql`${person(sql`m.id = gg.member_id`)} p on true
  ${person(sql`m.user_id = gg.granted_by`)} b on true
  left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id
  left join group_subs s on s.workspace_id = gg.workspace_id and s.id = gg.link_id`;

export const groupGrantFilters = ({ workspace }: Ctx, { member_id, role_id }: Partial<ListGroupGrants>) => [
  sql`gg.workspace_id = ${workspace.id}`,
  ...(member_id ? [sql`gg.member_id = ${member_id}`] : []),
  ...(role_id ? [sql`gg.role_id = ${role_id}`] : []),
];

/** What holds in that one workspace holds there alone, or in all of them: the first of either, each in its order. */
export function groupGrantsFrom(ctx: Ctx, query: ListGroupGrants): Listing['from'] {
  const { link_id } = query;
  if (!link_id) return sql`group_grants gg ${groupGrantJoins}`;
  const where = all(groupGrantFilters(ctx, query), 'and');
  return (after, rows) => {
    const first = (which: Sql) => sql`(select gg.* from group_grants gg where ${where} and ${which}
      and ${after === undefined ? sql`true` : sql`gg.id > ${after}`} order by gg.id limit ${rows})`;
    return sql`(${first(sql`gg.link_id = ${link_id}`)} union all ${first(sql`gg.link_id is null`)}) gg ${groupGrantJoins}`;
  };
}

/** Held, so that none of them leaves the group meanwhile and is then taken for all of it. */
export const lockLinksSql = (tx: Tx<Ctx>, ids: readonly string[]): Sql => sql`select id from group_links
  where admin_workspace_id = ${tx.ctx.workspace.id} and id = any(${ids}::uuid[]) and status = 'accepted'
  order by id for share`;

/** Every member with every workspace; what is over, and not tidied up yet, is given anew. */
export function insertGroupGrantsSql(tx: Tx<Ctx>, body: GiveInGroup, holderRoleId: string | null): Sql {
  const { role_id, expires_at, reason, subs } = body;
  const members = 'member_ids' in body ? body.member_ids : [null];
  const links = subs === 'all' ? [null] : subs;
  return sql`insert into group_grants
    (workspace_id, id, member_id, holder_role_id, role_id, link_id, granted_by, expires_at, reason)
    select ${tx.ctx.workspace.id}, gen_random_uuid(), member_id, ${holderRoleId}::uuid, ${role_id}, link_id,
      ${tx.ctx.principal.userId}, ${expires_at}::timestamptz, ${reason}::text
    from unnest(${members}::uuid[]) member_id cross join unnest(${links}::uuid[]) link_id
    on conflict (workspace_id, member_id, holder_role_id, role_id, link_id) do update set
      granted_by = excluded.granted_by, expires_at = excluded.expires_at, reason = excluded.reason,
      timestamp_created = now(), timestamp_updated = now()
    where group_grants.expires_at <= now() returning *`;
}

/** The rows that are meant. */
export function isMeantGrant({ workspace }: Ctx, body: TakeInGroup): Sql {
  if ('ids' in body) return sql`gg.workspace_id = ${workspace.id} and gg.id = any(${body.ids}::uuid[])`;
  const { member_id, role_id, subs } = body;
  const where = sql`gg.workspace_id = ${workspace.id} and gg.member_id = ${member_id}
    and ${role_id ? sql`gg.role_id = ${role_id}` : sql`true`}`;
  if (!subs) return where;
  return subs === 'all'
    ? sql`${where} and gg.link_id is null`
    : sql`${where} and gg.link_id = any(${subs}::uuid[])`;
}
