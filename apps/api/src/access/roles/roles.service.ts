import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import {
  type HeldRole,
  type Role,
  administers,
  effective,
  maskOf,
  refuseRoleEdit,
  rolesIn,
  systemRole,
} from '@bailiwick/rbac';
import {
  type Ctx,
  type Page,
  type PageQuery,
  Refused,
  RoleRow,
  TenantDb,
  type Tx,
  newId,
  refuseBeyondLink,
  sql,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { refuseUnlessFresh } from '../../http/gate/fresh.js';
import {
  type CreateRole,
  type DeleteRole,
  type FullRoleView,
  type UpdateRole,
  type ListedRole,
  toFullRole,
} from './roles.schema.js';
import { PublicationsService } from './publications.service.js';
import { actorOf, administersHere, lockOwnGroup, refuseGiving, lockRoles } from './roles.rules.js';
import {
  bindingsOfHolders,
  groupGrantToHolders,
  rolesListing,
  showRole,
  replaceInGrants,
  replaceInGroup,
} from './roles.queries.js';

/** The workspace's own roles. A change to one changes everybody who holds it, so it is judged by them, too. */
@Injectable()
export class RolesService {
  constructor(
    private readonly db: TenantDb,
    private readonly publications: PublicationsService,
  ) {}

  async list(ctx: Ctx, query: PageQuery): Promise<Page<FullRoleView>> {
    const page = await this.db.read(ctx, (tx) => tx.page<ListedRole>(rolesListing(ctx.workspace.id), query));
    return { ...page, items: page.items.map(toFullRole) };
  }

  async read(ctx: Ctx, id: string): Promise<FullRoleView> {
    return this.db.read(ctx, (tx) => showRole(tx, id));
  }

  /** @throws Refused owner_only, role_beyond_own; role_exists, unknown_role */
  async create(ctx: Ctx, body: CreateRole): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      await this.refuseEdit(tx, undefined, body);
      await refuseTakenName(tx, body.name);
      const { id } = await tx.insert(RoleRow, { workspace_id: ctx.workspace.id, id: newId(), ...body });
      record(tx, 'role.created', { target: { id, name: body.name }, after: body });
      return showRole(tx, id);
    });
  }

  async update(ctx: Ctx, id: string, patch: UpdateRole): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      lockOwnGroup(tx);
      const before = await loadEditable(tx, id);
      const after = { ...fields(before), ...patch };
      if (JSON.stringify(after) === JSON.stringify(fields(before))) {
        unchanged(tx);
        return showRole(tx, id);
      }
      await this.refuseEdit(tx, before, after);
      if (!sameSet(after.permissions, before.permissions)) await refuseHolders(tx, id);
      await refuseTakenName(tx, after.name, id);
      const role = await tx.update(before, RoleRow, patch);
      record(tx, 'role.updated', { target: { id, name: after.name }, before: fields(before), after });
      if (role.publication_version !== null) await this.publications.spread(tx, role);
      return showRole(tx, id);
    });
  }

  /** @throws role_in_use where a member holds it and the request names no other */
  async remove(ctx: Ctx, id: string, { replacement_role_id: instead }: DeleteRole): Promise<FullRoleView> {
    return this.db.run(ctx, async (tx) => {
      lockOwnGroup(tx);
      const role = await loadEditable(tx, id);
      const view = await showRole(tx, id);
      if (view.holders > 0) await this.replace(tx, role, instead);
      if (role.publication_version !== null) await this.publications.leave(tx, role);
      await tx.query(sql`update roles set assignable_role_ids = array_remove(assignable_role_ids, ${id}::uuid)
        where workspace_id = ${ctx.workspace.id} and ${id}::uuid = any(assignable_role_ids)`);
      await tx.remove(role, RoleRow);
      record(tx, 'role.deleted', {
        target: { id, name: role.name },
        before: fields(role),
        count: view.holders,
        details: { replacement_role_id: instead ?? null },
      });
      return view;
    });
  }

  private async replace(
    tx: Tx<Ctx>,
    { id, workspace_id }: RoleRow,
    instead: string | undefined,
  ): Promise<void> {
    if (!instead) throw fail('role_in_use');
    if (instead === id) throw failField('unknown_role', 'replacement_role_id');
    const give = await lockRoles(tx, [instead], 'replacement_role_id');
    await refuseHolders(tx, id, give);
    await replaceInGrants(tx, { id, workspace_id }, instead);
    await replaceInGroup(tx, { id, workspace_id }, instead);
  }

  private async refuseEdit(
    tx: Tx<Ctx>,
    before: RoleRow | undefined,
    after: Pick<CreateRole, 'permissions' | 'assignable_role_ids'>,
  ): Promise<void> {
    const roles = await lockRoles(tx, after.assignable_role_ids, 'assignable_role_ids');
    const was = before && rolesIn([before])[0];
    const refusal = refuseRoleEdit({
      actor: actorOf(tx.ctx),
      ...(was && { before: was }),
      after: { permissions: after.permissions, assignable: after.assignable_role_ids },
      roles,
    });
    if (refusal) throw new Refused(refusal);
    if (was && !administers(was) && administers({ ...was, permissions: after.permissions }))
      refuseUnlessFresh(tx.ctx);
  }
}

