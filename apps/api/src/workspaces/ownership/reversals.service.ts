import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type Ctx,
  Hidden,
  type OwnershipReversalByToken,
  SystemDb,
  TenantDb,
  type Tx,
  type Workspace,
  newId,
  personName,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { lockGroup } from '../links/links.rules.js';
import { withdrawHandOvers } from '../links/link-records.rules.js';
import { MailService } from '../../mail/mail.service.js';
import { IdentityService } from '../../identity/reauthentication/identity.service.js';
import type { Reauthentication } from '../../identity/reauthentication/reauthentication.schema.js';
import { type WorkspaceView, toWorkspace } from '../workspace/workspaces.schema.js';
import {
  type KeptGrant,
  type Party,
  replaceGrants,
  systemGrant,
  lockParties,
  setOwner,
} from './ownership.queries.js';
import type { ShownReversal } from './ownership.schema.js';
import { recordChange, settingsPathOf } from './ownership.rules.js';

interface Change {
  readonly id: string;
  readonly workspace_id: string;
  readonly old_owner_id: string;
  readonly new_owner_id: string;
  readonly grants_before: KeptGrant[];
  readonly mask_before: string[] | null;
}

/**
 * For 72 hours the previous owner of a workspace can take it back: signed in, or with the mailed link and their
 * password.
 */
@Injectable()
export class ReversalsService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly identity: IdentityService,
    private readonly mails: MailService,
  ) {}

  /** @throws ownership_not_reversible */
  async reverse(ctx: Ctx): Promise<WorkspaceView> {
    return this.db.run(ctx, async (tx) => {
      const { userId } = ctx.principal;
      const open = await tx.one<Pick<Change, 'id'>>(sql`select id from ownership_changes
        where workspace_id = ${ctx.workspace.id} and old_owner_id = ${userId} and reversed_at is null
          and reversible_until > now()`);
      const after = open && (await this.undo(tx, ctx.workspace.id, open.id));
      if (!after) throw fail('ownership_not_reversible');
      return toWorkspace(after);
    });
  }

  async show(token: string): Promise<ShownReversal> {
    const { workspace_name, new_owner_name, reversible_until, reversed, expired } = await this.find(token);
    return {
      workspace_name,
      new_owner_name,
      state: reversed ? 'used' : expired ? 'expired' : 'open',
      reversible_until,
    };
  }

  /** @throws ownership_reversal_used, ownership_reversal_expired; wrong_password, code_required, wrong_code */
  async reverseByToken(
    caller: Caller,
    token: string,
    body: Reauthentication,
    device: string | undefined,
  ): Promise<ShownReversal> {
    const found = await this.find(token);
    if (found.reversed) throw fail('ownership_reversal_used');
    if (found.expired) throw fail('ownership_reversal_expired');
    const { email, old_owner_id: userId, workspace_id: workspaceId } = found;
    const shown = await this.identity.weigh(caller, { email, userId }, body, device);
    await this.db.run({ ...callerOf(found), facts: caller.facts }, async (tx) => {
      await this.identity.prove(tx, shown);
      await putBack(tx, found);
      if (!(await this.undo(tx, workspaceId, found.id))) throw fail('ownership_reversal_used');
    });
    return this.show(token);
  }

  /**
   * The previous owner owns it again, and the new one has their earlier roles. @returns nothing where that was done
   * already
   */
  private async undo(tx: Tx, workspaceId: string, id: string): Promise<Workspace | undefined> {
    const both = await tx.one<Change>(sql`select * from ownership_changes
      where workspace_id = ${workspaceId} and id = ${id}`);
    if (!both) return undefined;
    await lockGroup(tx, workspaceId);
    const { party } = await lockParties(tx, workspaceId, [both.old_owner_id, both.new_owner_id]);
    const [old, now] = [party(both.old_owner_id), party(both.new_owner_id)];
    const taken = await tx.query(sql`update ownership_changes set reversed_at = now()
      where workspace_id = ${workspaceId} and id = ${id} and reversed_at is null and reversible_until > now()
      returning id`);
    if (taken.length === 0 || !old || !now) return undefined;
    await replaceGrants(tx, workspaceId, now, { grants: both.grants_before, mask: both.mask_before });
    await replaceGrants(tx, workspaceId, old, { grants: [systemGrant('owner')], mask: null });
    await withdrawHandOvers(tx, workspaceId);
    const after = await setOwner(tx, workspaceId, old.user_id);
    await recordChange(tx, 'workspace.owner_change_reversed', after, now, old);
    this.tell(tx, after, [old, now]);
    return after;
  }

  private tell(tx: Tx, { id, name: workspace }: Workspace, [old, now]: readonly [Party, Party]): void {
    for (const { email: to } of [old, now]) {
      const data = { workspace, person: old.name };
      this.mails.enqueue(tx, { to, template: 'ownership_reversed', data, path: settingsPathOf(id) });
    }
  }

  private async find(token: string): Promise<OwnershipReversalByToken> {
    const found = await this.system.ownershipReversalByToken(tokenHash(token));
    if (!found) throw new Hidden();
    return found;
  }
}

/** The previous owner: the transaction acts as them once they have shown who they are. */
function callerOf(found: OwnershipReversalByToken): Pick<Caller, 'scope' | 'actor'> {
  const { workspace_id: workspaceId, old_owner_id: id, email } = found;
  const name = personName({ firstName: found.first_name, lastName: found.last_name });
  return { scope: { workspaceId, userId: id }, actor: { type: 'user', id, name, email } };
}

/** They can have left since, and even have been invited again: then that invitation is over, and they are back. */
async function putBack(tx: Tx, found: OwnershipReversalByToken): Promise<void> {
  const { workspace_id, old_owner_id, email } = found;
  const there = await tx.one(sql`select 1 from workspace_members
    where workspace_id = ${workspace_id} and user_id = ${old_owner_id}`);
  if (there) return;
  const [back] = await tx.query<{ id: string }>(sql`insert into workspace_members
      (workspace_id, id, user_id, email, status, accepted_at)
    values (${workspace_id}, ${newId()}, ${old_owner_id}, ${email}, 'active', now())
    on conflict (workspace_id, email) do update
      set user_id = excluded.user_id, status = 'active', accepted_at = now(), timestamp_updated = now()
    returning id`);
  await tx.query(sql`update invitation_tokens set ended_as = 'revoked'
    where workspace_id = ${workspace_id} and member_id = ${back?.id} and ended_as is null`);
}
