import { type HeldRole, type Role, rolesIn, systemRole } from '@bailiwick/rbac';
import {
  type Ctx,
  type Member,
  type Sql,
  type Tx,
  attributes,
  personNameSql,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';

/** So many members of a role are looked at. */
export const MOST_LOOKED_AT = 10_000;

/** A member with what binds them, by ids: there may be thousands. */
export interface MemberRoles extends Pick<Member, 'id' | 'user_id' | 'status'> {
  readonly mask: string[] | null;
  readonly role_ids: readonly string[];
}

const visibleMembers = (tx: Tx<Ctx>): Sql =>
  visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm');

const memberRoles = (tx: Tx<Ctx>, which: Sql): Promise<MemberRoles[]> =>
  tx.query(sql`select m.id, m.user_id, m.status, m.permissions as mask,
      array(select g.role_id from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id
        and (g.expires_at is null or g.expires_at > now()) order by 1) as role_ids
    from workspace_members m where m.workspace_id = ${tx.ctx.workspace.id} and ${which}
      and ${visibleMembers(tx)} order by m.id`);

export const rolesOfMember = (tx: Tx<Ctx>, id: string): Promise<MemberRoles[]> =>
  memberRoles(tx, sql`m.id = ${id}`);

/** Members who joined and hold the role, one more than the simulation shows. A pending member can do nothing yet. */
export const rolesOfMembersHolding = (tx: Tx<Ctx>, roleId: string): Promise<MemberRoles[]> =>
  memberRoles(
    tx,
    sql`m.id = any(array(select g.member_id from grants g
      join workspace_members a on a.workspace_id = g.workspace_id and a.id = g.member_id
      where g.workspace_id = ${tx.ctx.workspace.id} and g.role_id = ${roleId} and a.status in ('active', 'suspended')
      order by g.member_id limit ${MOST_LOOKED_AT + 1}))`,
  );

/** A copy of a role of the workspace above, which alone can change it. */
export const isPublishedCopy = async (tx: Tx<Ctx>, roleId: string): Promise<boolean> =>
  (await tx.one(sql`select id from roles
    where workspace_id = ${tx.ctx.workspace.id} and id = ${roleId} and published_from is not null`)) !==
  undefined;

export const isRoleGiven = async (tx: Tx<Ctx>, roleId: string): Promise<boolean> =>
  (await tx.one(sql`select id from grants
    where workspace_id = ${tx.ctx.workspace.id} and role_id = ${roleId} limit 1`)) !== undefined;

export async function rolesById(tx: Tx<Ctx>, ids: readonly string[]): Promise<ReadonlyMap<string, Role>> {
  const rows = await tx.query<HeldRole>(sql`select id, name, permissions, assignable_role_ids from roles
    where workspace_id = ${tx.ctx.workspace.id} and id = any(${ids})`);
  const roles = [...ids.flatMap((id) => systemRole(id) ?? []), ...rolesIn(rows)];
  return new Map(roles.map((role) => [role.id, role]));
}

interface LightGrant {
  readonly member_id: string;
  readonly role_id: string;
  readonly is_over: boolean;
}

export const grantById = (tx: Tx<Ctx>, id: string): Promise<LightGrant | undefined> =>
  tx.one(sql`select member_id, role_id, coalesce(expires_at <= now(), false) as is_over from grants
    where workspace_id = ${tx.ctx.workspace.id} and id = ${id}`);

/** `offset 0`: row-level security is asked about these people, and not about everybody there is. */
export async function namesOfMembers(
  tx: Tx<Ctx>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{
    id: string;
    name: string;
  }>(sql`select m.id, ${personNameSql('m', 'u')} as name
    from workspace_members m
    left join lateral (select u.first_name, u.last_name from users u where u.id = m.user_id offset 0) u on true
    where m.workspace_id = ${tx.ctx.workspace.id} and m.id = any(${ids}) and ${visibleMembers(tx)}`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
