/**
 * A condition of a rule on a row: a closed set of operators. So the engine can evaluate it, SQL can express it, and no
 * text of a user becomes a key of an object.
 */
export type Condition =
  | { readonly eq: readonly [field: string, value: Operand] }
  | { readonly in: readonly [field: string, values: readonly Scalar[]] }
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

export type Scalar = string | number | boolean;
/** A constant, or an attribute of the caller; the engine fills it in with each question. */
export type Operand = Scalar | { readonly attribute: string };

export type Row = object;
export type Attributes = Readonly<Record<string, Scalar | undefined>>;

const field = (row: Row, name: string): unknown =>
  Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : undefined;

/** `undefined` stands for an attribute that the caller lacks: it equals nothing. */
export function operand(value: Operand, attributes: Attributes): Scalar | undefined {
  if (typeof value !== 'object') return value;
  return Object.hasOwn(attributes, value.attribute) ? attributes[value.attribute] : undefined;
}

export function matches(condition: Condition, row: Row, attributes: Attributes): boolean {
  if ('eq' in condition) {
    const wanted = operand(condition.eq[1], attributes);
    return wanted !== undefined && field(row, condition.eq[0]) === wanted;
  }
  if ('in' in condition) return condition.in[1].includes(field(row, condition.in[0]) as Scalar);
  if ('and' in condition) return condition.and.every((c) => matches(c, row, attributes));
  if ('or' in condition) return condition.or.some((c) => matches(c, row, attributes));
  return !matches(condition.not, row, attributes);
}
