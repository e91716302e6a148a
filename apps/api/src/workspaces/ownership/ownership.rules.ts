import { record } from '@bailiwick/audit';
import { type Ctx, type Tx, type Workspace, sql, tokenHash } from '@bailiwick/tenancy';
import { reversibleUntil } from '../../access/holders/holders.rules.js';
import { fail } from '../../errors.js';
import type { LockedParties, Party } from './ownership.queries.js';

/** Where a workspace is looked after. */
export const settingsPathOf = (workspaceId: string): string => `/w/${workspaceId}/settings/workspace`;

/** The workspace; the other person is whom the record is about, too. */
export const auditTarget = ({ id, name }: Workspace, { user_id }: Pick<Party, 'user_id'>) => ({
  id,
  name,
  user_id,
});

/**
 * Until a change can no longer be reversed, the workspace can neither be removed nor get another owner.
 * @throws ownership_reversible, with the moment until which
 */
export async function refuseReversible(tx: Tx): Promise<void> {
  const open = await tx.one<{ until: Date }>(sql`select reversible_until as until from ownership_changes
    where workspace_id = ${tx.ctx.scope.workspaceId ?? null} and reversed_at is null and reversible_until > now()`);
  if (open) throw reversibleUntil(open.until);
}

/**
 * A workspace that an admin workspace made for a client belongs to its own owner, until it hands the workspace over.
 */
export async function refuseManaged(tx: Tx<Ctx>): Promise<void> {
  const managed = await tx.one(sql`select 1 from group_links
    where workspace_id = ${tx.ctx.workspace.id} and status = 'accepted' and kind = 'managed'`);
  if (managed) throw fail('managed_workspace');
}

/** Good once, and only as long as the login that gave it is fresh. */
export async function spendConfirmation(tx: Tx<Ctx>, sec: string): Promise<void> {
  const { sessionId, userId } = tx.ctx.principal;
  const spent = await tx.query(sql`update sessions set sec_hash = null
    where id = ${sessionId} and user_id = ${userId} and sec_hash = ${tokenHash(sec)}
      and reauthenticated_at > now() - interval '10 minutes' returning id`);
  if (spent.length === 0) throw fail('wrong_sec');
}

export function partiesOfChange(
  { workspace, party }: LockedParties,
  ownerId: string,
  userId: string,
): [Party, Party] {
  const [from, to] = [party(ownerId), party(userId)];
  const isAwaited = workspace.awaits_owner && workspace.pending_owner_id === userId;
  if (!isAwaited || workspace.owner_id !== ownerId || !from || to?.status !== 'active')
    throw fail('ownership_not_pending');
  if (workspace.scheduled_for_removal_at) throw fail('removal_scheduled');
  return [from, to];
}

/** In the workspace, and in the subs that it manages, which changed hands with it. */
export async function recordChange(
  tx: Tx,
  activity: 'workspace.owner_changed' | 'workspace.owner_change_reversed',
  { id, name }: Workspace,
  from: Party,
  to: Party,
): Promise<void> {
  const act = {
    before: { owner: from.user_id, owner_name: from.name },
    after: { owner: to.user_id, owner_name: to.name },
  };
  const { user_id } = from;
  record(tx, activity, { target: { id, name, user_id }, ...act });
  const managed = await tx.query<{ workspace_id: string; sub_name: string }>(sql`select workspace_id, sub_name
    from group_links where admin_workspace_id = ${id} and kind = 'managed' and status = 'accepted' order by 1`);
  await tx.forEach(managed, { as: 'caller' }, (there, sub) =>
    record(there, activity, { target: { id: sub.workspace_id, name: sub.sub_name, user_id }, ...act }),
  );
}
