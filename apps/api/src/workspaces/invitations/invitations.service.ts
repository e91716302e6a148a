import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import type { Role } from '@bailiwick/rbac';
import {
  type Ctx,
  Member,
  type Page,
  type PageQuery,
  TenantDb,
  type Tx,
  newId,
  newToken,
  refuseBeyondLink,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { MailService } from '../../mail/mail.service.js';
import { refuseGiving } from '../../access/roles/roles.rules.js';
import { type InvitationRow, type InvitationView, toInvitation } from './invitations.schema.js';
import { hoursFromNow, idOfExisting, invitationsListing, revokeTokens } from './invitations.queries.js';
import { hoursOpen } from './invitations.rules.js';
import { rolesHeldBy } from '../../access/holders/holders.rules.js';

export interface Invite {
  readonly email: string;
  readonly roles: readonly Role[];
  readonly nickname?: string | null;
  readonly permissions?: readonly string[] | null;
  readonly hours?: number;
}

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  async list(ctx: Ctx, query: PageQuery): Promise<Page<InvitationView>> {
    const page = await this.db.read(ctx, (tx) =>
      tx.page<InvitationRow>({ ...invitationsListing(ctx), key: 'm.id', direction: 'asc' }, query),
    );
    return { ...page, items: page.items.map(toInvitation) };
  }

  /**
   * Makes the pending member, its grants and its mail.
   * @throws invitation_exists with the id of what stands already; Refused when the roles are beyond the inviter
   */
  async invite(tx: Tx<Ctx>, invite: Invite): Promise<string> {
    refuseGiving(tx.ctx, invite.roles);
    const id = await this.inviteIfNew(tx, invite);
    if (id) return id;
    throw fail('invitation_exists', undefined, { id: await idOfExisting(tx, invite.email) });
  }

  /** A new link, and a new term from now on. Earlier links are void, and the new sender answers for it. */
  async resend(ctx: Ctx, id: string): Promise<InvitationView> {
    return this.db.run(ctx, async (tx) => {
      const member = await loadPending(tx, id);
      refuseBeyondLink(ctx, member);
      const roles = await rolesHeldBy(tx, member);
      refuseGiving(ctx, roles);
      await revokeTokens(tx, id);
      const invitation_expires_at = await hoursFromNow(tx, hoursOpen(ctx));
      await tx.update(member, Member, { invitation_expires_at, issuer_id: ctx.principal.userId });
      await this.mailLink(tx, member, roles);
      record(tx, 'invitation.resent', { target: { id, name: member.email, user_id: member.user_id } });
      return this.show(tx, id);
    });
  }

  async withdraw(ctx: Ctx, id: string): Promise<InvitationView> {
    return this.db.run(ctx, async (tx) => {
      const member = await loadInvited(tx, id);
      const view = await this.show(tx, id);
      await this.revoke(tx, member);
      return view;
    });
  }

  /** Within a transaction that loaded the pending member. */
  async revoke(tx: Tx<Ctx>, member: Member): Promise<void> {
    await revokeTokens(tx, member.id);
    await tx.query(
      sql`delete from grants where workspace_id = ${member.workspace_id} and member_id = ${member.id}`,
    );
    await tx.remove(member, Member);
    const { id, email: name, user_id } = member;
    record(tx, 'invitation.revoked', { target: { id, name, user_id } });
  }

  /** Those that this member sent and that are still open. @returns how many */
  async revokeAllOf(tx: Tx<Ctx>, userId: string): Promise<number> {
    const open = await tx.query<Member>(sql`select * from workspace_members
      where workspace_id = ${tx.ctx.workspace.id} and issuer_id = ${userId}
        and status in ('pending', 'needs_confirmation') order by id for update`);
    for (const member of open) await this.revoke(tx, member);
    return open.length;
  }

  /** @returns the id of the pending member, or nothing where the address is taken in this workspace */
  async inviteIfNew(tx: Tx<Ctx>, invite: Invite): Promise<string | undefined> {
    const { email, roles, nickname = null, permissions = null, hours = hoursOpen(tx.ctx) } = invite;
    const { workspace, principal } = tx.ctx;
    const [id, userId] = [newId(), newId()];
    const member = await tx.one<Member>(sql`insert into workspace_members
      (workspace_id, id, user_id, email, status, nickname, permissions, issuer_id, invitation_expires_at)
      values (${workspace.id}, ${id}, ${userId}, ${email}, 'pending', ${nickname}, ${permissions},
      ${principal.userId}, ${await hoursFromNow(tx, hours)}) on conflict (workspace_id, email) do nothing returning *`);
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
    const { select, from, where } = invitationsListing(tx.ctx);
    const row = await tx.one<InvitationRow>(
      sql`select ${select} from ${from} where ${where[0]} and m.id = ${id}`,
    );
    if (!row) throw fail('not_pending');
    return toInvitation(row);
  }
}

async function loadInvited(tx: Tx<Ctx>, id: string): Promise<Member> {
  const member = await tx.load(Member, id);
  if (member.status === 'active' || member.status === 'suspended') throw fail('not_pending');
  return member;
}

async function loadPending(tx: Tx<Ctx>, id: string): Promise<Member> {
  const member = await tx.load(Member, id);
  if (member.status !== 'pending') throw fail('not_pending');
  return member;
}
