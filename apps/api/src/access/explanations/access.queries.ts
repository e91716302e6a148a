import {
  type Bindings,
  type Circumstances,
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  effective,
  maskOf,
  rolesBeyond,
  rolesIn,
  systemRoleNames,
  systemRoles,
  underCeiling,
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
import { failField } from '../../errors.js';

/** The tables from which access follows: as they are, or as they were at a moment. The same queries read either. */
export interface World {
  readonly members: Sql;
  readonly grants: Sql;
  readonly roles: Sql;
  /** The link to the workspace above, where it stands. */
  readonly links: Sql;
  /** Who is here by way of the workspace above. */
  readonly through: Sql;
  readonly clock: Sql;
}

const present: World = {
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

/** How far a grant reaches that was given by way of a link. */
const ceiling = ({ links }: World): Sql => sql`case when g.via_link_id is not null then coalesce((
  select l.ceiling from ${links} l where l.workspace_id = g.workspace_id and l.id = g.via_link_id), '{}') end`;

/** Every grant of member `m`, with the role it gives. */
const held = (world: World, more: Sql): Sql => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids, 'grant_id', g.id, 'expires_at', g.expires_at,
    'is_over', ${over(world)}, 'ceiling', ${ceiling(world)}${more}) order by g.role_id)
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

/** What somebody is here by way of the workspace above. */
export interface Through {
  readonly link_id: string;
  readonly is_managed: boolean;
  readonly ceiling: readonly string[];
  readonly roles: readonly (HeldRole & { readonly grant_id: string; readonly expires_at: string | null })[];
}

/** A member, or somebody who is here by way of the workspace above, with what binds them. */
export interface Bound extends Pick<Member, 'id' | 'user_id' | 'kind' | 'status'> {
  readonly mask: string[] | null;
  readonly held: readonly HeldGrant[];
  /** `group`: no member, and known by their id in the workspace above. */
  readonly source: 'direct' | 'group';
  readonly through: Through | null;
  readonly name: string | null;
  readonly email: string | null;
}

const through = sql`jsonb_build_object('link_id', t.link_id, 'is_managed', t.is_managed, 'ceiling', to_jsonb(t.ceiling),
  'roles', t.roles)`;

/** A member `m`. Who is here through the group is found once, and looked through for each. */
const bound = (
  world: World,
  more = sql``,
): Sql => sql`m.id, m.user_id, m.kind, m.status, m.permissions as mask,
  ${held(world, more)} as held, 'direct' as source,
  (select ${through} from ${world.through} t where t.user_id = m.user_id) as through, ${name} as name,
  case m.kind when 'person' then coalesce(p.account_email, p.email) end as email`;

/** Those who are here through the group alone, in the same columns. Whoever is a member too is known as that. */
const others = (
  tx: Tx<Ctx>,
  world: World,
): Sql => sql`(select t.member_id as id, t.user_id, t.kind, 'active' as status,
    null::text[] as mask, '[]'::jsonb as held, 'group' as source, ${through} as through, t.name,
    case t.kind when 'person' then t.email end as email
  from ${world.through} t where not exists (select 1 from ${world.members} a
    where a.workspace_id = ${tx.ctx.workspace.id} and a.user_id = t.user_id and a.status in ('active', 'suspended')))`;

const seen = (tx: Tx<Ctx>): Sql =>
  visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm');

const itself = person(sql`p.id = m.id`);

export const membersById = (tx: Tx<Ctx>, ids: readonly string[]): Sql => sql`
  select ${bound(present)} from workspace_members m ${itself}
  where m.workspace_id = ${tx.ctx.workspace.id} and m.id = any(${ids}) and ${seen(tx)}
  union all select m.* from ${others(tx, present)} m where m.id = any(${ids}) and ${seen(tx)}`;

/** One of them with by whom they were given what; oneself always. */
export function oneMember(tx: Tx<Ctx>, world: World, id: string): Sql {
  const { member, workspace, ability } = tx.ctx;
  const may = id === member.id ? sql`true` : seen(tx);
  return sql`select ${bound(world, ability.mayType('workspace_members:read') ? granter : sql`, 'reason', g.reason`)}
    from ${world.members} m ${itself}
    where m.workspace_id = ${workspace.id} and m.id = ${id} and ${may}
    union all select m.* from ${others(tx, world)} m where m.id = ${id} and ${may}`;
}

/** Whether there ever was such a member. */
export const onceMember = (tx: Tx<Ctx>, id: string): Sql => sql`(select row_id from access_history
  where workspace_id = ${tx.ctx.workspace.id} and kind = 'member' and row_id = ${id} limit 1)
  union all select t.member_id from members_through_group() t where t.member_id = ${id}`;

/** Roles of the workspace's own with any of the permissions. */
export const ownRolesWith = (tx: Tx<Ctx>, world: World, permissions: readonly Permission[]): Sql => sql`
  select r.id, r.name, r.permissions, r.assignable_role_ids from ${world.roles} r
  where r.workspace_id = ${tx.ctx.workspace.id} and r.permissions && ${permissions}::text[]`;

