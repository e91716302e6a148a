import type { ClientBase, Pool } from 'pg';
import { chainHash, sealedText } from './canonical.js';
import { defineQueue, inTransaction } from '@bailiwick/jobs';

export const sealQueue = defineQueue('seal', { wokenBy: 'leftRecord' });

interface HeadRow {
  workspace_id: string;
  seq: string;
  hash: Buffer;
  retention: string;
}

interface OutboxRow {
  id: string;
  workspace_id: string;
  act_id: string;
  occurred_at: Date;
  content: string;
  personal: string | null;
  salt: Buffer | null;
  persons: string[];
}

const HEADS_AT_ONCE = 50;
const RECORDS_AT_ONCE = 1000;

/**
 * Heads of workspaces with waiting records. The recursion steps through the index from one workspace to the next, so the
 * cost grows only with the claimed heads. The planner cannot know how full an outbox is at the moment: it would read all
 * heads, or the whole backlog once per batch.
 */
const claimText = `
  with recursive waiting (workspace_id) as (
    (select workspace_id from audit_outbox order by workspace_id limit 1)
    union all
    select (select o.workspace_id from audit_outbox o where o.workspace_id > w.workspace_id
      order by o.workspace_id limit 1)
    from waiting w where w.workspace_id is not null
  )
  select h.workspace_id, h.seq, h.hash, h.retention from waiting w cross join lateral (
    select * from audit_heads a where a.workspace_id = w.workspace_id for update skip locked) h
  limit $1`;

/** An equal share of the batch for each workspace, oldest first. While its head is locked, no other sealer takes them. */
const takeText = `
  delete from audit_outbox where ctid = any(array(
    select o.ctid from unnest($1::uuid[]) w (workspace_id) cross join lateral (
      select ctid from audit_outbox a where a.workspace_id = w.workspace_id order by occurred_at, id limit $2) o))
  returning id, workspace_id, act_id, occurred_at, content, personal, salt, persons`;

/**
 * Moves a batch from the outbox into the log. Sealers share the work by claiming *heads*, one per workspace:
 * claiming outbox rows instead lets two sealers each hold half of a workspace and deadlock on its head.
 * @returns how many records it sealed; 0 when there was no head to claim
 */
export async function sealBatch(pool: Pool): Promise<number> {
  return inTransaction(pool, sealClaimed);
}

async function sealClaimed(client: ClientBase): Promise<number> {
  const { rows: heads } = await client.query<HeadRow>(claimText, [HEADS_AT_ONCE]);
  if (heads.length === 0) return 0;
  const { rows: waiting } = await client.query<OutboxRow>(takeText, [
    heads.map((head) => head.workspace_id),
    Math.ceil(RECORDS_AT_ONCE / heads.length),
  ]);
  const { rows: clock } = await client.query<{ now: Date }>('select now()::timestamptz(3) as now');
  const sealedAt = clock[0]?.now ?? new Date();
  const records = heads.flatMap((head) => chain(head, waiting, sealedAt));
  await insert(client, records);
  await moveHeads(client, heads);
  return records.length;
}

/** Orders, numbers and hashes the waiting records of one workspace, and moves the head to the last one. */
function chain(head: HeadRow, waiting: readonly OutboxRow[], sealedAt: Date) {
  return waiting
    .filter((row) => row.workspace_id === head.workspace_id)
    .sort((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime() || (a.id < b.id ? -1 : 1))
    .map((row) => {
      const prev = head.hash;
      head.seq = String(BigInt(head.seq) + 1n);
      const sealed_at = sealedAt.toISOString();
      const text = sealedText(row.content, { seq: head.seq, sealed_at, retention: head.retention });
      head.hash = chainHash(prev, text);
      const body = JSON.parse(row.content) as { activity: number; actor_id: string | null };
      return {
        workspace_id: row.workspace_id,
        retention: head.retention,
        sealed_at,
        seq: head.seq,
        id: row.id,
        act_id: row.act_id,
        occurred_at: row.occurred_at,
        activity: body.activity,
        actor_id: body.actor_id,
        // unnest would flatten arrays of arrays, so the statement takes JSON apart.
        persons: JSON.stringify(row.persons),
        prev_hash: prev,
        hash: head.hash,
        canonical: text,
        body: row.content,
        personal: row.personal,
        salt: row.salt,
      };
    });
}

type SealedRecord = ReturnType<typeof chain>[number];

const columns = [
  ['workspace_id', 'uuid'],
  ['retention', 'text'],
  ['sealed_at', 'timestamptz'],
  ['seq', 'bigint'],
  ['id', 'uuid'],
  ['act_id', 'uuid'],
  ['occurred_at', 'timestamptz'],
  ['activity', 'integer'],
  ['actor_id', 'uuid'],
  ['persons', 'text'],
  ['prev_hash', 'bytea'],
  ['hash', 'bytea'],
  ['canonical', 'text'],
  ['body', 'text'],
  ['personal', 'text'],
  ['salt', 'bytea'],
] as const satisfies readonly (readonly [keyof SealedRecord, string])[];

const names = columns.map(([name]) => name).join(', ');
const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
const picked = names
  .replace('persons', 'array(select jsonb_array_elements_text(persons::jsonb))::uuid[]')
  .replace('body', 'body::jsonb');
const insertText = `insert into audit_log (${names}) select ${picked} from unnest(${arrays}) as sealed(${names})`;

async function insert(client: ClientBase, records: readonly SealedRecord[]): Promise<void> {
  await client.query(
    insertText,
    columns.map(([name]) => records.map((record) => record[name])),
  );
}

async function moveHeads(client: ClientBase, heads: readonly HeadRow[]): Promise<void> {
  await client.query(
    `update audit_heads h set seq = moved.seq, hash = moved.hash
     from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as moved(workspace_id, seq, hash)
     where h.workspace_id = moved.workspace_id`,
    [heads.map((h) => h.workspace_id), heads.map((h) => h.seq), heads.map((h) => h.hash)],
  );
}
