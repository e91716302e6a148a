import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type Ctx, Refused, TenantDb, type Tx } from '@bailiwick/tenancy';
import { type Cell, csvLine } from '../../http/body/csv.js';
import type { MemberView } from '../members/members.schema.js';
import { MembersService } from '../members/members.service.js';
import { NoticesService } from '../../access/notices/notices.service.js';
import type { ExportMembers } from './member-exports.schema.js';

/** More people than that are nobody's list of colleagues. */
const MANY = 1000;

/** The members as a file. */
@Injectable()
export class MemberExportsService {
  constructor(
    private readonly db: TenantDb,
    private readonly members: MembersService,
    private readonly notices: NoticesService,
  ) {}

  /** @returns CSV of all that the filter admits. @throws Refused reauth_required for many without a fresh login */
  async csv(ctx: Ctx, filter: ExportMembers): Promise<string> {
    return this.db.run(ctx, async (tx) => {
      const lines = [csvLine(columns.map(([name]) => name))];
      for await (const member of this.all(tx, filter)) {
        lines.push(csvLine(columns.map(([, of]) => of(member))));
        if (lines.length === MANY + 2) refuseWithoutPerson(ctx);
      }
      const count = lines.length - 1;
      const { id, name } = ctx.workspace;
      record(tx, 'member.exported', {
        target: { id, name },
        count,
        details: { filter: JSON.stringify(filter) },
      });
      if (count > MANY) await this.notices.bigExport(tx, { what: 'members', count });
      return lines.join('');
    });
  }

  private async *all(tx: Tx<Ctx>, filter: ExportMembers): AsyncGenerator<MemberView> {
    let starting_after: string | undefined;
    do {
      const page = await this.members.page(tx, { ...filter, limit: 100, starting_after });
      yield* page.items;
      starting_after = page.next_starting_after;
    } while (starting_after !== undefined);
  }
}

function refuseWithoutPerson({ principal, fresh }: Ctx): void {
  if (principal.key) throw new Refused('session_required');
  if (!fresh) throw new Refused('reauth_required');
}

const columns: readonly (readonly [name: string, of: (member: MemberView) => Cell])[] = [
  ['id', ({ id }) => id],
  ['email', ({ email }) => email],
  ['first_name', ({ name }) => name.first],
  ['last_name', ({ name }) => name.last],
  ['roles', ({ roles }) => roles.map((role) => role.name).join('; ')],
  ['status', ({ status }) => status],
  ['source', ({ source }) => source],
  ['two_factor', ({ two_factor }) => two_factor],
  ['last_active_at', ({ last_active_at }) => last_active_at],
  ['invitation_expires_at', ({ invitation_expires_at }) => invitation_expires_at],
  ['timestamp_created', ({ timestamp_created }) => timestamp_created],
];
