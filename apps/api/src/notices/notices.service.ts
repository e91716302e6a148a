import { Injectable } from '@nestjs/common';
import { systemRoles } from '@bailiwick/rbac';
import { type Tx, sql } from '@bailiwick/tenancy';
import { MailService } from '../mail/mail.service.js';

export interface RolesGiven {
  readonly person: { readonly email: string; readonly name: string };
  readonly roleIds: readonly string[];
  /** The name of whoever gave them. */
  readonly by: string;
}

interface WorkspaceOwner {
  readonly workspace: string;
  readonly email: string;
}

/** Mails about a workspace that nobody can switch off: to its owner, and to the person it concerns. */
@Injectable()
export class NoticesService {
  constructor(private readonly mails: MailService) {}

  /** Somebody holds `admin` from here on. Nothing for other roles, and nothing to whoever is doing it. */
  async rolesGiven(tx: Tx, { person, roleIds, by }: RolesGiven): Promise<void> {
    if (!roleIds.includes(systemRoles.admin.id)) return;
    const { scope, actor } = tx.ctx;
    const owner = await tx.one<WorkspaceOwner>(sql`select w.name as workspace, u.email
      from workspaces w join users u on u.id = w.owner_id where w.id = ${scope.workspaceId}`);
    if (!owner) return;
    const { workspace } = owner;
    const doing = actor.type === 'user' ? actor.email : undefined;
    const path = `/w/${scope.workspaceId ?? ''}/settings/members`;
    if (owner.email !== doing) {
      const data = { workspace, person: person.name, by };
      this.mails.enqueue(tx, { to: owner.email, template: 'admin_added', data, path });
    }
    if (person.email !== doing)
      this.mails.enqueue(tx, { to: person.email, template: 'became_admin', data: { workspace, by }, path });
  }
}
