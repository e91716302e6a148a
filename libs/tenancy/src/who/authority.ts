import { Injectable } from '@nestjs/common';
import { type Permission, expandAll } from '@bailiwick/rbac';
import { type Membership, contextOf } from './bindings.js';
import { type Ctx, type GroupLink, type Person, type Principal, personCaller } from './ctx.js';
import type { Facts } from './facts.js';
import { type AuthorityRow, SystemDb } from './system-db.js';

/** The credential of a request: extracted, not yet verified. */
export interface Credential {
  readonly kind: 'session' | 'key';
  readonly hash: Buffer;
}

export interface Authority {
  readonly person: Person;
  /** The session or key, or the member here, was last seen more than a minute ago. */
  readonly stale: boolean;
  readonly fresh: boolean;
  readonly inWorkspace?: {
    readonly ctx: Ctx;
    readonly sessionEnded: boolean;
    readonly suspended: boolean;
    /** This session has entered this workspace before. */
    readonly entered: boolean;
    readonly lacksSecondFactor: boolean;
    readonly outsideDomains: boolean;
    readonly keysBarred: boolean;
  };
}

/** Resolves the caller, and their bindings to the workspace that they name. One trip; no process caches the result. */
@Injectable()
export class AuthorityService {
  constructor(private readonly system: SystemDb) {}

  /** @returns nothing for an unknown, expired or ended credential */
  async resolve(
    facts: Facts,
    credential: Credential,
    workspaceId: string | undefined,
    permission: Permission | undefined,
  ): Promise<Authority | undefined> {
    const row = await this.system.authority(credential.kind, credential.hash, workspaceId ?? null);
    if (!row) return undefined;
    const person = personCaller(facts, principalOf(row));
    const { stale, fresh, workspace_id, key_scopes: limits } = row;
    if (!workspace_id) return { person, stale, fresh };
    const scopes = limits ? expandAll(limits) : undefined;
    return {
      person,
      stale: stale || row.idle,
      fresh,
      inWorkspace: {
        ctx: contextOf(
          person,
          { ...row, workspace_id, ...(scopes && { scopes }), keyIsLent: row.key_is_lent, ...groupOf(row) },
          permission,
        ),
        sessionEnded: row.session_ended,
        suspended: row.member_status === 'suspended',
        entered: row.entered,
        lacksSecondFactor: row.lacks_second_factor,
        outsideDomains: row.outside_domains,
        keysBarred: row.keys_barred,
      },
    };
  }
}

function principalOf(row: AuthorityRow): Principal {
  return {
    userId: row.user_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    sessionId: row.session_id ?? '',
    ...(row.key_id && { key: { id: row.key_id, name: row.key_name ?? '' } }),
    isService: row.is_service,
  };
}

function groupOf(row: AuthorityRow): Pick<Membership, 'link' | 'through'> {
  const { link_id: id, admin_workspace_id: adminId, ceiling, group_roles: roles } = row;
  if (!id || !adminId || !ceiling) return {};
  const longest = row.longest_invitation_hours;
  const link: GroupLink = {
    id,
    isManaged: row.is_managed === true,
    from: { id: adminId, name: row.admin_workspace_name ?? '' },
    ...(longest !== null && { longestInvitationHours: longest }),
  };
  return { link, ...(roles && { through: { roles, ceiling } }) };
}
