import { type Ctx, type Listing, type Sql, heldRoles, sql } from '@bailiwick/tenancy';
import { systemRows } from './roles.schema.js';

/** The system's roles and the workspace's own in one list, the system's first: their ids are the oldest. */
export const listing = (workspaceId: string): Listing => ({
  select: sql`r.*, (select count(*)::int from grants g
    where g.workspace_id = ${workspaceId} and g.role_id = r.id) as holders`,
  from: sql`(
    select id, name, description, permissions, assignable_role_ids, null::timestamptz as timestamp_created,
      null::timestamptz as timestamp_updated
    from jsonb_to_recordset(${JSON.stringify(systemRows)}::jsonb)
      as s (id uuid, name text, description text, permissions text[], assignable_role_ids uuid[])
    union all
    select id, name, description, permissions, assignable_role_ids, timestamp_created, timestamp_updated
    from roles where workspace_id = ${workspaceId}) r`,
  where: [sql`true`],
  key: 'r.id',
  direction: 'asc',
});

/** Whoever holds a role, once for each way of being bound; people who have not joined yet are changed by anybody. */
export const heldBy = ({ workspace, principal }: Ctx, roleId: string): Sql => sql`
  select distinct ${heldRoles} as roles, m.permissions as mask, m.user_id = ${principal.userId} as is_actor
  from workspace_members m
  where m.workspace_id = ${workspace.id} and m.status in ('active', 'suspended') and exists (
    select 1 from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id and g.role_id = ${roleId})`;
