import { STATUS_CODES } from 'node:http';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import type { Client } from '../support/people.js';
import { type RawAnswer, type RawRequest, raw } from '../support/raw.js';
import { plausibleBody } from './plausible.js';

export const nameOf = ({ method, path }: Pick<RouteEntry, 'method' | 'path'>) => `${method} ${path}`;

/** A path with its parameters filled in: what is good for `:id` is as good as anything for `:token`. */
export const fill = (path: string, id: string) => path.replaceAll(/:\w+/g, id);

export interface Knock extends Partial<RawRequest> {
  /** What stands for `:id`, and for rows named in the body. */
  readonly id?: string;
  readonly query?: string;
}

/** Asks a route as a person, in the workspace they name, with a body it would understand. */
export function knock(client: Client, route: RouteEntry, given: Knock = {}): Promise<RawAnswer> {
  const { id = NOBODY, query = '', method = route.method, path = fill(route.path, id) + query } = given;
  const body = 'body' in given ? given.body : plausibleBody(route, id);
  const headers = { ...headersOf(client), ...given.headers };
  return raw(client.url, { method, path, headers, ...(method !== 'HEAD' && method !== 'GET' && { body }) });
}

/** Names no row anywhere. */
export const NOBODY = '01920000-0000-7000-8000-00000000dead';

export const headersOf = ({ cookie, workspaceId, key }: Client): Record<string, string> => ({
  ...(key ? { authorization: `Bearer ${key}` } : { 'x-requested-with': 'console' }),
  ...(cookie && { cookie }),
  ...(workspaceId && { 'x-as-workspace': workspaceId }),
});

/** Different for every request. */
const ofOneRequest = [
  'date',
  'x-request-id',
  'content-length',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
];

/** All of an answer that a stranger could compare: what is of this one request, and the ids sent, left out. */
export function comparable(answer: RawAnswer, ...sent: string[]): string {
  const { 'x-request-id': requestId } = answer.headers;
  const headers = Object.entries(answer.headers).filter(([name]) => !ofOneRequest.includes(name));
  const whole = [
    `${answer.status} ${STATUS_CODES[answer.status]}`,
    JSON.stringify(headers),
    answer.text,
  ].join('\n');
  return [String(requestId), ...sent].reduce((all, one) => all.replaceAll(one, '…'), whole);
}

export const told = ({ status, code }: RawAnswer) => (code ? `${status} ${code}` : String(status));
