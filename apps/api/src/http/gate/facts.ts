import type { FastifyInstance, FastifyRequest } from 'fastify';
import { plainAddress } from './network.js';
import type { HttpRequest } from './request.js';

/** Set before the server can refuse anything, so that refusals have them too. */
export function installFacts(fastify: FastifyInstance): void {
  fastify.decorateRequest('facts', null as never);
  fastify.addHook('onRequest', (request, reply, done) => {
    const ifMatch = request.headers['if-match'];
    (request as HttpRequest).facts = {
      requestId: request.id,
      ip: plainAddress(request.ip),
      userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
      route: routeOf(request),
      ...(ifMatch !== undefined && { ifMatch }),
      accounted: false,
    };
    void reply.header('x-request-id', request.id);
    done();
  });
}

/** The pattern, because the URL can hold a token. */
export const routeOf = (request: FastifyRequest): string =>
  `${request.method} ${request.routeOptions.url ?? '(unknown)'}`;
