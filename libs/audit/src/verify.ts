import { type Json, canonical, chainHash, personalHash, sealedText, sha256 } from './canonical.js';

/** A sealed record as it lies in the log. */
export interface SealedRow {
  readonly seq: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly canonical: string;
  /** The searchable copies of what the canonical text says: they are served, so they are verified. */
  readonly body: Json;
  readonly id: string;
  readonly activity: number;
  readonly actor_id: string | null;
  readonly personal: string | null;
  readonly salt: Buffer | null;
}

export interface Head {
  readonly seq: string;
  readonly hash: Buffer;
}

export type Break = 'gap' | 'link' | 'hash' | 'content' | 'personal' | 'head';

export interface Verification {
  readonly ok: boolean;
  readonly records: number;
  /** Records whose personal values were erased: the chain still holds, the values are gone. */
  readonly erased: number;
  readonly broken?: { readonly seq: number; readonly why: Break };
}

/** Walks a chain from its first record to the head, and names the first record that does not fit. */
export async function verifyChain(
  rows: AsyncIterable<SealedRow> | Iterable<SealedRow>,
  head: Head,
): Promise<Verification> {
  let previous: Head = { seq: '0', hash: Buffer.alloc(0) };
  let erased = 0;
  const records = () => Number(previous.seq);
  for await (const row of rows) {
    const why = breakOf(row, previous);
    if (why) return { ok: false, records: records(), erased, broken: { seq: records() + 1, why } };
    if (row.salt === null) erased += 1;
    previous = row;
  }
  const complete = previous.seq === head.seq && previous.hash.equals(head.hash);
  if (complete) return { ok: true, records: records(), erased };
  return { ok: false, records: records(), erased, broken: { seq: records() + 1, why: 'head' } };
}

function breakOf(row: SealedRow, previous: Head): Break | undefined {
  if (BigInt(row.seq) !== BigInt(previous.seq) + 1n) return 'gap';
  if (!row.prev_hash.equals(previous.hash)) return 'link';
  if (!row.hash.equals(chainHash(previous.hash, row.canonical))) return 'hash';
  const { seq, sealed_at, retention, content_hash, ...content } = JSON.parse(row.canonical) as Sealed;
  if (seq !== row.seq) return 'content';
  const text = canonical(content);
  if (sha256(text).toString('hex') !== content_hash) return 'content';
  if (sealedText(text, { seq, sealed_at, retention }) !== row.canonical) return 'content';
  if (canonical(row.body) !== text || row.id !== content.id) return 'content';
  if (row.activity !== content.activity || row.actor_id !== content.actor_id) return 'content';
  if (row.salt === null || row.personal === null) return undefined;
  return personalHash(row.salt, row.personal) === content.personal_hash ? undefined : 'personal';
}

interface Sealed {
  seq: string;
  sealed_at: string;
  retention: string;
  content_hash: string;
  [field: string]: Json;
}
