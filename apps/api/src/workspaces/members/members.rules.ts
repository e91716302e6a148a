import { type Member, type Tx, sql } from '@bailiwick/tenancy';
import type { MemberView } from './members.schema.js';

/** All that binds a member, and the keys that were theirs. */
export function deleteBindings(tx: Tx, { workspace_id, id }: Pick<Member, 'workspace_id' | 'id'>): void {
  for (const table of [sql`api_keys`, sql`group_grants`, sql`grants`])
    tx.write(sql`delete from ${table} where workspace_id = ${workspace_id} and member_id = ${id}`);
}

/** How the audit log speaks of a member. */
export const auditRoles = ({ roles }: MemberView) => ({ roles: roles.map((role) => role.name).sort() });
export const auditTarget = ({ id, name, email, user_id }: MemberView) => ({
  id,
  name: `${name.first} ${name.last}`.trim() || email,
  user_id,
});
