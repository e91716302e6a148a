import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, canonical, chainHash, personalHash, sealedText, sha256 } from './canonical.js';

describe('the canonical text', () => {
  /** RFC 8785 3.2.2.3: as ECMAScript writes a double, shortest form that reads back the same. */
  it.each([
    [0, '0'],
    [-0, '0'],
    [1.0, '1'],
    [-1.5, '-1.5'],
    [4.5, '4.5'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [-123e-9, '-1.23e-7'],
    [2 ** 53 - 1, '9007199254740991'],
    [2 ** 53 + 2, '9007199254740994'],
    [5e-324, '5e-324'],
    [-Number.MAX_VALUE, '-1.7976931348623157e+308'],
  ])('of the number %s is %s', (number, text) => {
    expect(canonical(number)).toBe(text);
  });

  /** RFC 8785 3.2.2.2: what must be escaped is, in its shortest form and small hex; nothing else is. */
  it.each([
    ['short escapes', '\b\t\n\f\r"\\', String.raw`"\b\t\n\f\r\"\\"`],
    ['other control characters', '\u0000\u0001\u000b\u001f', String.raw`"\u0000\u0001\u000b\u001f"`],
    ['no slash, no DEL', '/\u007f', '"/\u007f"'],
    ['no line separators', '\u2028\u2029', '"\u2028\u2029"'],
    ['no letters of any script', 'é€ש🌊', '"é€ש🌊"'],
    ['no composing', 'e\u0301', '"e\u0301"'],
  ])('of a string escapes %s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('is made of words, without any white space', () => {
    expect(canonical({ a: [true, false, null, [], {}], b: { c: 'd e' } })).toBe(
      '{"a":[true,false,null,[],{}],"b":{"c":"d e"}}',
    );
  });

  it('leaves the order of lists alone', () => {
    expect(canonical([3, 1, 2])).toBe('[3,1,2]');
  });

  /** RFC 8785 3.2.3: as arrays of UTF-16 code units; a surrogate pair sorts before U+E000 and above. */
  it('orders keys by UTF-16 code units', () => {
    const keys = ['\ufb33', '🌊', 'é', 'a', 'B', '', '10', '9', '1', '\r', 'aa', '_', '\u007f', '\ue000'];
    const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
    const sorted = ['', '\r', '1', '10', '9', 'B', '_', 'a', 'aa', '\u007f', 'é', '🌊', '\ue000', '\ufb33'];
    expect(Object.keys(JSON.parse(text) as object)).toHaveLength(keys.length);
    expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`);
  });

  it('orders keys at every depth', () => {
    expect(canonical([{ b: { d: 1, c: [{ f: 1, e: 2 }] }, a: 0 }])).toBe(
      '[{"a":0,"b":{"c":[{"e":2,"f":1}],"d":1}}]',
    );
  });

  it('keeps keys that every object knows', () => {
    const text = '{"__proto__":{"x":1},"constructor":2,"toString":3}';
    expect(canonical(JSON.parse(text) as Json)).toBe(text);
  });

  /** RFC 8785 3.2.2.2 and 3.2.2.3 ask for an error: two verifiers would read different things. */
  it.each<[string, Json]>([
    ['NaN', NaN],
    ['Infinity', [Infinity]],
    ['-Infinity', { a: -Infinity }],
    ['half a surrogate pair', 'a\ud83c'],
    ['half a surrogate pair in a key', { '\udf0a': 1 }],
  ])('is refused to what has none: %s', (_, value) => {
    expect(() => canonical(value)).toThrow();
  });

  /** Any character there is, the plain ones often. */
  const unit = fc
    .oneof(fc.nat(0x7f), fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((code) => String.fromCodePoint(code));
  const text = fc.string({ unit, maxLength: 8 });
  const scalar = fc.oneof(
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(text, tie('json'), { maxKeys: 5 }),
    ),
  }));

  it('is stable: read and written again it is the same', () => {
    const property = fc.property(json, (value) => {
      const written = canonical(value);
      expect(canonical(JSON.parse(written) as Json)).toBe(written);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });

  it('says all that the value said', () => {
    const property = fc.property(json, (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    });
    fc.assert(property, { seed: 2, numRuns: 1000 });
  });

  it('does not depend on the order in which keys were set', () => {
    const property = fc.property(json, (value) => {
      expect(canonical(backwards(value))).toBe(canonical(value));
    });
    fc.assert(property, { seed: 3, numRuns: 1000 });
  });
});

/** The same value, its keys set in the opposite order at every depth. */
function backwards(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(backwards);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, Json>).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, backwards(inner)]));
}

/** Worked out apart from this code, by another language: the form is fixed, because old records depend on it. */
describe('the form v:1', () => {
  const id = '0192a000-0000-7000-8000-0000000000a1';
  const workspace = '0192a000-0000-7000-8000-0000000000b1';
  const name = 'Kaffee „Möwe“ 🌊';
  const salt = Buffer.from([...Array(16).keys()]);
  const personal = canonical({
    actor_name: 'Olive Oakes',
    actor_email: 'olive@harbour.example',
    ip: '192.0.2.7',
    user_agent: null,
    target_name: null,
    changes: {},
  });
  const content = canonical({
    v: 1,
    id,
    act_id: id,
    workspace_id: workspace,
    occurred_at: '2026-01-02T03:04:05.678Z',
    activity: 1002,
    outcome: 'done',
    actor_type: 'user',
    actor_id: '0192a000-0000-7000-8000-0000000000c1',
    api_key_id: null,
    from_api: false,
    target_type: 'workspace',
    target_id: workspace,
    target_name: name,
    affected_count: null,
    changes: { name: { before: 'Harbour', after: name } },
    details: {},
    request_id: 'r-1',
    personal_hash: personalHash(salt, personal),
  });
  const sealed = sealedText(content, { seq: '1', sealed_at: '2026-01-02T03:04:06.000Z', retention: '1y' });
  const first = chainHash(Buffer.alloc(0), sealed);

  it('hashes personal values after their salt', () => {
    expect(personalHash(salt, personal)).toBe(
      '388bb503011c570e9fe40149c29b28a3ec9c55e731f3608a03610b68df3da9b1',
    );
  });

  it('hashes the content', () => {
    expect(sha256(content).toString('hex')).toBe(
      'd221e5a2a37b592d851dc95ae43734f994343eaf8b8d62f27df2cb0da4dcc44b',
    );
  });

  it('seals it with four fields more', () => {
    expect(JSON.parse(sealed)).toEqual({
      ...(JSON.parse(content) as object),
      seq: '1',
      sealed_at: '2026-01-02T03:04:06.000Z',
      retention: '1y',
      content_hash: sha256(content).toString('hex'),
    });
    expect(canonical(JSON.parse(sealed) as Json)).toBe(sealed);
  });

  it('chains a first record to nothing', () => {
    expect(first.toString('hex')).toBe('8b3cbd6ec31488447ce5ec9e2e41a700c14d699dd6920171bbd97cff47ab3f66');
  });

  it('chains every other to the one before it', () => {
    expect(chainHash(first, sealed).toString('hex')).toBe(
      'ddc8af36312d19918609a8787198bb46b0270003191e92ea20ab1ce4be1f99e7',
    );
  });
});
