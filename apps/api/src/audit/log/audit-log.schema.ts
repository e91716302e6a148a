import { type Changes, type Content, type Personal, activityName } from '@bailiwick/audit';
import { z } from 'zod';
import { pageOf, pageQuery, text, time, uuid } from '../../http/body/shapes.js';

/** ISO 8601 has a year 0, Postgres has none. */
const day = z.iso.date().refine((date) => date >= '0001', { error: 'must be a day of our era' });

export const auditQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  activity_type: z.coerce.number().int().min(1).max(100_000).optional(),
  search: text(200).optional(),
  start_date: day.optional(),
  end_date: day.optional(),
  user_id: uuid.optional(),
});
export type AuditQuery = z.output<typeof auditQuery>;

const json = z.json();

/** The record of the shared format, and ours from `activity` on. */
export const auditRecord = z.strictObject({
  id: z.guid(),
  timestamp: time,
  organization_id: z.guid(),
  activity_type: z.number().int(),
  ip_address: z.string(),
  user_agent: z.string().nullable(),
  user_id: z.guid().nullable(),
  user_name: z.string().nullable(),
  from_api: z.boolean(),
  api_key_id: z.guid().nullable(),
  affected_count: z.number().int().nullable(),
  audit_metadata: z.record(z.string(), json),
  activity: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  sequence: z.number().int(),
  sealed_at: time,
  actor_type: z.enum(['user', 'service_principal', 'system']),
  user_email: z.string().nullable(),
  target: z.strictObject({ type: z.string(), id: z.guid().nullable(), name: z.string().nullable() }),
  changes: z.record(z.string(), z.strictObject({ before: json, after: json })),
  /** The same in every log that holds a record of the act. */
  act_id: z.guid(),
  request_id: z.string(),
  /** The personal values of the record were erased; the chain still holds. */
  erased: z.boolean(),
});
export type AuditRecordView = z.output<typeof auditRecord>;
export const auditPage = pageOf(auditRecord);

export interface AuditRow {
  readonly seq: string;
  readonly sealed_at: Date;
  readonly body: Content;
  readonly personal: string | null;
}

/** Shown where an address was erased. */
const NO_ADDRESS = '0.0.0.0';

export function toAuditRecord({ seq, sealed_at, body, personal }: AuditRow): AuditRecordView {
  const person = personal === null ? undefined : (JSON.parse(personal) as Personal);
  const changes: Changes = { ...body.changes, ...person?.changes };
  return {
    id: body.id,
    timestamp: new Date(body.occurred_at),
    organization_id: body.workspace_id,
    activity_type: body.activity,
    ip_address: person?.ip ?? NO_ADDRESS,
    user_agent: person?.user_agent ?? null,
    user_id: body.actor_id,
    user_name: person?.actor_name ?? null,
    from_api: body.from_api,
    api_key_id: body.api_key_id,
    affected_count: body.affected_count,
    audit_metadata: body.details as AuditRecordView['audit_metadata'],
    activity: activityName(body.activity) ?? 'unknown',
    outcome: body.outcome,
    sequence: Number(seq),
    sealed_at,
    actor_type: body.actor_type,
    user_email: person?.actor_email ?? null,
    target: {
      type: body.target_type,
      id: body.target_id,
      name: body.target_name ?? person?.target_name ?? null,
    },
    changes: changes as AuditRecordView['changes'],
    act_id: body.act_id,
    request_id: body.request_id,
    erased: person === undefined,
  };
}
