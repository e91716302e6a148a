import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Hidden, TenantDb, type Tx, newId, sql } from '@bailiwick/tenancy';
import { csvLine } from '../../http/body/csv.js';
import { type SubRights, rightsInSubs } from '../links/rights.rules.js';
import {
  type KeptMembership,
  type ReceiptRow,
  type ReceiptView,
  type TakenMembership,
  toReceipt,
} from './leavers.schema.js';

export interface LeavingPerson {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
}

/** The receipt that says where the person was removed, and where not and why. */
@Injectable()
export class ReceiptsService {
  constructor(private readonly db: TenantDb) {}

  /** In the transaction of the act. */
  async write(
    tx: Tx<Ctx>,
    person: LeavingPerson,
    result: { taken: TakenMembership[]; kept: KeptMembership[]; hidden_subs: number },
  ): Promise<ReceiptView> {
    const { taken, kept, hidden_subs } = result;
    const { id: workspaceId } = tx.ctx.workspace;
    const row = await tx.one<ReceiptRow>(sql`insert into leaver_receipts
      (workspace_id, id, user_id, name, email, removed_by, taken, kept, hidden_subs)
      values (${workspaceId}, ${newId()}, ${person.user_id}, ${person.name}, ${person.email},
        ${tx.ctx.principal.userId}, ${JSON.stringify(taken)}, ${JSON.stringify(kept)}, ${hidden_subs}) returning *`);
    if (!row) throw new Hidden();
    record(tx, 'group.person_removed', {
      target: { id: person.user_id, name: person.name, user_id: person.user_id },
      before: { email: person.email },
      count: taken.filter(({ workspace_id }) => workspace_id !== workspaceId).length,
      details: { receipt_id: row.id, kept: kept.length },
    });
    return toReceipt(row);
  }

  async read(ctx: Ctx, id: string): Promise<ReceiptView> {
    const [row, rights] = await this.db.read(ctx, (tx) =>
      Promise.all([
        tx.one<ReceiptRow>(
          sql`select * from leaver_receipts where workspace_id = ${ctx.workspace.id} and id = ${id}`,
        ),
        rightsInSubs(tx),
      ]),
    );
    if (!row) throw new Hidden();
    const isTheirs =
      row.removed_by === ctx.principal.userId || ctx.ability.mayType('workspace_ownership:update');
    return toReceipt(isTheirs ? row : onlyWhere(ctx, row, rights));
  }

  async csv(ctx: Ctx, id: string): Promise<string> {
    const { person, at, taken, kept } = await this.read(ctx, id);
    const who = [person.name, person.email, at] as const;
    return [
      csvLine(csvColumns),
      ...taken.map((one) => csvLine([one.workspace_id, one.name, ...who, one.member, ...countsOf(one), ''])),
      ...kept.map((one) => csvLine([one.workspace_id, one.name, ...who, 'kept', 0, 0, 0, 0, one.reason])),
    ].join('');
  }
}

const csvColumns = [
  ...['workspace_id', 'workspace', 'name', 'email', 'at', 'outcome'],
  ...['grants', 'api_keys', 'invitations', 'service_keys', 'reason'],
];

const countsOf = ({ grants, group_grants, api_keys, invitations, service_keys }: TakenMembership) => [
  grants + group_grants,
  api_keys,
  invitations,
  service_keys,
];

/** Of each workspace so much as they may see there. */
function onlyWhere({ workspace }: Ctx, row: ReceiptRow, rights: readonly SubRights[]): ReceiptRow {
  const open = new Set(
    rights.flatMap((one) => (one.permissions.has('workspace_members:read') ? one.workspace_id : [])),
  ).add(workspace.id);
  const isOpen = ({ workspace_id }: { readonly workspace_id: string }) => open.has(workspace_id);
  const hidden = new Set(
    [...row.taken, ...row.kept].filter((one) => !isOpen(one)).map(({ workspace_id }) => workspace_id),
  );
  return {
    ...row,
    taken: row.taken.filter(isOpen),
    kept: row.kept.filter(isOpen),
    hidden_subs: row.hidden_subs + hidden.size,
  };
}
