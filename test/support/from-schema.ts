import fc, { type Arbitrary } from 'fast-check';

/** The parts of JSON Schema 2020-12 that the API document uses. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}

/** What the schema asks for, as far as the schema says it. */
export function fitting(schema: Schema): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  switch (schema.type ?? 'anything') {
    case 'string':
      return fittingText(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 1_000_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'object':
      return fittingObject(schema);
    default:
      return fc.jsonValue();
  }
}

function fittingText({ format, minLength = 0, maxLength = 60 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.stringMatching(/^[a-z]{1,12}@[a-z]{1,12}\.example$/);
  if (format === 'date')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'grapheme' });
}

function fittingObject({ properties = {}, required = [] }: Schema): Arbitrary<object> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, fitting(one)]));
  return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
}

/** What nobody asks for: the wrong type, the edge, the over-long, and what breaks parsers and databases. */
const hostile: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    ...[null, [], {}, '', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e', '\ufeff', '%', "';--", '{{7*7}}'],
    ...[
      -1,
      0,
      1.5,
      1e308,
      Number.MAX_SAFE_INTEGER + 2,
      true,
      [[]],
      { toString: 1 },
      { $ne: null },
      'x'.repeat(5000),
    ],
    ...[JSON.parse('{"__proto__":{"admin":true}}'), JSON.parse('{"constructor":{"prototype":1}}')],
  ),
);

/** Bodies for a route: some that fit, some spoiled in one place, some with more than was asked, some nonsense. */
export function bodies(schema: Schema): Arbitrary<unknown> {
  const fits = fitting(schema);
  const names = Object.keys(schema.properties ?? {});
  const name = names.length > 0 ? fc.constantFrom(...names) : fc.string();
  const spoiled = fc
    .tuple(fits, name, hostile)
    .map(([body, key, value]) => ({ ...(body as object), [key]: value }));
  const extended = fc
    .tuple(fits, fc.string(), hostile)
    .map(([body, key, value]) => ({ ...(body as object), [key]: value }));
  const lacking = fc.tuple(fits, name).map(([body, key]) => {
    const { [key]: _, ...rest } = { ...(body as Record<string, unknown>) };
    return rest;
  });
  return fc.oneof(
    { arbitrary: fits, weight: 3 },
    { arbitrary: spoiled, weight: 5 },
    { arbitrary: extended, weight: 1 },
    { arbitrary: lacking, weight: 1 },
    { arbitrary: hostile, weight: 1 },
  );
}
