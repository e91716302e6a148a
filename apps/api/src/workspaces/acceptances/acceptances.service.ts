import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type HeldRole, effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
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
  heldRoles,
  personName,
  refuseBeyondLink,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { rolesHeldBy } from '../../access/grants/holders.rules.js';
import type { MemberView } from '../members/members.schema.js';
import { MembersService } from '../members/members.service.js';
import { NoticesService } from '../../access/notices/notices.service.js';
import { toRole } from '../../access/roles/roles.schema.js';
import { refuseGiving } from '../../access/roles/roles.rules.js';
import type { Acceptance, ShownInvitation } from './acceptances.schema.js';
import { type Newcomer, NewcomersService } from './newcomers.service.js';

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
    refuseDead(invitation);
    if (!person && invitation.account_id) throw fail('sign_in_required');
    const newcomer = person ? undefined : await this.newcomers.prepare(invitation, body, device);
    const joining = newcomer?.caller(caller) ?? joiningPerson(person as Person, invitation);
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
    refuseDead(invitation);
    const { workspace_id: workspaceId, email } = invitation;
    const actor = { type: 'user', id: invitation.reserved_user_id ?? '', name: email, email } as const;
    await this.db.run({ facts: caller.facts, actor, scope: { workspaceId } }, async (tx) => {
      const { id, user_id } = await lockPending(tx, invitation, token, 'declined');
      await tx.query(sql`delete from grants where workspace_id = ${workspaceId} and member_id = ${id}`);
      await tx.query(sql`delete from workspace_members where workspace_id = ${workspaceId} and id = ${id}`);
      record(tx, 'invitation.declined', { target: { id, name: email, user_id } });
    });
    return this.show(token);
  }

  /** Lets in somebody who accepted after whoever invited them lost the power to. */
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
      const member = await lockPending(tx, invitation, token);
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
    const caller = joiningPerson(person, invitation);
    return this.db.run(caller, (tx) => {
      unchanged(tx);
      return this.members.showOwn(tx, workspace_id, id);
    });
  }

  /** Joined, unless whoever invited could not invite like that any more: then an admin has the last word. */
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

function joiningPerson({ facts, principal }: Person, { workspace_id, email }: InvitationByToken): Caller {
  const { userId } = principal;
  return {
    facts,
    scope: { workspaceId: workspace_id, userId, address: email },
    actor: { type: 'user', id: userId, name: personName(principal), email },
  };
}

function refuseDead({ ended_as, expired }: InvitationByToken): void {
  if (ended_as) throw fail(`invitation_${ended_as}`);
  if (expired) throw fail('invitation_expired');
}

/** The row first, then the link: whoever comes second waits here and finds the link used. */
async function lockPending(
  tx: Tx,
  { workspace_id, member_id }: InvitationByToken,
  token: string,
  ending: 'used' | 'declined' = 'used',
): Promise<Member> {
  const member = await tx.one<Member>(sql`select * from workspace_members
    where workspace_id = ${workspace_id} and id = ${member_id} for update`);
  if (!member) throw fail('invitation_revoked');
  const { userId } = tx.ctx.scope;
  const joined = await tx.one(sql`select 1 from workspace_members
    where workspace_id = ${workspace_id} and user_id = ${userId ?? null} and id <> ${member.id}`);
  if (joined) throw fail('already_member');
  const ended = await tx.query(sql`update invitation_tokens set ended_as = ${ending}
    where workspace_id = ${workspace_id} and token_hash = ${tokenHash(token)} and ended_as is null
      and expires_at > now() returning id`);
  if (ended.length === 0 || member.status !== 'pending') throw fail('invitation_used');
  return member;
}

/** Whoever invited by way of a link answers for it with what they may by way of it. */
const inviterOf = ({ workspace_id, issuer_id, via_link_id }: Member) =>
  via_link_id === null
    ? sql`select ${heldRoles} as roles, m.permissions as mask from workspace_members m
        where m.workspace_id = ${workspace_id} and m.user_id = ${issuer_id} and m.status = 'active'`
    : sql`select case when t.user_id is null then ${heldRoles} else (select jsonb_agg(r || jsonb_build_object('ceiling', t.ceiling))
          from jsonb_array_elements(t.roles) r) end as roles, case when t.user_id is null then m.permissions end as mask
        from (select ${issuer_id}::uuid as user_id) i
        left join member_through_group(i.user_id) t on true
        left join workspace_members m on m.workspace_id = ${workspace_id} and m.user_id = i.user_id and m.status = 'active'`;

async function inviterStillMay(tx: Tx, member: Member): Promise<boolean> {
  const inviter = await tx.one<{ roles: HeldRole[]; mask: string[] | null }>(inviterOf(member));
  const held = inviter?.roles ?? [];
  // An invitation that stands by itself needs an inviter who does, too.
  const roles = rolesIn(member.via_link_id === null ? held.filter(({ ceiling }) => !ceiling) : held);
  const permissions = effective({ direct: roles, mask: maskOf(inviter?.mask) });
  const give = await rolesHeldBy(tx, member);
  return (
    permissions.has('workspace_members:create') && !refuseRoleChange({ actor: { permissions, roles }, give })
  );
}
