import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Permission, askedByDefault, delegable, systemRoles } from '@bailiwick/rbac';
import {
  type Ctx,
  type GroupLinkRow,
  Hidden,
  type Page,
  Refused,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { EndLink } from '../adoptions/adoptions.schema.js';
import { AdoptionsService } from '../adoptions/adoptions.service.js';
import { GroupNoticesService } from './group-notices.service.js';
import {
  candidateOf,
  heldLink,
  insertLink,
  isThere,
  linkColumns,
  linkOf,
  lockGroup,
  noHandOver,
  partiesOf,
  recordBoth,
  setLink,
  shown,
  type Link,
} from '../../workspaces/links/links.rules.js';
import { type Asked, type LinkView, toLink } from './links.schema.js';
import { refuseUnlessFresh } from '../../http/gate/fresh.js';
import { refuseReversible } from '../../workspaces/ownership/ownership.rules.js';
import { PublicationsService } from '../../access/roles/publications.service.js';
import { rolesNamed } from '../../access/roles/roles.rules.js';
import { currentWorkspace } from '../../workspaces/workspace/workspaces.rules.js';
import type { AdminWorkspace, InviteSub, ListLinks } from './groups.schema.js';

const DAYS_TO_ACCEPT = 7;

/** Which workspaces are below which: how a link begins, is seen, and ends. */
@Injectable()
export class LinksService {
  constructor(
    private readonly db: TenantDb,
    private readonly adoptions: AdoptionsService,
    private readonly notices: GroupNoticesService,
    private readonly publications: PublicationsService,
  ) {}

  async list(ctx: Ctx, query: ListLinks): Promise<Page<LinkView>> {
    const { id } = ctx.workspace;
    const { side, status } = query;
    const listing = {
      select: linkColumns,
      from: sql`group_links l`,
      where: [
        side === 'admin' ? sql`admin_workspace_id = ${id}` : sql`workspace_id = ${id}`,
        ...(side === 'admin' ? [isThere] : []),
        side === 'admin' ? shown : sql`status in ('pending', 'accepted')`,
        ...(status ? [sql`status = ${status}`] : []),
      ],
      key: 'l.id',
      direction: 'asc',
    } as const;
    const page = await this.db.read(ctx, (tx) => tx.page<Link>(listing, query));
    return { ...page, items: page.items.map(toLink) };
  }

  async read(ctx: Ctx, id: string): Promise<LinkView> {
    return toLink(await this.db.read(ctx, (tx) => linkOf(tx, id)));
  }

  async admin(ctx: Ctx): Promise<AdminWorkspace> {
    const row = await this.db.read(ctx, (tx) =>
      tx.one<GroupLinkRow>(sql`select * from group_links
        where workspace_id = ${ctx.workspace.id} and status = 'accepted'`),
    );
    if (!row) return { has_admin_workspace: false, workspace_name: 'Undefined' };
    return {
      has_admin_workspace: true,
      workspace_name: row.admin_name,
      workspace_group_member_id: row.id,
    };
  }

  /** @throws Hidden where there is no such workspace; already_grouped, group_kind, group_blocked, removal_scheduled */
  async invite(ctx: Ctx, { sub_workspace_id: sub, ...asked }: InviteSub): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const { id, name } = ctx.workspace;
      await lockGroup(tx, id, sub);
      const { ceiling, label } = await authorityAsked(tx, asked);
      const candidate = await candidateOf(tx, sub);
      if (!candidate || candidate.going) throw new Hidden();
      if (candidate.has_parent) throw fail('already_grouped');
      if (candidate.is_admin || candidate.asker_is_sub || sub === id) throw fail('group_kind');
      if (candidate.has_blocked) throw fail('group_blocked');
      if ((await currentWorkspace(tx, false)).scheduled_for_removal_at) throw fail('removal_scheduled');
      await forgetEarlier(tx, sub);
      const token = newToken();
      const link = await insertLink(tx, {
        workspace_id: sub,
        id: newId(),
        admin_workspace_id: id,
        kind: 'consented',
        status: 'pending',
        ceiling,
        ceiling_label: label,
        admin_name: name,
        inviter_id: ctx.principal.userId,
        token_hash: tokenHash(token),
        expires_at: (() => `now() + interval '${DAYS_TO_ACCEPT} days'`) as never,
      });
      const after = { ceiling, label };
      recordBoth(tx, link, 'group.invited', {
        below: { target: { id: link.id, name }, after, details: { admin_workspace_id: id } },
        above: { target: { id: link.id }, after, details: { sub_workspace_id: sub } },
      });
      this.notices.invited(tx, candidate.owner_email, { sub_name: candidate.name, link, token });
      return toLink(link);
    });
  }

  /** From above: withdrawn or removed. From below: left, or turned down. What was made by way of it goes too. */
  async end(ctx: Ctx, id: string, adopted: EndLink): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      if (Object.values(adopted).some((chosen) => chosen !== undefined)) refuseUnlessFresh(ctx);
      const link = await heldLink(tx, id);
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
    // Whoever can still take the admin workspace back gets back what it manages.
    if (link.kind === 'managed') await refuseReversible(tx);
    if (link.status === 'accepted') return this.over(tx, link, 'removed', {});
    const after = await setLink(tx, link.id, sql`status = 'withdrawn', ended_at = now()`);
    if (link.status === 'pending') {
      const target = { id: link.id };
      const details = { sub_workspace_id: link.workspace_id };
      recordBoth(tx, link, 'group.invitation_withdrawn', { below: { target }, above: { target, details } });
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
    const after = await setLink(tx, id, sql`status = 'rejected', ended_at = now()`);
    recordBoth(tx, link, 'group.rejected', {
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
      // Whoever was logged out there from above stays so.
      there.write(sql`update workspaces set sessions_valid_from = greatest(sessions_valid_from, ${link.sessions_valid_from}::timestamptz)
        where id = ${sub}`);
      return this.adoptions.settle(there, link, adopted);
    });
    const after = await setLink(
      tx,
      id,
      sql`status = ${status}, ended_at = now(), requested = null, requested_at = null,
      ${noHandOver}`,
    );
    recordBoth(tx, link, status === 'left' ? 'group.left' : 'group.removed', {
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
  timestamp_updated: timestamp_updated.toISOString(),
});

/** A list, what a role permits now, or what an admin may: of each, as much as can be asked for at all. */
export async function authorityAsked(
  tx: Tx<Ctx>,
  { role_id, permissions }: Asked,
): Promise<{ ceiling: Permission[]; label: string | null }> {
  const within = (all: readonly Permission[]) => delegable.filter((one) => all.includes(one)).sort();
  if (permissions) return { ceiling: within(permissions), label: null };
  if (role_id === undefined || role_id === systemRoles.admin.id)
    return { ceiling: within(askedByDefault), label: 'admin' };
  const [role] = await rolesNamed(tx, [role_id], 'role_id');
  return { ceiling: within(role?.permissions ?? []), label: role?.name ?? null };
}

/** An invitation that nobody can accept any more stands in nobody's way, and the answer to an earlier one is history. */
async function forgetEarlier(tx: Tx<Ctx>, sub: string): Promise<void> {
  await tx.query(sql`update group_links set status = 'withdrawn'
    where workspace_id = ${sub} and admin_workspace_id = ${tx.ctx.workspace.id} and status = 'rejected'`);
  await tx.in(sub, { as: 'caller' }, (there) =>
    there.query(sql`update group_links set status = 'expired', ended_at = now()
      where workspace_id = ${sub} and status = 'pending' and expires_at <= now()`),
  );
}
