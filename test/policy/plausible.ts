import { z } from 'zod';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import { uuidForm } from '../../apps/api/src/http/body/shapes.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
}

/** Of alternatives the one with properties: the other is usually nothing. */
function schemaOf(schema: z.ZodType): Schema {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return whole.anyOf?.find(({ properties }) => properties) ?? whole;
}

/** Of alternatives those of each. */
export function propertiesOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return [whole, ...(whole.anyOf ?? [])].flatMap(({ properties = {} }) => Object.keys(properties));
}

/**
 * A body the route understands, with `id` wherever a row can be named: the required properties, and of the
 * others the first one or two that the schema's own rules turn out to ask for.
 */
export function plausibleBody({ method, path, in: schema }: RouteEntry, id: string): unknown {
  if (!schema) return undefined;
  const { properties = {}, required = [] } = schemaOf(schema);
  const values = Object.entries(properties).map(([name, one]) => [name, value(one, id)] as const);
  const needed = Object.fromEntries(values.filter(([name]) => required.includes(name)));
  const singles = values.map(([name, one]) => ({ ...needed, [name]: one }));
  const pairs = singles.flatMap((one) => values.map(([name, other]) => ({ ...one, [name]: other })));
  const candidates = [needed, ...singles, ...pairs];
  const body = candidates.find((one) => schema.safeParse(one).success);
  if (!body) throw new Error(`no body is known that ${method} ${path} understands: teach it to plausible.ts`);
  return body;
}

/** The same body, once with each property that can name a row naming this one. */
export function bodiesNaming(route: RouteEntry, id: string): unknown[] {
  const body = plausibleBody(route, id);
  return naming(route.in).map(([name, schema]) => ({ ...(body as object), [name]: value(schema, id) }));
}

export const queriesNaming = (route: RouteEntry, id: string): string[] =>
  naming(route.query).map(([name]) => `?${name}=${id}`);

const naming = (schema: z.ZodType | undefined): [string, Schema][] =>
  schema ? Object.entries(schemaOf(schema).properties ?? {}).filter(([, one]) => namesRow(one)) : [];

const namesRow = ({ pattern, format, items, anyOf = [] }: Schema): boolean =>
  pattern === uuidForm.source || format === 'uuid' || (items ? namesRow(items) : anyOf.some(namesRow));

const WEAKEST = -1;

function value(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const;
  // Of roles the weakest: what is asked for should be refused for whose it is, not for what it is.
  if (schema.enum) return schema.enum.at(WEAKEST);
  if (schema.anyOf) return value(schema.anyOf[0] ?? {}, id);
  if (schema.type === 'array')
    return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => value(schema.items ?? {}, id));
  if (schema.type === 'object') return object(schema, id);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  return namesRow(schema) ? id : words(schema);
}

const object = ({ properties = {}, required = [] }: Schema, id: string) =>
  Object.fromEntries(required.map((name) => [name, value(properties[name] ?? {}, id)]));

function words({ format, minLength = 0 }: Schema): string {
  if (format === 'email') return 'nobody@nowhere.example';
  if (format === 'date') return '2030-01-01';
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z';
  if (format === 'uri') return 'https://nowhere.example/';
  return 'something'.padEnd(minLength, '.');
}
