import { createHash } from 'node:crypto';

// Written from docs/audit.md and from nothing else: a second opinion on the chain, which shares no code with what
// made it.

export interface LogRow {
  readonly workspace_id: string;
  readonly seq: string;
  readonly id: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly canonical: string;
  readonly body: object;
  readonly personal: string | null;
  readonly salt: Buffer | null;
}

const fields = `v id act_id workspace_id occurred_at activity outcome actor_type actor_id api_key_id from_api
  target_type target_id target_name affected_count changes details request_id personal_hash`.split(/\s+/);
const sealing = ['seq', 'sealed_at', 'retention', 'content_hash'];

const sha256 = (...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 8785: no space, keys in order, and JavaScript's own spelling of numbers and strings. */
function jcs(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  const object = value as Record<string, unknown>;
  const pairs = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${jcs(object[key])}`);
  return `{${pairs.join(',')}}`;
}

/** @returns what is wrong with one workspace's log, given from its first record to its last; nothing if it holds */
export function breakIn(rows: readonly LogRow[], head: { seq: string; hash: Buffer }): string | undefined {
  let previous: Buffer = Buffer.alloc(0);
  for (const [i, row] of rows.entries()) {
    if (row.seq !== String(i + 1)) return `gap: ${row.seq} stands where ${i + 1} belongs`;
    const wrong = wrongWith(row, previous);
    if (wrong) return `${wrong} in record ${row.seq}`;
    previous = row.hash;
  }
  return head.seq === String(rows.length) && head.hash.equals(previous) ? undefined : 'the head is elsewhere';
}

function wrongWith(row: LogRow, previous: Buffer): string | undefined {
  if (!row.prev_hash.equals(previous)) return 'link';
  if (!row.hash.equals(sha256(previous, row.canonical))) return 'hash';
  const sealed = JSON.parse(row.canonical) as Record<string, unknown>;
  if (jcs(sealed) !== row.canonical) return 'form';
  if (Object.keys(sealed).sort().join() !== [...fields, ...sealing].sort().join()) return 'fields';
  const content = jcs(Object.fromEntries(fields.map((field) => [field, sealed[field]])));
  if (sha256(content).toString('hex') !== sealed['content_hash']) return 'content hash';
  if (jcs(row.body) !== content) return 'body';
  if (sealed['seq'] !== row.seq || sealed['workspace_id'] !== row.workspace_id) return 'place';
  if (row.salt === null || row.personal === null) return undefined;
  return sha256(row.salt, row.personal).toString('hex') === sealed['personal_hash'] ? undefined : 'personal';
}
