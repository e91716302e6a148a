import { type Ctx, type Tx, accountNameSql, newId, sql } from '@bailiwick/tenancy';
import { grantIsReplaceable } from './grants.rules.js';
import type { CreateGrant } from './grants.schema.js';

export const grantColumns = sql`g.*, r.name as role_name, b.name as granted_by_name`;
/** `offset 0`: the giver of each grant of the page, and not everybody who ever gave one. */
export const grantsWithNames = sql`grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  left join lateral (select coalesce(m.name, ${accountNameSql('u')}) as name
    from workspace_members m left join users u on u.id = m.user_id
    where m.workspace_id = g.workspace_id and m.user_id = g.granted_by offset 0) b on true`;

/** @returns nothing where the member holds the role already */
export function insertGrant(tx: Tx<Ctx>, body: CreateGrant): Promise<{ id: string } | undefined> {
  const { member_id, role_id, expires_at, reason } = body;
  return tx.one<{ id: string }>(sql`insert into grants
      (workspace_id, id, member_id, role_id, granted_by, expires_at, reason)
    values (${tx.ctx.workspace.id}, ${newId()}, ${member_id}, ${role_id}, ${tx.ctx.principal.userId}, ${expires_at}, ${reason})
    on conflict (workspace_id, member_id, role_id) do update set
      granted_by = excluded.granted_by, expires_at = excluded.expires_at, reason = excluded.reason,
      warned_at = null, extension_requested_at = null, via_link_id = excluded.via_link_id, timestamp_updated = now()
    where ${grantIsReplaceable} returning id`);
}

export async function idOfExisting(tx: Tx<Ctx>, { member_id, role_id }: CreateGrant): Promise<string | null> {
  const row = await tx.one<{ id: string }>(sql`select id from grants
    where workspace_id = ${tx.ctx.workspace.id} and member_id = ${member_id} and role_id = ${role_id}`);
  return row?.id ?? null;
}
