import { z } from 'zod';
import { pageOf, time } from '../../http/body/shapes.js';

export const session = z.strictObject({
  id: z.guid(),
  ip_address: z.string(),
  user_agent: z.string().nullable(),
  /** The one that asks. */
  is_current: z.boolean(),
  timestamp_authenticated: time,
  timestamp_last_seen: time,
  timestamp_expires: time,
});
export type SessionView = z.input<typeof session>;
export const sessions = pageOf(session);

export const endedSessions = z.strictObject({ count: z.number().int() });

export interface SessionRow {
  readonly id: string;
  readonly ip: string;
  readonly user_agent: string | null;
  readonly authenticated_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

export const toSession = (row: SessionRow, current: string): SessionView => ({
  id: row.id,
  ip_address: row.ip,
  user_agent: row.user_agent,
  is_current: row.id === current,
  timestamp_authenticated: row.authenticated_at.toISOString(),
  timestamp_last_seen: row.last_seen_at.toISOString(),
  timestamp_expires: row.expires_at.toISOString(),
});
