import { Injectable } from '@nestjs/common';
import type { GroupLinkRow, Tx } from '@bailiwick/tenancy';
import { MailService, type Templates } from '../mail/mail.service.js';
import type { Parties } from './links.service.js';

const groupPage = (workspaceId: string) => `/w/${workspaceId}/settings/workspace-group`;

/** How an authority is called in a mail: by the role it was taken from, or by how much it is. */
const authorityOf = (label: string | null, permissions: readonly string[]): string =>
  label ?? `${permissions.length} permissions`;

const nameOf = (tx: Tx): string => {
  const { actor } = tx.ctx;
  return actor.type === 'system' ? '' : actor.name;
};

/** What both owners hear of a link, whoever of them wanted it: nobody can switch these off. */
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
    this.tellBoth(tx, parties, 'group_joined', { authority, by: nameOf(tx) });
  }

  turnedDown(tx: Tx, { admin_owner_email: to, admin_id, admin_name: admin }: Parties): void {
    const data = { admin };
    this.mails.enqueue(tx, { to, template: 'group_turned_down', data, path: groupPage(admin_id) });
  }

  ended(tx: Tx, parties: Parties): void {
    this.tellBoth(tx, parties, 'group_ended', { by: nameOf(tx) });
  }

  ceilingChanged(tx: Tx, parties: Parties, { ceiling, ceiling_label }: GroupLinkRow): void {
    const authority = authorityOf(ceiling_label, ceiling);
    this.tellBoth(tx, parties, 'group_ceiling', { authority, by: nameOf(tx) });
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
    const data = { workspace, admin, person: newOwner.name };
    this.mails.enqueue(tx, {
      to: newOwner.email,
      template: 'group_handed_over',
      data,
      path: groupPage(sub_id),
    });
    this.mails.enqueue(tx, {
      to: parties.admin_owner_email,
      template: 'group_handed_over',
      data,
      path: groupPage(admin_id),
    });
  }

  private tellBoth<N extends 'group_joined' | 'group_ended' | 'group_ceiling'>(
    tx: Tx,
    { sub_name: workspace, admin_name: admin, ...parties }: Parties,
    template: N,
    more: Omit<Templates[N], 'link' | 'workspace' | 'admin'>,
  ): void {
    const data = { workspace, admin, ...more } as unknown as Omit<Templates[N], 'link'>;
    const sides = [
      [parties.sub_owner_email, parties.sub_id],
      [parties.admin_owner_email, parties.admin_id],
    ] as const;
    for (const [to, id] of new Map(sides))
      this.mails.enqueue<N>(tx, { to, template, data, path: groupPage(id) });
  }
}

interface Invited {
  readonly sub_name: string;
  readonly link: GroupLinkRow;
  readonly token: string;
}
