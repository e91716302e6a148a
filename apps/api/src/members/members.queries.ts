import {
  type Ctx,
  type Listing,
  type Sql,
  type Tx,
  attributes,
  heldRoles,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import type { ListMembers } from './members.schema.js';

/**
 * A pending member's `user_id` is reserved and joins nobody. `offset 0` keeps the planner from joining first: then it
 * asks row-level security about everybody there is, instead of about the people of one page.
 */
const from = sql`workspace_members m left join lateral (
  select u.email, u.first_name, u.last_name from users u where u.id = m.user_id offset 0) u on true`;
const select = sql`m.*, u.email as account_email, u.first_name, u.last_name,
  ${heldRoles} as roles`;

/** Word for word the conditions of two indexes, so that either list is read without the other. */
const joined = sql`m.status in ('active', 'suspended')`;
const invited = sql`m.status in ('pending', 'needs_confirmation')`;

export function membersListing(tx: Tx<Ctx>, { accepted, search }: ListMembers): Listing {
  const where = [
    sql`m.workspace_id = ${tx.ctx.workspace.id}`,
    visibleWhere(tx.visible(), attributes(tx.ctx), 'm'),
    ...(accepted === undefined ? [] : [accepted ? joined : invited]),
    ...(search ? [named(search)] : []),
  ];
  return { select, from, where, key: 'm.id', direction: 'asc' };
}

export function oneMember(tx: Tx<Ctx>, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}
    and ${visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm')}`;
}

function named(search: string): Sql {
  const pattern = `%${search.replace(/[\\%_]/g, (wild) => `\\${wild}`)}%`;
  return sql`(m.email ilike ${pattern} or concat_ws(' ', u.first_name, u.last_name) ilike ${pattern})`;
}

/** Without asking who looks: for the person the row is about. */
export function ownMember(workspaceId: string, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${workspaceId} and m.id = ${id}`;
}
