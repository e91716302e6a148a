import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpRequest } from './request.js';

/** Set before anything can refuse, so that refusals have them too. */
export function installFacts(fastify: FastifyInstance): void {
  fastify.decorateRequest('facts', null as never);
  fastify.addHook('onRequest', (request, reply, done) => {
    (request as HttpRequest).facts = {
      requestId: request.id,
      ip: plainAddress(request.ip),
      userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
      route: routeOf(request),
      accounted: false,
    };
    void reply.header('x-request-id', request.id);
    done();
  });
}

/** The pattern: the URL may hold a token. */
export const routeOf = (request: FastifyRequest): string =>
  `${request.method} ${request.routeOptions.url ?? '(unknown)'}`;

/** An IPv4 client on a dual-stack socket is still the same client. */
const plainAddress = (ip: string): string => ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
