import { Injectable } from '@nestjs/common';
import { unchanged } from '@bailiwick/audit';
import type { Role } from '@bailiwick/rbac';
import { type Ctx, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { failField } from '../../errors.js';
import { roleIdsOf } from '../../access/roles/roles.schema.js';
import { refuseGiving, lockExistingRoles } from '../../access/roles/roles.rules.js';
import { idOfExisting } from './invitations.queries.js';
import { hoursOpen } from './invitations.rules.js';
import { type BulkInvite, type BulkRow, type InviteResults, parseEmail } from './invitations.schema.js';
import { InvitationsService } from './invitations.service.js';

type Result = InviteResults['items'][number];

/** Inviting many at once, each with a result of its own. */
@Injectable()
export class BulkInvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly invitations: InvitationsService,
  ) {}

  /** All in one transaction: either every address has its result, or nothing happened. */
  async invite(ctx: Ctx, body: BulkInvite): Promise<InviteResults> {
    return this.db.run(ctx, async (tx) => {
      const hours = hoursOpen(ctx, body.expires_in_hours);
      await lockBulkInvitations(tx);
      const { emails = [], rows = emails.map((email): BulkRow => ({ email })) } = body;
      const roleIds = roleIdsOf(body);
      const roles = await rolesById(tx, [roleIds, ...rows.map(roleIdsOf)].flat());
      // What stands for all must be right; a line that is wrong is that line's alone.
      for (const id of roleIds) if (!roles.has(id)) throw failField('unknown_role', 'role_ids');
      if (emails.length > 0) refuseGiving(ctx, allNamed(roles, roleIds) ?? []);
      const items: Result[] = [];
      for (const row of rows) {
        const own = roleIdsOf(row);
        const give = allNamed(roles, own.length > 0 ? own : roleIds);
        items.push(await this.inviteOne(tx, row.email, give, hours));
      }
      if (!items.some((item) => item.result === 'invited')) unchanged(tx);
      return { items };
    });
  }

  private async inviteOne(
    tx: Tx<Ctx>,
    typed: string,
    roles: readonly Role[] | undefined,
    hours: number,
  ): Promise<Result> {
    const email = parseEmail(typed);
    if (!email) return { email: typed, id: null, result: 'invalid_email' };
    if (!roles) return { email, id: null, result: 'unknown_role' };
    const code = refusalOf(tx.ctx, roles);
    if (code) return { email, id: null, result: 'refused', code };
    const id = await this.invitations.inviteIfNew(tx, { email, roles, hours });
    if (id) return { email, id, result: 'invited' };
    return { email, id: await idOfExisting(tx, email), result: 'exists' };
  }
}

/** Why the caller may not give these; a login that is not fresh stops the whole, since one is enough for all. */
function refusalOf(ctx: Ctx, roles: readonly Role[]): string | undefined {
  try {
    refuseGiving(ctx, roles);
    return undefined;
  } catch (error) {
    if (error instanceof Refused && error.code !== 'reauth_required') return error.code;
    throw error;
  }
}

/** Of these ids those that name a role. */
async function rolesById(tx: Tx<Ctx>, ids: readonly string[]): Promise<ReadonlyMap<string, Role>> {
  const roles = await lockExistingRoles(tx, [...new Set(ids)]);
  return new Map(roles.map((role) => [role.id, role]));
}

/** All of them, or nothing. */
function allNamed(roles: ReadonlyMap<string, Role>, ids: readonly string[]): readonly Role[] | undefined {
  const found = ids.flatMap((id) => roles.get(id) ?? []);
  return found.length === ids.length ? found : undefined;
}

/** Two that hold the same people in another order would wait for each other. Single invitations are not held up. */
async function lockBulkInvitations(tx: Tx<Ctx>): Promise<void> {
  await tx.query(sql`select 1 from workspaces where id = ${tx.ctx.workspace.id} for no key update`);
}
