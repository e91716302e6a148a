import { activities } from '@bailiwick/audit';
import { grantable, permissions, scopes } from '@bailiwick/rbac';
import { z } from 'zod';
import { type Config, sessionCookie } from '../../config.js';
import { errors } from '../../errors.js';
import { freshActs } from '../gate/fresh.js';
import type { RouteEntry } from './route-table.js';
import { isPublic, needsWorkspace } from './route.decorator.js';

type Schema = Record<string, unknown>;

const problem = {
  type: 'object',
  required: ['statusCode', 'error', 'message', 'code', 'request_id'],
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string' },
    message: { type: 'string' },
    code: { type: 'string', enum: Object.keys(errors) },
    request_id: { type: 'string' },
    permission: { type: 'string', description: 'What was missing.' },
    id: { type: 'string', format: 'uuid', description: 'What stands in the way, on some conflicts.' },
    until: { type: 'string', format: 'date-time', description: 'How long it stays so, on some conflicts.' },
    retry_after: { type: 'integer', description: 'Seconds, when there were too many requests.' },
    details: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of all routes, from their declarations alone. */
export function openApi(routes: readonly RouteEntry[], config: Config): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: config.PRODUCT_NAME, version: '2' },
    paths,
    components: {
      schemas: { Problem: problem, ...vocabularies, Json: { description: 'Any JSON value.' } },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie(config) },
        api_key: { type: 'http', scheme: 'bearer' },
      },
    },
    'x-activities': activityNumbers,
  };
}

/** A client filters an audit log by numbers, and the answers have names: this pairs them. */
const activityNumbers = Object.fromEntries(
  Object.entries(activities).map(([name, { number }]) => [name, number]),
);

function operation(route: RouteEntry): Record<string, unknown> {
  const { permission, ofOthers, audit } = route;
  return {
    operationId: route.handler.replace('Controller.', '_'),
    summary: route.summary,
    tags: [route.path.split('/')[route.path.startsWith('/api/v2') ? 3 : 1]],
    'x-permission': permission,
    ...(ofOthers && { 'x-permission-of-others': ofOthers }),
    'x-audit': audit,
    ...freshLogin(route),
    security: securityOf(permission),
    parameters: [...pathParameters(route), ...workspaceHeader(route), ...queryParameters(route)],
    ...(route.in && {
      requestBody: { content: { 'application/json': { schema: jsonSchema(route.in) } } },
    }),
    responses: {
      200: {
        description: 'Done.',
        content: { [route.type ?? 'application/json']: { schema: jsonSchema(route.out) } },
      },
      default: {
        description: 'Refused or failed.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** The acts that need a login of the last ten minutes. */
function freshLogin({ method, path }: RouteEntry) {
  const when = freshActs[`${method} ${path}`];
  return when ? { 'x-fresh-login': when === true ? 'always' : 'depends on the body' } : {};
}

const pathParameters = ({ path }: RouteEntry) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));

const workspaceHeader = ({ permission }: RouteEntry) =>
  needsWorkspace(permission)
    ? [
        {
          name: 'x-as-workspace',
          in: 'header',
          description: 'Required with a session. An API key belongs to one workspace.',
          required: false,
          schema: { type: 'string', format: 'uuid' },
        },
      ]
    : [];

/** An act without a workspace needs a person who is signed in. */
function securityOf(access: RouteEntry['permission']) {
  if (isPublic(access)) return [];
  return needsWorkspace(access) ? [{ session: [] }, { api_key: [] }] : [{ session: [] }];
}

function queryParameters({ query }: RouteEntry) {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchema(query) as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const words = (list: readonly string[]) => ({ type: 'string', enum: list });

/** Lists of a hundred words that many routes share; the document writes each once, and refers to it elsewhere. */
const vocabularies = {
  Permission: words(permissions),
  GrantablePermission: words(grantable),
  Scope: words(scopes),
};

/** A value of any form is the one schema that refers to itself. */
const ANYTHING = '#/$defs/__schema0';

function named(schema: Schema): Schema {
  const text = Object.entries(vocabularies).reduce(
    (all, [name, list]) =>
      all.replaceAll(JSON.stringify(list), JSON.stringify({ $ref: `#/components/schemas/${name}` })),
    JSON.stringify(schema).replaceAll(ANYTHING, '#/components/schemas/Json'),
  );
  return JSON.parse(text) as Schema;
}

/**
 * Schemas of OpenAPI 3.1 are JSON Schema 2020-12, which zod writes; we drop only its own `$schema` and `$defs`. Zod
 * calls the form on the wire the input of a schema, and the form in the code its output.
 */
function jsonSchema(schema: z.ZodType): Schema {
  const {
    $schema: _,
    $defs: __,
    ...rest
  } = z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  }) as Schema;
  return named(rest);
}
