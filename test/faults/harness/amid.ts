import { type Asked, Exchange } from '../../support/exchange.js';
import { until } from '../../support/until.js';

/** One request of many, by this process's clock, and its answer: the status, with the code where it is no 200. */
export interface Told {
  readonly origin: string;
  readonly began: number;
  readonly ended: number;
  readonly answer: string;
}

/** What ended before `called` knew nothing of it; from `over` on it holds. */
export interface Span {
  readonly called: number;
  readonly over: number;
}

export interface Load<About> {
  readonly clients: number;
  /** What a client asks next, where, and what is to be remembered of it. */
  readonly next: (client: number) => { about: About; origin: string; asked: Asked };
  /** Whether so much was heard that it says something. */
  readonly isEnough: (heard: readonly (About & Told)[]) => boolean;
}

/** Everybody asks, without a pause; amid that it is done, and they go on asking. */
export async function amid<About extends object>(
  { clients, next, isEnough }: Load<About>,
  act: () => Promise<Span>,
): Promise<Span & { heard: (About & Told)[] }> {
  const heard: (About & Told)[] = [];
  let stopped = false;
  const client = async (_: unknown, n: number) => {
    const exchange = new Exchange('http://127.0.0.1');
    while (!stopped) {
      const { about, origin, asked } = next(n);
      const began = performance.now();
      const { status, body } = await exchange.ask({ ...asked, path: `${origin}/api/v2/${asked.path}` });
      const answer = status === 200 ? '200' : `${status} ${String(body['code'])}`;
      heard.push({ ...about, origin, began, ended: performance.now(), answer });
    }
    exchange.close();
  };
  const crowd = Promise.all(Array.from({ length: clients }, client));
  const asksEnough = (since: number) =>
    until(
      'enough was asked',
      () => Promise.resolve(isEnough(heard.filter(({ began }) => began > since))),
      120_000,
    );
  try {
    await asksEnough(0);
    const span = await act();
    await asksEnough(span.over);
    return { ...span, heard };
  } finally {
    stopped = true;
    await crowd;
  }
}

/** From being sent to being answered. */
export async function spanOf(act: PromiseLike<unknown>): Promise<Span> {
  const called = performance.now();
  await act;
  return { called, over: performance.now() };
}

export const answers = (heard: readonly Told[]): string[] =>
  [...new Set(heard.map(({ answer }) => answer))].sort();
