import { Injectable } from '@nestjs/common';
import {
  type HeldRole,
  effective,
  maskOf,
  rolesIn,
  systemRoleNames,
  systemRoles,
  underCeiling,
} from '@bailiwick/rbac';
import { type Tx, type Workspace, heldRoles, sql } from '@bailiwick/tenancy';
import { MailService, type Templates } from '../../mail/mail.service.js';

type Removal = 'removal_scheduled' | 'removal_soon' | 'removal_cancelled';

/** The mails about a workspace that is about to go, to its owner and to all members who can cancel the removal. */
@Injectable()
export class RemovalNoticesService {
  constructor(private readonly mails: MailService) {}

  scheduled(tx: Tx, workspace: Workspace, by: string): Promise<void> {
    const when = whenOf(workspace);
    return this.tell(tx, workspace.id, 'removal_scheduled', { workspace: workspace.name, by, when });
  }

  soon(tx: Tx, workspace: Workspace): Promise<void> {
    const when = whenOf(workspace);
    return this.tell(tx, workspace.id, 'removal_soon', { workspace: workspace.name, when });
  }

  cancelled(tx: Tx, { id, name: workspace }: Workspace, by: string): Promise<void> {
    return this.tell(tx, id, 'removal_cancelled', { workspace, by });
  }

  private async tell<N extends Removal>(
    tx: Tx,
    id: string,
    template: N,
    data: Omit<Templates[N], 'link'>,
  ): Promise<void> {
    const path = `/w/${id}/settings/workspace`;
    for (const to of await addressesOf(tx, id)) this.mails.enqueue<Removal>(tx, { to, template, data, path });
  }
}

const whenOf = ({ scheduled_for_removal_at }: Workspace): string =>
  (scheduled_for_removal_at as Date).toISOString();

const CANCEL = 'workspace_removals:delete';
const cancelling = systemRoleNames
  .map((name) => systemRoles[name])
  .filter(({ permissions }) => (permissions as readonly string[]).includes(CANCEL))
  .map(({ id }) => id);

/**
 * The statement only spares the engine the many who hold no role that could; who may is what the engine says. The owner
 * is among them: nobody can take that from them.
 */
async function addressesOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const candidates = await tx.query<{ email: string; roles: HeldRole[]; mask: string[] | null }>(sql`
    select u.email, m.permissions as mask, ${heldRoles} as roles
    from workspace_members m join users u on u.id = m.user_id
    where m.workspace_id = ${workspaceId} and m.status = 'active' and m.kind = 'person' and m.id in (
      select g.member_id from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
      where g.workspace_id = ${workspaceId} and (g.role_id = any(${cancelling}) or ${CANCEL} = any(r.permissions)))
    order by m.id`);
  return candidates
    .filter(({ roles, mask }) => effective({ direct: rolesIn(roles), mask: maskOf(mask) }).has(CANCEL))
    .map(({ email }) => email)
    .concat(await managing(tx, workspaceId));
}

/** People of the admin workspace that manages it can cancel it too, with any other rights or none. */
async function managing(tx: Tx, workspaceId: string): Promise<string[]> {
  const through = await tx.query<{ email: string; roles: HeldRole[]; ceiling: string[] }>(sql`
    select t.email, t.roles, t.ceiling from members_through_group() t
    join group_links l on l.workspace_id = ${workspaceId} and l.id = t.link_id and l.kind = 'managed'
    where t.kind = 'person' and not exists (select 1 from workspace_members m
      where m.workspace_id = ${workspaceId} and m.user_id = t.user_id)`);
  return through
    .filter(({ roles, ceiling }) => {
      const group = { roles: rolesIn(roles), ceiling: new Set(underCeiling(ceiling, true)) };
      return effective({ direct: [], group }).has(CANCEL);
    })
    .map(({ email }) => email);
}
