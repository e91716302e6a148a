import { Injectable } from '@nestjs/common';
import { type Role, administers } from '@bailiwick/rbac';
import { type Ctx, type Tx, personName, sql } from '@bailiwick/tenancy';
import { MailService, type TemplateName, type Templates } from '../../mail/mail.service.js';

export interface RolesGiven {
  readonly person: { readonly email: string; readonly name: string };
  readonly roles: readonly Role[];
  /** The name of the giver. */
  readonly by: string;
}

interface ExtensionRequested {
  readonly grant: { readonly id: string; readonly granted_by: string | null };
  readonly role: string;
  readonly by: string;
  readonly reason: string | null;
}

interface WorkspaceOwner {
  readonly workspace: string;
  readonly email: string;
}

/** Mails about a workspace that nobody can switch off: to its owner, and to the person it concerns. */
@Injectable()
export class NoticesService {
  constructor(private readonly mails: MailService) {}

  /**
   * Tells that a person administers from here on. Other roles send nothing, and the person who gives the role gets
   * nothing.
   */
  async rolesGiven(tx: Tx, { person, roles, by }: RolesGiven): Promise<void> {
    const given = roles.filter(administers);
    if (given.length === 0) return;
    const role = given.map(({ name }) => name).join(', ');
    const { scope, actor } = tx.ctx;
    const owner = await ownerOf(tx);
    if (!owner) return;
    const { workspace } = owner;
    const doing = actor.type === 'system' ? undefined : actor.email;
    const path = `/w/${scope.workspaceId ?? ''}/settings/members`;
    if (owner.email !== doing) {
      const data = { workspace, person: person.name, role, by };
      this.mails.enqueue(tx, { to: owner.email, template: 'admin_added', data, path });
    }
    if (person.email !== doing)
      this.mails.enqueue(tx, {
        to: person.email,
        template: 'became_admin',
        data: { workspace, role, by },
        path,
      });
  }

  /** To the owner, unless it is the owner's doing. */
  async adminSuspended(tx: Tx<Ctx>, { person }: { person: string }): Promise<void> {
    await this.tellOwner(tx, (workspace) => ({
      template: 'admin_suspended',
      data: { workspace, person, by: personName(tx.ctx.principal) },
      page: 'members',
    }));
  }

  /** To the owner, unless it is the owner's doing. */
  async bigExport(tx: Tx<Ctx>, { what, count }: { what: string; count: number }): Promise<void> {
    await this.tellOwner(tx, (workspace) => ({
      template: 'big_export',
      data: { workspace, what, count, by: personName(tx.ctx.principal) },
      page: 'audit-logs',
    }));
  }

  private async tellOwner<N extends TemplateName>(
    tx: Tx<Ctx>,
    mail: (workspace: string) => { template: N; data: Omit<Templates[N], 'link'>; page: string },
  ): Promise<void> {
    const owner = await ownerOf(tx);
    if (!owner || owner.email === tx.ctx.principal.email) return;
    const { template, data, page } = mail(owner.workspace);
    const path = `/w/${tx.ctx.workspace.id}/settings/${page}`;
    this.mails.enqueue(tx, { to: owner.email, template, data, path });
  }

  /** To the maker of the key, since another person can have made it in their name, and to the owner. */
  async keyCreated(tx: Tx<Ctx>, { key, owner: belongsTo }: { key: string; owner: string }): Promise<void> {
    const owner = await ownerOf(tx);
    if (!owner) return;
    const { principal, workspace } = tx.ctx;
    const data = { workspace: owner.workspace, key, owner: belongsTo, by: personName(principal) };
    const path = `/w/${workspace.id}/settings/api-keys`;
    const whom = principal.isService ? [owner.email] : [principal.email, owner.email];
    for (const to of new Set(whom)) this.mails.enqueue(tx, { to, template: 'key_created', data, path });
  }

  /** To the member who gave the role, while they are here, and to the owner. */
  async extensionRequested(tx: Tx<Ctx>, { grant, role, by, reason }: ExtensionRequested): Promise<void> {
    const owner = await ownerOf(tx);
    if (!owner) return;
    const giver = await tx.one<{ email: string }>(sql`select u.email from workspace_members m
      join users u on u.id = m.user_id where m.workspace_id = ${tx.ctx.workspace.id}
        and m.user_id = ${grant.granted_by} and m.status = 'active'`);
    const data = { workspace: owner.workspace, person: by, role, reason: reason ?? '' };
    const path = `/w/${tx.ctx.workspace.id}/settings/members/${tx.ctx.member.id}`;
    for (const to of new Set([owner.email, giver?.email ?? owner.email]))
      this.mails.enqueue(tx, { to, template: 'extension_requested', data, path });
  }
}

const ownerOf = (tx: Tx): Promise<WorkspaceOwner | undefined> =>
  tx.one<WorkspaceOwner>(sql`select w.name as workspace, u.email
    from workspaces w join users u on u.id = w.owner_id where w.id = ${tx.ctx.scope.workspaceId}`);
