import type { Permission } from '@bailiwick/rbac';
import {
  type Ctx,
  type Listing,
  type Sql,
  type Tx,
  attributes,
  personNameSql,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { systemRolesWith } from '../holders/bound.rules.js';
import { type World, heldGrantsIn, isOver, ownRolesWith, present } from './world.queries.js';

/**
 * Names are of now, whenever the question is about. `offset 0` keeps the planner from joining first: row-level security
 * is asked about the people of one page instead of about everybody there is.
 */
const person = (which: Sql): Sql => sql`left join lateral (
  select p.name, p.email, u.email as account_email, u.first_name, u.last_name from workspace_members p
    left join lateral (select u.email, u.first_name, u.last_name from users u where u.id = p.user_id offset 0) u on true
  where p.workspace_id = m.workspace_id and ${which} offset 0) p on true`;
const name = personNameSql('p', 'p');
const granter = sql`, 'reason', g.reason, 'granted_by', (select ${name} from (
    select g.workspace_id) m ${person(sql`p.user_id = g.granted_by`)})`;

const through = sql`jsonb_build_object('link_id', t.link_id, 'is_managed', t.is_managed, 'ceiling', to_jsonb(t.ceiling),
  'roles', t.roles)`;

/** A member `m`. Who is here through the group is found once, and looked through for each. */
const bound = (
  world: World,
  more = sql``,
): Sql => sql`m.id, m.user_id, m.kind, m.status, m.permissions as mask,
  ${heldGrantsIn(world, more)} as held, 'direct' as source,
  (select ${through} from ${world.through} t where t.user_id = m.user_id) as through, ${name} as name,
  case m.kind when 'person' then coalesce(p.account_email, p.email) end as email`;

/** The people who are here through the group alone, in the same columns. A person who is also a member counts as one. */
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

/** A person `t` with a role in which any of the permissions is. */
const gives = (
  permissions: readonly Permission[],
): Sql => sql`exists (select 1 from jsonb_array_elements(t.roles) r
  where (r ->> 'id')::uuid = any(${systemRolesWith(permissions)}) or r -> 'permissions' ?| ${permissions}::text[])`;

/** A page of members begins after one of them, and looks at so many rows. */
interface Reach {
  readonly after: string | undefined;
  readonly rows: Sql;
}

const beyond = (id: Sql, { after }: Reach): Sql => (after === undefined ? sql`true` : sql`${id} > ${after}`);

/** What is looked for: roles with any of the permissions, in one workspace, now or then. */
interface Sought {
  readonly workspaceId: string;
  readonly world: World;
  readonly permissions: readonly Permission[];
  /** `held.id`: the system's roles and the workspace's own. */
  readonly roles: Sql;
}

/**
 * Active members by one role, `held`. A subquery for each grant, since a join may be made with all members there are; and
 * one that is not null, of which the planner supposes that most grants pass it, and so that going by the index in its order
 * ends soon.
 */
const byRole = ({ workspaceId, world }: Sought, reach: Reach): Sql => sql`select g.member_id
  from ${world.grants} g where g.workspace_id = ${workspaceId} and g.role_id = held.id
    and ${beyond(sql`g.member_id`, reach)} and not ${isOver(world)}
    and (select a.id from ${world.members} a where a.workspace_id = ${workspaceId} and a.id = g.member_id
      and a.status = 'active') is not null
  order by g.member_id limit ${reach.rows}`;

/** Active members by what they hold here, role by role. */
const byRoles = (sought: Sought, reach: Reach): Sql => sql`select one.member_id
  from ${sought.roles} held cross join lateral (${byRole(sought, reach)}) one`;

/** Active members by what they hold through the group. */
const byGroup = (
  { workspaceId, world, permissions }: Sought,
  reach: Reach,
): Sql => sql`select a.id as member_id
  from ${world.through} t join ${world.members} a on a.workspace_id = ${workspaceId}
    and a.user_id = t.user_id and a.status = 'active' and ${beyond(sql`a.id`, reach)}
  where ${gives(permissions)}`;

const byEither = (sought: Sought, reach: Reach): Sql =>
  sql`${byRoles(sought, reach)} union ${byGroup(sought, reach)}`;

/** Those among `found` of one page, with what binds them. */
const membersAmong = (
  { workspaceId, world }: Sought,
  found: Sql,
  { rows }: Reach,
): Sql => sql`select ${bound(world)}
  from (select * from (${found}) f order by 1 limit ${rows}) found cross join lateral (select m.* from ${world.members} m
    where m.workspace_id = ${workspaceId} and m.id = found.member_id offset 0) m ${itself}
  where m.workspace_id = ${workspaceId}`;

/** Those who are no members, and hold it through the group. */
const othersAbove = (
  tx: Tx<Ctx>,
  { world, permissions }: Sought,
): Sql => sql`select m.* from ${others(tx, world)} m
  cross join lateral (select m.through -> 'roles' as roles) t where ${gives(permissions)}`;

const byWay = { direct: byRoles, group: byGroup };

/**
 * Active members, and those who are here through the group, with a role in which any of the permissions is. Role by role,
 * each in the order of its members: however many members there are, and however few or many of them hold it, a page looks
 * at little more than its rows.
 */
export function holding(
  tx: Tx<Ctx>,
  world: World,
  permissions: readonly Permission[],
  way?: 'direct' | 'group',
): Listing {
  const roles = sql`(select unnest(${systemRolesWith(permissions)}::uuid[]) as id
    union all select o.id from (${ownRolesWith(tx, world, permissions)}) o)`;
  const sought = { workspaceId: tx.ctx.workspace.id, world, permissions, roles };
  const find = way ? byWay[way] : byEither;
  const from = (after: string | undefined, rows: Sql) => {
    const reach = { after, rows };
    const members = membersAmong(sought, find(sought, reach), reach);
    return way === 'direct' ? sql`(${members}) m` : sql`(${members} union all ${othersAbove(tx, sought)}) m`;
  };
  return { select: sql`m.*`, from, where: [seen(tx)], key: 'm.id', direction: 'asc' };
}
