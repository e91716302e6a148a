import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Parts } from './parts.js';

type Program = 'main.js' | 'worker.js';

/** How long a child can take to finish its work. */
const DRAIN_MS = 15_000;
const RESTART_AFTER_MS = 1000;
/** A child that dies this often within a minute will not be mended by another try. */
const MOST_DEATHS = 5;

/** Keeps the API and the worker running, and ends everything it began in the right order. */
export class Supervisor {
  private readonly children = new Map<Program, ChildProcess>();
  private readonly deaths: number[] = [];
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly say: (line: string) => void,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // An operator who asks twice is in a hurry.
        if (this.stopping) this.signal('SIGKILL');
        else void this.stop().then(() => process.exit(0));
      });
    }
  }

  /** Resolves when the program says it is ready. */
  async start(program: Program): Promise<void> {
    // A process group of its own: Ctrl+C in the terminal reaches this process alone, which then drains it.
    const child = fork(new URL(`../../${program}`, import.meta.url), { env: this.parts.env, detached: true });
    this.children.set(program, child);
    const ended = once(child, 'exit').then(
      ([code, signal]) => `${program} ended (${String(signal ?? code)})`,
    );
    const failure = await Promise.race([once(child, 'message').then(() => undefined), ended]);
    if (failure) {
      this.children.delete(program);
      throw new Error(failure);
    }
    void ended.then((how) => this.ended(program, how));
  }

  /** Children first, so that they can finish; then what they stand on. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    const children = [...this.children.values()];
    const gone = Promise.all(children.filter(isRunning).map((child) => once(child, 'exit')));
    this.signal('SIGTERM');
    const patience = new AbortController();
    const impatient = delay(DRAIN_MS, undefined, { signal: patience.signal }).then(
      () => this.signal('SIGKILL'),
      () => undefined,
    );
    await gone;
    patience.abort();
    await impatient;
    await this.parts.stop();
  }

  private signal(name: NodeJS.Signals): void {
    for (const child of this.children.values()) child.kill(name);
  }

  private async ended(program: Program, how: string): Promise<void> {
    this.children.delete(program);
    if (this.stopping) return;
    const now = Date.now();
    this.deaths.push(now);
    const recent = this.deaths.filter((time) => now - time < 60_000).length;
    if (recent >= MOST_DEATHS) return this.giveUp(`${how} again; this is not going to work`);
    this.say(`${how}; starting it again`);
    await delay(RESTART_AFTER_MS);
    await this.start(program).catch((error: unknown) => this.giveUp(String(error)));
  }

  private async giveUp(why: string): Promise<void> {
    this.say(why);
    await this.stop();
    process.exit(1);
  }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
