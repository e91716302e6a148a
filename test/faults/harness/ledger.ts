import { appendFileSync, readFileSync } from 'node:fs';
import type { Mark } from './operations.js';

/** `info`: the client was told nothing, or told that it may or may not have happened. */
export type Outcome = 'ok' | 'fail' | 'info';

export interface Invoked {
  readonly type: 'invoke';
  readonly op: string;
  readonly kind: string;
  /** What the act leaves behind in the tables, if it happens. */
  readonly marks: readonly Mark[];
  /** Sent again under the same Idempotency-Key. */
  readonly again: boolean;
  readonly t: number;
}

export interface Concluded {
  readonly type: Outcome;
  readonly op: string;
  readonly status: number | string;
  readonly ms: number;
  readonly t: number;
}

export type Line = Invoked | Concluded;

/**
 * The client's side of the truth: one line before a request leaves, one when its end is known. Kept in a file,
 * by a process that nobody kills.
 */
export class Ledger {
  constructor(readonly file: string) {
    appendFileSync(file, '');
  }

  write(line: Omit<Invoked, 't'> | Omit<Concluded, 't'>): void {
    appendFileSync(this.file, `${JSON.stringify({ ...line, t: Math.round(performance.now()) })}\n`);
  }

  read(): Line[] {
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  }
}
