import { verify } from '@node-rs/argon2';
import autocannon from 'autocannon';
import { cpuOf, postgresCpu } from './cpu.js';
import type { Contender, Slice } from './rounds.js';
import { PASSWORD, type Stage } from './stage.js';

const SIGN_INS = 60;
const STORMING = 8;
/** Far from what the product could answer: what is asked is how long an answer takes, not how many there are. */
const PER_SECOND = 100;
const SECONDS = 4;

interface Browser {
  readonly email: string;
  readonly cookie: string;
}

/** What signing in costs beyond its hash, and what it costs others. */
export async function openLogin(stage: Stage) {
  // The product's own, so with the product's parameters.
  const { rows } = await stage.superuser.query<{ hash: string }>('select hash from passwords limit 1');
  const stored = rows[0]?.hash ?? '';
  const browsers = await Promise.all(Array.from({ length: STORMING }, (_, n) => knownBrowser(stage, n + 1)));
  const [browser] = browsers as [Browser];
  const contenders: Record<'verify' | 'signIn' | 'quiet' | 'storm', Contender> = {
    verify: {
      name: 'a bare verify of argon2id at the same parameters',
      run: () => measured(stage, () => verify(stored, PASSWORD), process.pid),
    },
    signIn: {
      name: 'a sign-in from a known browser',
      run: () => measured(stage, () => signIn(stage, browser), stage.product.pid),
    },
    quiet: { name: 'a workspace, asked for while nobody signs in', run: () => asking(stage) },
    storm: {
      name: `the same while ${STORMING} clients sign in without pause`,
      run: () => amid(stage, browsers, () => asking(stage)),
    },
  };
  return contenders;
}

/** One after the other, by the CPU of that process. */
async function measured(stage: Stage, work: () => Promise<unknown>, pid: number): Promise<Slice> {
  const [began, node, postgres] = [performance.now(), cpuOf(pid), postgresCpu(stage.postmaster)];
  for (let n = 0; n < SIGN_INS; n += 1) await work();
  return {
    done: SIGN_INS,
    seconds: (performance.now() - began) / 1000,
    node: cpuOf(pid) - node,
    postgres: postgresCpu(stage.postmaster) - postgres,
  };
}

/** At a steady pace, by which an answer that keeps later requests waiting counts for those too. */
async function asking({ product, owner, workspaceId, postmaster }: Stage): Promise<Slice> {
  const [node, postgres] = [cpuOf(product.pid), postgresCpu(postmaster)];
  const result = await autocannon({
    url: `${product.origin}/api/v2/workspaces/current`,
    headers: { cookie: owner.session, 'x-as-workspace': workspaceId },
    connections: 4,
    overallRate: PER_SECOND,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error('a client got no answer');
  return {
    done: result.requests.total,
    seconds: result.duration,
    node: cpuOf(product.pid) - node,
    postgres: postgresCpu(postmaster) - postgres,
    p99: result.latency.p99,
  };
}

async function amid<T>(stage: Stage, browsers: readonly Browser[], work: () => Promise<T>): Promise<T> {
  let over = false;
  const storm = Promise.all(
    browsers.map(async (browser) => {
      while (!over) await signIn(stage, browser);
    }),
  );
  const done = await work();
  over = true;
  await storm;
  return done;
}

async function knownBrowser(stage: Stage, n: number): Promise<Browser> {
  const email = `p${n}@bench.example`;
  const cookies = (await signIn(stage, { email, cookie: '' })).headers.getSetCookie();
  return {
    email,
    cookie: cookies.map((one) => one.split(';')[0]).find((one) => one?.includes('device=')) ?? '',
  };
}

async function signIn({ product }: Stage, { email, cookie }: Browser): Promise<Response> {
  const answer = await fetch(`${product.origin}/api/v2/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'console', ...(cookie && { cookie }) },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  await answer.text();
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  return answer;
}
