/** What one slice of a contender cost. */
export interface Slice {
  /** Units of work done: requests, reads, writes, records. */
  readonly done: number;
  readonly seconds: number;
  /** Seconds of CPU of the program, and of PostgreSQL. */
  readonly node: number;
  readonly postgres: number;
  /** The 99th percentile of one unit, in ms, where it was taken. */
  readonly p99?: number;
}

export interface Contender {
  readonly name: string;
  run(): Promise<Slice>;
}

/** A contender against the base of the same run; every number is a median of ratios, round by round. */
export interface Ratio {
  readonly name: string;
  readonly base: string;
  readonly rate: number;
  readonly node: number;
  readonly postgres: number | undefined;
  readonly p99: number | undefined;
  /** Units a second of base and contender in the median round: for the reader's feeling, not for comparison. */
  readonly perSecond: readonly [base: number, contender: number];
}

/** One round warms up and is thrown away. Who goes first changes from round to round. */
export async function compare(base: Contender, contender: Contender, rounds = 9): Promise<Ratio> {
  const pairs: [Slice, Slice][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const swapped = round % 2 === 1;
    const first = await (swapped ? contender : base).run();
    const second = await (swapped ? base : contender).run();
    if (round > 0) pairs.push(swapped ? [second, first] : [first, second]);
  }
  const ratio = (read: (slice: Slice) => number) => median(pairs.map(([a, b]) => read(b) / read(a)));
  const postgres = ratio((slice) => slice.postgres / slice.done);
  const p99 = ratio((slice) => slice.p99 ?? Number.NaN);
  return {
    name: contender.name,
    base: base.name,
    rate: ratio((slice) => slice.done / slice.seconds),
    node: ratio((slice) => slice.node / slice.done),
    postgres: Number.isFinite(postgres) ? postgres : undefined,
    p99: Number.isFinite(p99) ? p99 : undefined,
    perSecond: [
      median(pairs.map(([a]) => a.done / a.seconds)),
      median(pairs.map(([, b]) => b.done / b.seconds)),
    ],
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
