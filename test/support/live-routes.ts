import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

/** Every route that any Fastify server is given while `work` runs, as `GET /path`, by any code. */
export async function recordRoutes<T>(work: () => Promise<T>): Promise<{ live: string[]; result: T }> {
  const live: string[] = [];
  const listen = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
      live.push(...[method].flat().map((one) => `${one} ${url}`));
    });
  };
  subscribe('fastify.initialization', listen);
  try {
    return { result: await work(), live };
  } finally {
    unsubscribe('fastify.initialization', listen);
  }
}
