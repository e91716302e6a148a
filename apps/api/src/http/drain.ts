import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '../config.js';

/**
 * Going away without failing anybody: for a moment the server still serves, but says that it is not ready and asks
 * every connection to close after its answer, so that none is cut while a request is on its way.
 */
@Injectable()
export class Drain implements OnModuleInit {
  private begun = false;

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
      if (this.begun) void reply.header('connection', 'close');
      done();
    });
  }

  async begin(): Promise<void> {
    this.begun = true;
    await delay(this.config.DRAIN_MS);
  }
}
