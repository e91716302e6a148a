import { type Json, type Personal, canonical, chainHash, personalHash, sealedText } from './canonical.js';

/** A sealed record, as the log holds it. */
export interface SealedRow {
  readonly seq: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly canonical: string;
  /** Copies of the canonical text: searches and answers use them, so the verification checks them. */
  readonly body: Json;
  readonly workspace_id: string;
  readonly retention: string;
  readonly sealed_at: Date;
  readonly id: string;
  readonly act_id: string;
  readonly occurred_at: Date;
  readonly activity: number;
  readonly actor_id: string | null;
  /** The people whom an erasure finds; the hash covers them together with the values. */
  readonly persons: readonly string[];
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
  /** Records without their erased personal values: the chain still holds. */
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
    const found = check(row, previous);
    if (found === 'erased') erased += 1;
    else if (found)
      return { ok: false, records: records(), erased, broken: { seq: records() + 1, why: found } };
    previous = row;
  }
  const complete = previous.seq === head.seq && previous.hash.equals(head.hash);
  if (complete) return { ok: true, records: records(), erased };
  return { ok: false, records: records(), erased, broken: { seq: records() + 1, why: 'head' } };
}

function check(row: SealedRow, previous: Head): Break | 'erased' | undefined {
  if (BigInt(row.seq) !== BigInt(previous.seq) + 1n) return 'gap';
  if (!row.prev_hash.equals(previous.hash)) return 'link';
  if (!row.hash.equals(chainHash(previous.hash, row.canonical))) return 'hash';
  const content = contentOf(row);
  return content ? checkPersonal(row, content['personal_hash']) : 'content';
}

/** @returns the record's content, if its text, its fields and the copies agree */
function contentOf(row: SealedRow): Record<string, Json> | undefined {
  try {
    const { seq, sealed_at, retention, content_hash: _, ...content } = JSON.parse(row.canonical) as Sealed;
    const text = canonical(content);
    const said: Record<string, Json> = { ...content, seq, sealed_at, retention };
    const agrees =
      sealedText(text, { seq, sealed_at, retention }) === row.canonical &&
      canonical(row.body) === text &&
      Object.entries(copiesOf(row)).every(([field, copy]) => copy === said[field]);
    return agrees ? content : undefined;
  } catch {
    return undefined;
  }
}

function copiesOf(row: SealedRow): Record<string, Json> {
  const { workspace_id, retention, seq, id, act_id, activity, actor_id } = row;
  const times = { sealed_at: row.sealed_at.toISOString(), occurred_at: row.occurred_at.toISOString() };
  return { workspace_id, retention, seq, id, act_id, activity, actor_id, ...times };
}

/** An erasure deletes value and salt together; one without the other is no erasure. */
function checkPersonal(row: SealedRow, covered: Json | undefined) {
  const { salt, personal } = row;
  if (salt === null && personal === null) return covered === null ? undefined : 'erased';
  const fits = salt !== null && personal !== null && personalHash(salt, personal) === covered;
  return fits && namesThem(personal, row.persons) ? undefined : 'personal';
}

const namesThem = (personal: string, persons: readonly string[]): boolean =>
  canonical((JSON.parse(personal) as Personal).persons) === canonical(persons);

interface Sealed {
  seq: string;
  sealed_at: string;
  retention: string;
  content_hash: string;
  [field: string]: Json;
}