const fields = ({ name, description, permissions, assignable_role_ids }: RoleRow | CreateRole) => ({
  name,
  description,
  permissions: permissions as CreateRole['permissions'],
  assignable_role_ids,
});

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** A system role is there and cannot be changed; anything else that is not a row is hidden. */
async function loadEditable(tx: Tx<Ctx>, id: string): Promise<RoleRow> {
  if (systemRole(id)) throw fail('system_role');
  const role = await tx.load(RoleRow, id);
  refuseBeyondLink(tx.ctx, role);
  if (role.published_from) throw fail('published_role');
  await refuseHeldOtherwise(tx, id);
  return role;
}

/**
 * Through a link the caller can change a role only for members who hold it through the same link; for others it would
 * change the sub's own grants.
 */
async function refuseHeldOtherwise(tx: Tx<Ctx>, id: string): Promise<void> {
  const { viaLinkId } = tx.ctx.scope;
  if (!viaLinkId) return;
  const [held] = await tx.query(sql`select 1 from grants where workspace_id = ${tx.ctx.workspace.id}
    and role_id = ${id} and via_link_id is distinct from ${viaLinkId} limit 1`);
  if (held) throw new Refused('acting_limited');
}

async function refuseTakenName(tx: Tx<Ctx>, name: string, but?: string): Promise<void> {
  // Two of the same name at once: the second waits here for the first.
  await tx.query(sql`select 1 from workspaces where id = ${tx.ctx.workspace.id} for no key update`);
  const taken = await tx.one<{
    id: string;
  }>(sql`select id from roles where workspace_id = ${tx.ctx.workspace.id}
    and lower(btrim(normalize(name, NFKC))) = lower(btrim(normalize(${name}::text, NFKC))) and id is distinct from ${but ?? null}::uuid`);
  if (taken) throw fail('role_exists', undefined, { id: taken.id });
}

/** Changing a role changes every member who holds it: the rules for changing a member's roles apply. */
async function refuseHolders(tx: Tx<Ctx>, roleId: string, give: readonly Role[] = []): Promise<void> {
  if ((await tx.query(groupGrantToHolders(tx.ctx, roleId))).length > 0) tx.ask('workspace_ownership:update');
  const holders = await tx.query<{ roles: HeldRole[]; mask: string[] | null; is_actor: boolean }>(
    bindingsOfHolders(tx.ctx, roleId),
  );
  for (const { roles, mask, is_actor: isActor } of holders) {
    const permissions = effective({ direct: rolesIn(roles), mask: maskOf(mask) });
    refuseGiving(tx.ctx, give, { isActor, permissions, administers: administersHere(roles) });
  }
}
