import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Ctx, type Person, TenantDb, Workspace, newId, refuseStale } from '@bailiwick/tenancy';
import { createWithOwner, currentWorkspace } from './workspaces.rules.js';
import {
  type CreateWorkspace,
  type UpdateWorkspace,
  type WorkspaceView,
  toWorkspace,
} from './workspaces.schema.js';

@Injectable()
export class WorkspacesService {
  constructor(private readonly db: TenantDb) {}

  /** The creator owns it; its audit log begins with this act. */
  async create(person: Person, { name, org_logo_url = null }: CreateWorkspace): Promise<WorkspaceView> {
    const { userId, email } = person.principal;
    const id = newId();
    return this.db.run({ ...person, scope: { workspaceId: id, userId } }, async (tx) => {
      const workspace = await createWithOwner(tx, { id, name, org_logo_url, owner: { id: userId, email } });
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
