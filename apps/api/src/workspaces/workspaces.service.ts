import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { systemRoles } from '@bailiwick/rbac';
import {
  type Ctx,
  GrantRow,
  Hidden,
  Member,
  type Person,
  TenantDb,
  type Tx,
  Workspace,
  newId,
  refuseStale,
  sql,
} from '@bailiwick/tenancy';
import {
  type CreateWorkspace,
  type UpdateWorkspace,
  type WorkspaceView,
  toWorkspace,
} from './workspaces.schema.js';

@Injectable()
export class WorkspacesService {
  constructor(private readonly db: TenantDb) {}

  /** Whoever creates it owns it; its audit log begins with this act. */
  async create(person: Person, { name, org_logo_url = null }: CreateWorkspace): Promise<WorkspaceView> {
    const { userId, email } = person.principal;
    const id = newId();
    const memberId = newId();
    return this.db.run({ ...person, scope: { workspaceId: id, userId } }, async (tx) => {
      const workspace = await tx.insert(Workspace, { id, name, org_logo_url, owner_id: userId });
      await tx.query(sql`insert into audit_heads (workspace_id) values (${id})`);
      await tx.insert(Member, {
        workspace_id: id,
        id: memberId,
        user_id: userId,
        email,
        status: 'active',
        accepted_at: () => 'now()',
      });
      await tx.insert(GrantRow, {
        workspace_id: id,
        id: newId(),
        member_id: memberId,
        role_id: systemRoles.owner.id,
        granted_by: userId,
      });
      record(tx, 'workspace.created', { target: { id, name }, after: { name, org_logo_url } });
      return toWorkspace(workspace);
    });
  }

  async read(ctx: Ctx): Promise<WorkspaceView> {
    return toWorkspace(await this.db.read(ctx, (tx) => currentWorkspace(tx, false)));
  }

  async update(ctx: Ctx, patch: UpdateWorkspace): Promise<WorkspaceView> {
    return this.db.run(ctx, async (tx) => {
      const before = await currentWorkspace(tx, true);
      refuseStale(ctx, before);
      const same = Object.entries(patch).every(
        ([field, value]) => before[field as keyof UpdateWorkspace] === value,
      );
      if (same) {
        unchanged(tx);
        return toWorkspace(before);
      }
      const after = await tx.change(Workspace, { id: before.id }, patch);
      const fields = ({ name, org_logo_url }: Workspace) => ({ name, org_logo_url });
      record(tx, 'workspace.updated', {
        target: { id: after.id, name: after.name },
        before: fields(before),
        after: fields(after),
      });
      return toWorkspace(after);
    });
  }
}

/**
 * The workspace is its own key, so it is found by the scope and nothing else. Its lock leaves alone what merely refers to
 * it: a request that has claimed its idempotency key does, and would wait for another such one.
 */
export async function currentWorkspace(tx: Tx<Ctx>, lock: boolean): Promise<Workspace> {
  const row = await tx.one<Workspace>(
    sql`select * from workspaces where id = ${tx.ctx.workspace.id} ${lock ? sql`for no key update` : sql``}`,
  );
  if (!row) throw new Hidden();
  return row;
}
