import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import {
  type Ctx,
  type GroupLinkRow,
  Hidden,
  Refused,
  TenantDb,
  type Tx,
  type Workspace,
  sql,
} from '@bailiwick/tenancy';
import { fail } from '../errors.js';
import { GroupNoticesService } from '../group-links/group-notices.service.js';
import {
  above,
  giveByDefault,
  heldLink,
  partiesOf,
  setLink,
  standing,
  tellAbove,
} from '../group-links/links.service.js';
import { type Asked, type LinkView, known, toLink } from '../group-links/links.schema.js';
import { LinksService, authorityAsked } from '../groups/links.service.js';
import { PublicationsService } from '../roles/publications.service.js';
import type { SetCeiling } from './consents.schema.js';

/** What the owner of a workspace lets an admin workspace do there. Narrowed at once, widened by consent alone. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly db: TenantDb,
    private readonly links: LinksService,
    private readonly notices: GroupNoticesService,
    private readonly publications: PublicationsService,
  ) {}

  async accept(ctx: Ctx, id: string): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => this.join(tx, await ownLink(tx, id)));
  }

  async turnDown(ctx: Ctx, id: string, { block }: { block: boolean }): Promise<LinkView> {
    return this.db.run(ctx, (tx) => this.refuse(tx, id, { block }));
  }

  /** In a transaction bound to the workspace that was invited. */
  async refuse(tx: Tx, id: string, { block }: { block: boolean }): Promise<LinkView> {
    const link = await ownLink(tx, id);
    refuseUnlessOpen(link);
    return this.links.turnDown(tx, link, { block });
  }

  /** In a transaction bound to the workspace that joins, by its owner. @throws group_kind, group_invitation_… */
  async join(tx: Tx, link: GroupLinkRow): Promise<LinkView> {
    refuseUnlessOpen(link);
    await refuseUnlessOwner(tx);
    const { id, admin_workspace_id: admin } = link;
    const parties = await partiesOf(tx, id);
    const after = await setLink(
      tx,
      id,
      sql`status = 'accepted', accepted_at = now(), expires_at = null, sub_name = ${parties.sub_name}`,
    );
    tx.inWorkspace(admin, (above) => giveByDefault(above, admin));
    tellAbove(tx, link, 'group.joined', {
      target: { id, name: parties.sub_name },
      after: { ceiling: after.ceiling },
      details: { sub_workspace_id: parties.sub_id },
    });
    record(tx, 'group.joined', { target: { id, name: after.admin_name }, after: { ceiling: after.ceiling } });
    await this.publications.follow(tx, after);
    this.notices.joined(tx, parties, after);
    return toLink(after);
  }

  /** @throws ceiling_not_narrower; group_link_pending */
  async narrow(ctx: Ctx, id: string, { permissions }: SetCeiling): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await accepted(tx, id);
      const more = permissions.some((one) => !link.ceiling.includes(one));
      if (more) throw fail('ceiling_not_narrower');
      return this.setCeiling(tx, link, permissions, null);
    });
  }

  /** By the admin workspace. @throws ceiling_not_wider; group_link_pending */
  async ask(ctx: Ctx, id: string, asked: Asked): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await above(tx, id);
      const { ceiling, label } = await authorityAsked(tx, asked);
      if (ceiling.every((one) => link.ceiling.includes(one))) throw fail('ceiling_not_wider');
      const { actor } = tx.ctx;
      const by = actor.type === 'system' ? '' : actor.name;
      const after = await setLink(
        tx,
        id,
        sql`requested = ${ceiling}, requested_label = ${label}, requested_by = ${by},
        requested_at = now()`,
      );
      this.recordBoth(tx, link, 'group.ceiling_requested', { after: { ceiling } });
      this.notices.moreAsked(tx, await partiesOf(tx, id), after);
      return toLink(after);
    });
  }

  /** By either side: taken back, or turned down. @throws no_ceiling_request */
  async endRequest(ctx: Ctx, id: string, side: 'above' | 'below'): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await (side === 'above' ? above(tx, id) : accepted(tx, id));
      if (!link.requested) throw fail('no_ceiling_request');
      const after = await setLink(
        tx,
        id,
        sql`requested = null, requested_label = null, requested_by = null,
        requested_at = null`,
      );
      this.recordBoth(tx, link, 'group.ceiling_request_ended', {
        before: { ceiling: known(link.requested) },
      });
      return toLink(after);
    });
  }

  /** To what the owner has seen, and nothing that was asked for since. @throws no_ceiling_request, stale */
  async consent(ctx: Ctx, id: string, { permissions }: SetCeiling): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const link = await accepted(tx, id);
      if (!link.requested) throw fail('no_ceiling_request');
      if (JSON.stringify([...link.requested].sort()) !== JSON.stringify(permissions)) throw fail('stale');
      // What was wished for comes on top: what is allowed already is not taken by it.
      const ceiling = [...new Set([...link.ceiling, ...link.requested])].sort();
      return this.setCeiling(tx, link, ceiling, link.requested_label);
    });
  }

  private async setCeiling(
    tx: Tx<Ctx>,
    link: GroupLinkRow,
    ceiling: readonly string[],
    label: string | null,
  ): Promise<LinkView> {
    const after = await setLink(
      tx,
      link.id,
      sql`ceiling = ${[...ceiling]}, ceiling_label = ${label}, requested = null,
      requested_label = null, requested_by = null, requested_at = null`,
    );
    this.recordBoth(tx, link, 'group.ceiling_changed', {
      before: { ceiling: link.ceiling },
      after: { ceiling },
    });
    await this.publications.follow(tx, after);
    this.notices.ceilingChanged(tx, await partiesOf(tx, link.id), after);
    return toLink(after);
  }

  private recordBoth(
    tx: Tx,
    link: GroupLinkRow,
    activity: 'group.ceiling_changed' | 'group.ceiling_requested' | 'group.ceiling_request_ended',
    change: { before?: { ceiling: readonly string[] }; after?: { ceiling: readonly string[] } },
  ): void {
    const { id, workspace_id, admin_name, sub_name } = link;
    tx.inWorkspace(workspace_id, (sub) =>
      record(sub, activity, { target: { id, name: admin_name }, ...change }),
    );
    tellAbove(tx, link, activity, { target: { id, name: sub_name ?? '' }, ...change });
  }
}

/** Of the workspace that asks. @throws Hidden */
async function ownLink(tx: Tx, id: string): Promise<GroupLinkRow> {
  const link = await heldLink(tx, id);
  if (link.workspace_id !== tx.ctx.scope.workspaceId) throw new Hidden();
  return link;
}

/** One that binds the workspace that asks. @throws Hidden, group_link_pending */
async function accepted(tx: Tx, id: string): Promise<GroupLinkRow> {
  return standing(await ownLink(tx, id));
}

function refuseUnlessOpen({ status, expires_at }: GroupLinkRow): void {
  if (status === 'accepted') throw fail('group_invitation_used');
  if (status === 'rejected') throw fail('group_invitation_rejected');
  if (!expires_at || expires_at <= new Date()) throw fail('group_invitation_expired');
}

/** While this waited, the workspace may have passed to somebody else, or be about to go. */
async function refuseUnlessOwner(tx: Tx): Promise<void> {
  const { workspaceId, userId } = tx.ctx.scope;
  const workspace = await tx.one<Workspace>(
    sql`select * from workspaces where id = ${workspaceId} for no key update`,
  );
  if (workspace?.owner_id !== userId) throw new Refused('permission_required', 'group_consents:create');
  if (workspace?.scheduled_for_removal_at) throw fail('removal_scheduled');
}
