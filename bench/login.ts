import { hash, verify } from '@node-rs/argon2';
import autocannon from 'autocannon';
import { cpuOf, postgresCpu } from './cpu.js';
import type { Contender, Slice } from './rounds.js';
import type { Stage } from './stage.js';

const PASSWORD = 'a lantern on the harbour wall';
/** As `passwords.service.ts` has them: argon2id, 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SIGN_INS = 60;
const STORMING = 8;
/** Far from what the product could answer: what is asked is how long an answer takes, not how many there are. */
const PER_SECOND = 60;
const SECONDS = 4;

interface Browser {
  readonly email: string;
  readonly cookie: string;
}

/** What signing in costs beyond its hash, and what it costs others. */
export async function openLogin(stage: Stage) {
  const stored = await hash(PASSWORD, PARAMETERS);
  await givePasswords(stage, stored);
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
    quiet: { name: 'who is asking, while nobody signs in', run: () => asking(stage) },
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
  if (result.non2xx > 0 || result.errors > 0) throw new Error('somebody was not answered');
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

async function givePasswords({ superuser }: Stage, stored: string): Promise<void> {
  await superuser.query(
    `insert into passwords (user_id, hash) select id, $1 from users where email like 'p%@bench.example'
     on conflict (user_id) do nothing`,
    [stored],
  );
}
