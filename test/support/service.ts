import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Environment } from './app.js';

const dist = join(import.meta.dirname, '../../dist/apps/api/src');

/** One of the two programs as a process of its own, as `npm start` and a container run it. */
export class Service {
  output = '';
  /** How it ended: a signal, or an exit code. */
  readonly ended: Promise<NodeJS.Signals | number>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as NodeJS.Signals | number);
    for (const stream of [child.stdout, child.stderr])
      stream?.on(
        'data',
        (chunk: Buffer) => (this.output = `${this.output}${chunk.toString()}`.slice(-20_000)),
      );
  }

  /**
   * Resolves when it says that it is ready. `imports` are loaded before anything of the program.
   * @throws with its output when it ends before
   */
  static async start(
    program: 'main.js' | 'worker.js',
    env: Environment,
    imports: readonly string[] = [],
  ): Promise<Service> {
    const execArgv = imports.flatMap((file) => ['--import', file]);
    const child = fork(join(dist, program), { env, execArgv, silent: true });
    const service = new Service(child);
    const early = service.ended.then((how) => {
      throw new Error(`${program} ended early (${how}):\n${service.output}`);
    });
    await Promise.race([service.said('ready'), early]);
    // From now on ending is no failure of starting.
    early.catch(() => undefined);
    return service;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @returns how it ended */
  kill(signal: NodeJS.Signals): Promise<NodeJS.Signals | number> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Stops or continues it; it does not notice. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  tell(message: object): void {
    if (this.child.connected) this.child.send(message);
  }

  /** Resolves when it sends this message. */
  said(what: string): Promise<void> {
    return new Promise((resolve) => {
      this.child.on('message', (message) => {
        if (message === what) resolve();
      });
    });
  }
}
