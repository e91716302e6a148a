import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const launcher = join(import.meta.dirname, '../../tools/launch.mjs');

/** `npm start` as a process, with what it said. */
export class Program {
  output = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;

  constructor(environment: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, ...environment };
    this.child = spawn(process.execPath, [launcher], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit');
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  /** The origin it serves, once it says it is ready. @throws when it ends before */
  async ready(): Promise<string> {
    const said = new Promise<string>((resolve) => {
      this.child.stdout!.on('data', () => {
        const [, origin] = /API +(http:\/\/\S+)\/api\/v2/.exec(this.output) ?? [];
        if (origin) resolve(origin);
      });
    });
    const ended = this.exited.then(([code]) => {
      throw new Error(`it ended with ${String(code)}:\n${this.output}`);
    });
    return Promise.race([said, ended]);
  }

  async exitCode(): Promise<number | null> {
    const [code] = await this.exited;
    return code as number | null;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Processes that run with this value in their environment or on their command line. */
export function processesOf(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      [`/proc/${pid}/environ`, `/proc/${pid}/cmdline`].some((file) => read(file).includes(mark)),
    )
    .map(Number);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
