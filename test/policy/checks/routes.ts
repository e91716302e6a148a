import { activities } from '@bailiwick/audit';
import { z } from 'zod';
import type { RouteEntry } from '../../../apps/api/src/http/route/route-table.js';
import { isPublic, needsWorkspace } from '../../../apps/api/src/http/route/route.decorator.js';

export interface Inventory {
  /** `GET /path`, as the server was given them. */
  readonly live: readonly string[];
  readonly declared: readonly RouteEntry[];
  /** `GET /path`, as the API document lists them. */
  readonly documented: readonly string[];
}

/** What is served without a declaration of ours, and why that is fine. May only shrink. */
const undeclared: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^(GET|HEAD) \/api\/docs(\/|$)/, 'static pages of the API browser, served by @nestjs/swagger'],
  [/^(GET|HEAD) \/\*$/, 'the pages and files of the console, which hold no data'],
];

const nameOf = ({ method, path }: RouteEntry) => `${method} ${path}`;
const missing = (these: Iterable<string>, those: ReadonlySet<string>) =>
  [...new Set(these)].filter((one) => !those.has(one)).sort();

/** What is served, what is declared and what is described must be the same. */
export function inventoryFindings({ live, declared, documented }: Inventory): string[] {
  const names = new Set(declared.map(nameOf));
  const ours = live.filter((one) => !isHeadTwin(one, live) && !undeclared.some(([p]) => p.test(one)));
  return [
    ...missing(ours, names).map((one) => `${one} is served and declared nowhere`),
    ...missing(names, new Set(live)).map((one) => `${one} is declared and not served`),
    ...missing(names, new Set(documented)).map((one) => `${one} is declared and not in the API document`),
    ...missing(documented, names).map((one) => `${one} is in the API document and declared nowhere`),
  ];
}

/** Fastify answers HEAD by the handler of GET, guard and all; the strangers' tests prove it. */
const isHeadTwin = (one: string, live: readonly string[]) =>
  one.startsWith('HEAD ') && live.includes(one.replace('HEAD', 'GET'));

/** What a route must declare: a reason where it is public, and a record for every act. */
export const declarationFindings = (declared: readonly RouteEntry[]): string[] =>
  declared.flatMap((route) => [...accessFindings(route), ...auditFindings(route)]);

const isReason = (text: unknown) => typeof text === 'string' && text.trim().split(/\s+/).length >= 3;

function accessFindings(route: RouteEntry): string[] {
  if (!isPublic(route.permission) || isReason(route.permission.public)) return [];
  return [`${nameOf(route)} is public without a reason`];
}

function auditFindings(route: RouteEntry): string[] {
  const audit = route.audit as RouteEntry['audit'] | undefined;
  if (typeof audit !== 'string') {
    if (route.method === 'GET' || isReason(audit?.none)) return [];
    return [`${nameOf(route)} changes something, and names neither an activity nor why it has none`];
  }
  const log = Object.hasOwn(activities, audit) ? activities[audit].log : undefined;
  if (!log) return [`${nameOf(route)} records ${audit}, which no log knows`];
  if (needsWorkspace(route.permission) && log !== 'workspace') {
    return [`${nameOf(route)} acts in a workspace and records ${audit} elsewhere`];
  }
  return [];
}

/** `GET /path/:id` of each operation in an OpenAPI document. */
export const documentedRoutes = (document: { paths: Record<string, object> }): string[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  );

/** A collection before what is in it. */
export const byPath = (a: RouteEntry, b: RouteEntry): number =>
  a.path === b.path ? a.method.localeCompare(b.method) : a.path < b.path ? -1 : 1;

export const routeColumns = ['method', 'path', 'permission', 'handler', 'records'];

export const routeRow = (route: RouteEntry): string[] => {
  const { method, path, permission, ofOthers, handler, audit } = route;
  const own = isPublic(permission) ? 'public' : (permission as string);
  const access = ofOthers ? `${own}, of others ${ofOthers}` : own;
  return [method, path, access, handler, typeof audit === 'string' ? audit : `(${audit.none})`];
};

/** What a route lets in and gives out, field by field. */
export const fieldLines = (route: RouteEntry): string[] => [
  nameOf(route),
  ...(route.query ? [`  query    ${fields(route.query, 'input')}`] : []),
  ...(route.in ? [`  takes    ${fields(route.in, 'input')}`] : []),
  `  answers  ${fields(route.out, 'output')}`,
];

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const fields = (schema: z.ZodType, io: 'input' | 'output'): string =>
  paths(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema, '').join(' ') || '-';

function paths({ properties, required = [], items, anyOf = [] }: Schema, at: string): string[] {
  const inner = [
    ...Object.entries(properties ?? {}).flatMap(([name, schema]) =>
      paths(schema, joined(at, `${name}${required.includes(name) ? '' : '?'}`)),
    ),
    ...(items ? paths(items, `${at}[]`) : []),
    ...anyOf.flatMap((one) => paths(one, '').map((path) => joined(at, path))),
  ];
  return inner.length > 0 || !at ? inner : [at];
}

const joined = (at: string, path: string) => (at && !path.startsWith('[') ? `${at}.${path}` : at + path);
