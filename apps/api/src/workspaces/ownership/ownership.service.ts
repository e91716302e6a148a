import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import {
  type Ctx,
  Hidden,
  Refused,
  TenantDb,
  type Tx,
  Workspace,
  accountNameSql,
  newToken,
  personName,
  sql,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { lockGroup } from '../links/links.rules.js';
import { withdrawHandOvers } from '../links/link-records.rules.js';
import { MailService } from '../../mail/mail.service.js';
import { type WorkspaceView, toWorkspace } from '../workspace/workspaces.schema.js';
import { currentWorkspace } from '../workspace/workspaces.rules.js';
import {
  type Party,
  type OwnershipRow,
  replaceGrants,
  systemGrant,
  lockWorkspace,
  lockParties,
  setPendingOwner,
  keepForReversal,
  setOwner,
  ownershipQuery,
  findUserId,
} from './ownership.queries.js';
import {
  partiesOfChange,
  recordChange,
  refuseManaged,
  refuseReversible,
  settingsPathOf,
  spendConfirmation,
  auditTarget,
} from './ownership.rules.js';
import type { ChangeOwner, OwnershipView } from './ownership.schema.js';

/** A workspace has one owner, and passes from one to the next with the consent of both. */
@Injectable()
export class OwnershipService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  async read(ctx: Ctx): Promise<OwnershipView> {
    const row = await this.db.read(ctx, (tx) => tx.one<OwnershipRow>(ownershipQuery(ctx.workspace.id)));
    if (!row) throw new Hidden();
    const seesNames = ctx.ability.mayType('workspace_members:read');
    const party = (user_id: string | null, name: string | null) =>
      user_id === null ? null : { user_id, name: seesNames ? name : null };
    return {
      owner: { user_id: row.owner_id, name: seesNames ? row.owner_name : null },
      pending_owner: party(row.pending_owner_id, row.pending_owner_name),
      pending_owner_until: row.pending_owner_until,
      reversible_by: party(row.old_owner_id, row.old_owner_name),
      reversible_until: row.reversible_until,
    };
  }

  /** @throws wrong_sec; unknown_member; removal_scheduled, ownership_pending, ownership_reversible, managed_workspace */
  async start(ctx: Ctx, { email, sec }: ChangeOwner): Promise<WorkspaceView> {
    const { userId } = ctx.principal;
    const { id } = ctx.workspace;
    return this.db.run(ctx, async (tx) => {
      await spendConfirmation(tx, sec);
      await refuseManaged(tx);
      const chosen = await findUserId(tx, id, email);
      const { workspace, party } = await lockParties(tx, id, chosen ? [userId, chosen] : [userId]);
      const heir = chosen === userId ? undefined : party(chosen ?? null);
      if (heir?.status !== 'active' || heir.kind !== 'person') throw failField('unknown_member', 'email');
      if (workspace.owner_id !== userId)
        throw new Refused('permission_required', 'workspace_ownership:update');
      if (workspace.scheduled_for_removal_at) throw fail('removal_scheduled');
      if (workspace.awaits_owner) throw fail('ownership_pending');
      await refuseReversible(tx);
      const after = await setPendingOwner(tx, heir.user_id);
      const pending = { pending_owner: heir.user_id, pending_owner_name: heir.name };
      record(tx, 'workspace.owner_change_started', { target: auditTarget(after, heir), after: pending });
      this.tellOfOffer(tx, after, heir);
      return toWorkspace(after);
    });
  }

  /** @throws ownership_not_pending */
  async withdraw(ctx: Ctx): Promise<WorkspaceView> {
    const { id, name: workspace } = ctx.workspace;
    return this.db.run(ctx, async (tx) => {
      const { awaits_owner, pending_owner_id, owner_id } = await lockWorkspace(tx, id);
      if (!awaits_owner || !pending_owner_id) throw fail('ownership_not_pending');
      const heir = await tx.one<Pick<Party, 'user_id' | 'email' | 'name'>>(sql`select id as user_id, email,
        ${accountNameSql('u')} as name from users u where u.id = ${pending_owner_id}`);
      if (!heir) throw fail('ownership_not_pending');
      const after = await setOwner(tx, id, owner_id);
      const pending = { pending_owner: heir.user_id, pending_owner_name: heir.name };
      record(tx, 'workspace.owner_change_withdrawn', { target: auditTarget(after, heir), before: pending });
      const data = { workspace, by: personName(ctx.principal) };
      this.mails.enqueue(tx, {
        to: heir.email,
        template: 'ownership_withdrawn',
        data,
        path: settingsPathOf(id),
      });
      return toWorkspace(after);
    });
  }

  /**
   * Of several requests at once, one finds itself the pending owner. @throws ownership_not_pending, removal_scheduled
   */
  async confirm(ctx: Ctx): Promise<WorkspaceView> {
    const { userId } = ctx.principal;
    const token = newToken();
    return this.db.run(ctx, async (tx) => {
      await lockGroup(tx, ctx.workspace.id);
      const { owner_id } = await currentWorkspace(tx, false);
      const held = await lockParties(tx, ctx.workspace.id, [owner_id, userId]);
      const [from, to] = partiesOfChange(held, owner_id, userId);
      const until = await keepForReversal(tx, from, to, token);
      await replaceGrants(tx, ctx.workspace.id, from, { grants: [systemGrant('admin')], mask: null });
      await replaceGrants(tx, ctx.workspace.id, to, { grants: [systemGrant('owner')], mask: null });
      await withdrawHandOvers(tx, ctx.workspace.id);
      const after = await setOwner(tx, ctx.workspace.id, userId);
      await recordChange(tx, 'workspace.owner_changed', after, from, to);
      this.tellOfChange(tx, { from, to, until, token });
      return toWorkspace(after);
    });
  }

  private tellOfOffer(
    tx: Tx<Ctx>,
    { id, name: workspace, pending_owner_until }: Workspace,
    heir: Party,
  ): void {
    const { email, ...names } = tx.ctx.principal;
    const [when, by, path] = [
      (pending_owner_until as Date).toISOString(),
      personName(names),
      settingsPathOf(id),
    ];
    const offered = { workspace, by, when };
    this.mails.enqueue(tx, { to: heir.email, template: 'ownership_offered', data: offered, path });
    const sent = { workspace, person: heir.name, when };
    this.mails.enqueue(tx, { to: email, template: 'ownership_offer_sent', data: sent, path });
  }

  private tellOfChange(
    tx: Tx<Ctx>,
    { from, to, until, token }: { from: Party; to: Party; until: Date; token: string },
  ): void {
    const { id, name: workspace } = tx.ctx.workspace;
    const handed = { workspace, person: to.name, when: until.toISOString() };
    const reversal = `/ownership-reversals/${token}`;
    this.mails.enqueue(tx, {
      to: from.email,
      template: 'ownership_handed_over',
      data: handed,
      path: reversal,
    });
    const taken = { workspace, person: from.name };
    this.mails.enqueue(tx, {
      to: to.email,
      template: 'ownership_taken_over',
      data: taken,
      path: settingsPathOf(id),
    });
  }
}
