import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Hidden, type Page, type PageQuery, TenantDb, sql } from '@bailiwick/tenancy';
import { answer } from '../../http/body/answer.js';
import { type BlockView, block } from './consents.schema.js';

/** As it was called when it last asked. */
const select = sql`b.admin_workspace_id, b.timestamp_created, coalesce((select l.admin_name from group_links l
  where l.workspace_id = b.workspace_id and l.admin_workspace_id = b.admin_workspace_id
  order by l.id desc limit 1), '') as admin_workspace_name`;

/** Whom the owner of a workspace does not want to be asked by again. */
@Injectable()
export class BlocksService {
  constructor(private readonly db: TenantDb) {}

  async list(ctx: Ctx, query: PageQuery): Promise<Page<BlockView>> {
    const listing = {
      select,
      from: sql`group_blocks b`,
      where: [sql`b.workspace_id = ${ctx.workspace.id}`],
      key: 'b.admin_workspace_id',
      direction: 'asc',
    } as const;
    const page = await this.db.read(ctx, (tx) => tx.page<BlockView>(listing, query));
    return { ...page, items: page.items.map(toBlock) };
  }

  async lift(ctx: Ctx, id: string): Promise<BlockView> {
    return this.db.run(ctx, async (tx) => {
      const row = await tx.one<BlockView>(sql`with b as (delete from group_blocks
          where workspace_id = ${ctx.workspace.id} and admin_workspace_id = ${id} returning *)
        select ${select} from b`);
      if (!row) throw new Hidden();
      record(tx, 'group.unblocked', { target: { id, name: row.admin_workspace_name } });
      return toBlock(row);
    });
  }
}

const toBlock = answer(block);
