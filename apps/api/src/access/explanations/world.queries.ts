import type { Permission } from '@bailiwick/rbac';
import { type Ctx, type Sql, type Tx, sql } from '@bailiwick/tenancy';
import { failField } from '../../errors.js';

/** The tables from which access follows: as they are, or as they were at a moment. The same queries read either. */
export interface World {
  readonly members: Sql;
  readonly grants: Sql;
  readonly roles: Sql;
  /** The link to the admin workspace, while it stands. */
  readonly links: Sql;
  /** The people who are here through the admin workspace. */
  readonly through: Sql;
  readonly clock: Sql;
}

export const present: World = {
  members: sql`workspace_members`,
  grants: sql`grants`,
  roles: sql`roles`,
  links: sql`(select workspace_id, id, ceiling from group_links where status = 'accepted')`,
  through: sql`(select g.*, (select l.kind = 'managed' from group_links l where l.id = g.link_id) as is_managed
    from members_through_group() g)`,
  clock: sql`now()`,
};

const permissionsThen = sql`case jsonb_typeof(h.data -> 'permissions') when 'array'
  then array(select jsonb_array_elements_text(h.data -> 'permissions')) end`;
const assignableThen = sql`array(select jsonb_array_elements_text(h.data -> 'assignable_role_ids'))::uuid[]`;

export function worldOf(asOf: Date | undefined): World {
  if (!asOf) return present;
  const clock = sql`${asOf.toISOString()}::timestamptz`;
  const valid = sql`h.valid_from <= ${clock} and h.valid_to > ${clock}`;
  return {
    members: sql`(select h.workspace_id, h.row_id as id, (h.data ->> 'user_id')::uuid as user_id,
        h.data ->> 'kind' as kind, h.data ->> 'status' as status, ${permissionsThen} as permissions
      from access_history h where h.kind = 'member' and ${valid})`,
    grants: sql`(select h.workspace_id, h.row_id as id, h.member_id,
        h.role_id, (h.data ->> 'expires_at')::timestamptz as expires_at,
        h.data ->> 'reason' as reason, (h.data ->> 'granted_by')::uuid as granted_by,
        (h.data ->> 'via_link_id')::uuid as via_link_id
      from access_history h where h.kind = 'grant' and ${valid})`,
    roles: sql`(select h.workspace_id, h.row_id as id, h.data ->> 'name' as name, ${permissionsThen} as permissions,
        ${assignableThen} as assignable_role_ids
      from access_history h where h.kind = 'role' and ${valid})`,
    links: sql`(select h.workspace_id, h.row_id as id, array(select jsonb_array_elements_text(h.data -> 'ceiling')) as ceiling
      from access_history h where h.kind = 'link' and h.data ->> 'status' = 'accepted' and ${valid})`,
    through: sql`members_through_group_at(${clock})`,
    clock,
  };
}

/** Sent beside the query that reads the past, in the same trip. The clock is the database's. */
export async function refuseFuture(tx: Tx<Ctx>, asOf: Date | undefined): Promise<void> {
  if (!asOf) return;
  const row = await tx.one<{ ahead: boolean }>(
    sql`select ${asOf.toISOString()}::timestamptz > now() as ahead`,
  );
  if (row?.ahead) throw failField('as_of_future', 'as_of');
}

/** Whether grant `g` has ended. */
export const isOver = ({ clock }: World): Sql => sql`coalesce(g.expires_at <= ${clock}, false)`;

/** The ceiling of grant `g`, if it was given through a link. */
const ceilingOf = ({ links }: World): Sql => sql`case when g.via_link_id is not null then coalesce((
  select l.ceiling from ${links} l where l.workspace_id = g.workspace_id and l.id = g.via_link_id), '{}') end`;

/** Every grant of member `m`, with the role it gives. */
export const heldGrantsIn = (world: World, more: Sql): Sql => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids, 'grant_id', g.id, 'expires_at', g.expires_at,
    'is_over', ${isOver(world)}, 'ceiling', ${ceilingOf(world)}${more}) order by g.role_id)
  from ${world.grants} g left join ${world.roles} r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id), '[]')`;

/** Roles of the workspace's own with any of the permissions. */
export const ownRolesWith = (tx: Tx<Ctx>, world: World, permissions: readonly Permission[]): Sql => sql`
  select r.id, r.name, r.permissions, r.assignable_role_ids from ${world.roles} r
  where r.workspace_id = ${tx.ctx.workspace.id} and r.permissions && ${permissions}::text[]`;
