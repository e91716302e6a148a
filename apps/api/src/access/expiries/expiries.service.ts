import { Inject, Injectable } from '@nestjs/common';
import { QUEUE_POOL, Wake } from '@bailiwick/jobs';
import { record } from '@bailiwick/audit';
import { TenantDb, type Tx, jobFacts, newId, sql, systemCaller } from '@bailiwick/tenancy';
import type { Pool } from 'pg';
import { type Attendant, Upkeep, hourly } from '../../jobs/upkeep.js';
import { MailService } from '../../mail/mail.service.js';
import { roleName } from '../roles/roles.schema.js';
import {
  type EndedGroupGrant,
  type EndingGrant,
  type EndingKey,
  endedGroupGrants,
  endingGrants,
  endingKeys,
} from './expiries.queries.js';

/**
 * A grant or key gives nothing from the instant of its end on, also when this service is late. The service tidies up,
 * records the end, and warns beforehand.
 */
@Injectable()
@Upkeep(hourly('expiries'))
export class ExpiriesService implements Attendant {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
    private readonly wake: Wake,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
  ) {}

  async attend(): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      'select workspace_id as id from public.workspaces_with_endings()',
    );
    for (const { id } of rows) await this.attendTo(id);
  }

  /** A run at the same moment does this to other rows: each person hears of each thing once. */
  private async attendTo(workspaceId: string): Promise<void> {
    const facts = jobFacts(newId(), 'expiries');
    const busy = await this.db.run(systemCaller(facts, { workspaceId }), async (tx) => {
      const grants = await tx.query<EndingGrant>(endingGrants(workspaceId));
      const keys = await tx.query<EndingKey>(endingKeys(workspaceId));
      for (const grant of grants) {
        if (grant.ended) endGrant(tx, grant);
        else this.warnOfGrant(tx, grant);
      }
      for (const key of keys) {
        if (key.ended) endKey(tx, key);
        else this.warnOfKey(tx, key);
      }
      const inGroup = await tx.query<EndedGroupGrant>(endedGroupGrants(workspaceId));
      for (const grant of inGroup) recordEnd(tx, grant);
      return grants.length + keys.length + inGroup.length > 0;
    });
    this.wake.after(facts);
    if (busy) await this.attendTo(workspaceId);
  }

  private warnOfGrant(tx: Tx, grant: EndingGrant): void {
    tx.write(
      sql`update grants set warned_at = now() where workspace_id = ${grant.workspace_id} and id = ${grant.id}`,
    );
    if (!grant.email) return;
    this.mails.enqueue(tx, {
      to: grant.email,
      template: 'grant_expiring',
      data: {
        workspace: grant.workspace,
        role: roleName(grant.role_id, grant.role_name),
        when: grant.expires_at.toISOString(),
      },
      path: `/w/${grant.workspace_id}/extension/${grant.id}`,
    });
  }

  private warnOfKey(tx: Tx, key: EndingKey): void {
    tx.write(
      sql`update api_keys set warned_at = now() where workspace_id = ${key.workspace_id} and id = ${key.id}`,
    );
    this.mails.enqueue(tx, {
      to: key.email,
      template: 'key_expiring',
      data: { workspace: key.workspace, key: key.name, when: key.expires_at.toISOString() },
      path: `/w/${key.workspace_id}/settings/api-keys`,
    });
  }
}

function endGrant(tx: Tx, grant: EndingGrant): void {
  const { workspace_id, id, member_id, member_name: name, user_id } = grant;
  tx.write(sql`delete from grants where workspace_id = ${workspace_id} and id = ${id}`);
  // The roles are part of the member, whose version moves with them.
  tx.write(sql`update workspace_members set timestamp_updated = now()
    where workspace_id = ${workspace_id} and id = ${member_id}`);
  const before = {
    role: roleName(grant.role_id, grant.role_name),
    expires_at: grant.expires_at,
    reason: grant.reason,
  };
  record(tx, 'grant.ended', { target: { id, name, user_id }, before });
}

function recordEnd(tx: Tx, grant: EndedGroupGrant): void {
  const { id, member_id, member_name, user_id, link_id, expires_at, reason } = grant;
  record(tx, 'group_grant.ended', {
    target: { id, ...(member_name && { name: member_name }), ...(user_id && { user_id }) },
    before: { role: roleName(grant.role_id, grant.role_name), expires_at, reason },
    count: 1,
    details: { member_id, all_subs: link_id === null, link_ids: link_id ? [link_id] : [] },
  });
}

function endKey(tx: Tx, { workspace_id, id, name, scopes, expires_at }: EndingKey): void {
  tx.write(sql`delete from api_keys
    where workspace_id = ${workspace_id} and (id = ${id} or ${id}::uuid = any(ancestor_ids))`);
  record(tx, 'api_key.ended', { target: { id, name }, before: { name, scopes, expires_at } });
}
