import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '../../../apps/api/src/runtime/embedded/postgres.js';
import { until } from '../../support/until.js';

/** How a server goes away: all at once, at once but in order, or as soon as everybody has been told. */
export type Downfall = 'kill -9' | 'immediate' | 'fast';

const signals = { 'kill -9': 'SIGKILL', immediate: 'SIGQUIT', fast: 'SIGINT' } as const;

/** A PostgreSQL that waits for its disk, and can be killed and started again on the same port. */
export class MortalPostgres {
  private constructor(
    readonly dir: string,
    readonly port: number,
    readonly superuserUrl: string,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<MortalPostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'bailiwick-faults-'));
    const port = await freePort();
    const { superuserUrl } = await startPostgres({ dataDir: dir, port, settings });
    return new MortalPostgres(dir, port, superuserUrl);
  }

  /** Whom to strike; `whole`: with all that it has forked, so that nobody says goodbye. */
  victims(how: Downfall): { pidFile: string; whole: boolean; signal: NodeJS.Signals } {
    return { pidFile: this.pidFile, whole: how === 'kill -9', signal: signals[how] };
  }

  async strike(how: Downfall): Promise<void> {
    const { whole, signal } = this.victims(how);
    const pids = whole ? this.pids() : this.pids().slice(0, 1);
    for (const pid of pids) tell(pid, signal);
    await this.gone(pids[0]!);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of this.pids()) tell(pid, signal);
  }

  /** The process that answers connections, and what it has forked. */
  pids(): number[] {
    const pid = this.pid;
    const forked = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return [pid, ...forked.filter(Boolean).map(Number)];
  }

  get pid(): number {
    return Number(readFileSync(this.pidFile, 'utf8').split('\n', 1)[0]);
  }

  gone(pid: number): Promise<true> {
    return until('PostgreSQL is gone', () => Promise.resolve(!isAlive(pid)));
  }

  /** What its children still hold can make the first tries fail. */
  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const start = () =>
      startPostgres({ dataDir: this.dir, port: this.port, settings }).catch(() => false as const);
    await until('PostgreSQL is back', start, 60_000);
  }

  async close(): Promise<void> {
    const { pid } = this;
    if (isAlive(pid)) {
      this.signal('SIGCONT');
      tell(pid, 'SIGQUIT');
      await this.gone(pid);
    }
    rmSync(this.dir, { recursive: true, force: true });
  }

  private get pidFile(): string {
    return join(this.dir, 'cluster', 'postmaster.pid');
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

/** A dead child that nobody has waited for is as good as gone. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
