import { type Tx, newId, sql } from '@bailiwick/tenancy';
import type { QueueDefinition } from './queue.js';

/** Writes a job to the outbox: it exists if, and only if, the transaction commits. */
export function enqueue<Payload extends object>(
  tx: Tx,
  { name }: Pick<QueueDefinition<Payload>, 'name' | 'payload'>,
  payload: NoInfer<Payload>,
): void {
  const { scope, facts, actor } = tx.ctx;
  const actorId = actor.type === 'system' ? null : actor.id;
  facts.leftJob = true;
  tx.write(sql`insert into job_outbox (id, kind, workspace_id, actor_id, request_id, payload)
    values (${newId()}, ${name}, ${scope.workspaceId ?? null}, ${actorId}, ${facts.requestId},
    ${JSON.stringify(payload)})`);
}
