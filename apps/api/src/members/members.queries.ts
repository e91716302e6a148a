import {
  type Ctx,
  type Listing,
  type Sql,
  type Tx,
  attributes,
  heldGrants,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { type ListMembers, MOST_SHOWN } from './members.schema.js';

/**
 * A pending member's `user_id` is reserved and joins nobody. `offset 0` keeps the planner from joining first: then it
 * asks row-level security about everybody there is, instead of about the people of one page.
 */
const from = sql`workspace_members m left join lateral (
  select u.email, u.first_name, u.last_name, u.two_factor from users u where u.id = m.user_id offset 0) u on true`;
const select = sql`m.*, u.email as account_email, u.first_name, u.last_name, u.two_factor,
  ${heldGrants} as roles`;

/** Word for word the conditions of two indexes, so that either list is read without the other. */
const joined = sql`m.status in ('active', 'suspended') and m.kind = 'person'`;
const invited = sql`m.status in ('pending', 'needs_confirmation')`;
const everybody = sql`m.kind = 'person'`;
const inStatus = {
  active: sql`m.status = 'active' and m.kind = 'person'`,
  suspended: sql`m.status = 'suspended' and m.kind = 'person'`,
  pending: sql`m.status = 'pending'`,
  needs_confirmation: sql`m.status = 'needs_confirmation'`,
};

export function membersListing(tx: Tx<Ctx>, { accepted, search, status, role_id }: ListMembers): Listing {
  const where = [
    sql`m.workspace_id = ${tx.ctx.workspace.id}`,
    visibleWhere(tx.visible(), attributes(tx.ctx), 'm'),
    accepted === undefined ? everybody : accepted ? joined : invited,
    ...(status ? [inStatus[status]] : []),
    ...(role_id ? [holds(role_id)] : []),
    ...(search ? [named(search)] : []),
  ];
  return { select, from, where, key: 'm.id', direction: 'asc' };
}

export function oneMember(tx: Tx<Ctx>, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}
    and m.kind = 'person'
    and ${visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm')}`;
}

/** Now: what has ended is not held. */
const holds = (
  roleId: string,
): Sql => sql`exists (select 1 from grants h where h.workspace_id = m.workspace_id
  and h.role_id = ${roleId} and h.member_id = m.id and (h.expires_at is null or h.expires_at > now()))`;

function named(search: string): Sql {
  const pattern = `%${search.replace(/[\\%_]/g, (wild) => `\\${wild}`)}%`;
  return sql`(m.email ilike ${pattern} or concat_ws(' ', u.first_name, u.last_name) ilike ${pattern})`;
}

/** Without asking who looks: for the person the row is about. */
export function ownMember(workspaceId: string, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${workspaceId} and m.id = ${id}`;
}

/** What somebody leaves behind here: whom they invited, what they gave, and their keys. */
export const invitationsBy = ({
  workspace_id,
  user_id,
}: Left): Sql => sql`select id, email from workspace_members
  where workspace_id = ${workspace_id} and issuer_id = ${user_id} and status in ('pending', 'needs_confirmation')
  order by id limit ${MOST_SHOWN + 1}`;

export const grantsBy = ({
  workspace_id,
  user_id,
  id,
}: Left): Sql => sql`select g.id, g.member_id, g.role_id, r.name,
  coalesce(m.name, nullif(trim(concat_ws(' ', u.first_name, u.last_name)), ''), m.email) as member_name
  from grants g join workspace_members m on m.workspace_id = g.workspace_id and m.id = g.member_id
  left join users u on u.id = m.user_id
  left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = ${workspace_id} and g.granted_by = ${user_id} and g.member_id <> ${id}
    and m.status in ('active', 'suspended')
  order by g.id limit ${MOST_SHOWN + 1}`;

export const keysOf = ({
  workspace_id,
  user_id,
  id,
}: Left): Sql => sql`select id, name, member_id <> ${id} as of_service
  from api_keys where workspace_id = ${workspace_id} and (member_id = ${id} or created_by = ${user_id})
  order by id limit ${MOST_SHOWN + 1}`;

interface Left {
  readonly workspace_id: string;
  readonly id: string;
  readonly user_id: string;
}
