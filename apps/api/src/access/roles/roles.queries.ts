import {
  type Ctx,
  Hidden,
  type Listing,
  type RoleRow,
  type Sql,
  type Tx,
  heldRoles,
  sql,
} from '@bailiwick/tenancy';
import { type FullRoleView, type ListedRole, systemRoleRows, toFullRole } from './roles.schema.js';
import { lockOwnGroup } from './roles.rules.js';

/** The system's roles and the workspace's own in one list, the system's first: their ids are the oldest. */
export const rolesListing = (workspaceId: string): Listing => ({
  select: sql`r.*, (select count(*)::int from grants g where g.workspace_id = ${workspaceId} and g.role_id = r.id)
    + (select count(*)::int from group_grants gg where gg.workspace_id = ${workspaceId} and gg.role_id = r.id) as holders`,
  from: sql`(
    select id, name, description, permissions, assignable_role_ids, null::integer as publication_version,
      null::integer as published_version, null::text[] as offered_permissions,
      null::timestamptz as timestamp_created, null::timestamptz as timestamp_updated
    from jsonb_to_recordset(${JSON.stringify(systemRoleRows)}::jsonb)
      as s (id uuid, name text, description text, permissions text[], assignable_role_ids uuid[])
    union all
    select id, name, description, permissions, assignable_role_ids, publication_version, published_version,
      offered_permissions, timestamp_created, timestamp_updated
    from roles where workspace_id = ${workspaceId}) r`,
  where: [sql`true`],
  key: 'r.id',
  direction: 'asc',
});

/** The holders of a role, once for each way of being bound; every caller can change a pending member. */
export const bindingsOfHolders = ({ workspace, principal }: Ctx, roleId: string): Sql => sql`
  select distinct ${heldRoles} as roles, m.permissions as mask, m.user_id = ${principal.userId} as is_actor
  from workspace_members m
  where m.workspace_id = ${workspace.id} and m.status in ('active', 'suspended') and m.id in (
    select g.member_id from grants g where g.workspace_id = ${workspace.id} and g.role_id = ${roleId}
    union select gg.member_id from group_grants gg where gg.workspace_id = ${workspace.id} and gg.role_id = ${roleId})`;

/** Whether it is given, over the group, to all who hold some other: to people nobody named. */
export const groupGrantToHolders = (
  { workspace }: Ctx,
  roleId: string,
): Sql => sql`select 1 from group_grants gg
  where gg.workspace_id = ${workspace.id} and gg.role_id = ${roleId} and gg.holder_role_id is not null limit 1`;

/** @throws Hidden */
export async function showRole(tx: Tx<Ctx>, id: string): Promise<FullRoleView> {
  const { select, from } = rolesListing(tx.ctx.workspace.id);
  const row = await tx.one<ListedRole>(sql`select ${select} from ${from} where r.id = ${id}`);
  if (!row) throw new Hidden();
  return toFullRole(row);
}

/** A workspace below this one, and whom to write to there. */
export interface SubOfGroup {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly is_managed: boolean;
  readonly owner_email: string;
}

/** A copy, in a workspace of the group, that is not as it was. */
export interface RoleCopy {
  readonly workspace_id: string;
  readonly copy_id: string;
  readonly called: string;
  /** What it permitted; null: there was none. */
  readonly was: readonly string[] | null;
  readonly becomes: readonly string[];
  readonly offered: readonly string[] | null;
}

/** So many workspaces in one statement, which may not take long. */
const AT_ONCE = 250;

/** The workspaces below, by their ids; nobody joins or leaves until the transaction is over. */
export async function lockSubs(tx: Tx<Ctx>): Promise<ReadonlyMap<string, SubOfGroup>> {
  lockOwnGroup(tx);
  const subs = await tx.query<SubOfGroup>(sql`select * from group_owners()`);
  return new Map(subs.map((sub) => [sub.workspace_id, sub]));
}

/** @returns the rows of all subs, asked for some subs at a time */
export async function inBatches<Row>(
  subs: ReadonlyMap<string, SubOfGroup>,
  work: (links: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const links = [...subs.values()].map(({ link_id }) => link_id);
  const rows: Row[] = [];
  for (let i = 0; i < links.length; i += AT_ONCE) rows.push(...(await work(links.slice(i, i + AT_ONCE))));
  return rows;
}

/** Members who held the role hold the other, on the same terms. What they hold of it already stays, unless it is over. */
export async function replaceInGrants(
  tx: Tx<Ctx>,
  { id, workspace_id }: Pick<RoleRow, 'id' | 'workspace_id'>,
  instead: string,
): Promise<void> {
  await tx.query(sql`insert into grants
      (workspace_id, id, member_id, role_id, granted_by, expires_at, reason, via_link_id)
    select workspace_id, gen_random_uuid(), member_id, ${instead}, ${tx.ctx.principal.userId}, expires_at, reason,
      via_link_id
    from grants where workspace_id = ${workspace_id} and role_id = ${id}
    on conflict (workspace_id, member_id, role_id) do update set granted_by = excluded.granted_by,
      expires_at = excluded.expires_at, reason = excluded.reason, via_link_id = excluded.via_link_id,
      timestamp_updated = now()
    where grants.expires_at <= now()`);
  await tx.query(sql`delete from grants where workspace_id = ${workspace_id} and role_id = ${id}`);
}

/** Where the other is given over the same workspaces already, that stays, and this goes. */
export async function replaceInGroup(
  tx: Tx<Ctx>,
  { id, workspace_id }: Pick<RoleRow, 'id' | 'workspace_id'>,
  instead: string,
): Promise<void> {
  await tx.query(sql`insert into group_grants
      (workspace_id, id, member_id, holder_role_id, role_id, link_id, granted_by, expires_at, reason)
    select workspace_id, gen_random_uuid(), member_id, holder_role_id, ${instead}, link_id, ${tx.ctx.principal.userId},
      expires_at, reason
    from group_grants where workspace_id = ${workspace_id} and role_id = ${id}
    on conflict (workspace_id, member_id, holder_role_id, role_id, link_id) do update set
      granted_by = excluded.granted_by, expires_at = excluded.expires_at, reason = excluded.reason,
      timestamp_updated = now()
    where group_grants.expires_at <= now()`);
  await tx.query(sql`delete from group_grants where workspace_id = ${workspace_id} and role_id = ${id}`);
}
