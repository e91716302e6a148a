import { Injectable } from '@nestjs/common';
import {
  type HeldRole,
  type Permission,
  type PermissionSet,
  abilityFor,
  effective,
  expandAll,
  maskOf,
  rolesIn,
} from '@bailiwick/rbac';
import { type Ctx, type Facts, type Person, type Principal, personCaller } from './ctx.js';
import { SystemDb } from './system-db.js';

/** What a request brought: extracted, never yet verified. */
export interface Credential {
  readonly kind: 'session' | 'key';
  readonly hash: Buffer;
}

/** What Postgres answers; the workspace part is null unless the person is a member of the one named. */
export interface AuthorityRow {
  readonly session_id: string | null;
  readonly authenticated_at: Date | null;
  /** Last seen, or used, more than a minute ago. */
  readonly stale: boolean;
  readonly user_id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly workspace_id: string | null;
  readonly workspace_name: string;
  readonly session_ended: boolean;
  readonly entered: boolean;
  readonly member_id: string;
  readonly member_status: 'active' | 'suspended';
  readonly roles: HeldRole[];
  /** What is left open to the member, in the words of the shared format; null: everything. */
  readonly mask: string[] | null;
  /** Last active in this workspace more than a minute ago. */
  readonly idle: boolean;
  /** The workspace lets in people of some e-mail domains only, and theirs is none of them. */
  readonly outside_domains: boolean;
  /** Signed in, or proved to be the same person again, in the last ten minutes. */
  readonly fresh: boolean;
  /** The workspace wants a second factor, and this session has shown none, or the key's owner has none. */
  readonly lacks_second_factor: boolean;
  readonly key_id: string | null;
  readonly key_name: string | null;
  readonly is_service: boolean;
  /** The scopes of the key, and of each key above it. */
  readonly key_scopes: string[][] | null;
}

export interface Authority {
  readonly person: Person;
  /** Was last seen more than a minute ago: the session or key, or the member here. */
  readonly stale: boolean;
  readonly fresh: boolean;
  readonly inWorkspace?: {
    readonly ctx: Ctx;
    readonly sessionEnded: boolean;
    readonly suspended: boolean;
    /** This session has been here before. */
    readonly entered: boolean;
    readonly lacksSecondFactor: boolean;
    readonly outsideDomains: boolean;
  };
}

/** Who is it, and what binds them to the workspace they name? One trip; nothing is remembered between requests. */
@Injectable()
export class AuthorityService {
  constructor(private readonly system: SystemDb) {}

  /** @returns nothing for a credential that is unknown, expired or ended */
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
        ctx: contextOf(person, { ...row, workspace_id, ...(scopes && { scopes }) }, permission),
        sessionEnded: row.session_ended,
        suspended: row.member_status === 'suspended',
        entered: row.entered,
        lacksSecondFactor: row.lacks_second_factor,
        outsideDomains: row.outside_domains,
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

/** What binds a person to one workspace, as rows. */
export interface Membership {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  /** What the key they came with stands for. */
  readonly scopes?: PermissionSet;
  readonly fresh?: boolean;
}

export function contextOf(person: Person, m: Membership, permission?: Permission): Ctx {
  const roles = rolesIn(m.roles);
  return {
    ...person,
    scope: { workspaceId: m.workspace_id, userId: person.principal.userId },
    workspace: { id: m.workspace_id, name: m.workspace_name },
    member: { id: m.member_id },
    roles,
    fresh: m.fresh ?? false,
    ability: abilityFor(
      effective({ direct: roles, mask: maskOf(m.mask), ...(m.scopes && { scopes: m.scopes }) }),
    ),
    ...(permission && { permission }),
  };
}
