import { Injectable } from '@nestjs/common';
import { type Ctx, type Page, TenantDb, sql } from '@bailiwick/tenancy';
import { type AuditRow, toAuditRecord } from '../../audit/log/audit-log.schema.js';
import { rightsInSubs } from '../links/rights.rules.js';
import {
  type GroupAuditPage,
  type GroupAuditQuery,
  type ListPeople,
  type ListSubs,
  type PeoplePage,
  type PersonRow,
  type SubRow,
  type SubView,
  type SummaryView,
  toPerson,
  toSub,
} from './group-overview.schema.js';
import {
  subIsOpen,
  peopleListing,
  recordsListing,
  subsListing,
  subsWithPermission,
} from './group-overview.queries.js';

/** The group as one who is above it sees it; of each workspace so much as they may see there. */
@Injectable()
export class GroupOverviewService {
  constructor(private readonly db: TenantDb) {}

  async summary(ctx: Ctx): Promise<SummaryView> {
    const { id } = ctx.workspace;
    const counts = await this.db.read(ctx, (tx) =>
      tx.one<{ subs: number; members: number; pending: number }>(sql`select count(*)::int as subs,
        coalesce(sum(members), 0)::int as members, (select count(*)::int from group_links l
          where l.admin_workspace_id = ${id} and l.status = 'pending' and l.expires_at > now()) as pending
        from group_subs s where s.workspace_id = ${id} and ${subIsOpen}`),
    );
    const { subs = 0, members = 0, pending = 0 } = counts ?? {};
    const { link } = ctx;
    return {
      kind: link ? 'sub' : subs + pending > 0 ? 'admin' : 'standalone',
      ...{ subs, pending, members },
      admin_workspace: link
        ? {
            workspace_group_member_id: link.id,
            workspace_id: link.from.id,
            name: link.from.name,
            is_managed: link.isManaged,
          }
        : null,
    };
  }

  async subs(ctx: Ctx, query: ListSubs): Promise<Page<SubView>> {
    const page = await this.db.read(ctx, (tx) => tx.page<SubRow>(subsListing(ctx, query), query));
    return { ...page, items: page.items.map(toSub) };
  }

  async members(ctx: Ctx, query: ListPeople): Promise<PeoplePage> {
    const rights = await this.db.read(ctx, rightsInSubs);
    const { subs, hidden_subs } = subsWithPermission(rights, 'workspace_members:read');
    const listing = peopleListing(subs, query.search);
    const page = await this.db.read(ctx, (tx) => tx.page<PersonRow>(listing, query));
    return { ...page, items: page.items.map(toPerson), hidden_subs };
  }

  async auditLogs(ctx: Ctx, query: GroupAuditQuery): Promise<GroupAuditPage> {
    const all = await this.db.read(ctx, rightsInSubs);
    const rights = query.sub ? all.filter(({ link_id }) => link_id === query.sub) : all;
    const { subs, hidden_subs } = subsWithPermission(rights, 'audit_logs:read');
    const listing = recordsListing(subs, query);
    const page = await this.db.read(ctx, (tx) =>
      tx.page<AuditRow & { workspace_name: string }>(listing, query),
    );
    const items = page.items.map((row) => ({ ...toAuditRecord(row), workspace_name: row.workspace_name }));
    return { ...page, items, hidden_subs };
  }
}
