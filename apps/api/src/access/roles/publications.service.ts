import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { administers, delegable, isSubset, rolesIn, systemRole } from '@bailiwick/rbac';
import {
  type Ctx,
  type GroupLinkRow,
  Refused,
  RoleRow,
  TenantDb,
  type Tx,
  personName,
  refuseBeyondLink,
  sql,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { refuseUnlessFresh } from '../../http/gate/fresh.js';
import { MailService } from '../../mail/mail.service.js';
import { showRole, type RoleCopy, type SubOfGroup, inBatches, lockSubs } from './roles.queries.js';
import { lockOwnGroup } from './roles.rules.js';
import { type AcceptOffer, type FullRoleView, offeredPermissions } from './roles.schema.js';

/** Roles that an admin workspace keeps the same in all its subs. The database copies them into later subs. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  /** @throws system_role, published_role, role_not_publishable, Refused role_beyond_own, reauth_required */
  async publish(ctx: Ctx, id: string): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      lockOwnGroup(tx);
      const role = await loadOwnRole(tx, id);
      if (role.publication_version !== null) {
        unchanged(tx);
        return showRole(tx, id);
      }
      refuseBeyondOwn(ctx, role);
      const count = await this.spread(tx, role);
      record(tx, 'role.published', { target: { id, name: role.name }, count });
      return showRole(tx, id);
    });
  }

  /** The copies stay with those who have them. @throws role_not_published */
  async withdraw(ctx: Ctx, id: string): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      lockOwnGroup(tx);
      const role = await loadOwnRole(tx, id);
      if (role.publication_version === null) throw fail('role_not_published');
      const count = await this.leave(tx, role);
      await tx.query(sql`update roles set publication_version = null, timestamp_updated = now()
        where workspace_id = ${ctx.workspace.id} and id = ${id}`);
      record(tx, 'role.unpublished', { target: { id, name: role.name }, count });
      return showRole(tx, id);
    });
  }

  /**
   * Sets the permissions of the copy from now on: those that the owner has seen, and no later ones.
   * @throws no_role_offer, stale
   */
  async accept(ctx: Ctx, id: string, seen: AcceptOffer): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      const role = await tx.load(RoleRow, id);
      const { name, permissions, offered_permissions: offered } = role;
      if (!offered) throw fail('no_role_offer');
      if (JSON.stringify(offeredPermissions(role)) !== JSON.stringify(seen.permissions)) throw fail('stale');
      await tx.query(sql`update roles set permissions = offered_permissions, offered_permissions = null,
        timestamp_updated = now() where workspace_id = ${ctx.workspace.id} and id = ${id}`);
      const change = { before: { permissions }, after: { permissions: offered } };
      record(tx, 'role.publication_accepted', { target: { id, name }, ...change });
      return showRole(tx, id);
    });
  }

  /**
   * Within a transaction that changed it, to every workspace below. @returns in how many it changed something
   * @throws role_not_publishable
   */
  async spread(tx: Tx<Ctx>, { id, permissions, publication_version: before }: RoleRow): Promise<number> {
    if (!permissions.every((one) => (delegable as readonly string[]).includes(one)))
      throw fail('role_not_publishable');
    const subs = await lockSubs(tx);
    await tx.query(sql`update roles set publication_version = ${(before ?? 0) + 1}
      where workspace_id = ${tx.ctx.workspace.id} and id = ${id}`);
    const copies = await inBatches(subs, (links) =>
      tx.query<RoleCopy>(sql`select *, sub_id as workspace_id from publish_roles(${id}, ${links})`),
    );
    await tx.forEach(copies, { as: 'caller' }, (there, copy) => recordCopy(there, copy, adminHere(tx)));
    for (const copy of copies) this.tell(tx, subs.get(copy.workspace_id), copy.called, changeOf(copy));
    return copies.length;
  }

  /** Within a transaction: from here on each is its workspace's own. @returns how many there are */
  async leave(tx: Tx<Ctx>, { id }: RoleRow): Promise<number> {
    const subs = await lockSubs(tx);
    const left = await inBatches(subs, (links) =>
      tx.query<RoleCopy>(sql`select *, sub_id as workspace_id from leave_published_role(${id}, ${links})`),
    );
    await tx.forEach(left, { as: 'caller' }, (there, copy) => recordCopyLeft(there, copy, adminHere(tx)));
    for (const { workspace_id, called } of left) this.tell(tx, subs.get(workspace_id), called, 'withdrawn');
    return left.length;
  }

  /**
   * Within a transaction in which the link began, or its ceiling changed: by the owner below, or for a workspace that has
   * none of its own, so nobody is mailed. The database does it in any case, but leaves no record.
   */
  async follow(tx: Tx, link: GroupLinkRow): Promise<void> {
    const copies = await tx.in(link.admin_workspace_id, { as: 'caller' }, (above) =>
      above.query<RoleCopy>(sql`select * from publish_roles(null, ${[link.id]})`),
    );
    tx.in(link.workspace_id, { as: 'caller' }, (there) => {
      for (const copy of copies) recordCopy(there, copy, adminOfLink(link));
    });
  }

  /** Within a transaction in which the link ended, by whichever side: of that the owners are mailed anyway. */
  async release(tx: Tx, link: GroupLinkRow): Promise<void> {
    const { workspace_id } = link;
    const left = await tx.in(workspace_id, { as: 'caller' }, (there) =>
      there.query<RoleCopy>(sql`update roles set published_from = null, published_version = null,
        offered_permissions = null, timestamp_updated = now()
        where workspace_id = ${workspace_id} and published_from is not null returning id as copy_id, name as called`),
    );
    tx.in(workspace_id, { as: 'caller' }, (there) => {
      for (const copy of left) recordCopyLeft(there, copy, adminOfLink(link));
    });
  }

  /** The owner below, unless it is their own doing, or the workspace has no owner of its own. */
  private tell(tx: Tx<Ctx>, sub: SubOfGroup | undefined, role: string, change: Change): void {
    const { principal, workspace } = tx.ctx;
    if (!sub || sub.is_managed || sub.owner_email === principal.email) return;
    this.mails.enqueue(tx, {
      to: sub.owner_email,
      template: 'role_published_change',
      data: {
        workspace: sub.name,
        admin: workspace.name,
        role,
        change: changes[change],
        by: personName(principal),
      },
      path: `/w/${sub.workspace_id}/settings/roles`,
    });
  }
}

