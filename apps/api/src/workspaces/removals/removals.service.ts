import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Refused, TenantDb, type Tx, Workspace, personName, sql } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { refuseReversible } from '../ownership/ownership.rules.js';
import { subIsThere, lockGroup } from '../links/links.rules.js';
import { type WorkspaceView, toWorkspace } from '../workspace/workspaces.schema.js';
import { currentWorkspace } from '../workspace/workspaces.rules.js';
import { RemovalNoticesService } from './removal-notices.service.js';

const HOURS_OF_GRACE = 24;

/** A workspace goes a day after its owner scheduled the removal, unless a member who can cancels it. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: RemovalNoticesService,
  ) {}

  /** @throws removal_scheduled, ownership_reversible, has_subs */
  async schedule(ctx: Ctx): Promise<WorkspaceView> {
    return this.db.run(ctx, async (tx) => {
      await lockGroup(tx, ctx.workspace.id);
      const before = await currentWorkspace(tx, true);
      // While this waited for the row, the workspace can have got another owner.
      if (before.owner_id !== ctx.principal.userId)
        throw new Refused('permission_required', 'workspace_removals:create');
      if (before.scheduled_for_removal_at) throw fail('removal_scheduled');
      await refuseReversible(tx);
      await refuseAboveOthers(tx);
      await withdrawInvitations(tx);
      const after = await tx.change(Workspace, { id: before.id }, {
        scheduled_for_removal_at: () => `now() + interval '${HOURS_OF_GRACE} hours'`,
      } as never);
      record(tx, 'workspace.removal_scheduled', changed(before, after));
      await this.notices.scheduled(tx, after, personName(ctx.principal));
      return toWorkspace(after);
    });
  }

  /** @throws removal_not_scheduled */
  async cancel(ctx: Ctx): Promise<WorkspaceView> {
    return this.db.run(ctx, async (tx) => {
      const before = await currentWorkspace(tx, true);
      const after = await unschedule(tx, before.id);
      if (!after) throw fail('removal_not_scheduled');
      record(tx, 'workspace.removal_cancelled', changed(before, after));
      await this.notices.cancelled(tx, after, personName(ctx.principal));
      return toWorkspace(after);
    });
  }
}

/**
 * The subs would be without their admin workspace. A sub whose removal was due earlier is no longer a sub. @throws
 * has_subs
 */
async function refuseAboveOthers(tx: Tx<Ctx>): Promise<void> {
  const below = await tx.one(sql`select 1 from group_links l
    where l.admin_workspace_id = ${tx.ctx.workspace.id} and l.status = 'accepted' and ${subIsThere} limit 1`);
  if (below) throw fail('has_subs');
}

/** No workspace can join an admin workspace that is about to go. */
async function withdrawInvitations(tx: Tx<Ctx>): Promise<void> {
  const open = await tx.query<{ id: string; workspace_id: string }>(sql`update group_links
    set status = 'withdrawn', ended_at = now(), timestamp_updated = now()
    where admin_workspace_id = ${tx.ctx.workspace.id} and status = 'pending' returning id, workspace_id`);
  for (const { id, workspace_id: sub_workspace_id } of open)
    record(tx, 'group.invitation_withdrawn', { target: { id }, details: { sub_workspace_id } });
  await tx.forEach(open, { as: 'caller' }, (there, { id }) =>
    record(there, 'group.invitation_withdrawn', { target: { id } }),
  );
}

/** Up to the last moment, by the database's clock. */
async function unschedule(tx: Tx, id: string): Promise<Workspace | undefined> {
  return tx.one<Workspace>(sql`update workspaces
    set scheduled_for_removal_at = null, removal_warned_at = null, timestamp_updated = now()
    where id = ${id} and scheduled_for_removal_at > now() returning *`);
}

function changed(before: Workspace, after: Workspace) {
  const when = ({ scheduled_for_removal_at }: Workspace) => ({ scheduled_for_removal_at });
  return { target: { id: after.id, name: after.name }, before: when(before), after: when(after) };
}
