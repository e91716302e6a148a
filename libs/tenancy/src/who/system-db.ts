import type { HeldRole } from '@bailiwick/rbac';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { type Sql, sql, statementName } from '../rows/sql.js';
import { PREPARED } from '../rows/tenant-db.js';

/** The answer of Postgres; its workspace part is null unless the person has a binding to the named workspace. */
export interface AuthorityRow {
  readonly session_id: string | null;
  readonly authenticated_at: Date | null;
  /** The session or key was last used more than a minute ago. */
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
  /** The mask of the member, in strings of the shared format; null: no mask. */
  readonly mask: string[] | null;
  /** The member was last active in this workspace more than a minute ago. */
  readonly idle: boolean;
  /** The workspace lets in only people of some e-mail domains, and theirs is not among them. */
  readonly outside_domains: boolean;
  /** The person signed in, or confirmed their identity, in the last ten minutes. */
  readonly fresh: boolean;
  /** The workspace requires a second factor, and this session has shown none, or the key's owner has none. */
  readonly lacks_second_factor: boolean;
  readonly key_id: string | null;
  readonly key_name: string | null;
  readonly is_service: boolean;
  /** The scopes of the key, and of each key above it. */
  readonly key_scopes: string[][] | null;
  /** Their bindings through the admin workspace; null: none. */
  readonly group_roles: HeldRole[] | null;
  /** The link to the admin workspace of this one, also without a binding of the person to it. */
  readonly link_id: string | null;
  readonly ceiling: string[] | null;
  readonly is_managed: boolean | null;
  readonly admin_workspace_id: string | null;
  readonly admin_workspace_name: string | null;
  /** A guardrail of the admin workspace lets no keys into this one. */
  readonly keys_barred: boolean;
  readonly key_is_lent: boolean;
  readonly longest_invitation_hours: number | null;
}

export interface SignInSubject {
  readonly user_id: string | null;
  readonly password_hash: string | null;
  readonly attempt_id: string | null;
  readonly attempt_hash: string | null;
}

export interface InvitationByToken {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly email: string;
  readonly reserved_user_id: string | null;
  readonly roles: HeldRole[];
  readonly inviter_name: string | null;
  readonly expires_at: Date;
  readonly ended_as: 'used' | 'revoked' | 'declined' | null;
  readonly expired: boolean;
  readonly member_status: string | null;
  /** The person who already has this address, if any. */
  readonly account_id: string | null;
}

export interface AttemptByToken {
  readonly id: string;
  readonly email: string;
  readonly ended_as: 'used' | 'revoked' | null;
  readonly expired: boolean;
}

export interface ChallengeByToken {
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

export interface OwnershipReversalByToken {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly id: string;
  readonly old_owner_id: string;
  /** The address and the names of the previous owner. */
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly new_owner_name: string;
  readonly reversible_until: Date;
  readonly reversed: boolean;
  readonly expired: boolean;
}

export interface GroupInvitationByToken {
  /** The future sub. */
  readonly workspace_id: string;
  readonly id: string;
  readonly sub_name: string;
  readonly admin_workspace_id: string;
  readonly admin_name: string;
  readonly inviter_name: string | null;
  readonly owner_id: string;
  readonly purpose: 'join' | 'hand_over';
  /** `consented`: for a hand-over, the new owner has accepted it. */
  readonly kind: 'consented' | 'managed';
  readonly ceiling: string[];
  readonly ceiling_label: string | null;
  /** The guardrails of the admin workspace. */
  readonly rules: Record<string, never> | null;
  readonly status: string;
  readonly hand_over_email: string | null;
  readonly expires_at: Date | null;
  readonly expired: boolean | null;
}

export interface ResetByToken {
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly ended_as: 'used' | 'revoked' | null;
  readonly expired: boolean;
}

/**
 * The questions that come before the server knows a workspace. Each is a SECURITY DEFINER function that only reads,
 * belongs to a role that can only read, and answers about one secret or one address.
 */
@Injectable()
export class SystemDb {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(PREPARED) private readonly prepared: boolean,
  ) {}

  /** Finds the owner of this credential, and their bindings to that workspace. No scope can exist before. */
  authority(kind: string, hash: Buffer, workspaceId: string | null): Promise<AuthorityRow | undefined> {
    return this.ask(sql`select * from authority(${kind}, ${hash}, ${workspaceId})`);
  }

  /** Finds the hashes to compare a password with: without a signed-in person, no scope can show them. */
  signInSubject(email: string): Promise<SignInSubject | undefined> {
    return this.ask(sql`select * from sign_in_subject(${email})`);
  }

  /** The bearer of a mailed link has nothing but the link. */
  attemptByToken(hash: Buffer): Promise<AttemptByToken | undefined> {
    return this.ask(sql`select * from sign_up_attempt_by_token(${hash})`);
  }

  /** The bearer of an invitation is no member yet, and possibly has no account. */
  invitationByToken(hash: Buffer): Promise<InvitationByToken | undefined> {
    return this.ask(sql`select * from invitation_by_token(${hash})`);
  }

  /** Finds the person who has entered a password and must still enter a code. Nothing after the attempt has ended. */
  challengeByToken(hash: Buffer): Promise<ChallengeByToken | undefined> {
    return this.ask(sql`select * from second_factor_challenge(${hash})`);
  }

  /** A person who forgot their password is signed out, and has only a mailed link. */
  resetByToken(hash: Buffer): Promise<ResetByToken | undefined> {
    return this.ask(sql`select * from password_reset_by_token(${hash})`);
  }

  /** A previous owner may be unable to enter the workspace, and has the mailed link. */
  ownershipReversalByToken(hash: Buffer): Promise<OwnershipReversalByToken | undefined> {
    return this.ask(sql`select * from ownership_reversal_by_token(${hash})`);
  }

  /** The present or future owner of a workspace has a mailed link, and has not named the workspace yet. */
  groupInvitationByToken(hash: Buffer): Promise<GroupInvitationByToken | undefined> {
    return this.ask(sql`select * from group_invitation_by_token(${hash})`);
  }

  /** Whether the database answers, and has the functions this code was written for. */
  async ping(): Promise<void> {
    await this.authority('ping', Buffer.alloc(0), null);
  }

  /** The use of the pool's connections, for the metrics. */
  load(): Record<'busy' | 'idle' | 'wanted', number> {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { busy: totalCount - idleCount, idle: idleCount, wanted: waitingCount };
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  private async ask<Row>({ text, values }: Sql): Promise<Row | undefined> {
    const name = this.prepared ? { name: statementName(text) } : {};
    return (await this.pool.query({ ...name, text, values: [...values] })).rows[0] as Row | undefined;
  }
}
