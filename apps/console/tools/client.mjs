// The console's API client, made from the API document: the types of every route, and a function each.

const MADE =
  '// Made from the API document by apps/console/tools/client.mjs whenever the API is built; not to be edited.';

/** @returns the source of `src/api-client/activities.ts`: apart, since only the audit log loads it */
export const activitiesSource = (document) =>
  [
    MADE,
    '/** Every activity of the audit log, and the number it is filtered by. */',
    `export const activities = ${JSON.stringify(document['x-activities'], null, 2)} as const;`,
    'export type ActivityName = keyof typeof activities;',
    '',
  ].join('\n');

/** @returns the source of `src/api-client/index.ts` */
export function clientSource(document) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => path.startsWith('/api/v2/'))
      .map(([method, operation]) => described(path, method.toUpperCase(), operation)),
  );
  return [
    MADE,
    "import { call } from '../server/call.js';",
    '',
    '/** Ends the request when it is no longer wanted. */',
    'interface Cancellable {',
    '  signal?: AbortSignal | undefined;',
    '}',
    '',
    ...vocabularies(document.components.schemas),
    ...distinct(operations.flatMap((one) => one.types)),
    '',
    `export const api = ${block(groups(operations), ',')};`,
    '',
  ].join('\n');
}

/** In braces, one a line. */
const block = (entries, end) =>
  `{\n${entries.map((one) => `  ${one.replaceAll('\n', '\n  ')}${end}`).join('\n')}\n}`;

/** `Members_list` becomes the type `MembersList` and the function `api.members.list`. */
function described(path, method, { operationId, summary, parameters = [], requestBody, responses }) {
  const [controller, name] = operationId.split('_');
  const type = `${controller}${name[0].toUpperCase()}${name.slice(1)}`;
  const body = requestBody && schemaOf(requestBody);
  const query = parameters.filter((one) => one.in === 'query');
  const inputs = [
    ...(parameters.some((one) => one.name === 'x-as-workspace') ? ['workspace: string'] : []),
    ...parameters.filter((one) => one.in === 'path').map((one) => `${one.name}: string`),
    ...(query.length > 0 ? [`query?: ${type}Query`] : []),
    ...(body ? [isOptional(body) ? `body?: ${type}Body` : `body: ${type}Body`] : []),
  ];
  const given = inputs.length > 0 ? `input: { ${inputs.join('; ')} } & Cancellable` : 'input?: Cancellable';
  return {
    group: controller[0].toLowerCase() + controller.slice(1),
    types: [
      [type, typeOf(schemaOf(responses[200]))],
      ...(query.length > 0 ? [[`${type}Query`, queryType(query)]] : []),
      ...(body ? [[`${type}Body`, typeOf(body)]] : []),
    ],
    source: `/** ${summary} */\n${name}: (${given}) =>\n  call<${type}>('${method}', '${path}', input)`,
  };
}

/** Lists of words that many routes speak. */
const vocabularies = (schemas) =>
  Object.entries(schemas)
    .filter(([name]) => name !== 'Problem')
    .map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);

/** Routes that answer with the same object share its type. */
function distinct(types) {
  const first = new Map();
  return types.map(([name, source]) => {
    const same = first.get(source);
    if (!same) first.set(source, name);
    return `export type ${name} = ${same ?? source};`;
  });
}

const schemaOf = ({ content }) => Object.values(content)[0].schema;
const isOptional = (schema) => (schema.anyOf ?? []).some((one) => one.type === 'null');

const queryType = (parameters) =>
  block(
    parameters.map((one) => `${one.name}?: ${typeOf(one.schema)} | undefined`),
    ';',
  );

function groups(operations) {
  return [...new Set(operations.map((one) => one.group))].map((group) => {
    const functions = operations.filter((one) => one.group === group).map((one) => one.source);
    return `${group}: ${block(functions, ',')}`;
  });
}

/** What JSON Schema says, as TypeScript says it. Anything not covered is `unknown`, which is safe. */
function typeOf(schema) {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items ?? {})})[]`;
  if (schema.type === 'object') return objectType(schema);
  return (
    { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' }[
      schema.type
    ] ?? 'unknown'
  );
}

function objectType({ properties, required = [], additionalProperties }) {
  if (!properties) return `Record<string, ${typeOf(additionalProperties || {})}>`;
  const lines = Object.entries(properties).map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  return block(lines, ';');
}
