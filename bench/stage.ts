import { type ChildProcess, fork } from 'node:child_process';
import { inDatabase } from '@bailiwick/jobs';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { environmentOfProcess } from '../apps/api/src/config.js';
import { migrate } from '../apps/api/src/runtime/data-source.js';
import { freePort } from '../apps/api/src/runtime/embedded/postgres.js';
import { type Parts, startMissingParts } from '../apps/api/src/runtime/embedded/parts.js';
import { Visitor } from '../seeds/visitor.js';

/** What the benchmarks run on: a database of their own, the product, and the servers it is compared with. */
export interface Stage {
  readonly parts: Parts;
  readonly urls: Readonly<Record<'DATABASE_URL' | 'DATABASE_AUDIT_URL' | 'QUEUE_DATABASE_URL', string>>;
  readonly superuser: pg.Pool;
  readonly postmaster: number;
  readonly product: Server;
  readonly owner: Visitor;
  readonly workspaceId: string;
  /** Another server, by its file in `servers/`. */
  serve(file: string, ...args: string[]): Promise<Server>;
  strike(): Promise<void>;
}

export interface Server {
  readonly origin: string;
  readonly pid: number;
}

const MEMBERS = 2000;
/** Everybody's. */
export const PASSWORD = 'a lantern on the harbour wall';

export async function setStage(): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
  const port = String(await freePort());
  const given = { ...environmentOfProcess(), PORT: port, WORKER: 'inline', RATE_LIMIT_FACTOR: '1000000' };
  const parts = await startMissingParts(given, dir, () => undefined);
  const env = parts.env as Record<string, string> & Stage['urls'];
  await migrate(env['DATABASE_OWNER_URL'] ?? '');
  const children: ChildProcess[] = [];
  const run = async (file: URL, args: string[], at: string): Promise<Server> => {
    const child = fork(file, args, { env: parts.env });
    children.push(child);
    await once(child, 'message');
    return { origin: `http://127.0.0.1:${at}`, pid: child.pid ?? 0 };
  };
  const product = await run(new URL('../apps/api/src/main.js', import.meta.url), [], port);
  const owner = new Visitor(product.origin);
  const { workspaceId, superuser } = await plant(owner, dir, env.DATABASE_URL);
  return {
    parts,
    urls: env,
    superuser,
    postmaster: Number(
      readFileSync(join(dir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
    ),
    product,
    owner,
    workspaceId,
    serve: async (file, ...args) => {
      const at = String(await freePort());
      return run(new URL(`./servers/${file}`, import.meta.url), [at, ...args], at);
    },
    strike: async () => {
      for (const child of children) child.kill('SIGKILL');
      await superuser.end();
      await parts.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** One owner by the API, and colleagues by SQL. */
async function plant(owner: Visitor, dir: string, url: string) {
  const person = { email: 'bench@harbour.example', password: PASSWORD };
  await owner.post('auth/sign-up', { ...person, first_name: 'Bench', last_name: 'Mark' });
  await owner.post(`auth/email-verifications/${await owner.mailedToken(person.email, 'verify-email')}`);
  await owner.signIn(person.email, person.password);
  const { id: workspaceId } = await owner.post<{ id: string }>('workspaces', { name: 'Bench' });
  const password = readFileSync(join(dir, 'postgres', 'password'), 'utf8').trim();
  const { host, pathname } = new URL(url);
  const superuserUrl = `postgres://postgres:${password}@${host}/postgres`;
  const superuser = new pg.Pool({ connectionString: inDatabase(superuserUrl, pathname.slice(1)), max: 2 });
  superuser.on('error', () => undefined);
  await superuser.query(
    `with people as (
       insert into users (id, email, first_name, last_name)
       select gen_random_uuid(), 'p' || n || '@bench.example', 'Person', n::text from generate_series(1, $2) n
       returning id, email)
     insert into workspace_members (workspace_id, id, user_id, email, status)
     select $1, gen_random_uuid(), id, email, 'active' from people`,
    [workspaceId, MEMBERS],
  );
  await superuser.query(
    `insert into passwords (user_id, hash)
     select id, hash from users, passwords where email like 'p%@bench.example'`,
  );
  await superuser.query('analyze');
  return { workspaceId, superuser };
}