/** What that means to its owner. */
const changes = {
  new: 'It is new. Nobody has it until a member of your workspace gives it.',
  changed: 'Its holders in your workspace now have its new permissions.',
  offered: 'It now asks for more permissions. Nothing changes until you accept.',
  withdrawn: 'It now belongs to your workspace and stays as it is.',
} as const;
type Change = keyof typeof changes;

const changeOf = ({ was, offered }: RoleCopy): Change => (offered ? 'offered' : was ? 'changed' : 'new');

const adminHere = ({ ctx: { workspace } }: Tx<Ctx>) => ({
  admin_workspace_id: workspace.id,
  admin_workspace_name: workspace.name,
});

const adminOfLink = ({ admin_workspace_id, admin_name }: GroupLinkRow) => ({
  admin_workspace_id,
  admin_workspace_name: admin_name,
});

function recordCopyLeft(
  there: Tx,
  { copy_id, called }: RoleCopy,
  details: ReturnType<typeof adminHere>,
): void {
  record(there, 'role.unpublished', { target: { id: copy_id, name: called }, details });
}

function recordCopy(
  there: Tx,
  { copy_id, called, was, becomes, offered }: RoleCopy,
  by: ReturnType<typeof adminHere>,
): void {
  record(there, was ? 'role.publication_changed' : 'role.published', {
    target: { id: copy_id, name: called },
    before: { permissions: was },
    after: { permissions: becomes },
    details: { ...by, ...(offered && { offered_permissions: [...offered] }) },
  });
}

/** A role of this workspace's own making, in one that has none above it. */
async function loadOwnRole(tx: Tx<Ctx>, id: string): Promise<RoleRow> {
  if (systemRole(id)) throw fail('system_role');
  const role = await tx.load(RoleRow, id);
  if (role.published_from) throw fail('published_role');
  refuseBeyondLink(tx.ctx, role);
  if (tx.ctx.link) throw fail('group_kind');
  return role;
}

/**
 * Only a caller who can give the role can publish it: one who holds every permission in it, with a fresh login if it
 * administers.
 */
function refuseBeyondOwn(ctx: Ctx, row: RoleRow): void {
  const [role] = rolesIn([row]);
  if (!role) return;
  if (!isSubset(new Set(role.permissions), ctx.ability.permissions)) throw new Refused('role_beyond_own');
  if (administers(role)) refuseUnlessFresh(ctx);
}
