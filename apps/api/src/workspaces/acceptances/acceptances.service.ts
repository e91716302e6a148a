import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { rolesIn } from '@bailiwick/rbac';
import {
  type Caller,
  type Ctx,
  Failure,
  Hidden,
  type InvitationByToken,
  Member,
  type Person,
  SystemDb,
  TenantDb,
  type Tx,
  personName,
  refuseBeyondLink,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { rolesHeldBy } from '../../access/holders/holders.rules.js';
import type { MemberView } from '../members/members.schema.js';
import { MembersService } from '../members/members.service.js';
import { NoticesService } from '../../access/notices/notices.service.js';
import { toRole } from '../../access/roles/roles.schema.js';
import { refuseGiving } from '../../access/roles/roles.rules.js';
import type { Acceptance, ShownInvitation } from './acceptances.schema.js';
import { type Newcomer, NewcomersService } from './newcomers.service.js';
import { callerJoining, inviterStillMay, lockPendingMember, refuseEnded } from './acceptances.rules.js';

/** The session is that of a newcomer; others have theirs. */
export interface Accepted {
  readonly member: MemberView;
  readonly session?: OpenedSession;
}

/** What the bearer of an invitation's link may do with it. */
@Injectable()
export class AcceptancesService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly members: MembersService,
    private readonly newcomers: NewcomersService,
    private readonly notices: NoticesService,
  ) {}

  async show(token: string): Promise<ShownInvitation> {
    const invitation = await this.find(token);
    return {
      email: invitation.email,
      workspace_name: invitation.workspace_name,
      inviter_name: invitation.inviter_name,
      roles: rolesIn(invitation.roles).map(toRole),
      state: invitation.ended_as ?? (invitation.expired ? 'expired' : 'pending'),
      has_account: invitation.account_id !== null,
      invitation_expires_at: invitation.expires_at,
    };
  }

  /**
   * One flow for people with and without an account. Bound to the invited address; atomic, so that twenty
   * clicks make one member; a second click of the same signed-in person answers with the same member.
   */
  async accept(caller: Caller | Person, token: string, body: Acceptance, device?: string): Promise<Accepted> {
    const invitation = await this.find(token);
    const person = 'principal' in caller ? caller : undefined;
    if (person && person.principal.email !== invitation.email) throw fail('wrong_account');
    const again = person && (await this.alreadyAccepted(person, invitation));
    if (again) return { member: again };
    refuseEnded(invitation);
    if (!person && invitation.account_id) throw fail('sign_in_required');
    const newcomer = person ? undefined : await this.newcomers.prepare(invitation, body, device);
    const joining = newcomer?.caller(caller) ?? callerJoining(person as Person, invitation);
    try {
      return await this.joinAs(joining, invitation, token, newcomer);
    } catch (error) {
      // A second click of the same person that lost the race still answers with the member they now are.
      const lost = error instanceof Failure && error.code === 'invitation_used';
      const member = lost && person && (await this.alreadyAccepted(person, await this.find(token)));
      if (member) return { member };
      throw error;
    }
  }

  async decline(caller: Caller | Person, token: string): Promise<ShownInvitation> {
    const invitation = await this.find(token);
    refuseEnded(invitation);
    const { workspace_id: workspaceId, email } = invitation;
    const actor = { type: 'user', id: invitation.reserved_user_id ?? '', name: email, email } as const;
    await this.db.run({ facts: caller.facts, actor, scope: { workspaceId } }, async (tx) => {
      const { id, user_id } = await lockPendingMember(tx, invitation, token, 'declined');
      await tx.query(sql`delete from grants where workspace_id = ${workspaceId} and member_id = ${id}`);
      await tx.query(sql`delete from workspace_members where workspace_id = ${workspaceId} and id = ${id}`);
      record(tx, 'invitation.declined', { target: { id, name: email, user_id } });
    });
    return this.show(token);
  }

  /** Lets in a person who accepted after their inviter lost the power to invite. */
  async confirm(ctx: Ctx, id: string): Promise<MemberView> {
    return this.db.run(ctx, async (tx) => {
      const member = await tx.load(Member, id);
      if (member.status !== 'needs_confirmation') throw fail('not_waiting');
      refuseBeyondLink(ctx, member);
      const roles = await rolesHeldBy(tx, member);
      refuseGiving(ctx, roles);
      await tx.update(member, Member, { status: 'active' });
      const { email: name, user_id } = member;
      record(tx, 'invitation.confirmed', { target: { id, name, user_id } });
      const by = personName(ctx.principal);
      await this.notices.rolesGiven(tx, { person: { email: name, name }, roles, by });
      return this.members.show(tx, id);
    });
  }

  private joinAs(
    joining: Caller,
    invitation: InvitationByToken,
    token: string,
    newcomer?: Newcomer,
  ): Promise<Accepted> {
    return this.db.run(joining, async (tx) => {
      const member = await lockPendingMember(tx, invitation, token);
      const session = await newcomer?.create(tx);
      await this.join(tx, member, invitation.inviter_name ?? '');
      const view = await this.members.showOwn(tx, member.workspace_id, member.id);
      return { member: view, ...(session && { session }) };
    });
  }

  private async find(token: string): Promise<InvitationByToken> {
    const invitation = await this.system.invitationByToken(tokenHash(token));
    if (!invitation) throw new Hidden();
    return invitation;
  }

  private async alreadyAccepted(
    person: Person,
    invitation: InvitationByToken,
  ): Promise<MemberView | undefined> {
    const { member_id: id, reserved_user_id, ended_as, workspace_id } = invitation;
    if (ended_as !== 'used' || !id || reserved_user_id !== person.principal.userId) return undefined;
    const caller = callerJoining(person, invitation);
    return this.db.run(caller, (tx) => {
      unchanged(tx);
      return this.members.showOwn(tx, workspace_id, id);
    });
  }

  /** Joined, unless the inviter could not send such an invitation now: then an admin decides. */
  private async join(tx: Tx, member: Member, inviter: string): Promise<void> {
    const { actor, scope } = tx.ctx;
    const user_id = scope.userId as string;
    const status = (await inviterStillMay(tx, member)) ? 'active' : 'needs_confirmation';
    const { workspace_id, id } = member;
    await tx.change(Member, { workspace_id, id }, { user_id, status, accepted_at: new Date() });
    const name = actor.type === 'system' ? member.email : actor.name;
    const activity = status === 'active' ? 'invitation.accepted' : 'invitation.waits_for_confirmation';
    record(tx, activity, { target: { id, name, user_id } });
    if (status !== 'active') return;
    const roles = await rolesHeldBy(tx, member);
    await this.notices.rolesGiven(tx, { person: { email: member.email, name }, roles, by: inviter });
  }
}
