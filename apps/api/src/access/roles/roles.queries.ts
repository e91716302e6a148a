import { type Ctx, Hidden, type Listing, type Sql, type Tx, heldRoles, sql } from '@bailiwick/tenancy';
import { type FullRoleView, type ListedRole, systemRows, toFullRole } from './roles.schema.js';

/** The system's roles and the workspace's own in one list, the system's first: their ids are the oldest. */
export const rolesListing = (workspaceId: string): Listing => ({
  select: sql`r.*, (select count(*)::int from grants g where g.workspace_id = ${workspaceId} and g.role_id = r.id)
    + (select count(*)::int from group_grants gg where gg.workspace_id = ${workspaceId} and gg.role_id = r.id) as holders`,
  from: sql`(
    select id, name, description, permissions, assignable_role_ids, null::integer as publication_version,
      null::integer as published_version, null::text[] as offered_permissions,
      null::timestamptz as timestamp_created, null::timestamptz as timestamp_updated
    from jsonb_to_recordset(${JSON.stringify(systemRows)}::jsonb)
      as s (id uuid, name text, description text, permissions text[], assignable_role_ids uuid[])
    union all
    select id, name, description, permissions, assignable_role_ids, publication_version, published_version,
      offered_permissions, timestamp_created, timestamp_updated
    from roles where workspace_id = ${workspaceId}) r`,
  where: [sql`true`],
  key: 'r.id',
  direction: 'asc',
});

/** Whoever holds a role, once for each way of being bound; people who have not joined yet are changed by anybody. */
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
