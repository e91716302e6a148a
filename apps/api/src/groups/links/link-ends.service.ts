import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Hidden, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { refuseUnlessFresh } from '../../http/gate/fresh.js';
import { PublicationsService } from '../../access/roles/publications.service.js';
import {
  type Link,
  lockLink,
  clearedHandOver,
  partiesOf,
  updateLink,
} from '../../workspaces/links/links.rules.js';
import { recordOnBothSides } from '../../workspaces/links/link-records.rules.js';
import { refuseReversible } from '../../workspaces/ownership/ownership.rules.js';
import type { EndLink } from '../adoptions/adoptions.schema.js';
import { AdoptionsService } from '../adoptions/adoptions.service.js';
import { GroupNoticesService } from './group-notices.service.js';
import { type LinkView, toLink } from './links.schema.js';

/** How a link ends, from either side, and what goes with it. */
@Injectable()
export class LinkEndsService {
  constructor(
    private readonly db: TenantDb,
    private readonly adoptions: AdoptionsService,
    private readonly notices: GroupNoticesService,
    private readonly publications: PublicationsService,
  ) {}

  /** The admin workspace withdraws or removes; the sub leaves or turns down. The lent objects go too. */
  async end(ctx: Ctx, id: string, adopted: EndLink): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      if (Object.values(adopted).some((chosen) => chosen !== undefined)) refuseUnlessFresh(ctx);
      const link = await lockLink(tx, id);
      if (link.workspace_id === ctx.workspace.id) tx.ask('group_consents:delete');
      return link.workspace_id === ctx.workspace.id
        ? this.leave(tx, link, adopted)
        : this.remove(tx, link, adopted);
    });
  }

  private async leave(tx: Tx<Ctx>, link: Link, adopted: EndLink): Promise<LinkView> {
    if (link.status === 'rejected') throw new Hidden();
    if (link.status === 'pending') return this.turnDown(tx, link);
    if (link.kind === 'managed') throw fail('managed_workspace');
    return this.over(tx, link, 'left', adopted);
  }

  private async remove(tx: Tx<Ctx>, link: Link, adopted: EndLink): Promise<LinkView> {
    // What the workspace below keeps is for it to say.
    if (Object.values(adopted).some((chosen) => chosen !== undefined))
      throw new Refused('permission_required', 'group_consents:delete');
    // An owner who can still take the admin workspace back also gets back the subs that it manages.
    if (link.kind === 'managed') await refuseReversible(tx);
    if (link.status === 'accepted') return this.over(tx, link, 'removed', {});
    const after = await updateLink(tx, link.id, sql`status = 'withdrawn', ended_at = now()`);
    if (link.status === 'pending') {
      const target = { id: link.id };
      const details = { sub_workspace_id: link.workspace_id };
      recordOnBothSides(tx, link, 'group.invitation_withdrawn', {
        below: { target },
        above: { target, details },
      });
    } else record(tx, 'group.invitation_withdrawn', { target: { id: link.id } });
    return asItWas(link, after);
  }

  /** By the owner below, who can have it that no other comes from there. */
  async turnDown(tx: Tx, link: Link, { block = false } = {}): Promise<LinkView> {
    const { id, workspace_id: sub, admin_workspace_id: admin } = link;
    const parties = await partiesOf(tx, id);
    if (block)
      tx.write(sql`insert into group_blocks (workspace_id, admin_workspace_id) values (${sub}, ${admin})
        on conflict do nothing`);
    const after = await updateLink(tx, id, sql`status = 'rejected', ended_at = now()`);
    recordOnBothSides(tx, link, 'group.rejected', {
      below: { target: { id, name: link.admin_name }, details: { blocked: block } },
      above: { target: { id } },
    });
    this.notices.turnedDown(tx, parties);
    return toLink(after);
  }

  private async over(tx: Tx, link: Link, status: 'left' | 'removed', adopted: EndLink): Promise<LinkView> {
    const { id, workspace_id: sub } = link;
    const parties = await partiesOf(tx, id);
    const fate = await tx.in(sub, { as: 'caller' }, async (there) => {
      // A person whom the admin workspace logged out there stays logged out.
      there.write(sql`update workspaces set sessions_valid_from = greatest(sessions_valid_from, ${link.sessions_valid_from}::timestamptz)
        where id = ${sub}`);
      return this.adoptions.settle(there, link, adopted);
    });
    const after = await updateLink(
      tx,
      id,
      sql`status = ${status}, ended_at = now(), requested = null, requested_at = null,
      ${clearedHandOver}`,
    );
    recordOnBothSides(tx, link, status === 'left' ? 'group.left' : 'group.removed', {
      below: {
        target: { id, name: link.admin_name },
        before: { ceiling: link.ceiling },
        details: fate,
      },
      above: { target: { id, name: parties.sub_name }, details: { sub_workspace_id: sub } },
    });
    await this.publications.release(tx, link);
    this.notices.ended(tx, parties);
    return asItWas(link, after);
  }
}

/** What has ended is shown nowhere any more, so the answer is what it was, at the moment it ended. */
const asItWas = (link: Link, { timestamp_updated }: Link): LinkView => ({
  ...toLink(link),
  timestamp_updated,
});
