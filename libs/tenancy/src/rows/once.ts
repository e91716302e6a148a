import type { Ctx } from '../who/ctx.js';
import { Failure } from '../who/refusals.js';
import { sql } from './sql.js';
import { sameBytes } from '../secrets/tokens.js';
import type { Once } from '../who/facts.js';
import type { Tx } from './tx.js';

/** Thrown to leave the transaction of a request that already has an answer. */
export class Replay extends Error {
  constructor(readonly answer: unknown) {
    super('replay');
  }
}

const HOURS = 24;

/**
 * Does the work unless an earlier request did it. The transaction of the work claims the key and keeps the answer, so
 * neither exists without the other. A second request waits at the claim until the first is over. A refusal rolls the claim
 * back, and the client can try again.
 * @throws Replay, or Failure idempotency_mismatch
 */
export async function runOnce<T>(tx: Tx, request: Once, work: () => T | Promise<T>): Promise<T> {
  const { workspace } = tx.ctx as Ctx;
  request.spent = true;
  const claimed =
    await tx.query(sql`insert into idempotency_keys as k (workspace_id, key, request, expires_at)
    values (${workspace.id}, ${request.key}, ${request.request}, now() + make_interval(hours => ${HOURS}))
    on conflict (workspace_id, key) do update
      set request = excluded.request, answer = null, expires_at = excluded.expires_at
      where k.expires_at <= now()
    returning key`);
  if (claimed.length === 0) throw await answered(tx, workspace.id, request);
  const result = await work();
  await tx.query(sql`update idempotency_keys set answer = ${request.seal(JSON.stringify(result))}
    where workspace_id = ${workspace.id} and key = ${request.key}`);
  return result;
}

async function answered(tx: Tx, workspaceId: string, request: Once): Promise<Replay | Failure> {
  const kept = await tx.one<{
    request: Buffer;
    answer: string;
  }>(sql`select request, answer from idempotency_keys
    where workspace_id = ${workspaceId} and key = ${request.key}`);
  if (!kept || !sameBytes(kept.request, request.request)) return new Failure('idempotency_mismatch');
  tx.ctx.facts.accounted = true;
  return new Replay(JSON.parse(request.open(kept.answer)));
}
