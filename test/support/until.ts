import { setTimeout as delay } from 'node:timers/promises';
import type { TestApp } from './app.js';
import type { Client } from './people.js';

/** Waits for a condition, never for a time. @throws when it does not come true */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  ms = 15_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`still not true after ${ms} ms: ${what}`);
    await delay(20);
  }
}

/** Both outboxes are empty: everything acknowledged so far is sealed and handed to the queue. */
export async function settled({ db }: Pick<TestApp, 'db'>): Promise<void> {
  await until('both outboxes are empty', async () => {
    const { rows } = await db.superuser.query<{ n: number }>(
      'select (select count(*) from audit_outbox)::int + (select count(*) from job_outbox)::int as n',
    );
    return rows[0]?.n === 0;
  });
}

/** The sealed records of the client's workspace, newest first. */
export async function auditLog(app: Pick<TestApp, 'db'>, reader: Client, query = ''): Promise<AuditRecord[]> {
  await settled(app);
  const { body } = await reader.get(`audit-logs?limit=1000${query}`).expect(200);
  return body.items;
}

export interface AuditRecord {
  readonly id: string;
  readonly act_id: string;
  readonly activity: string;
  readonly activity_type: number;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly user_email: string | null;
  readonly ip_address: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly request_id: string;
  readonly target: { readonly type: string; readonly id: string | null; readonly name: string | null };
  readonly changes: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly audit_metadata: Readonly<Record<string, unknown>>;
}
