import { Injectable } from '@nestjs/common';
import {
  type GroupInvitationByToken,
  Hidden,
  type Person,
  Refused,
  SystemDb,
  TenantDb,
  tokenHash,
} from '@bailiwick/tenancy';
import { ConsentsService } from './consents.service.js';
import { type LinkView, type ShownGroupInvitation, known } from './groups.schema.js';
import { heldLink } from './links.queries.js';
import { ManagedService } from './managed.service.js';

/** What the bearer of a mailed link may do with it, who is signed in and whom it is for. */
@Injectable()
export class GroupInvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly system: SystemDb,
    private readonly consents: ConsentsService,
    private readonly managed: ManagedService,
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
      ceiling: known(found.ceiling),
      ceiling_label: found.ceiling_label,
      guardrails: found.rules,
      state: stateOf(found),
      expires_at: found.expires_at?.toISOString() ?? null,
    };
  }

  async accept(person: Person, token: string): Promise<LinkView> {
    const found = await this.forWhom(person, token);
    return this.db.run(within(person, found), async (tx) =>
      found.purpose === 'hand_over'
        ? this.managed.take(tx, found.id, token)
        : this.consents.join(tx, await heldLink(tx, found.id)),
    );
  }

  async turnDown(person: Person, token: string, { block }: { block: boolean }): Promise<LinkView> {
    const found = await this.forWhom(person, token);
    return this.db.run(within(person, found), (tx) =>
      found.purpose === 'hand_over'
        ? this.managed.decline(tx, found.id, token)
        : this.consents.refuse(tx, found.id, { block }),
    );
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
    const isTheirs = found.purpose === 'join' ? found.owner_id === userId : found.hand_over_email === email;
    if (!isTheirs) throw new Refused('wrong_account');
    return found;
  }
}

const within = (person: Person, { workspace_id: workspaceId }: GroupInvitationByToken): Person => ({
  ...person,
  scope: { workspaceId, userId: person.principal.userId },
});

function stateOf({ status, expired, purpose }: GroupInvitationByToken): ShownGroupInvitation['state'] {
  if (purpose === 'hand_over') return status !== 'accepted' ? 'withdrawn' : expired ? 'expired' : 'pending';
  if (status === 'pending') return expired ? 'expired' : 'pending';
  return status === 'accepted' || status === 'rejected' || status === 'expired' ? status : 'withdrawn';
}
