import autocannon from 'autocannon';
import { cpuOf, postgresCpu } from './cpu.js';
import type { Contender } from './rounds.js';
import type { Server, Stage } from './stage.js';

const CONNECTIONS = 20;
const SECONDS = 2;

/** A server asked for one path by many connections at once. */
export function asked(stage: Stage, name: string, server: Server, path: string, headers = {}): Contender {
  return {
    name,
    run: async () => {
      const [node, postgres] = [cpuOf(server.pid), postgresCpu(stage.postmaster)];
      const result = await autocannon({
        url: `${server.origin}${path}`,
        connections: CONNECTIONS,
        duration: SECONDS,
        headers,
      });
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx + result.errors} failed`);
      return {
        done: result.requests.total,
        seconds: result.duration,
        node: cpuOf(server.pid) - node,
        postgres: postgresCpu(stage.postmaster) - postgres,
        p99: result.latency.p99,
      };
    },
  };
}
