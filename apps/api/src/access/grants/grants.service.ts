import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import type { Role } from '@bailiwick/rbac';
import {
  type Ctx,
  GrantRow,
  Hidden,
  type Page,
  TenantDb,
  type Tx,
  attributes,
  personName,
  refuseBeyondLink,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { NoticesService } from '../notices/notices.service.js';
import { refuseGiving, lockRoles, lockRolesToGive } from '../roles/roles.rules.js';
import {
  type CreateGrant,
  type GrantView,
  type GrantWithRole,
  type ListGrants,
  type RequestExtension,
  type UpdateGrant,
  toGrant,
} from './grants.schema.js';
import {
  type Holder,
  lockNamedHolder,
  lockHolder,
  displayNameOf,
  targetOfHolder,
  refuseTaking,
} from '../holders/holders.rules.js';
import { endsLater } from './grants.rules.js';
import { grantColumns, grantsWithNames, idOfExisting, insertGrant } from './grants.queries.js';

/** Roles given one by one: until when, by whom and why. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: NoticesService,
  ) {}

  async list(ctx: Ctx, query: ListGrants): Promise<Page<GrantView>> {
    const { member_id, role_id } = query;
    const where = (tx: Tx<Ctx>) => [
      sql`g.workspace_id = ${ctx.workspace.id}`,
      visibleWhere(tx.visible(), attributes(ctx), 'g'),
      ...(member_id ? [sql`g.member_id = ${member_id}`] : []),
      ...(role_id ? [sql`g.role_id = ${role_id}`] : []),
    ];
    const listing = { select: grantColumns, from: grantsWithNames, key: 'g.id', direction: 'asc' } as const;
    const page = await this.db.read(ctx, (tx) =>
      tx.page<GrantWithRole>({ ...listing, where: where(tx) }, query),
    );
    return { ...page, items: page.items.map((row) => shown(ctx, row)) };
  }

  async read(ctx: Ctx, id: string): Promise<GrantView> {
    return this.db.read(ctx, (tx) => show(tx, id));
  }

  /** @throws grant_exists with the id of what stands; Refused by the rules of giving */
  async create(ctx: Ctx, body: CreateGrant): Promise<GrantView> {
    const { member_id, role_id } = body;
    return this.db.run(ctx, async (tx) => {
      const roles = await lockRolesToGive(tx, [role_id], 'role_id');
      const holder = await lockNamedHolder(tx, member_id);
      refuseGiving(ctx, roles, targetOfHolder(ctx, holder));
      const made = await insertGrant(tx, body);
      if (!made) throw fail('grant_exists', undefined, { id: await idOfExisting(tx, body) });
      const after = await this.touched(tx, holder, made.id);
      record(tx, 'grant.created', { target: auditTarget(holder, made.id), after: fields(after) });
      await this.tell(tx, holder, roles);
      return after;
    });
  }

  async update(ctx: Ctx, id: string, patch: UpdateGrant): Promise<GrantView> {
    return this.db.run(ctx, async (tx) => {
      const [before, holder] = await lockGrant(tx, id);
      const { expires_at = before.expires_at, reason = before.reason } = patch;
      if (Number(expires_at) === Number(before.expires_at) && reason === before.reason) {
        unchanged(tx);
        return show(tx, id);
      }
      // More time is given as the role was.
      const lengthens = endsLater(before.expires_at, expires_at);
      if (lengthens) refuseBeyondLink(ctx, before);
      const roles = lengthens ? await lockRoles(tx, [before.role_id]) : [];
      refuseGiving(ctx, roles, targetOfHolder(ctx, holder));
      await refuseTaking(tx, holder);
      const was = await show(tx, id);
      await tx.update(before, GrantRow, {
        expires_at,
        reason,
        warned_at: null,
        extension_requested_at: null,
      });
      const after = await this.touched(tx, holder, id);
      record(tx, 'grant.updated', {
        target: auditTarget(holder, id),
        before: fields(was),
        after: fields(after),
      });
      return after;
    });
  }

  async remove(ctx: Ctx, id: string): Promise<GrantView> {
    return this.db.run(ctx, async (tx) => {
      const [row, holder] = await lockGrant(tx, id);
      await refuseTaking(tx, holder);
      const view = await this.touched(tx, holder, id);
      await tx.remove(row, GrantRow);
      record(tx, 'grant.revoked', { target: auditTarget(holder, id), before: fields(view) });
      return view;
    });
  }

  /**
   * For the member who holds the grant, who can do nothing else about it.
   * @throws extension_requested within a day of the last time
   */
  async requestExtension(ctx: Ctx, id: string, { reason }: RequestExtension): Promise<GrantView> {
    return this.db.run(ctx, async (tx) => {
      const grant = await tx.one<GrantRow & { asked: boolean }>(sql`select *,
        coalesce(extension_requested_at > now() - interval '1 day', false) as asked from grants
        where workspace_id = ${ctx.workspace.id} and id = ${id} and member_id = ${ctx.member.id} for update`);
      if (!grant) throw new Hidden();
      if (grant.expires_at === null) throw fail('grant_endless');
      if (grant.asked) throw fail('extension_requested');
      await tx.query(sql`update grants set extension_requested_at = now(), timestamp_updated = now()
        where workspace_id = ${ctx.workspace.id} and id = ${id}`);
      const view = await show(tx, id);
      const name = personName(ctx.principal);
      const target = { id, name, user_id: ctx.principal.userId };
      record(tx, 'grant.extension_requested', {
        target,
        details: { role: view.role.name, reason: reason ?? null },
      });
      await this.notices.extensionRequested(tx, {
        grant,
        role: view.role.name,
        by: name,
        reason: reason ?? null,
      });
      return view;
    });
  }

  /** The roles are part of the member, whose version moves with them. */
  private async touched(tx: Tx<Ctx>, { id: memberId }: Holder, id: string): Promise<GrantView> {
    tx.write(sql`update workspace_members set timestamp_updated = now()
      where workspace_id = ${tx.ctx.workspace.id} and id = ${memberId}`);
    return show(tx, id);
  }

  private async tell(tx: Tx<Ctx>, holder: Holder, roles: readonly Role[]): Promise<void> {
    if (holder.status !== 'active' || holder.kind !== 'person') return;
    const person = { email: holder.account_email ?? holder.email, name: displayNameOf(holder) };
    await this.notices.rolesGiven(tx, { person, roles, by: personName(tx.ctx.principal) });
  }
}

