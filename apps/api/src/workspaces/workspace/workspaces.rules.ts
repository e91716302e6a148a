import { systemRoles } from '@bailiwick/rbac';
import { type Ctx, GrantRow, Hidden, Member, type Tx, Workspace, newId, sql } from '@bailiwick/tenancy';

interface Owner {
  readonly id: string;
  readonly email: string;
}

interface NewWorkspace extends Pick<Workspace, 'id' | 'name' | 'org_logo_url'> {
  /** Not always the creator: an admin of an agency creates workspaces that its owner owns. */
  readonly owner: Owner;
}

/** In a transaction bound to the new workspace. */
export async function createWithOwner(tx: Tx, { owner, ...fields }: NewWorkspace): Promise<Workspace> {
  const workspace = await tx.insert(Workspace, { ...fields, owner_id: owner.id });
  await tx.query(sql`insert into audit_heads (workspace_id) values (${fields.id})`);
  await seatOwner(tx, fields.id, owner);
  return workspace;
}

/** Makes a member who is the owner, in a workspace without one. */
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
