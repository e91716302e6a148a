import { Injectable } from '@nestjs/common';
import { explain } from '@bailiwick/rbac';
import { type Ctx, type Page, TenantDb } from '@bailiwick/tenancy';
import { toRole } from '../roles/roles.schema.js';
import { type Bound, engineView, grantBehind, timeOf } from '../holders/bound.rules.js';
import { holding } from './holders.queries.js';
import { refuseFuture, worldOf } from './world.queries.js';
import type { HolderView, ListHolders } from './access.schema.js';

/** So often the gaps of a page are filled that masks leave; a page is short only where they leave more. */
const ROUNDS = 20;

@Injectable()
export class HoldersService {
  constructor(private readonly db: TenantDb) {}

  /** SQL says who holds a role in which it is; whether that gives it, the engine. */
  async list(ctx: Ctx, query: ListHolders): Promise<Page<HolderView>> {
    const items: HolderView[] = [];
    let after = query.starting_after;
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await this.page(ctx, {
        ...query,
        limit: query.limit - items.length,
        starting_after: after,
      });
      items.push(...page.items.flatMap((row) => toHolder(row, query)));
      after = page.next_starting_after;
      if (after === undefined || items.length === query.limit) break;
    }
    return { items, ...(after !== undefined && { next_starting_after: after }) };
  }

  private page(ctx: Ctx, query: ListHolders): Promise<Page<Bound>> {
    return this.db.read(ctx, async (tx) => {
      const listing = holding(tx, worldOf(query.as_of), [query.permission], query.through);
      const [page] = await Promise.all([tx.page<Bound>(listing, query), refuseFuture(tx, query.as_of)]);
      return page;
    });
  }
}

function toHolder(row: Bound, { permission, through: by }: ListHolders): HolderView[] {
  const { bindings, circumstances } = engineView(row);
  const { allowed, reasons } = explain(bindings, permission, [], circumstances);
  if (!allowed) return [];
  const { id, user_id, kind, name, email, source } = row;
  const given = reasons.filter(({ obstacles }) => obstacles.length === 0);
  if (by && !given.some(({ through: way }) => way === by)) return [];
  const through = given.map(({ role, through: way }) => ({
    role: toRole(role),
    expires_at: timeOf(grantBehind(row, role, way)?.expires_at ?? null),
    via: way === 'group' ? `group:${row.through?.link_id ?? ''}` : way,
  }));
  return [{ member_id: id, user_id, kind, name, email, source, through }];
}
