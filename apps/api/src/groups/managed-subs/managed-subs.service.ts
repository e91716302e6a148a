import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { askedByDefault } from '@bailiwick/rbac';
import { type Ctx, TenantDb, type Tx, type Workspace, newId, sql } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { GroupNoticesService } from '../links/group-notices.service.js';
import { type Link, insertLink, lockGroup } from '../../workspaces/links/links.rules.js';
import { giveDefaultGroupGrants } from '../../workspaces/links/link-records.rules.js';
import { type LinkView, toLink } from '../links/links.schema.js';
import { PublicationsService } from '../../access/roles/publications.service.js';
import { createWithOwner, currentWorkspace } from '../../workspaces/workspace/workspaces.rules.js';
import type { CreateSub } from './managed-subs.schema.js';

interface NewSub {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly id: string; readonly email: string };
  readonly inviter_id: string;
}

/** Workspaces that an admin workspace makes for others: its owner owns them, until they are handed over. */
@Injectable()
export class ManagedSubsService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: GroupNoticesService,
    private readonly publications: PublicationsService,
  ) {}

  /** @throws group_kind, removal_scheduled */
  async create(ctx: Ctx, { name }: CreateSub): Promise<LinkView> {
    return this.db.run(ctx, async (tx) => {
      const sub = newId();
      await lockGroup(tx, ctx.workspace.id, sub);
      const admin = await currentWorkspace(tx, true);
      if (admin.scheduled_for_removal_at) throw fail('removal_scheduled');
      const owner = await tx.one<{ id: string; email: string }>(
        sql`select id, email from users where id = ${admin.owner_id}`,
      );
      if (!owner) throw new Error(`nobody owns ${admin.id}`);
      const link = await tx.in(sub, { as: 'caller' }, (there) =>
        createBelow(there, admin, { id: sub, name, owner, inviter_id: ctx.principal.userId }),
      );
      recordMade(tx, link, admin.name);
      await giveDefaultGroupGrants(tx, admin.id);
      this.notices.subMade(tx, owner.email, { sub_id: sub, sub_name: name, admin_name: admin.name });
      await this.publications.follow(tx, link);
      return toLink(link);
    });
  }
}

/** In the workspace that is to be, which consents to the link by being made. */
async function createBelow(
  there: Tx,
  admin: Workspace,
  { id, name, owner, inviter_id }: NewSub,
): Promise<Link> {
  await createWithOwner(there, { id, name, org_logo_url: null, owner });
  return insertLink(there, {
    workspace_id: id,
    id: newId(),
    admin_workspace_id: admin.id,
    kind: 'managed',
    status: 'accepted',
    ceiling: [...askedByDefault].sort(),
    ceiling_label: 'admin',
    sub_name: name,
    admin_name: admin.name,
    inviter_id,
    accepted_at: (() => 'now()') as never,
  });
}

/** One act in three records: what was made, and that it is below. */
function recordMade(
  tx: Tx<Ctx>,
  { id, workspace_id: sub, sub_name, ceiling }: Link,
  admin_name: string,
): void {
  const act_id = newId();
  const name = sub_name ?? '';
  record(tx, 'group.sub_created', {
    target: { id, name },
    after: { name, ceiling },
    details: { sub_workspace_id: sub },
    act_id,
  });
  tx.in(sub, { as: 'caller' }, (there) => {
    record(there, 'workspace.created', { target: { id: sub, name }, after: { name }, act_id });
    record(there, 'group.joined', { target: { id, name: admin_name }, after: { ceiling }, act_id });
  });
}
