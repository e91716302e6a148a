import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '../../config.js';

/** The time that the last answers have. */
const LAST_ANSWERS_MS = 10_000;
const STEP_MS = 20;

/**
 * Ends the server without failing a request. For a moment it still serves, but says that it is not ready. It asks every
 * connection to close after its answer, so it cuts none with a request on its way.
 */
@Injectable()
export class Drain implements OnModuleInit {
  private begun = false;
  private unanswered = 0;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get isUnderWay(): boolean {
    return this.begun;
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (_request, reply, done) => {
      this.unanswered += 1;
      reply.raw.once('close', () => (this.unanswered -= 1));
      if (this.begun) void reply.header('connection', 'close');
      done();
    });
    fastify.addHook('preClose', (done) => {
      void this.letGo(fastify.server);
      done();
    });
  }

  async begin(): Promise<void> {
    this.begun = true;
    await delay(this.config.DRAIN_MS);
  }

  /**
   * Node does not call a connection idle before its first request, and no timeout ends it once the server closes. Its
   * client would decide how long this process lives.
   */
  private async letGo(server: Server): Promise<void> {
    for (let waited = 0; this.unanswered > 0 && waited < LAST_ANSWERS_MS; waited += STEP_MS)
      await delay(STEP_MS);
    server.closeAllConnections();
  }
}
