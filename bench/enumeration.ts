import { median } from './rounds.js';
import type { Stage } from './stage.js';

const TRIES = 500;
const MOST_MS = 5;

interface Way {
  readonly path: string;
  readonly body: (email: string) => object;
  readonly status: number;
}

const wrong = 'nobody has this password';
const ways: Readonly<Record<string, Way>> = {
  'a wrong password': {
    path: 'auth/sign-in',
    body: (email) => ({ email, password: wrong }),
    status: 401,
  },
  'a new password': { path: 'auth/password-resets', body: (email) => ({ email }), status: 200 },
  'an account': {
    path: 'auth/sign-up',
    body: (email) => ({ email, password: wrong, first_name: 'Some', last_name: 'Body' }),
    status: 200,
  },
};

/**
 * Whether the time of an answer tells if an address has an account: known and unknown addresses in random order, each
 * asked for once, as a person does who has a list of them. Lines of a table.
 */
export async function enumeration(stage: Stage): Promise<string[]> {
  const lines = ['| asked for | known | unknown | difference | goal |', '|---|---|---|---|---|'];
  for (const [name, way] of Object.entries(ways)) lines.push(await line(stage, name, way));
  return lines;
}

async function line(stage: Stage, name: string, way: Way): Promise<string> {
  const [known, unknown] = await timesOf(stage, way);
  const difference = Math.abs(median(known) - median(unknown));
  const cells = [name, ...[median(known), median(unknown), difference].map((ms) => `${ms.toFixed(2)} ms`)];
  return `| ${cells.join(' | ')} | < ${MOST_MS} ms |`;
}

async function timesOf(stage: Stage, way: Way): Promise<[known: number[], unknown: number[]]> {
  const addresses = [`p%@bench.example`, `u%.${way.path.replace('/', '.')}@bench.example`];
  const tries = [0, 1].flatMap((kind) => Array.from({ length: TRIES }, (_, n) => [kind, n + 1] as const));
  const times: [number[], number[]] = [[], []];
  for (const [kind, n] of shuffled(tries)) {
    const email = (addresses[kind] ?? '').replace('%', String(n));
    times[kind as 0 | 1].push(await timeOf(stage, way, email));
  }
  return times;
}

async function timeOf({ product }: Stage, { path, body, status }: Way, email: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${product.origin}/api/v2/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'console' },
    body: JSON.stringify(body(email)),
  });
  await answer.text();
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - began;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}
