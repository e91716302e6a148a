import { createHash } from 'node:crypto';

/** Values that have one canonical text: what JSON can say, without undefined. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * RFC 8785 (JCS). ECMAScript's JSON.stringify already writes numbers and strings as the RFC requires. Only the order of
 * keys is missing: by UTF-16 code units, as JavaScript compares strings.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return scalar(value);
  const entries = Object.entries(value as Readonly<Record<string, Json>>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return `{${entries.map(([key, v]) => `${scalar(key)}:${canonical(v)}`).join(',')}}`;
}

/** Where JSON.stringify writes `null` or an escape, the RFC requires an error: other readers would read it differently. */
function scalar(value: null | boolean | number | string): string {
  const fine = typeof value === 'number' ? Number.isFinite(value) : String(value).isWellFormed();
  if (!fine) throw new TypeError('this value has no canonical text');
  return JSON.stringify(value);
}

export const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The act, as the app wrote it once: the same in every log that holds it. Version 1. */
export interface Content {
  readonly v: 1;
  readonly id: string;
  readonly act_id: string;
  readonly workspace_id: string;
  readonly occurred_at: string;
  readonly activity: number;
  readonly outcome: Outcome;
  readonly actor_type: 'user' | 'service_principal' | 'system';
  readonly actor_id: string | null;
  readonly api_key_id: string | null;
  readonly from_api: boolean;
  readonly target_type: string;
  readonly target_id: string | null;
  readonly target_name: string | null;
  readonly affected_count: number | null;
  readonly changes: Changes;
  readonly details: Readonly<Record<string, Json>>;
  readonly request_id: string;
  /** Covers the values beside the record; null when there are none. */
  readonly personal_hash: string | null;
}

export type Outcome = 'done' | 'refused' | 'failed';
export type Changes = Readonly<Record<string, { readonly before: Json; readonly after: Json }>>;

/** The values that an erasure can delete without a break of the chain. */
/** A type and not an interface: only those count as JSON for `canonical`. */
export type Personal = {
  readonly actor_name: string | null;
  readonly actor_email: string | null;
  readonly ip: string;
  readonly user_agent: string | null;
  readonly target_name: string | null;
  readonly changes: Changes;
  /** The people in the record. The hash covers them, so nobody can hide a person from an erasure. */
  readonly persons: readonly string[];
};

/** With the salt, nobody can guess an erased name from its hash. */
export const personalHash = (salt: Buffer, personal: string): string =>
  sha256(salt, personal).toString('hex');

/**
 * The chain covers the content, its hash (which a second log of the same act also holds), and the fields of the
 * sealer.
 */
export function sealedText(
  content: string,
  sealed: { seq: string; sealed_at: string; retention: string },
): string {
  const fields = JSON.parse(content) as Record<string, Json>;
  return canonical({ ...fields, ...sealed, content_hash: sha256(content).toString('hex') });
}

/** Each record's hash covers the one before it, so verification finds every changed, dropped or moved record. */
export const chainHash = (previous: Buffer, sealed: string): Buffer => sha256(previous, sealed);
