import '@fastify/cookie';
import type { Authority, Caller, Ctx, Facts, Person } from '@bailiwick/tenancy';
import { systemCaller } from '@bailiwick/tenancy';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The properties that each room adds to the request, in the order of the rooms. */
interface Passage {
  facts: Facts;
  authority?: Authority;
  ctx?: Ctx;
  input?: { body: unknown; query: unknown };
}

export type HttpRequest = FastifyRequest & Passage;
export type HttpReply = FastifyReply;

/** The caller, as far as the guard knows them. */
export function callerOf(request: HttpRequest): Caller | Person {
  return request.ctx ?? request.authority?.person ?? systemCaller(request.facts, {});
}
