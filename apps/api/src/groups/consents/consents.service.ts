import { Injectable } from '@nestjs/common';
import { unchanged } from '@bailiwick/audit';
import {
  type Ctx,
  Hidden,
  Refused,
  type Sql,
  TenantDb,
  type Tx,
  type Workspace,
  sql,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { GroupNoticesService } from '../links/group-notices.service.js';
import {
  type Link,
  lockLinkToSub,
  lockLink,
  partiesOf,
  updateLink,
  refuseUnlessAccepted,
} from '../../workspaces/links/links.rules.js';
import {
  giveDefaultGroupGrants,
  recordChangeOnBothSides,
  recordOnBothSides,
} from '../../workspaces/links/link-records.rules.js';
import { type AskedCeiling, type LinkView, knownPermissions, toLink } from '../links/links.schema.js';
import { LinkEndsService } from '../links/link-ends.service.js';
import { resolveCeiling } from '../links/rights.rules.js';
import { PublicationsService } from '../../access/roles/publications.service.js';
import type { SetCeiling } from './consents.schema.js';

/** What the owner of a workspace lets an admin workspace do there. Narrowed at once, widened by consent alone. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly db: TenantDb,
    private readonly linkEnds: LinkEndsService,
    private readonly notices: GroupNoticesService,
    private readonly publications: PublicationsService,
  ) {}

  async accept(ctx: Ctx, id: string): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => this.join(tx, await lockOwnLink(tx, id)));
  }

  async turnDown(ctx: Ctx, id: string, { block }: { block: boolean }): Promise<LinkView> {
    return this.db.run(ctx, (tx) => this.refuse(tx, id, { block }));
  }

  /** In a transaction bound to the workspace that was invited. */
  async refuse(tx: Tx, id: string, { block }: { block: boolean }): Promise<LinkView> {
    const link = await lockOwnLink(tx, id);
    refuseUnlessOpen(link);
    return this.linkEnds.turnDown(tx, link, { block });
  }

  /** In a transaction bound to the workspace that joins, by its owner. @throws group_kind, group_invitation_… */
  async join(tx: Tx, link: Link): Promise<LinkView> {
    refuseUnlessOpen(link);
    await refuseUnlessOwner(tx);
    const { id, admin_workspace_id: admin } = link;
    const parties = await partiesOf(tx, id);
    const after = await updateLink(
      tx,
      id,
      sql`status = 'accepted', accepted_at = now(), expires_at = null, sub_name = ${parties.sub_name}`,
    );
    const ceiling = { after: { ceiling: after.ceiling } };
    recordOnBothSides(tx, link, 'group.joined', {
      below: { target: { id, name: after.admin_name }, ...ceiling },
      above: {
        target: { id, name: parties.sub_name },
        ...ceiling,
        details: { sub_workspace_id: parties.sub_id },
      },
    });
    await giveDefaultGroupGrants(tx, admin);
    await this.publications.follow(tx, after);
    this.notices.joined(tx, parties, after);
    return toLink(after);
  }

  /** @throws ceiling_not_narrower; group_link_pending */
  async narrow(ctx: Ctx, id: string, { permissions }: SetCeiling): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await lockAcceptedLink(tx, id);
      const more = permissions.some((one) => !link.ceiling.includes(one));
      if (more) throw fail('ceiling_not_narrower');
      if (permissions.length === new Set(link.ceiling).size) {
        unchanged(tx);
        return toLink(link);
      }
      return this.setCeiling(tx, link, sql`ceiling = ${permissions}, ceiling_label = null`);
    });
  }

  /** By the admin workspace. @throws ceiling_not_wider; group_link_pending */
  async ask(ctx: Ctx, id: string, asked: AskedCeiling): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await lockLinkToSub(tx, id);
      const { ceiling, label } = await resolveCeiling(tx, asked);
      if (ceiling.every((one) => link.ceiling.includes(one))) throw fail('ceiling_not_wider');
      if (isSame(link.requested, ceiling)) {
        unchanged(tx);
        return toLink(link);
      }
      const { actor } = tx.ctx;
      const by = actor.type === 'system' ? '' : actor.name;
      const after = await updateLink(
        tx,
        id,
        sql`requested = ${ceiling}, requested_label = ${label}, requested_by = ${by},
        requested_at = now()`,
      );
      recordChangeOnBothSides(tx, link, 'group.ceiling_requested', { after: { ceiling } });
      this.notices.moreAsked(tx, await partiesOf(tx, id), after);
      return toLink(after);
    });
  }

  /** By either side: taken back, or turned down. @throws no_ceiling_request */
  async endRequest(ctx: Ctx, id: string, side: 'above' | 'below'): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await (side === 'above' ? lockLinkToSub(tx, id) : lockAcceptedLink(tx, id));
      if (!link.requested) throw fail('no_ceiling_request');
      const after = await updateLink(tx, id, noRequest);
      recordChangeOnBothSides(tx, link, 'group.ceiling_request_ended', {
        before: { ceiling: knownPermissions(link.requested) },
      });
      return toLink(after);
    });
  }

  /** To what the owner has seen, and nothing that was asked for since. @throws no_ceiling_request, stale, hand_over_open */
  async consent(ctx: Ctx, id: string, { permissions }: SetCeiling): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await lockAcceptedLink(tx, id);
      if (!link.requested) throw fail('no_ceiling_request');
      if (!isSame(link.requested, permissions)) throw fail('stale');
      // The recipient of an offer has seen the present ceiling.
      if (link.hand_over_expires_at && !link.hand_over_expired) throw fail('hand_over_open');
      // What was wished for comes on top: what is allowed already is not taken by it.
      const ceiling = [...new Set([...link.ceiling, ...link.requested])].sort();
      const label = isSame(link.requested, ceiling) ? link.requested_label : null;
      return this.setCeiling(tx, link, sql`ceiling = ${ceiling}, ceiling_label = ${label}, ${noRequest}`);
    });
  }

  private async setCeiling(tx: Tx<Ctx>, link: Link, set: Sql): Promise<LinkView> {
    const after = await updateLink(tx, link.id, set);
    recordChangeOnBothSides(tx, link, 'group.ceiling_changed', {
      before: { ceiling: link.ceiling },
      after: { ceiling: after.ceiling },
    });
    await this.publications.follow(tx, after);
    this.notices.ceilingChanged(tx, await partiesOf(tx, link.id), after);
    return toLink(after);
  }
}

