import { Injectable } from '@nestjs/common';
import {
  type Ctx,
  type Listing,
  type Page,
  Sql,
  TenantDb,
  type Tx,
  sql,
  visibleWhere,
  attributes,
} from '@bailiwick/tenancy';
import { type AuditQuery, type AuditRecordView, type AuditRow, toAuditRecord } from './audit-log.schema.js';
import { searchPattern } from './audit-log.rules.js';

@Injectable()
export class AuditLogService {
  constructor(private readonly db: TenantDb) {}

  /** What is sealed, newest first. A record is sealed about a second after its act, usually sooner. */
  async list(ctx: Ctx, query: AuditQuery): Promise<Page<AuditRecordView>> {
    const page = await this.db.read(ctx, (tx) => tx.page<AuditRow>(listing(tx, query), query));
    return { ...page, items: page.items.map(toAuditRecord) };
  }
}

function listing(tx: Tx<Ctx>, query: AuditQuery): Listing {
  return {
    select: sql`seq, sealed_at, body, personal`,
    from: sql`audit_log`,
    where: [
      sql`workspace_id = ${tx.ctx.workspace.id}`,
      visibleWhere(tx.visible(), attributes(tx.ctx)),
      ...filters(query),
    ],
    key: 'seq',
    direction: 'desc',
    planAnew: true,
  };
}

/** Days are whole days in UTC; both ends are included. */
function filters({ activity_type, search, start_date, end_date, user_id }: AuditQuery): Sql[] {
  return [
    ...(activity_type === undefined ? [] : [sql`activity = ${activity_type}`]),
    ...(user_id ? [sql`actor_id = ${user_id}`] : []),
    ...(start_date ? [sql`occurred_at >= (${start_date}::date)::timestamp at time zone 'UTC'`] : []),
    ...(end_date ? [sql`occurred_at < (${end_date}::date + 1)::timestamp at time zone 'UTC'`] : []),
    ...(search ? [mentions(search)] : []),
  ];
}

/** Searches the names, addresses and changes of a record, in upper and lower case. */
function mentions(search: string): Sql {
  const pattern = searchPattern(search);
  return sql`(personal ilike ${pattern} or canonical ilike ${pattern})`;
}
