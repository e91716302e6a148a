import type { HeldRole } from '@bailiwick/rbac';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { type Sql, sql, statementName } from '../rows/sql.js';
import { PREPARED } from '../rows/tenant-db.js';

/** What Postgres answers; the workspace part is null unless something binds the person to the one named. */
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
  /** What they are here by way of the admin workspace; null: nothing. */
  readonly group_roles: HeldRole[] | null;
  /** The link to the workspace above this one, whether or not the person has to do with it. */
  readonly link_id: string | null;
  readonly ceiling: string[] | null;
  readonly is_managed: boolean | null;
  readonly admin_workspace_id: string | null;
  readonly admin_workspace_name: string | null;
  /** The admin workspace lets no keys into this one. */
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
  /** The person who holds the address already, if any. */
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
  /** The address and the names of the old owner. */
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly new_owner_name: string;
  readonly reversible_until: Date;
  readonly reversed: boolean;
  readonly expired: boolean;
}

export interface GroupInvitationByToken {
  /** The workspace that is to be below. */
  readonly workspace_id: string;
  readonly id: string;
  readonly sub_name: string;
  readonly admin_workspace_id: string;
  readonly admin_name: string;
  readonly inviter_name: string | null;
  readonly owner_id: string;
  readonly purpose: 'join' | 'hand_over';
  /** Consented: the workspace was handed over, where that was the purpose. */
  readonly kind: 'consented' | 'managed';
  readonly ceiling: string[];
  readonly ceiling_label: string | null;
  /** What the admin workspace asks of everybody there. */
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
 * The questions that must be asked before any workspace is known. Each is a SECURITY DEFINER function that
 * reads only, belongs to a role that may only read, and answers about one secret or one address.
 */
@Injectable()
export class SystemDb {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(PREPARED) private readonly prepared: boolean,
  ) {}

  /** Who holds this credential, and what binds them to that workspace? Needed before a scope can exist. */
  authority(kind: string, hash: Buffer, workspaceId: string | null): Promise<AuthorityRow | undefined> {
    return this.ask(sql`select * from authority(${kind}, ${hash}, ${workspaceId})`);
  }

  /** The hashes a password is compared with: nobody is signed in yet, so no scope can show them. */
  signInSubject(email: string): Promise<SignInSubject | undefined> {
    return this.ask(sql`select * from sign_in_subject(${email})`);
  }

  /** A mailed link is the only thing its bearer has. */
  attemptByToken(hash: Buffer): Promise<AttemptByToken | undefined> {
    return this.ask(sql`select * from sign_up_attempt_by_token(${hash})`);
  }

  /** The bearer of an invitation is no member yet, and may have no account. */
  invitationByToken(hash: Buffer): Promise<InvitationByToken | undefined> {
    return this.ask(sql`select * from invitation_by_token(${hash})`);
  }

  /** Who has shown a password and is still to show a second factor. Nothing for one that is over. */
  challengeByToken(hash: Buffer): Promise<ChallengeByToken | undefined> {
    return this.ask(sql`select * from second_factor_challenge(${hash})`);
  }

  /** Whoever forgot their password is signed out, and has a mailed link and nothing else. */
  resetByToken(hash: Buffer): Promise<ResetByToken | undefined> {
    return this.ask(sql`select * from password_reset_by_token(${hash})`);
  }

  /** Whoever owned a workspace may by now be kept out of it, and has the mailed link. */
  ownershipReversalByToken(hash: Buffer): Promise<OwnershipReversalByToken | undefined> {
    return this.ask(sql`select * from ownership_reversal_by_token(${hash})`);
  }

  /** The owner of a workspace, or of one to be, has a mailed link, and has not said yet which workspace it is about. */
  groupInvitationByToken(hash: Buffer): Promise<GroupInvitationByToken | undefined> {
    return this.ask(sql`select * from group_invitation_by_token(${hash})`);
  }

  /** Whether the database answers, and has the functions this code was written for. */
  async ping(): Promise<void> {
    await this.authority('ping', Buffer.alloc(0), null);
  }

  /** How the connections of the pool are used, for those who watch it. */
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
