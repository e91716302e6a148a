import { Injectable } from '@nestjs/common';
import {
  type Ctx,
  type Person,
  Refused,
  TenantDb,
  type Tx,
  type Workspace,
  newToken,
  personName,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { GroupNoticesService } from '../links/group-notices.service.js';
import {
  type Link,
  lockLinkToSub,
  lockLink,
  readLink,
  lockGroup,
  clearedHandOver,
  partiesOf,
  updateLink,
} from '../../workspaces/links/links.rules.js';
import { recordOnBothSides, recordChangeOnBothSides } from '../../workspaces/links/link-records.rules.js';
import { type LinkView, toLink } from '../links/links.schema.js';
import { refuseReversible } from '../../workspaces/ownership/ownership.rules.js';
import type { HandOver } from './managed-subs.schema.js';
import { lendToAdmin, replaceOwner } from './hand-overs.queries.js';

const DAYS_TO_ACCEPT = 7;

/** Makes a managed workspace its client's own: its owner offers it, and the recipient takes it. */
@Injectable()
export class HandOversService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: GroupNoticesService,
  ) {}

  /**
   * For the owner of the workspace; nothing changes until the person with that address accepts.
   * @throws not_managed, group_link_ended, ownership_reversible
   */
  async offer(ctx: Ctx, id: string, { email }: HandOver): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      tx.ask('workspace_ownership:update');
      const link = await lockManagedSub(tx, id);
      await refuseReversible(tx);
      const token = newToken();
      const after = await updateLink(
        tx,
        id,
        sql`hand_over_email = ${email}, hand_over_token_hash = ${tokenHash(token)},
        hand_over_expires_at = now() + make_interval(days => ${DAYS_TO_ACCEPT})`,
      );
      recordChangeOnBothSides(tx, link, 'group.hand_over_offered', { after: { email } });
      this.notices.handOverOffered(tx, email, await partiesOf(tx, id), token);
      return toLink(after);
    });
  }

  async withdraw(ctx: Ctx, id: string): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await lockManagedSub(tx, id);
      if (!link.hand_over_email) throw fail('group_invitation_withdrawn');
      const after = await updateLink(tx, id, clearedHandOver);
      recordChangeOnBothSides(tx, link, 'group.hand_over_withdrawn', {
        before: { email: link.hand_over_email },
      });
      return toLink(after);
    });
  }

  /**
   * The workspace is theirs from here on, and the link one that they consented to. In a transaction bound to the
   * workspace, by whom it is offered to. @throws Refused wrong_account; group_invitation_…
   */
  async take(tx: Tx<Person>, id: string, token: string): Promise<LinkView> {
    // Locks the workspace before the link, like every request that acts there.
    const { workspace_id: sub, admin_workspace_id: admin } = await readLink(tx, id);
    await lockGroup(tx, sub, admin);
    await refuseGoing(tx, sub);
    const link = await lockLink(tx, id);
    const { principal } = tx.ctx;
    refuseUnlessOffered(tx, link, token);
    const parties = await partiesOf(tx, id);
    await tx.in(admin, { as: 'caller' }, refuseReversible);
    await replaceOwner(tx, sub, parties.sub_owner_id);
    await lendToAdmin(tx, link);
    const after = await updateLink(tx, id, sql`kind = 'consented', ${clearedHandOver}`);
    const name = personName(principal);
    const before = { owner: parties.sub_owner_id };
    recordOnBothSides(tx, link, 'group.handed_over', {
      below: {
        target: { id, name: link.admin_name, user_id: principal.userId },
        before,
        after: { owner: principal.userId, owner_name: name },
      },
      // To whom it was offered is known there, and no more.
      above: { target: { id, name: parties.sub_name }, before, after: { email: principal.email } },
    });
    this.notices.handedOver(tx, parties, { email: principal.email, name });
    return toLink(after);
  }

  /** For a recipient who does not want the workspace. */
  async decline(tx: Tx<Person>, id: string, token: string): Promise<LinkView> {
    const link = await lockLink(tx, id);
    refuseUnlessOffered(tx, link, token);
    const after = await updateLink(tx, id, clearedHandOver);
    recordChangeOnBothSides(tx, link, 'group.hand_over_withdrawn', {
      before: { email: link.hand_over_email },
    });
    this.notices.turnedDown(tx, await partiesOf(tx, id));
    return toLink(after);
  }
}

/** @throws group_invitation_…; Refused wrong_account */
function refuseUnlessOffered({ ctx }: Tx<Person>, link: Link, token: string): void {
  const isThisOne = link.hand_over_token_hash?.equals(tokenHash(token)) ?? false;
  if (!isThisOne || !link.hand_over_expires_at) throw fail('group_invitation_withdrawn');
  if (link.hand_over_expired) throw fail('group_invitation_expired');
  if (link.hand_over_email !== ctx.principal.email) throw new Refused('wrong_account');
}

async function lockManagedSub(tx: Tx<Ctx>, id: string): Promise<Link> {
  const link = await lockLinkToSub(tx, id);
  if (link.kind !== 'managed') throw fail('not_managed');
  return link;
}

async function refuseGoing(tx: Tx, workspaceId: string): Promise<void> {
  const workspace = await tx.one<Workspace>(
    sql`select * from workspaces where id = ${workspaceId} for no key update`,
  );
  if (workspace?.scheduled_for_removal_at) throw fail('removal_scheduled');
}
