import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queues } from '@bailiwick/jobs';
import { type FastifyInstance, fastify } from 'fastify';
import { Metrics } from './metrics.js';

const BOARD = '/queues';

/** For the operator alone, on an address of its own that no proxy leads to: `/metrics`, and a board of the queues. */
@Injectable()
export class PrivateListener implements OnApplicationShutdown {
  private server: FastifyInstance | undefined;

  constructor(
    private readonly metrics: Metrics,
    private readonly queues: Queues,
  ) {}

  /** @returns the port; 0 asks for a free one */
  async listen(port: number, host: string): Promise<number> {
    const server = fastify({ forceCloseConnections: true });
    this.server = server;
    server.get('/metrics', async (_, reply) => {
      const { registry } = this.metrics;
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    const adapter = new FastifyAdapter();
    adapter.setBasePath(BOARD);
    createBullBoard({ queues: this.queues.all.map(shown), serverAdapter: adapter });
    await server.register(adapter.registerPlugin(), { prefix: BOARD });
    await server.listen({ port, host });
    const address = server.server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }
}

/** The board is read-only, and hides the data of jobs, which belongs to other people. */
function shown(queue: Queues['all'][number]): BullMQAdapter {
  const adapter = new BullMQAdapter(queue, { readOnlyMode: true });
  adapter.setFormatter('data', () => '(not shown)');
  adapter.setFormatter('returnValue', () => '(not shown)');
  return adapter;
}
