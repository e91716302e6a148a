import {
  type Bindings,
  type Circumstances,
  type HeldRole,
  type Permission,
  type PermissionSet,
  effective,
  maskOf,
  rolesIn,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import {
  type Ctx,
  type Listing,
  type Member,
  type Sql,
  type Tx,
  attributes,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { failField } from '../errors.js';

/** The tables from which access follows: as they are, or as they were at a moment. The same queries read either. */
export interface World {
  readonly members: Sql;
  readonly grants: Sql;
  readonly roles: Sql;
  readonly clock: Sql;
}

const present: World = {
  members: sql`workspace_members`,
  grants: sql`grants`,
  roles: sql`roles`,
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
        h.data ->> 'reason' as reason, (h.data ->> 'granted_by')::uuid as granted_by
      from access_history h where h.kind = 'grant' and ${valid})`,
    roles: sql`(select h.workspace_id, h.row_id as id, h.data ->> 'name' as name, ${permissionsThen} as permissions,
        ${assignableThen} as assignable_role_ids
      from access_history h where h.kind = 'role' and ${valid})`,
    clock,
  };
}

/** Asked beside whatever reads the past, in the same trip. The clock is the database's. */
export async function refuseFuture(tx: Tx<Ctx>, asOf: Date | undefined): Promise<void> {
  if (!asOf) return;
  const row = await tx.one<{ ahead: boolean }>(
    sql`select ${asOf.toISOString()}::timestamptz > now() as ahead`,
  );
  if (row?.ahead) throw failField('as_of_future', 'as_of');
}

/** Whether grant `g` has ended. */
const over = ({ clock }: World): Sql => sql`coalesce(g.expires_at <= ${clock}, false)`;

/** Every grant of member `m`, with the role it gives. */
const held = (world: World, more: Sql): Sql => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids, 'grant_id', g.id, 'expires_at', g.expires_at,
    'is_over', ${over(world)}${more}) order by g.role_id)
  from ${world.grants} g left join ${world.roles} r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id), '[]')`;

/**
 * Names are of now, whenever the question is about. `offset 0` keeps the planner from joining first: row-level security
 * is asked about the people of one page instead of about everybody there is.
 */
const person = (which: Sql): Sql => sql`left join lateral (
  select p.name, p.email, u.email as account_email, u.first_name, u.last_name from workspace_members p
    left join lateral (select u.email, u.first_name, u.last_name from users u where u.id = p.user_id offset 0) u on true
  where p.workspace_id = m.workspace_id and ${which} offset 0) p on true`;
const name = sql`coalesce(p.name, nullif(btrim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email)`;
const granter = sql`, 'reason', g.reason, 'granted_by', (select ${name} from (
    select g.workspace_id) m ${person(sql`p.user_id = g.granted_by`)})`;

export interface HeldGrant extends HeldRole {
  readonly grant_id: string;
  readonly expires_at: string | null;
  readonly is_over: boolean;
  readonly reason?: string | null;
  readonly granted_by?: string | null;
}

/** A member with what binds them. */
export interface Bound extends Pick<Member, 'id' | 'user_id' | 'kind' | 'status'> {
  readonly mask: string[] | null;
  readonly held: readonly HeldGrant[];
  readonly name: string | null;
  readonly email: string | null;
}

const bound = (
  world: World,
  more = sql``,
): Sql => sql`m.id, m.user_id, m.kind, m.status, m.permissions as mask,
  ${held(world, more)} as held, ${name} as name, case m.kind when 'person' then coalesce(p.account_email, p.email) end as email`;

const seen = (tx: Tx<Ctx>): Sql =>
  visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm');

const itself = person(sql`p.id = m.id`);

export const membersById = (tx: Tx<Ctx>, ids: readonly string[]): Sql => sql`
  select ${bound(present)} from workspace_members m ${itself}
  where m.workspace_id = ${tx.ctx.workspace.id} and m.id = any(${ids}) and ${seen(tx)}`;

/** One member with by whom they were given what; oneself always. */
export function oneMember(tx: Tx<Ctx>, world: World, id: string): Sql {
  const { member, workspace, ability } = tx.ctx;
  return sql`select ${bound(world, ability.mayType('workspace_members:read') ? granter : sql`, 'reason', g.reason`)}
    from ${world.members} m ${itself}
    where m.workspace_id = ${workspace.id} and m.id = ${id} and ${id === member.id ? sql`true` : seen(tx)}`;
}

/** Whether there ever was such a member. */
export const onceMember = (tx: Tx<Ctx>, id: string): Sql => sql`select row_id from access_history
  where workspace_id = ${tx.ctx.workspace.id} and kind = 'member' and row_id = ${id} limit 1`;

/** Roles of the workspace's own with any of the permissions. */
export const ownRolesWith = (tx: Tx<Ctx>, world: World, permissions: readonly Permission[]): Sql => sql`
  select r.id, r.name, r.permissions, r.assignable_role_ids from ${world.roles} r
  where r.workspace_id = ${tx.ctx.workspace.id} and r.permissions && ${permissions}::text[]`;

export const systemRolesWith = (permissions: readonly Permission[]): string[] =>
  systemRoleNames
    .map((role) => systemRoles[role])
    .filter((role) => permissions.some((one) => (role.permissions as readonly Permission[]).includes(one)))
    .map(({ id }) => id);

/**
 * Active members with a role in which any of the permissions is. Role by role, each in the order of its members: however
 * many members there are, and however few or many of them hold it, a page looks at little more than its rows.
 */
export function holding(tx: Tx<Ctx>, world: World, permissions: readonly Permission[]): Listing {
  const { id: workspaceId } = tx.ctx.workspace;
  const roles = sql`(select unnest(${systemRolesWith(permissions)}::uuid[]) as id
    union all select o.id from (${ownRolesWith(tx, world, permissions)}) o)`;
  // A subquery for each grant, since a join may be made with all members there are; and one that is not null, of which
  // the planner supposes that most grants pass it, and so that going by the index in its order ends soon.
  const ofOne = (after: string | undefined, rows: Sql) => sql`select g.member_id
    from ${world.grants} g where g.workspace_id = ${workspaceId} and g.role_id = held.id
      and ${after === undefined ? sql`true` : sql`g.member_id > ${after}`} and not ${over(world)}
      and (select a.id from ${world.members} a where a.workspace_id = ${workspaceId} and a.id = g.member_id
        and a.status = 'active') is not null
    order by g.member_id limit ${rows}`;
  const ids = (after: string | undefined, rows: Sql) => sql`(select distinct one.member_id
    from ${roles} held cross join lateral (${ofOne(after, rows)}) one order by 1 limit ${rows})`;
  return {
    select: bound(world),
    from: (
      after,
      rows,
    ) => sql`${ids(after, rows)} found cross join lateral (select m.* from ${world.members} m
      where m.workspace_id = ${workspaceId} and m.id = found.member_id offset 0) m ${itself}`,
    where: [sql`m.workspace_id = ${workspaceId}`, seen(tx)],
    key: 'm.id',
    direction: 'asc',
  };
}

/** What the engine is told of a member. */
export function engineView({ mask, held, status }: Pick<Bound, 'mask' | 'held' | 'status'>): {
  bindings: Bindings;
  circumstances: Circumstances;
} {
  const barrier = status === 'active' ? undefined : status === 'suspended' ? 'suspended' : 'not_joined';
  return {
    bindings: { direct: rolesIn(held.filter((one) => !one.is_over)), mask: maskOf(mask) },
    circumstances: { ended: rolesIn(held.filter((one) => one.is_over)), ...(barrier && { barrier }) },
  };
}

export const timeOf = (value: string | null): string | null => value && new Date(value).toISOString();

/** What somebody holds and the mask leaves, whether or not they may use it at the moment. */
export const holdings = (row: Pick<Bound, 'mask' | 'held' | 'status'>): PermissionSet =>
  effective(engineView(row).bindings);
