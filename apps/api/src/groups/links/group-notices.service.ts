import { Injectable } from '@nestjs/common';
import { type Ctx, type GroupLinkRow, type Tx, personName, sql } from '@bailiwick/tenancy';
import { MailService, type Templates } from '../../mail/mail.service.js';
import type { Parties } from '../../workspaces/links/links.rules.js';

const groupPage = (workspaceId: string) => `/w/${workspaceId}/settings/workspace-group`;

/** How an authority is called in a mail: by the role it was taken from, or by how much it is. */
const authorityOf = (label: string | null, permissions: readonly string[]): string =>
  label ?? `${permissions.length} permissions`;

const nameOf = (tx: Tx): string => {
  const { actor } = tx.ctx;
  return actor.type === 'system' ? '' : actor.name;
};

/**
 * The actor, for the owner of the admin workspace: a person of theirs, or the sub. They need not know the sub's people.
 */
const sideOf = (tx: Tx, { sub_id, sub_name }: Parties): string =>
  tx.ctx.scope.workspaceId === sub_id ? sub_name : nameOf(tx);

/** The mails that both owners get of a link, for every act of either: nobody can switch these off. */
@Injectable()
export class GroupNoticesService {
  constructor(private readonly mails: MailService) {}

  invited(tx: Tx, to: string, { sub_name, link, token }: Invited): void {
    const { admin_name: admin, ceiling_label, ceiling } = link;
    const authority = authorityOf(ceiling_label, ceiling);
    const data = { workspace: sub_name, admin, authority, by: nameOf(tx) };
    this.mails.enqueue(tx, { to, template: 'group_invitation', data, path: `/group-invitations/${token}` });
  }

  joined(tx: Tx, parties: Parties, link: GroupLinkRow): void {
    const authority = authorityOf(link.ceiling_label, link.ceiling);
    this.tellBoth(tx, parties, 'group_joined', { authority });
  }

  turnedDown(tx: Tx, { admin_owner_email: to, admin_id, admin_name: admin }: Parties): void {
    const data = { admin };
    this.mails.enqueue(tx, { to, template: 'group_turned_down', data, path: groupPage(admin_id) });
  }

  ended(tx: Tx, parties: Parties): void {
    this.tellBoth(tx, parties, 'group_ended', {});
  }

  ceilingChanged(tx: Tx, parties: Parties, { ceiling, ceiling_label }: GroupLinkRow): void {
    const authority = authorityOf(ceiling_label, ceiling);
    this.tellBoth(tx, parties, 'group_ceiling', { authority });
  }

  moreAsked(
    tx: Tx,
    { sub_owner_email: to, sub_id, sub_name: workspace, admin_name: admin }: Parties,
    link: GroupLinkRow,
  ): void {
    const authority = authorityOf(link.requested_label, link.requested ?? []);
    const data = { workspace, admin, authority, by: nameOf(tx) };
    this.mails.enqueue(tx, { to, template: 'group_more_asked', data, path: groupPage(sub_id) });
  }

  handOverOffered(
    tx: Tx,
    to: string,
    { sub_name: workspace, admin_name: admin }: Parties,
    token: string,
  ): void {
    const data = { workspace, admin, by: nameOf(tx) };
    this.mails.enqueue(tx, { to, template: 'group_hand_over', data, path: `/group-invitations/${token}` });
  }

  handedOver(tx: Tx, parties: Parties, newOwner: { email: string; name: string }): void {
    const { sub_name: workspace, admin_name: admin, sub_id, admin_id } = parties;
    const tell = (to: string, person: string, id: string) =>
      this.mails.enqueue(tx, {
        to,
        template: 'group_handed_over',
        data: { workspace, admin, person },
        path: groupPage(id),
      });
    tell(newOwner.email, newOwner.name, sub_id);
    tell(parties.admin_owner_email, newOwner.email, admin_id);
  }

  /** To the new owner, when another person created the workspace. */
  subMade(tx: Tx, to: string, { sub_id, sub_name: workspace, admin_name: admin }: MadeSub): void {
    const { actor } = tx.ctx;
    if (actor.type !== 'system' && actor.email === to) return;
    const data = { workspace, admin, by: nameOf(tx) };
    this.mails.enqueue(tx, { to, template: 'group_sub_made', data, path: groupPage(sub_id) });
  }

  /** Nobody is written to about what they do themselves. */
  async adminsAdded(tx: Tx<Ctx>, people: readonly AdminAdded[]): Promise<void> {
    const { principal, workspace } = tx.ctx;
    const owner = await tx.one<{ email: string }>(sql`select u.email from workspaces w
      join users u on u.id = w.owner_id where w.id = ${workspace.id}`);
    const [admin, by, path] = [workspace.name, personName(principal), groupPage(workspace.id)];
    for (const { email, name: person, role, places } of people) {
      const data = { admin, role, places, by };
      if (owner && owner.email !== principal.email)
        this.mails.enqueue(tx, {
          to: owner.email,
          template: 'group_admin_added',
          data: { ...data, person },
          path,
        });
      this.mails.enqueue(tx, { to: email, template: 'group_became_admin', data, path });
    }
  }

  private tellBoth<N extends 'group_joined' | 'group_ended' | 'group_ceiling'>(
    tx: Tx,
    parties: Parties,
    template: N,
    more: Omit<Templates[N], 'link' | 'workspace' | 'admin' | 'by'>,
  ): void {
    const { sub_name: workspace, admin_name: admin, sub_owner_email, admin_owner_email } = parties;
    const tell = (to: string, id: string, by: string) => {
      const data = { workspace, admin, by, ...more } as unknown as Omit<Templates[N], 'link'>;
      this.mails.enqueue<N>(tx, { to, template, data, path: groupPage(id) });
    };
    tell(sub_owner_email, parties.sub_id, nameOf(tx));
    if (admin_owner_email !== sub_owner_email) tell(admin_owner_email, parties.admin_id, sideOf(tx, parties));
  }
}

interface AdminAdded {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** How many workspaces, in words. */
  readonly places: string;
}

interface MadeSub {
  readonly sub_id: string;
  readonly sub_name: string;
  readonly admin_name: string;
}

interface Invited {
  readonly sub_name: string;
  readonly link: GroupLinkRow;
  readonly token: string;
}
