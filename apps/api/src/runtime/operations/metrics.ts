import { Inject, Injectable } from '@nestjs/common';
import { QUEUE_POOL, Queues } from '@bailiwick/jobs';
import { AUDIT_POOL } from '@bailiwick/audit';
import { type Counts } from '@bailiwick/jobs';
import { SystemDb } from '@bailiwick/tenancy';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { routeOf } from '../../http/gate/facts.js';

/** The metrics for Prometheus. We read gauges when it asks; a part that does not answer then leaves its gauge out. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(
    system: SystemDb,
    queues: Queues,
    @Inject(AUDIT_POOL) auditPool: Pool,
    @Inject(QUEUE_POOL) queuePool: Pool,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers: [this.registry],
    });
    this.gauge('pg_pool_connections', 'Connections of the request pool.', ['state'], () => system.load());
    this.gauge('queue_jobs', 'Jobs of a queue by state.', ['queue', 'state'], () => queues.counts());
    this.gauge('audit_outbox', 'Acts that are recorded and not yet sealed.', ['what'], () =>
      backlog(auditPool, 'audit'),
    );
    this.gauge('job_outbox', 'Jobs that no queue has been handed yet.', ['what'], () =>
      backlog(queuePool, 'job'),
    );
  }

  /** By the route's pattern: a label per URL would be a label per id. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const [method = '', route = ''] = routeOf(request).split(' ');
      this.requests.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
      done();
    });
  }

  /** @param read values by their labels; a gauge whose reading fails is left out of that answer */
  gauge(name: string, help: string, labelNames: string[], read: () => Counts | Promise<Counts>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        const samples = await Promise.resolve(read()).catch((): Counts => ({}));
        for (const [labels, value] of Object.entries(samples)) gauge.labels(...labels.split(' ')).set(value);
      },
    });
  }
}

const backlogs = {
  audit: ['public.audit_outbox', 'occurred_at'],
  job: ['public.job_outbox', 'timestamp_created'],
} as const;

async function backlog(pool: Pool, which: keyof typeof backlogs): Promise<Counts> {
  const [table, since] = backlogs[which];
  const { rows } = await pool.query<{ rows: number; age: number }>(
    `select count(*)::int as rows, coalesce(extract(epoch from now() - min(${since})), 0)::float8 as age from ${table}`,
  );
  return { rows: rows[0]?.rows ?? 0, oldest_seconds: rows[0]?.age ?? 0 };
}
