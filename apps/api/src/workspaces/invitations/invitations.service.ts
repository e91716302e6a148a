import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type HeldRole, type Role, rolesIn } from '@bailiwick/rbac';
import {
  type Ctx,
  Member,
  type Page,
  type PageQuery,
  Refused,
  TenantDb,
  type Tx,
  heldRoles,
  newId,
  newToken,
  refuseBeyondLink,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { MailService } from '../../mail/mail.service.js';
import { roleIdsOf, toRole } from '../../access/roles/roles.schema.js';
import { refuseGiving, rolesAmong } from '../../access/roles/roles.rules.js';
import {
  type BulkInvite,
  type BulkRow,
  DEFAULT_HOURS,
  type InvitationView,
  type InviteResults,
  parseEmail,
} from './invitations.schema.js';

export interface Invite {
  readonly email: string;
  readonly roles: readonly Role[];
  readonly nickname?: string | null;
  readonly permissions?: readonly string[] | null;
  readonly hours?: number;
}

type InvitationRow = Omit<Member, 'status'> & {
  readonly status: InvitationView['status'];
  readonly roles: HeldRole[];
  readonly expired: boolean;
};

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  async list(ctx: Ctx, query: PageQuery): Promise<Page<InvitationView>> {
    const page = await this.db.read(ctx, (tx) =>
      tx.page<InvitationRow>({ ...invitations(ctx), key: 'm.id', direction: 'asc' }, query),
    );
    return { ...page, items: page.items.map(toInvitation) };
  }

  /** All in one transaction: either every address has its result, or nothing happened. */
  async inviteMany(ctx: Ctx, body: BulkInvite): Promise<InviteResults> {
    return this.db.run(ctx, async (tx) => {
      const hours = termOf(ctx, body.expires_in_hours);
      await oneBulkAtATime(tx);
      const { emails = [], rows = emails.map((email): BulkRow => ({ email })) } = body;
      const roleIds = roleIdsOf(body);
      const roles = await rolesThereAre(tx, [roleIds, ...rows.map(roleIdsOf)].flat());
      // What stands for all must be right; a line that is wrong is that line's alone.
      for (const id of roleIds) if (!roles.has(id)) throw failField('unknown_role', 'role_ids');
      if (emails.length > 0) refuseGiving(ctx, named(roles, roleIds) ?? []);
      const items: InviteResults['items'] = [];
      for (const row of rows) {
        const own = roleIdsOf(row);
        const give = named(roles, own.length > 0 ? own : roleIds);
        items.push(await this.inviteOne(tx, row.email, give, hours));
      }
      if (!items.some((item) => item.result === 'invited')) unchanged(tx);
      return { items };
    });
  }

  /**
   * Makes the pending member, its grants and its mail.
   * @throws invitation_exists with the id of what stands already; Refused when the roles are beyond the inviter
   */
  async invite(tx: Tx<Ctx>, invite: Invite): Promise<string> {
    refuseGiving(tx.ctx, invite.roles);
    const id = await this.insert(tx, invite);
    if (id) return id;
    throw fail('invitation_exists', undefined, { id: await standing(tx, invite.email) });
  }

  /** A new link, and a new term from now on; earlier links are void, and whoever sends it answers for it. */
  async resend(ctx: Ctx, id: string): Promise<InvitationView> {
    return this.db.run(ctx, async (tx) => {
      const member = await pending(tx, id);
      refuseBeyondLink(ctx, member);
      const roles = await rolesHeld(tx, member);
      refuseGiving(ctx, roles);
      await endTokens(tx, id, 'revoked');
      const invitation_expires_at = await expiry(tx, termOf(ctx));
      await tx.update(member, Member, { invitation_expires_at, issuer_id: ctx.principal.userId });
      await this.mailLink(tx, member, roles);
      record(tx, 'invitation.resent', { target: { id, name: member.email, user_id: member.user_id } });
      return this.show(tx, id);
    });
  }

  async withdraw(ctx: Ctx, id: string): Promise<InvitationView> {
    return this.db.run(ctx, async (tx) => {
      const member = await invited(tx, id);
      const view = await this.show(tx, id);
      await this.revoke(tx, member);
      return view;
    });
  }

  /** Within a transaction that loaded the pending member. */
  async revoke(tx: Tx<Ctx>, member: Member): Promise<void> {
    await endTokens(tx, member.id, 'revoked');
    await tx.query(
      sql`delete from grants where workspace_id = ${member.workspace_id} and member_id = ${member.id}`,
    );
    await tx.remove(member, Member);
    const { id, email: name, user_id } = member;
    record(tx, 'invitation.revoked', { target: { id, name, user_id } });
  }

  /** Those that somebody sent and nobody has answered for good. @returns how many */
  async revokeAllOf(tx: Tx<Ctx>, userId: string): Promise<number> {
    const open = await tx.query<Member>(sql`select * from workspace_members
      where workspace_id = ${tx.ctx.workspace.id} and issuer_id = ${userId}
        and status in ('pending', 'needs_confirmation') order by id for update`);
    for (const member of open) await this.revoke(tx, member);
    return open.length;
  }

  private async inviteOne(
    tx: Tx<Ctx>,
    typed: string,
    roles: readonly Role[] | undefined,
    hours: number,
  ): Promise<InviteResults['items'][number]> {
    const email = parseEmail(typed);
    if (!email) return { email: typed, id: null, result: 'invalid_email' };
    if (!roles) return { email, id: null, result: 'unknown_role' };
    const code = refusalOf(tx.ctx, roles);
    if (code) return { email, id: null, result: 'refused', code };
    const id = await this.insert(tx, { email, roles, hours });
    if (id) return { email, id, result: 'invited' };
    return { email, id: await standing(tx, email), result: 'exists' };
  }

  private async insert(tx: Tx<Ctx>, invite: Invite): Promise<string | undefined> {
    const { email, roles, nickname = null, permissions = null, hours = termOf(tx.ctx) } = invite;
    const { workspace, principal } = tx.ctx;
    const [id, userId] = [newId(), newId()];
    const member = await tx.one<Member>(sql`insert into workspace_members
      (workspace_id, id, user_id, email, status, nickname, permissions, issuer_id, invitation_expires_at)
      values (${workspace.id}, ${id}, ${userId}, ${email}, 'pending', ${nickname}, ${permissions},
      ${principal.userId}, ${await expiry(tx, hours)}) on conflict (workspace_id, email) do nothing returning *`);
    if (!member) return undefined;
    for (const role of roles) {
      await tx.query(sql`insert into grants (workspace_id, id, member_id, role_id, granted_by)
        values (${workspace.id}, ${newId()}, ${id}, ${role.id}, ${principal.userId})`);
    }
    await this.mailLink(tx, member, roles);
    record(tx, 'member.invited', {
      target: { id, name: email, user_id: userId },
      after: { email, roles: roles.map((role) => role.name) },
    });
    return id;
  }

  private async mailLink(tx: Tx<Ctx>, member: Member, roles: readonly Role[]): Promise<void> {
    const token = newToken();
    await tx.query(sql`insert into invitation_tokens (workspace_id, id, member_id, email, token_hash, expires_at)
      select workspace_id, ${newId()}, id, email, ${tokenHash(token)}, invitation_expires_at
      from workspace_members where workspace_id = ${member.workspace_id} and id = ${member.id}`);
    const { actor, workspace } = tx.ctx;
    const role = roles.map(({ name }) => name).join(', ');
    this.mails.enqueue(tx, {
      to: member.email,
      template: 'invitation',
      data: {
        workspace: workspace.name,
        inviter: actor.type === 'system' ? workspace.name : actor.name,
        role,
      },
      path: `/invitations/${token}`,
      invitation: member.id,
    });
  }

  private async show(tx: Tx<Ctx>, id: string): Promise<InvitationView> {
    const { select, from, where } = invitations(tx.ctx);
    const row = await tx.one<InvitationRow>(
      sql`select ${select} from ${from} where ${where[0]} and m.id = ${id}`,
    );
    if (!row) throw fail('not_pending');
    return toInvitation(row);
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
async function rolesThereAre(tx: Tx<Ctx>, ids: readonly string[]): Promise<ReadonlyMap<string, Role>> {
  const roles = await rolesAmong(tx, [...new Set(ids)]);
  return new Map(roles.map((role) => [role.id, role]));
}

/** All of them, or nothing. */
function named(roles: ReadonlyMap<string, Role>, ids: readonly string[]): readonly Role[] | undefined {
  const found = ids.flatMap((id) => roles.get(id) ?? []);
  return found.length === ids.length ? found : undefined;
}

/** Two that hold the same people in another order would wait for each other. Single invitations are not held up. */
async function oneBulkAtATime(tx: Tx<Ctx>): Promise<void> {
  await tx.query(sql`select 1 from workspaces where id = ${tx.ctx.workspace.id} for no key update`);
}

const invitations = (ctx: Ctx) => ({
  select: sql`m.*, m.invitation_expires_at <= now() as expired,
    ${heldRoles} as roles`,
  from: sql`workspace_members m`,
  where: [
    sql`m.workspace_id = ${ctx.workspace.id} and m.status in ('pending', 'needs_confirmation')`,
  ] as const,
});

async function invited(tx: Tx<Ctx>, id: string): Promise<Member> {
  const member = await tx.load(Member, id);
  if (member.status === 'active' || member.status === 'suspended') throw fail('not_pending');
  return member;
}

async function pending(tx: Tx<Ctx>, id: string): Promise<Member> {
  const member = await tx.load(Member, id);
  if (member.status !== 'pending') throw fail('not_pending');
  return member;
}

export async function rolesHeld(tx: Tx, { workspace_id, id }: Member): Promise<Role[]> {
  const row = await tx.one<{ roles: HeldRole[] }>(
    sql`select ${heldRoles} as roles from workspace_members m where m.workspace_id = ${workspace_id} and m.id = ${id}`,
  );
  return rolesIn(row?.roles ?? []);
}

/** Whoever holds the address in this workspace. */
async function standing(tx: Tx<Ctx>, email: string): Promise<string | null> {
  const row = await tx.one<{ id: string }>(
    sql`select id from workspace_members where workspace_id = ${tx.ctx.workspace.id} and email = ${email}`,
  );
  return row?.id ?? null;
}

async function endTokens(tx: Tx<Ctx>, memberId: string, ended: 'revoked'): Promise<void> {
  await tx.query(sql`update invitation_tokens set ended_as = ${ended}
    where workspace_id = ${tx.ctx.workspace.id} and member_id = ${memberId} and ended_as is null`);
}

/** How long an invitation is open, where the admin workspace has something to say about it. @throws Refused guardrail */
function termOf({ link }: Ctx, asked?: number): number {
  const longest = link?.longestInvitationHours ?? Infinity;
  if (asked !== undefined && asked > longest) throw new Refused('guardrail');
  return asked ?? Math.min(DEFAULT_HOURS, longest);
}

/** By the database's clock, like everything that expires. */
async function expiry(tx: Tx, hours: number): Promise<Date> {
  const row = await tx.one<{ at: Date }>(sql`select now() + make_interval(hours => ${hours}) as at`);
  return row?.at ?? new Date();
}

const toInvitation = (row: InvitationRow): InvitationView => ({
  id: row.id,
  email: row.email,
  roles: rolesIn(row.roles).map(toRole),
  status: row.status,
  expired: row.expired,
  issuer_id: row.issuer_id,
  timestamp_created: row.timestamp_created.toISOString(),
  timestamp_updated: row.timestamp_updated.toISOString(),
  invitation_expires_at: (row.invitation_expires_at ?? row.timestamp_created).toISOString(),
});
