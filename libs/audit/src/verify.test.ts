import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Content, type Json, canonical, chainHash, personalHash, sealedText } from './canonical.js';
import { type Break, type Head, type SealedRow, verifyChain } from './verify.js';

interface Log {
  readonly rows: readonly SealedRow[];
  readonly head: Head;
}

const uuid = (n: number) => `0192a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const salt = Buffer.alloc(16, 7);
const persons = [uuid(200)];
const personal = canonical({ actor_name: 'Olive Oakes', ip: '192.0.2.7', persons });

/** An act, as it waits in the outbox. */
const act = (n: number, more: Partial<Content> = {}) => ({
  v: 1 as const,
  id: uuid(n),
  act_id: uuid(n),
  workspace_id: uuid(100),
  occurred_at: '2026-01-02T03:04:05.678Z',
  activity: 1002,
  outcome: 'done' as const,
  actor_type: 'user' as const,
  actor_id: uuid(200),
  api_key_id: null,
  from_api: false,
  target_type: 'workspace',
  target_id: uuid(100),
  target_name: `Harbour ${n}`,
  affected_count: null,
  changes: {},
  details: {},
  request_id: `r-${n}`,
  personal_hash: personalHash(salt, personal),
  ...more,
});

function sealed(content: Content, previous: Head): SealedRow {
  const seq = String(Number(previous.seq) + 1);
  const body = content as unknown as Json;
  const [sealed_at, retention] = ['2026-01-02T03:04:06.000Z', '1y'];
  const text = sealedText(canonical(body), { seq, sealed_at, retention });
  const { id, act_id, workspace_id, activity, actor_id } = content;
  const hash = chainHash(previous.hash, text);
  return {
    seq,
    prev_hash: previous.hash,
    hash,
    canonical: text,
    body,
    workspace_id,
    retention,
    sealed_at: new Date(sealed_at),
    id,
    act_id,
    occurred_at: new Date(content.occurred_at),
    activity,
    actor_id,
    persons,
    personal,
    salt,
  };
}

const start: Head = { seq: '0', hash: Buffer.alloc(0) };

function logOf(contents: readonly Content[]): Log {
  const rows = contents.reduce<SealedRow[]>(
    (all, content) => [...all, sealed(content, all.at(-1) ?? start)],
    [],
  );
  return { rows, head: rows.at(-1) ?? start };
}

const five = logOf([1, 2, 3, 4, 5].map((n) => act(n)));

/** The log with its third record changed. */
const third = (change: (row: SealedRow) => Partial<SealedRow>): Log => ({
  ...five,
  rows: five.rows.map((row) => (row.seq === '3' ? { ...row, ...change(row) } : row)),
});

/** From an attacker who can also compute: hash and all fit the changed text. */
const rewritten = (change: (text: string) => string): Log =>
  third((row) => {
    const text = change(row.canonical);
    return { canonical: text, hash: chainHash(row.prev_hash, text) };
  });

const inText = (change: (fields: Record<string, Json>) => Record<string, Json>) =>
  rewritten((text) => canonical(change(JSON.parse(text) as Record<string, Json>)));

const without = (...seqs: string[]): Log => ({
  ...five,
  rows: five.rows.filter((row) => !seqs.includes(row.seq)),
});

const inOrder = (...seqs: number[]): Log => ({ ...five, rows: seqs.map((seq) => five.rows[seq - 1]!) });

const verify = ({ rows, head }: Log) => verifyChain(rows, head);

describe('a log', () => {
  it('that nobody touched holds, and its records are counted', async () => {
    expect(await verify(five)).toEqual({ ok: true, records: 5, erased: 0 });
  });

  it('without records holds', async () => {
    expect(await verify({ rows: [], head: start })).toEqual({ ok: true, records: 0, erased: 0 });
  });

  it('is read as it comes, one record after the other', async () => {
    async function* streamed() {
      for (const row of five.rows) yield await Promise.resolve(row);
    }
    expect(await verifyChain(streamed(), five.head)).toMatchObject({ ok: true, records: 5 });
  });

  it('holds after a person was erased from it, and says from how many records', async () => {
    const erased = five.rows.map((row) =>
      Number(row.seq) % 2 ? { ...row, personal: null, salt: null } : row,
    );
    expect(await verify({ ...five, rows: erased })).toEqual({ ok: true, records: 5, erased: 3 });
  });

  it('does not count as erased what never had personal values', async () => {
    const { rows, head } = logOf([act(1, { personal_hash: null })]);
    const bare = rows.map((row) => ({ ...row, personal: null, salt: null }));
    expect(await verify({ rows: bare, head })).toEqual({ ok: true, records: 1, erased: 0 });
  });

  describe('names the first record that does not fit', () => {
    const forged = canonical({ actor_name: 'Mallory', ip: '192.0.2.7' });
    const fourthHash = five.rows[3]!.hash;

    it.each<[string, Log, number, Break]>([
      [
        'a field was changed',
        third((row) => ({ canonical: row.canonical.replace('Harbour 3', 'Pirates') })),
        3,
        'hash',
      ],
      ['a hash was changed', third(() => ({ hash: fourthHash })), 3, 'hash'],
      ['the hash before it was changed', third(() => ({ prev_hash: fourthHash })), 3, 'link'],
      [
        'the one before it was made to fit anew',
        rewritten((text) => text.replace('Harbour 3', 'Pirates')),
        3,
        'content',
      ],
      ['a record was dropped', without('3'), 3, 'gap'],
      ['the first record is missing', without('1'), 1, 'gap'],
      ['all but the last are missing', without('1', '2', '3', '4'), 1, 'gap'],
      ['the last record is missing', without('5'), 5, 'head'],
      ['every record is missing', without('1', '2', '3', '4', '5'), 1, 'head'],
      ['two were exchanged', inOrder(1, 3, 2, 4, 5), 2, 'gap'],
      ['one comes twice', inOrder(1, 2, 3, 3, 4, 5), 4, 'gap'],
      ['one stands in the place of another', third(() => ({ ...five.rows[3]!, seq: '3' })), 3, 'link'],
      ['the head names another hash', { ...five, head: { seq: '5', hash: fourthHash } }, 6, 'head'],
      ['the head is behind', { ...five, head: { seq: '4', hash: fourthHash } }, 6, 'head'],
      ['the head is ahead', { ...five, head: { ...five.head, seq: '6' } }, 6, 'head'],
      [
        'the searchable body was changed',
        third(({ body }) => ({ body: { ...(body as object), outcome: 'refused' } })),
        3,
        'content',
      ],
      [
        'the searchable body says more',
        third(({ body }) => ({ body: { ...(body as object), more: 1 } })),
        3,
        'content',
      ],
      ['the searchable body is gone', third(() => ({ body: null })), 3, 'content'],
      [
        'the body holds a number beyond numbers',
        third(({ body }) => ({ body: { ...(body as object), affected_count: Infinity } })),
        3,
        'content',
      ],
      ['the searchable id was changed', third(() => ({ id: uuid(9) })), 3, 'content'],
      ['the searchable activity was changed', third(() => ({ activity: 1001 })), 3, 'content'],
      ['the searchable actor was changed', third(() => ({ actor_id: uuid(9) })), 3, 'content'],
      ['the searchable actor is gone', third(() => ({ actor_id: null })), 3, 'content'],
      ['its text tells another number', inText((fields) => ({ ...fields, seq: '4' })), 3, 'content'],
      ['its text was written another way', rewritten((text) => text.replace('{', '{ ')), 3, 'content'],
      ['its text is no JSON', rewritten(() => 'rubbish'), 3, 'content'],
      ['its text is no object', rewritten(() => 'null'), 3, 'content'],
      [
        'its text has no canonical form',
        rewritten((text) => text.replace('Harbour 3', String.raw`\ud83c`)),
        3,
        'content',
      ],
      ['a personal value was changed', third(() => ({ personal: forged })), 3, 'personal'],
      ['a salt was changed', third(() => ({ salt: Buffer.alloc(16, 8) })), 3, 'personal'],
      [
        'a personal value was changed and the salt removed',
        third(() => ({ personal: forged, salt: null })),
        3,
        'personal',
      ],
      ['a personal value was removed and the salt left', third(() => ({ personal: null })), 3, 'personal'],
    ])('where %s', async (_, log, seq, why) => {
      expect(await verify(log)).toMatchObject({ ok: false, records: seq - 1, broken: { seq, why } });
    });

    it('where a personal value appeared beside a record that had none', async () => {
      const log = logOf([act(1, { personal_hash: null })]);
      expect(await verify(log)).toMatchObject({ ok: false, broken: { seq: 1, why: 'personal' } });
    });

    it('where everything from a record on was computed anew, at the head', async () => {
      const forger = logOf([1, 2, 3, 4, 5].map((n) => act(n, n === 3 ? { target_name: 'Pirates' } : {})));
      expect(await verify({ rows: forger.rows, head: five.head })).toMatchObject({
        ok: false,
        broken: { seq: 6, why: 'head' },
      });
    });
  });

  it('notices any single changed byte, and names the record it is in', async () => {
    const parts = ['hash', 'prev_hash', 'canonical', 'personal', 'salt'] as const;
    const length = fc.integer({ min: 1, max: 8 });
    const property = fc.asyncProperty(
      length,
      fc.nat(),
      fc.constantFrom(...parts),
      fc.nat(),
      fc.integer({ min: 1, max: 127 }),
      async (records, at, part, position, flip) => {
        const log = logOf(Array.from({ length: records }, (_, n) => act(n)));
        const index = at % records;
        const rows = log.rows.map((row, i) =>
          i === index ? { ...row, [part]: flipped(row[part], position, flip) } : row,
        );
        fc.pre(rows[index]![part] !== log.rows[index]![part]);
        const { ok, broken } = await verify({ ...log, rows });
        expect(ok).toBe(false);
        expect(broken?.seq).toBe(index + 1);
      },
    );
    await fc.assert(property, { seed: 1, numRuns: 200 });
  });
});

function flipped<T extends Buffer | string | null>(value: T, position: number, flip: number): T {
  if (value === null || value.length === 0) return value;
  const bytes = Buffer.from(value as string);
  const at = position % bytes.length;
  bytes[at] = bytes[at]! ^ flip;
  return (typeof value === 'string' ? bytes.toString('latin1') : bytes) as T;
}