const noRequest = sql`requested = null, requested_label = null, requested_by = null, requested_at = null`;

const isSame = (one: readonly string[] | null, other: readonly string[]): boolean =>
  one !== null && JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** Of the workspace that asks. @throws Hidden */
async function lockOwnLink(tx: Tx, id: string): Promise<Link> {
  const link = await lockLink(tx, id);
  if (link.workspace_id !== tx.ctx.scope.workspaceId) throw new Hidden();
  return link;
}

/** One that binds the workspace that asks. @throws Hidden, group_link_pending */
async function lockAcceptedLink(tx: Tx, id: string): Promise<Link> {
  return refuseUnlessAccepted(await lockOwnLink(tx, id));
}

function refuseUnlessOpen({ status, invitation_expired }: Link): void {
  if (status === 'accepted') throw fail('group_invitation_used');
  if (status === 'rejected') throw fail('group_invitation_rejected');
  if (invitation_expired) throw fail('group_invitation_expired');
}

/** During the wait for the lock, the workspace can have got another owner, or can be scheduled for removal. */
async function refuseUnlessOwner(tx: Tx): Promise<void> {
  const { workspaceId, userId } = tx.ctx.scope;
  const workspace = await tx.one<Workspace>(
    sql`select * from workspaces where id = ${workspaceId} for no key update`,
  );
  if (workspace?.owner_id !== userId) throw new Refused('permission_required', 'group_consents:create');
  if (workspace?.scheduled_for_removal_at) throw fail('removal_scheduled');
}