/** Locks the member first and the grant second, like every act that changes the roles of a member. */
async function lockGrant(tx: Tx<Ctx>, id: string): Promise<[GrantRow, Holder]> {
  const found = await tx.one<GrantRow>(sql`select member_id from grants
    where workspace_id = ${tx.ctx.workspace.id} and id = ${id}`);
  if (!found) throw new Hidden();
  const holder = await lockHolder(tx, found.member_id);
  return [await tx.load(GrantRow, id), holder];
}

async function show(tx: Tx<Ctx>, id: string): Promise<GrantView> {
  const row = await tx.one<GrantWithRole>(sql`select ${grantColumns} from ${grantsWithNames}
    where g.workspace_id = ${tx.ctx.workspace.id} and g.id = ${id}`);
  if (!row) throw new Hidden();
  return shown(tx.ctx, row);
}

const auditTarget = (holder: Holder, id: string) => ({
  id,
  name: displayNameOf(holder),
  user_id: holder.user_id,
});

const fields = ({ role, expires_at, reason }: GrantView) => ({ role: role.name, expires_at, reason });

/** By whom is told to those alone who may see the members. */
const shown = ({ ability }: Ctx, row: GrantWithRole): GrantView =>
  toGrant(ability.mayType('workspace_members:read') ? row : { ...row, granted_by_name: null });
