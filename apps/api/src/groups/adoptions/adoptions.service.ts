import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, type GroupLinkRow, Hidden, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { lockLink, readLink } from '../../workspaces/links/links.rules.js';
import type { Adopt, Adoptions, EndLink } from './adoptions.schema.js';
import {
  type AdoptionCounts,
  deleteRest,
  isMadeThrough,
  keepChosen,
  keepSeatOfOwner,
  listAdoptable,
} from './adoptions.queries.js';

/** The objects that were made through a link: they end with it, unless the owner of the sub adopts them. */
@Injectable()
export class AdoptionsService {
  constructor(private readonly db: TenantDb) {}

  async list(ctx: Ctx, id: string): Promise<Adoptions> {
    return this.db.run(ctx, async (tx) => {
      const link = await readLink(tx, id);
      refuseUnlessBelow(tx, link);
      return listAdoptable(tx, link);
    });
  }

  /** @throws group_link_pending, group_link_ended, owner_not_adopted; Hidden */
  async adopt(ctx: Ctx, id: string, { members = [], grants = [], api_keys = [] }: Adopt): Promise<Adoptions> {
    return this.db.run(ctx, async (tx) => {
      const link = await lockLink(tx, id);
      refuseUnlessBelow(tx, link);
      if (link.status !== 'accepted') throw fail('group_link_pending');
      const adopted = await keepChosen(tx, link, { members, grants, api_keys }, 'api_keys');
      record(tx, 'group.adopted', { target: { id, name: link.admin_name }, details: { adopted } });
      return listAdoptable(tx, link);
    });
  }

  /** At the end of the link, in the workspace below it; the owner's seat is nobody's to take. */
  async settle(tx: Tx, link: GroupLinkRow, chosen: EndLink): Promise<AdoptionCounts> {
    await keepSeatOfOwner(tx, link);
    const { adopt_members: members = [], adopt_grants: grants = [], adopt_api_keys: api_keys = [] } = chosen;
    const adopted = await keepChosen(tx, link, { members, grants, api_keys }, 'adopt_api_keys');
    const ended = await deleteRest(tx, link);
    await tx.query(sql`update roles set via_link_id = null where ${isMadeThrough(link)}`);
    return { adopted, ended };
  }
}

/** The owner of the workspace below asks; the workspace above has nothing to keep. @throws Hidden */
function refuseUnlessBelow({ ctx }: Tx<Ctx>, { workspace_id }: GroupLinkRow): void {
  if (workspace_id !== ctx.workspace.id) throw new Hidden();
}
