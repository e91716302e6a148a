import { Controller, Logger } from '@nestjs/common';
import { SystemDb } from '@bailiwick/tenancy';
import { z } from 'zod';
import { fail } from '../../errors.js';
import { Drain } from '../../http/out/drain.js';
import { Route } from '../../http/route/route.decorator.js';

const health = z.strictObject({ status: z.literal('ok') });
const probed = { public: 'asked by orchestrators, which have no account; says nothing but yes' };

@Controller('health')
export class HealthController {
  private readonly log = new Logger('Health');

  constructor(
    private readonly system: SystemDb,
    private readonly drain: Drain,
  ) {}

  @Route('GET /live', {
    summary: 'Check that the process runs.',
    permission: probed,
    limit: 'unlimited',
    audit: { none: 'reads' },
    out: health,
  })
  live() {
    return { status: 'ok' };
  }

  @Route('GET /ready', {
    summary: 'Check that the process can serve: its database answers and has all migrations.',
    permission: probed,
    limit: 'unlimited',
    audit: { none: 'reads' },
    out: health,
  })
  async ready() {
    if (this.drain.isUnderWay) throw fail('unavailable');
    try {
      await this.system.ping();
    } catch (error) {
      this.log.warn(`not ready: ${String(error)}`);
      throw fail('unavailable');
    }
    return { status: 'ok' };
  }
}
