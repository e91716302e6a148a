import { Injectable } from '@nestjs/common';
import {
  type Ctx,
  type GroupLinkRow,
  Hidden,
  type Page,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { GroupNoticesService } from './group-notices.service.js';
import {
  type Candidate,
  findCandidate,
  insertLink,
  subIsThere,
  linkColumns,
  readLink,
  lockGroup,
  isShownLink,
  type Link,
} from '../../workspaces/links/links.rules.js';
import { recordOnBothSides } from '../../workspaces/links/link-records.rules.js';
import {
  type LinkView,
  toLink,
  type AdminWorkspace,
  type InviteSub,
  type ListLinks,
} from './links.schema.js';
import { currentWorkspace } from '../../workspaces/workspace/workspaces.rules.js';
import { resolveCeiling } from './rights.rules.js';

const DAYS_TO_ACCEPT = 7;

/** Which workspaces are below which: how a link begins, and is seen. */
@Injectable()
export class LinksService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: GroupNoticesService,
  ) {}

  async list(ctx: Ctx, query: ListLinks): Promise<Page<LinkView>> {
    const { id } = ctx.workspace;
    const { side, status } = query;
    const listing = {
      select: linkColumns,
      from: sql`group_links l`,
      where: [
        side === 'admin' ? sql`admin_workspace_id = ${id}` : sql`workspace_id = ${id}`,
        ...(side === 'admin' ? [subIsThere] : []),
        side === 'admin' ? isShownLink : sql`status in ('pending', 'accepted')`,
        ...(status ? [sql`status = ${status}`] : []),
      ],
      key: 'l.id',
      direction: 'asc',
    } as const;
    const page = await this.db.read(ctx, (tx) => tx.page<Link>(listing, query));
    return { ...page, items: page.items.map(toLink) };
  }

  async read(ctx: Ctx, id: string): Promise<LinkView> {
    return toLink(await this.db.read(ctx, (tx) => readLink(tx, id)));
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
      const { ceiling, label } = await resolveCeiling(tx, asked);
      const candidate = await refuseUnlessFree(tx, sub);
      await forgetEarlier(tx, sub);
      const token = newToken();
      const link = await insertInvitation(tx, sub, { ceiling, label }, token);
      const after = { ceiling, label };
      recordOnBothSides(tx, link, 'group.invited', {
        below: { target: { id: link.id, name }, after, details: { admin_workspace_id: id } },
        above: { target: { id: link.id }, after, details: { sub_workspace_id: sub } },
      });
      this.notices.invited(tx, candidate.owner_email, { sub_name: candidate.name, link, token });
      return toLink(link);
    });
  }
}

/** @throws Hidden; already_grouped, group_kind, group_blocked, removal_scheduled */
async function refuseUnlessFree(tx: Tx<Ctx>, sub: string): Promise<Candidate> {
  const candidate = await findCandidate(tx, sub);
  if (!candidate || candidate.going) throw new Hidden();
  if (candidate.has_parent) throw fail('already_grouped');
  if (candidate.is_admin || candidate.asker_is_sub || sub === tx.ctx.workspace.id) throw fail('group_kind');
  if (candidate.has_blocked) throw fail('group_blocked');
  if ((await currentWorkspace(tx, false)).scheduled_for_removal_at) throw fail('removal_scheduled');
  return candidate;
}

const insertInvitation = (
  tx: Tx<Ctx>,
  sub: string,
  { ceiling, label }: Awaited<ReturnType<typeof resolveCeiling>>,
  token: string,
): Promise<Link> =>
  insertLink(tx, {
    workspace_id: sub,
    id: newId(),
    admin_workspace_id: tx.ctx.workspace.id,
    kind: 'consented',
    status: 'pending',
    ceiling,
    ceiling_label: label,
    admin_name: tx.ctx.workspace.name,
    inviter_id: tx.ctx.principal.userId,
    token_hash: tokenHash(token),
    expires_at: (() => `now() + interval '${DAYS_TO_ACCEPT} days'`) as never,
  });

/** An invitation that nobody can accept any more stands in nobody's way, and the answer to an earlier one is history. */
async function forgetEarlier(tx: Tx<Ctx>, sub: string): Promise<void> {
  await tx.query(sql`update group_links set status = 'withdrawn'
    where workspace_id = ${sub} and admin_workspace_id = ${tx.ctx.workspace.id} and status = 'rejected'`);
  await tx.in(sub, { as: 'caller' }, (there) =>
    there.query(sql`update group_links set status = 'expired', ended_at = now()
      where workspace_id = ${sub} and status = 'pending' and expires_at <= now()`),
  );
}