export const systemRolesWith = (permissions: readonly Permission[]): string[] =>
  systemRoleNames
    .map((role) => systemRoles[role])
    .filter((role) => permissions.some((one) => (role.permissions as readonly Permission[]).includes(one)))
    .map(({ id }) => id);

/** Somebody `t` with a role in which any of the permissions is. */
const gives = (
  permissions: readonly Permission[],
): Sql => sql`exists (select 1 from jsonb_array_elements(t.roles) r
  where (r ->> 'id')::uuid = any(${systemRolesWith(permissions)}) or r -> 'permissions' ?| ${permissions}::text[])`;

/**
 * Active members, and those who are here through the group, with a role in which any of the permissions is. Role by role, each in the order of its members: however
 * many members there are, and however few or many of them hold it, a page looks at little more than its rows.
 */
export function holding(
  tx: Tx<Ctx>,
  world: World,
  permissions: readonly Permission[],
  way?: 'direct' | 'group',
): Listing {
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
  const beyond = (id: Sql, after: string | undefined) =>
    after === undefined ? sql`true` : sql`${id} > ${after}`;
  const byRole = (after: string | undefined, rows: Sql) => sql`select one.member_id
    from ${roles} held cross join lateral (${ofOne(after, rows)}) one`;
  const byGroup = (after: string | undefined) => sql`select a.id as member_id from ${world.through} t
    join ${world.members} a on a.workspace_id = ${workspaceId}
      and a.user_id = t.user_id and a.status = 'active' and ${beyond(sql`a.id`, after)} where ${gives(permissions)}`;
  const found = (after: string | undefined, rows: Sql) => {
    if (way === 'group') return byGroup(after);
    return way ? byRole(after, rows) : sql`${byRole(after, rows)} union ${byGroup(after)}`;
  };
  const direct = (after: string | undefined, rows: Sql) => sql`select ${bound(world)}
    from (select * from (${found(after, rows)}) f order by 1 limit ${rows}) found cross join lateral (select m.* from ${world.members} m
      where m.workspace_id = ${workspaceId} and m.id = found.member_id offset 0) m ${itself}
    where m.workspace_id = ${workspaceId}`;
  const above = sql`select m.* from ${others(tx, world)} m
    cross join lateral (select m.through -> 'roles' as roles) t where ${gives(permissions)}`;
  return {
    select: sql`m.*`,
    from: (after, rows) =>
      way === 'direct' ? sql`(${direct(after, rows)}) m` : sql`(${direct(after, rows)} union all ${above}) m`,
    where: [seen(tx)],
    key: 'm.id',
    direction: 'asc',
  };
}

/** What the engine is told of somebody. */
export function engineView({
  mask,
  held,
  through: above,
  status,
}: Pick<Bound, 'mask' | 'held' | 'through' | 'status'>): {
  bindings: Bindings;
  circumstances: Circumstances;
} {
  const barrier = status === 'active' ? undefined : status === 'suspended' ? 'suspended' : 'not_joined';
  const now = held.filter((one) => !one.is_over);
  const group = above && {
    roles: rolesIn(onceEach(above.roles)),
    ceiling: new Set(underCeiling(above.ceiling, above.is_managed)),
  };
  return {
    bindings: { direct: rolesIn(now), mask: maskOf(mask), ...(group && { group }) },
    circumstances: {
      ended: rolesIn(held.filter((one) => one.is_over)),
      beyond: rolesBeyond(now),
      ...(barrier && { barrier }),
    },
  };
}

/** A role may be given over all workspaces and in this one, to a person and to all who hold another: the longest counts. */
export function onceEach(roles: Through['roles']): Through['roles'] {
  const end = ({ expires_at: at }: Through['roles'][number]) => (at === null ? Infinity : Date.parse(at));
  const longest = [...roles].sort((a, b) => (end(a) === end(b) ? 0 : end(b) - end(a)));
  return longest.filter(({ id }, i) => longest.findIndex((one) => one.id === id) === i);
}

type Given = Through['roles'][number] & Pick<HeldGrant, 'reason' | 'granted_by'>;

/** By which somebody has a role, either way; from above nobody tells by whom and why. */
export const grantBehind = (
  { held: here, through: above }: Pick<Bound, 'held' | 'through'>,
  { id }: Role,
  way: 'direct' | 'group',
): Given | undefined => (way === 'direct' ? here : onceEach(above?.roles ?? [])).find((one) => one.id === id);

/** What JSON holds as text. */
export const timeOf = (value: string | null): Date | null => (value === null ? null : new Date(value));

/** What somebody holds and the mask leaves, whether or not they may use it at the moment. */
export const holdings = (row: Pick<Bound, 'mask' | 'held' | 'through' | 'status'>): PermissionSet =>
  effective(engineView(row).bindings);
