import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import {
  type Ctx,
  Hidden,
  Refused,
  TenantDb,
  type Tx,
  Workspace,
  newId,
  newToken,
  personName,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { lockGroup, withdrawHandOvers } from '../links/links.rules.js';
import { MailService } from '../../mail/mail.service.js';
import { reversibleUntil } from '../../access/grants/holders.rules.js';
import { type WorkspaceView, toWorkspace } from '../workspace/workspaces.schema.js';
import { currentWorkspace } from '../workspace/workspaces.service.js';
import {
  type Held,
  type Party,
  type StandingRow,
  giveExactly,
  grantOf,
  grantsOf,
  heldWorkspace,
  hold,
  recordChange,
  setOwner,
  standing,
  userIdOf,
} from './ownership.queries.js';
import type { ChangeOwner, OwnershipView } from './ownership.schema.js';

const DAYS_TO_CONFIRM = 7;
const HOURS_TO_REVERSE = 72;

/** A workspace has one owner, and passes from one to the next with the consent of both. */
@Injectable()
export class OwnershipService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  async read(ctx: Ctx): Promise<OwnershipView> {
    const row = await this.db.read(ctx, (tx) => tx.one<StandingRow>(standing(ctx.workspace.id)));
    if (!row) throw new Hidden();
    const seesNames = ctx.ability.mayType('workspace_members:read');
    const party = (user_id: string | null, name: string | null) =>
      user_id === null ? null : { user_id, name: seesNames ? name : null };
    return {
      owner: { user_id: row.owner_id, name: seesNames ? row.owner_name : null },
      pending_owner: party(row.pending_owner_id, row.pending_owner_name),
      pending_owner_until: row.pending_owner_until?.toISOString() ?? null,
      reversible_by: party(row.old_owner_id, row.old_owner_name),
      reversible_until: row.reversible_until?.toISOString() ?? null,
    };
  }

  /** @throws wrong_sec; unknown_member; removal_scheduled, ownership_pending, ownership_reversible, managed_workspace */
  async start(ctx: Ctx, { email, sec }: ChangeOwner): Promise<WorkspaceView> {
    const { userId } = ctx.principal;
    const { id } = ctx.workspace;
    return this.db.run(ctx, async (tx) => {
      await spend(tx, sec);
      await refuseManaged(tx);
      const chosen = await userIdOf(tx, id, email);
      const { workspace, party } = await hold(tx, id, chosen ? [userId, chosen] : [userId]);
      const heir = chosen === userId ? undefined : party(chosen ?? null);
      if (heir?.status !== 'active' || heir.kind !== 'person') throw failField('unknown_member', 'email');
      if (workspace.owner_id !== userId)
        throw new Refused('permission_required', 'workspace_ownership:update');
      if (workspace.scheduled_for_removal_at) throw fail('removal_scheduled');
      if (workspace.awaits_owner) throw fail('ownership_pending');
      await refuseReversible(tx);
      const after = await awaitOwner(tx, heir.user_id);
      const pending = { pending_owner: heir.user_id, pending_owner_name: heir.name };
      record(tx, 'workspace.owner_change_started', { target: targetOf(after, heir), after: pending });
      this.tellOfOffer(tx, after, heir);
      return toWorkspace(after);
    });
  }

  /** @throws ownership_not_pending */
  async withdraw(ctx: Ctx): Promise<WorkspaceView> {
    const { id, name: workspace } = ctx.workspace;
    return this.db.run(ctx, async (tx) => {
      const { awaits_owner, pending_owner_id, owner_id } = await heldWorkspace(tx, id);
      if (!awaits_owner || !pending_owner_id) throw fail('ownership_not_pending');
      const heir = await tx.one<Pick<Party, 'user_id' | 'email' | 'name'>>(sql`select id as user_id, email,
        trim(first_name || ' ' || last_name) as name from users where id = ${pending_owner_id}`);
      if (!heir) throw fail('ownership_not_pending');
      const after = await setOwner(tx, id, owner_id);
      const pending = { pending_owner: heir.user_id, pending_owner_name: heir.name };
      record(tx, 'workspace.owner_change_withdrawn', { target: targetOf(after, heir), before: pending });
      const data = { workspace, by: personName(ctx.principal) };
      this.mails.enqueue(tx, { to: heir.email, template: 'ownership_withdrawn', data, path: pathOf(id) });
      return toWorkspace(after);
    });
  }

  /** Of however many at once, one finds that it is awaited. @throws ownership_not_pending, removal_scheduled */
  async confirm(ctx: Ctx): Promise<WorkspaceView> {
    const { userId } = ctx.principal;
    const token = newToken();
    return this.db.run(ctx, async (tx) => {
      await lockGroup(tx, ctx.workspace.id);
      const { owner_id } = await currentWorkspace(tx, false);
      const held = await hold(tx, ctx.workspace.id, [owner_id, userId]);
      const [from, to] = partiesOf(held, owner_id, userId);
      const until = await keep(tx, from, to, token);
      await giveExactly(tx, ctx.workspace.id, from, { grants: [grantOf('admin')], mask: null });
      await giveExactly(tx, ctx.workspace.id, to, { grants: [grantOf('owner')], mask: null });
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
    const [when, by, path] = [(pending_owner_until as Date).toISOString(), personName(names), pathOf(id)];
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
    this.mails.enqueue(tx, { to: to.email, template: 'ownership_taken_over', data: taken, path: pathOf(id) });
  }
}

/** Where a workspace is looked after. */
export const pathOf = (workspaceId: string): string => `/w/${workspaceId}/settings/workspace`;

/** The workspace; the other person is whom the record is about, too. */
const targetOf = ({ id, name }: Workspace, { user_id }: Pick<Party, 'user_id'>) => ({
  id,
  name,
  user_id,
});

/**
 * Between a change and the end of the time in which it can be reversed, the workspace neither goes nor passes on.
 * @throws ownership_reversible, with the moment until which
 */
export async function refuseReversible(tx: Tx): Promise<void> {
  const open = await tx.one<{ until: Date }>(sql`select reversible_until as until from ownership_changes
    where workspace_id = ${tx.ctx.scope.workspaceId ?? null} and reversed_at is null and reversible_until > now()`);
  if (open) throw reversibleUntil(open.until);
}

/** What an admin workspace made for somebody belongs to its owner, until it is handed over from there. */
async function refuseManaged(tx: Tx<Ctx>): Promise<void> {
  const managed = await tx.one(sql`select 1 from group_links
    where workspace_id = ${tx.ctx.workspace.id} and status = 'accepted' and kind = 'managed'`);
  if (managed) throw fail('managed_workspace');
}

/** Good once, and only as long as the login that gave it is fresh. */
async function spend(tx: Tx<Ctx>, sec: string): Promise<void> {
  const { sessionId, userId } = tx.ctx.principal;
  const spent = await tx.query(sql`update sessions set sec_hash = null
    where id = ${sessionId} and user_id = ${userId} and sec_hash = ${tokenHash(sec)}
      and reauthenticated_at > now() - interval '10 minutes' returning id`);
  if (spent.length === 0) throw fail('wrong_sec');
}

async function awaitOwner(tx: Tx<Ctx>, userId: string): Promise<Workspace> {
  const { id } = tx.ctx.workspace;
  return tx.change(Workspace, { id }, {
    pending_owner_id: userId,
    pending_owner_until: () => `now() + interval '${DAYS_TO_CONFIRM} days'`,
  } as never);
}

function partiesOf({ workspace, party }: Held, ownerId: string, userId: string): [Party, Party] {
  const [from, to] = [party(ownerId), party(userId)];
  const isAwaited = workspace.awaits_owner && workspace.pending_owner_id === userId;
  if (!isAwaited || workspace.owner_id !== ownerId || !from || to?.status !== 'active')
    throw fail('ownership_not_pending');
  if (workspace.scheduled_for_removal_at) throw fail('removal_scheduled');
  return [from, to];
}

/** What is needed to reverse it. @returns until when that can be done */
async function keep(tx: Tx<Ctx>, from: Party, to: Party, token: string): Promise<Date> {
  const { id } = tx.ctx.workspace;
  const grants = await grantsOf(tx, id, to.member_id);
  const [kept] = await tx.query<{ reversible_until: Date }>(sql`insert into ownership_changes
      (workspace_id, id, old_owner_id, new_owner_id, grants_before, mask_before, token_hash, reversible_until)
    values (${id}, ${newId()}, ${from.user_id}, ${to.user_id}, ${JSON.stringify(grants)}, ${to.permissions},
      ${tokenHash(token)}, now() + make_interval(hours => ${HOURS_TO_REVERSE}))
    returning reversible_until`);
  return kept?.reversible_until ?? new Date();
}
