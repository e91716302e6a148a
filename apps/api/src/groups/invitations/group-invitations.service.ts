import { Injectable } from '@nestjs/common';
import { unchanged } from '@bailiwick/audit';
import {
  type GroupInvitationByToken,
  Hidden,
  type Person,
  Refused,
  SystemDb,
  TenantDb,
  type Tx,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import { ConsentsService } from '../consents/consents.service.js';
import { lockLink, readLink } from '../../workspaces/links/links.rules.js';
import { type LinkView, knownPermissions, toLink } from '../links/links.schema.js';
import { HandOversService } from '../managed-subs/hand-overs.service.js';
import type { ShownGroupInvitation } from './group-invitations.schema.js';

/** What the bearer of a mailed link may do with it, who is signed in and whom it is for. */
@Injectable()
export class GroupInvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly consents: ConsentsService,
    private readonly handOvers: HandOversService,
  ) {}

  async show(token: string): Promise<ShownGroupInvitation> {
    const found = await this.find(token);
    return {
      purpose: found.purpose,
      workspace_group_member_id: found.id,
      sub_workspace_id: found.workspace_id,
      sub_workspace_name: found.sub_name,
      admin_workspace_name: found.admin_name,
      inviter_name: found.inviter_name,
      ceiling: knownPermissions(found.ceiling),
      ceiling_label: found.ceiling_label,
      guardrails: found.rules,
      state: stateOf(found),
      expires_at: found.expires_at,
    };
  }

  /** The same person who accepted already is answered with what came of it. */
  async accept(person: Person, token: string): Promise<LinkView> {
    const found = await this.forWhom(person, token);
    const state = stateOf(found);
    if (state === 'accepted') return this.again(person, found);
    if (state !== 'pending') throw fail(`group_invitation_${state}`);
    return this.db.run(within(person, found), async (tx) => {
      if (found.purpose === 'hand_over') return this.handOvers.take(tx, found.id, token);
      await refuseKeptOut(tx);
      return this.consents.join(tx, await lockLink(tx, found.id));
    });
  }

  async turnDown(person: Person, token: string, { block }: { block: boolean }): Promise<LinkView> {
    const found = await this.forWhom(person, token);
    const state = stateOf(found);
    if (state === 'accepted') throw fail('group_invitation_used');
    if (state !== 'pending') throw fail(`group_invitation_${state}`);
    return this.db.run(within(person, found), async (tx) => {
      if (found.purpose === 'hand_over') return this.handOvers.decline(tx, found.id, token);
      await refuseKeptOut(tx);
      return this.consents.refuse(tx, found.id, { block });
    });
  }

  private again(person: Person, found: GroupInvitationByToken): Promise<LinkView> {
    return this.db.run(within(person, found), async (tx) => {
      unchanged(tx);
      return toLink(await readLink(tx, found.id));
    });
  }

  private async find(token: string): Promise<GroupInvitationByToken> {
    const found = await this.system.groupInvitationByToken(tokenHash(token));
    if (!found) throw new Hidden();
    return found;
  }

  /** @throws Refused wrong_account */
  private async forWhom(person: Person, token: string): Promise<GroupInvitationByToken> {
    const found = await this.find(token);
    const { userId, email } = person.principal;
    if (!isFor(found, userId, email)) throw new Refused('wrong_account');
    return found;
  }
}

/** The entry rules of the workspace also bind the person who decides for it. */
async function refuseKeptOut(tx: Tx<Person>): Promise<void> {
  const { sessionId, userId } = tx.ctx.principal;
  const entry = await tx.one<{ ended: boolean; lacks_second_factor: boolean }>(sql`select
      coalesce(s.authenticated_at <= w.sessions_valid_from, false) as ended,
      w.two_factor_required and not s.second_factor as lacks_second_factor
    from sessions s, workspaces w
    where s.id = ${sessionId} and s.user_id = ${userId} and w.id = ${tx.ctx.scope.workspaceId ?? null}`);
  if (!entry || entry.ended) throw fail('session_ended');
  if (entry.lacks_second_factor) throw new Refused('two_factor_required');
}

const within = (person: Person, { workspace_id: workspaceId }: GroupInvitationByToken): Person => ({
  ...person,
  scope: { workspaceId, userId: person.principal.userId },
});

/** The person who took a workspace over owns it. Once an offer is over, nobody need hear that it was for another person. */
function isFor(found: GroupInvitationByToken, userId: string, email: string): boolean {
  if (found.purpose === 'join' || stateOf(found) === 'accepted') return found.owner_id === userId;
  return found.hand_over_email === null || found.hand_over_email === email;
}

function stateOf({ status, expired, purpose, kind }: GroupInvitationByToken): ShownGroupInvitation['state'] {
  if (purpose === 'hand_over') {
    if (status === 'accepted' && kind === 'consented') return 'accepted';
    return status !== 'accepted' || expired === null ? 'withdrawn' : expired ? 'expired' : 'pending';
  }
  if (status === 'pending') return expired ? 'expired' : 'pending';
  return status === 'accepted' || status === 'rejected' || status === 'expired' ? status : 'withdrawn';
}
