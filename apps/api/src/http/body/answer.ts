import { z } from 'zod';

/** The rows that a schema describes, as the code holds them: times are of class `Date`. */
type View<S extends z.ZodObject> = z.output<S>;

/** Refuses a row with a field that the answer lacks, or with another type in one of its fields. */
type Fitting<V, Fields> = [Exclude<keyof Fields, keyof V>] extends [never]
  ? // TypeScript infers a row that does not fit as a row without fields, and would then require nothing.
    [Partial<V>] extends [Fields]
    ? { readonly 'a field is of another type': never }
    : unknown
  : { readonly 'not in the answer': Exclude<keyof Fields, keyof V> };

/**
 * Makes answers of a schema from rows. An answer has exactly the fields of the schema, so no other column leaks.
 * `differing` gives the fields that no column of that name holds. A missing column does not compile.
 */
export function answer<S extends z.ZodObject>(schema: S): (row: View<S>) => View<S>;
export function answer<S extends z.ZodObject, Row extends object, const Fields extends Partial<View<S>>>(
  schema: S,
  differing: ((row: Row) => Fields) & Fitting<View<S>, Fields>,
): (row: Row & Omit<View<S>, keyof Fields>) => View<S>;
export function answer(schema: z.ZodObject, differing?: (row: object) => object) {
  const pick = picker(schema);
  return (row: object) => pick(differing ? { ...row, ...differing(row) } : row);
}

/** The rows from which a function of `answer` makes its answers. */
export type RowOf<F extends (row: never) => unknown> = Parameters<F>[0];

type Pick = (value: unknown) => unknown;

/** Built once for each schema: no request looks at the schema again. */
function picker(schema: unknown): Pick {
  if (schema instanceof z.ZodObject) return ofObject(Object.entries(schema.shape));
  if (schema instanceof z.ZodArray) return ofEach(picker(schema.element));
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return orNothing(picker(schema.unwrap()));
  return (value) => value;
}

function ofObject(shape: readonly [string, unknown][]): Pick {
  const fields = shape.map(([name, schema]) => [name, picker(schema)] as const);
  return (row) =>
    Object.fromEntries(fields.map(([name, pick]) => [name, pick((row as Record<string, unknown>)[name])]));
}

const ofEach =
  (pick: Pick): Pick =>
  (list) =>
    (list as unknown[]).map((one) => pick(one));

const orNothing =
  (pick: Pick): Pick =>
  (value) =>
    value === null || value === undefined ? value : pick(value);
