import type pg from 'pg';
import { inDatabase } from '@bailiwick/jobs';
import { inject } from 'vitest';
import type { TestDatabase } from './database.js';

/** A node of a plan that was executed, as `auto_explain` tells of it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Node[];
}

/** What some work cost the database: how many rows it had to look at, and how it came to them. */
export interface Footprint {
  readonly rows: number;
  /** Tables that were read from end to end. */
  readonly whole: readonly string[];
  readonly indexes: ReadonlySet<string>;
}

type PlanCache = 'auto' | 'force_generic_plan';

/**
 * A connection string under which every statement reports its plan as it was executed, those inside of definer
 * functions too: a superuser's session, since only they may watch, in the role and so behind the policies of `role`.
 */
export function watchedUrl(db: TestDatabase, role: string, planCache: PlanCache): string {
  const settings = {
    role,
    plan_cache_mode: planCache,
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': 0,
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  };
  const url = new URL(inDatabase(inject('cluster').superuserUrl, db.name));
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', options.join(' '));
  return url.href;
}

/** Listens to the one connection of a pool of one. */
export class PlanWatch {
  private plans: Node[] = [];

  constructor(private readonly pool: pg.Pool) {}

  async footprint(work: () => Promise<unknown>): Promise<Footprint> {
    const client = await this.pool.connect();
    const listen = ({ message = '' }: { message?: string | undefined }) => {
      const [, json] = /plan:\n(\{[^]*\})$/.exec(message) ?? [];
      if (json) this.plans.push((JSON.parse(json) as { Plan: Node }).Plan);
    };
    client.on('notice', listen);
    client.release();
    this.plans = [];
    await work();
    client.off('notice', listen);
    const nodes = this.plans.flatMap(flatten);
    const scans = nodes.filter((node) => node['Relation Name'] !== undefined && node['Actual Loops'] > 0);
    return {
      rows: scans.map(lookedAt).reduce((sum, n) => sum + n, 0),
      whole: scans
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name'] ?? ''),
      indexes: new Set(nodes.flatMap((node) => node['Index Name'] ?? [])),
    };
  }
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

function lookedAt(node: Node): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round((node['Actual Rows'] + removed) * node['Actual Loops']);
}
