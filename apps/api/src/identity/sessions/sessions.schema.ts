import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { pageOf, time } from '../../http/body/shapes.js';

export const session = z.strictObject({
  id: z.guid(),
  ip_address: z.string(),
  user_agent: z.string().nullable(),
  /** True for the session that sends the request. */
  is_current: z.boolean(),
  timestamp_authenticated: time,
  timestamp_last_seen: time,
  timestamp_expires: time,
});
export type SessionView = z.output<typeof session>;
export const sessions = pageOf(session);

export const endedSessions = z.strictObject({ count: z.number().int() });

interface Opened {
  readonly ip: string;
  readonly authenticated_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

export const toSession = answer(session, (row: Opened) => ({
  ip_address: row.ip,
  timestamp_authenticated: row.authenticated_at,
  timestamp_last_seen: row.last_seen_at,
  timestamp_expires: row.expires_at,
}));
export type SessionRow = RowOf<typeof toSession>;
