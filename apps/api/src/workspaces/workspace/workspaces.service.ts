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
    return this.db.run({ ...person, scope: { workspaceId: id, userId } }, async (tx) => {
      const workspace = await found(tx, { id, name, org_logo_url, owner: { id: userId, email } });
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

interface Owner {
  readonly id: string;
  readonly email: string;
}

interface Founded extends Pick<Workspace, 'id' | 'name' | 'org_logo_url'> {
  /** Not always whoever founds it: an admin of an agency makes workspaces that its owner owns. */
  readonly owner: Owner;
}

/** In a transaction bound to the workspace that is to be. */
export async function found(tx: Tx, { owner, ...fields }: Founded): Promise<Workspace> {
  const workspace = await tx.insert(Workspace, { ...fields, owner_id: owner.id });
  await tx.query(sql`insert into audit_heads (workspace_id) values (${fields.id})`);
  await seatOwner(tx, fields.id, owner);
  return workspace;
}

/** A member who is the owner, where nobody is any more. */
export async function seatOwner(tx: Tx, workspace_id: string, { id: user_id, email }: Owner): Promise<void> {
  const member_id = newId();
  await tx.insert(Member, {
    ...{ workspace_id, id: member_id, user_id, email },
    status: 'active',
    accepted_at: () => 'now()',
  });
  const role_id = systemRoles.owner.id;
  await tx.insert(GrantRow, { workspace_id, id: newId(), member_id, role_id, granted_by: user_id });
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
