import { Injectable } from '@nestjs/common';
import { recordAccount, unchanged } from '@bailiwick/audit';
import { type HeldRole, effective, rolesIn } from '@bailiwick/rbac';
import {
  type Ctx,
  Hidden,
  type Page,
  type PageQuery,
  type Person,
  TenantDb,
  User,
  refuseStale,
  sql,
} from '@bailiwick/tenancy';
import type { z } from 'zod';
import { toRole } from '../../access/roles/roles.schema.js';
import {
  type Me,
  type UpdateMe,
  type accountRecord,
  type myPermissions,
  type myWorkspace,
  type AccountActivityRow,
  toAccountRecord,
  toMe,
} from './profile.schema.js';

type MyWorkspace = z.output<typeof myWorkspace>;
type MyWorkspaceRow = Omit<MyWorkspace, 'roles'> & { roles: HeldRole[] };

@Injectable()
export class ProfileService {
  constructor(private readonly db: TenantDb) {}

  async read(person: Person): Promise<Me> {
    const { userId } = person.principal;
    const user = await this.db.read(person, (tx) =>
      tx.one<User>(sql`select * from users where id = ${userId}`),
    );
    if (!user) throw new Hidden();
    return toMe(user);
  }

  async update(person: Person, patch: UpdateMe): Promise<Me> {
    const { userId } = person.principal;
    return this.db.run(person, async (tx) => {
      const before = await tx.one<User>(sql`select * from users where id = ${userId} for update`);
      if (!before) throw new Hidden();
      refuseStale(person, before);
      const after = { ...names(before), ...patch };
      if (after.first_name === before.first_name && after.last_name === before.last_name) {
        unchanged(tx);
        return toMe(before);
      }
      const user = await tx.change(User, { id: userId }, after);
      recordAccount(tx, 'account.updated', { before: names(before), after });
      return toMe(user);
    });
  }

  async activity(person: Person, query: PageQuery): Promise<Page<z.output<typeof accountRecord>>> {
    const page = await this.db.read(person, (tx) =>
      tx.page<AccountActivityRow>(
        {
          select: sql`id, occurred_at, activity, outcome, ip, user_agent, changes`,
          from: sql`account_activity`,
          where: [sql`user_id = ${person.principal.userId}`],
          key: 'id',
          direction: 'desc',
        },
        query,
      ),
    );
    return { ...page, items: page.items.map(toAccountRecord) };
  }

  async workspaces(person: Person, query: PageQuery): Promise<Page<MyWorkspace>> {
    const page = await this.db.read(person, (tx) =>
      tx.page<MyWorkspaceRow>(
        { select: sql`w.*`, from: sql`my_workspaces() w`, where: [sql`true`], key: 'w.id', direction: 'asc' },
        query,
      ),
    );
    const items = page.items.map((row) => ({ ...row, roles: rolesIn(row.roles).map(toRole) }));
    return { ...page, items };
  }

  permissions({ workspace, member, bindings, link, acting }: Ctx): z.output<typeof myPermissions> {
    const held = [...bindings.direct, ...(bindings.group?.roles ?? [])];
    const roles = new Map(held.map((role) => [role.id, toRole(role)]));
    return {
      workspace_id: workspace.id,
      workspace_name: workspace.name,
      member_id: member.id,
      roles: [...roles.values()],
      permissions: [...effective(bindings)].sort(),
      access_via: acting ? `group:${acting.id}` : 'direct',
      link: link
        ? {
            id: link.id,
            admin_workspace_id: link.from.id,
            admin_workspace_name: link.from.name,
            is_managed: link.isManaged,
          }
        : null,
    };
  }
}

const names = ({ first_name, last_name }: User) => ({ first_name, last_name });
