import { type Person, type Sql, type Tx, sql } from '@bailiwick/tenancy';
import type { Link } from '../../workspaces/links/links.rules.js';
import { seatOwner } from '../../workspaces/workspace/workspaces.rules.js';

/**
 * The agency made all other members and objects that are there by then: they end with the link, or the owner adopts
 * them.
 */
export async function lendToAdmin(tx: Tx<Person>, { workspace_id, id }: Link): Promise<void> {
  const owner = sql`(select m.id from workspace_members m
    where m.workspace_id = ${workspace_id} and m.user_id = ${tx.ctx.principal.userId})`;
  const lend = (table: Sql, member: Sql) =>
    tx.query(sql`update ${table} set via_link_id = ${id}
      where workspace_id = ${workspace_id} and via_link_id is null and ${member} <> ${owner}`);
  await lend(sql`workspace_members`, sql`id`);
  for (const table of [sql`grants`, sql`api_keys`]) await lend(table, sql`member_id`);
}

/** The old owner leaves, with their keys, and the caller takes the place, with any earlier role here or none. */
export async function replaceOwner(tx: Tx<Person>, workspaceId: string, oldOwnerId: string): Promise<void> {
  const { userId, email } = tx.ctx.principal;
  const going = await tx.query<{
    id: string;
  }>(sql`select id from workspace_members where workspace_id = ${workspaceId}
    and (user_id = any(${[oldOwnerId, userId]}::uuid[]) or email = ${email}) order by id for update`);
  const ids = going.map(({ id }) => id);
  await tx.query(sql`update invitation_tokens set ended_as = 'revoked'
    where workspace_id = ${workspaceId} and member_id = any(${ids}::uuid[]) and ended_as is null`);
  for (const table of [sql`api_keys`, sql`grants`])
    await tx.query(
      sql`delete from ${table} where workspace_id = ${workspaceId} and member_id = any(${ids}::uuid[])`,
    );
  await tx.query(
    sql`delete from workspace_members where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`,
  );
  await seatOwner(tx, workspaceId, { id: userId, email });
  await tx.query(sql`update workspaces set owner_id = ${userId}, pending_owner_id = null, pending_owner_until = null,
    timestamp_updated = now() where id = ${workspaceId}`);
}
