import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import type { Role } from '@bailiwick/rbac';
import {
  type Ctx,
  Hidden,
  Member,
  type Page,
  type PageQuery,
  TenantDb,
  type Tx,
  attributes,
  heldRoles,
  joinSql,
  newId,
  refuseStale,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { type Holder, lockHolder, refuseTaking } from '../holders/holders.rules.js';
import { giveRole, replaceRoles } from '../grants/grants.rules.js';
import { roleIdsOf } from '../roles/roles.schema.js';
import { refuseGiving, lockRolesToGive } from '../roles/roles.rules.js';
import {
  type CreateServicePrincipal,
  type ServicePrincipalView,
  type UpdateServicePrincipal,
  type ServicePrincipalRow,
  toServicePrincipal,
} from './service-principals.schema.js';

/** Members that are programs, so that integrations outlast the people who set them up. */
@Injectable()
export class ServicePrincipalsService {
  constructor(private readonly db: TenantDb) {}

  async list(ctx: Ctx, query: PageQuery): Promise<Page<ServicePrincipalView>> {
    const page = await this.db.read(ctx, (tx) =>
      tx.page<ServicePrincipalRow>({ ...services(tx), key: 'm.id', direction: 'asc' }, query),
    );
    return { ...page, items: page.items.map(toServicePrincipal) };
  }

  async read(ctx: Ctx, id: string): Promise<ServicePrincipalView> {
    return this.db.read(ctx, (tx) => show(tx, id));
  }

  async create(ctx: Ctx, body: CreateServicePrincipal): Promise<ServicePrincipalView> {
    return this.db.run(ctx, async (tx) => {
      const give = await lockRolesToGive(tx, roleIdsOf(body));
      refuseGiving(ctx, give);
      const [id, { name }] = [newId(), body];
      await tx.insert(Member, {
        ...{ workspace_id: ctx.workspace.id, id, user_id: newId(), kind: 'service', name, status: 'active' },
        // Nobody can be reached there (RFC 2606 2).
        email: `${id}@service.invalid`,
        issuer_id: ctx.principal.userId,
      });
      for (const role of give) await giveRole(tx, { workspace_id: ctx.workspace.id, id }, role);
      record(tx, 'service_principal.created', {
        target: { id, name },
        after: { name, roles: namesOf(give) },
      });
      return show(tx, id);
    });
  }

  async update(ctx: Ctx, id: string, body: UpdateServicePrincipal): Promise<ServicePrincipalView> {
    return this.db.run(ctx, async (tx) => {
      const roles = await lockRolesToGive(tx, roleIdsOf(body));
      const before = await serviceOf(tx, id);
      const { name = before.name } = body;
      const was = await show(tx, id);
      if (roles.length > 0) await replaceRoles(tx, before, roles);
      else await refuseTaking(tx, before);
      tx.write(sql`update workspace_members set name = ${name}, timestamp_updated = now()
        where workspace_id = ${ctx.workspace.id} and id = ${id}`);
      const after = await show(tx, id);
      if (JSON.stringify(fields(was)) === JSON.stringify(fields(after))) unchanged(tx);
      else {
        const change = { before: fields(was), after: fields(after) };
        record(tx, 'service_principal.updated', { target: { id, name: after.name }, ...change });
      }
      return after;
    });
  }

  /** Its keys die with it. */
  async remove(ctx: Ctx, id: string): Promise<ServicePrincipalView> {
    return this.db.run(ctx, async (tx) => {
      const service = await serviceOf(tx, id);
      await refuseTaking(tx, service);
      const view = await show(tx, id);
      for (const table of [sql`api_keys`, sql`group_grants`, sql`grants`])
        tx.write(sql`delete from ${table} where workspace_id = ${ctx.workspace.id} and member_id = ${id}`);
      tx.write(sql`delete from workspace_members where workspace_id = ${ctx.workspace.id} and id = ${id}`);
      record(tx, 'service_principal.removed', {
        target: { id, name: view.name },
        before: fields(view),
        count: view.api_keys,
      });
      return view;
    });
  }
}

/** A person is none, and so is not found. */
async function serviceOf(tx: Tx<Ctx>, id: string): Promise<Holder & { name: string }> {
  const holder = await lockHolder(tx, id);
  if (holder.kind !== 'service' || holder.name === null) throw new Hidden();
  refuseStale(tx.ctx, holder);
  return { ...holder, name: holder.name };
}

const services = (tx: Tx<Ctx>) => ({
  select: sql`m.*, ${heldRoles} as roles, (select count(*)::int from api_keys k
    where k.workspace_id = m.workspace_id and k.member_id = m.id) as api_keys`,
  from: sql`workspace_members m`,
  where: [
    sql`m.workspace_id = ${tx.ctx.workspace.id}`,
    sql`m.kind = 'service'`,
    visibleWhere(tx.visible('service_principals:read'), attributes(tx.ctx), 'm'),
  ],
});

async function show(tx: Tx<Ctx>, id: string): Promise<ServicePrincipalView> {
  const { select, from, where } = services(tx);
  const row = await tx.one<ServicePrincipalRow>(
    sql`select ${select} from ${from} where ${joinSql(where, 'and')} and m.id = ${id}`,
  );
  if (!row) throw new Hidden();
  return toServicePrincipal(row);
}

const namesOf = (roles: readonly Role[]) => roles.map(({ name }) => name).sort();
const fields = ({ name, roles }: ServicePrincipalView) => ({
  name,
  roles: roles.map((one) => one.name).sort(),
});
