import '@fastify/cookie';
import type { Authority, Caller, Ctx, Facts, Person } from '@bailiwick/tenancy';
import { systemCaller } from '@bailiwick/tenancy';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What each room adds to the request, in the order they are passed. */
interface Passage {
  facts: Facts;
  authority?: Authority;
  ctx?: Ctx;
  input?: { body: unknown; query: unknown };
}

export type HttpRequest = FastifyRequest & Passage;
export type HttpReply = FastifyReply;

/** Whoever it is so far. */
export function callerOf(request: HttpRequest): Caller | Person {
  return request.ctx ?? request.authority?.person ?? systemCaller(request.facts, {});
}
