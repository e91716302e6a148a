import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../apps/api/src/config.js';
import { totpBox, newTotpSecret } from '../../../apps/api/src/identity/two-factor/totp.js';
import built from '../../faults/harness/built.js';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';

type Environment = Readonly<Record<string, string>>;

const program = join(import.meta.dirname, '../../../tools/bailiwick.mjs');
const newKey = () => randomBytes(32).toString('base64');
const [OLD, NEW, LOST] = [newKey(), newKey(), newKey()];
/** More than two batches. */
const PEOPLE = 1100;
const SEALED = PEOPLE + 1;

/** Runs the program as an operator does: with the new key, and the old one beside it. */
const rotated = { SECRET_KEY: NEW, SECRET_KEYS_PREVIOUS: OLD };

interface Run {
  readonly code: number | string | null | undefined;
  readonly output: string;
  readonly renewed: number;
  readonly left: number;
}

function run(environment: Environment): Promise<Run> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'rotate-keys'], { env }, (error, stdout, stderr) => {
      const [, renewed, left] = /(\d+) .* renewed, (\d+) are left/.exec(stdout) ?? [];
      const output = stdout + stderr;
      resolve({ code: error ? error.code : 0, output, renewed: Number(renewed), left: Number(left) });
    });
  });
}

describe('rotate-keys', () => {
  let db: TestDatabase;
  let environment: Environment;
  /** What each person's app holds. */
  let secrets: Map<string, string>;

  beforeAll(built, 120_000);
  beforeAll(async () => {
    db = await createDatabase();
    const nobody = {
      SMTP_URL: 'smtp://127.0.0.1:1',
      APP_URL: 'http://app.test',
      AUTH_URL: 'http://auth.test',
    };
    environment = { ...db.urls, ...nobody, NODE_ENV: 'test' };
  });
  afterAll(() => db.drop());

  const boxOf = (keys: Environment) => totpBox(parseConfig({ ...environment, ...keys }));

  beforeEach(async () => {
    await db.superuser.query('truncate totp_factors, users cascade');
    secrets = new Map(Array.from({ length: PEOPLE }, () => [randomUUID(), newTotpSecret()]));
    await db.superuser.query(
      `insert into users (id, email, first_name, last_name)
       select id, id || '@harbour.example', '', '' from unnest($1::uuid[]) as n (id)`,
      [[...secrets.keys()]],
    );
    await plant('enabled', secrets, OLD);
    // A person is just replacing their app.
    await plant('pending', [...secrets].slice(0, 1), OLD);
  });

  async function plant(status: string, of: Iterable<[string, string]>, key: string): Promise<void> {
    const box = boxOf({ SECRET_KEY: key });
    const rows = [...of].map(([id, secret]) => [id, box.seal(secret)] as const);
    await db.superuser.query(
      `insert into totp_factors (user_id, status, secret)
       select user_id, $1, secret from unnest($2::uuid[], $3::text[]) as n (user_id, secret)`,
      [status, rows.map(([id]) => id), rows.map(([, sealed]) => sealed)],
    );
  }

  const factors = async () =>
    (
      await db.superuser.query<{ user_id: string; status: string; secret: string }>(
        'select user_id, status, secret from totp_factors order by user_id, status',
      )
    ).rows;

  /** What opens with this key alone, and is still the secret of whose row it is. */
  async function openWith(key: string): Promise<number> {
    const box = boxOf({ SECRET_KEY: key });
    return (await factors()).filter(({ user_id, secret }) => {
      try {
        return box.open(secret) === secrets.get(user_id);
      } catch {
        return false;
      }
    }).length;
  }

  it('brings everything under the new key, so that the old one can go', async () => {
    expect(await run({ ...environment, ...rotated })).toMatchObject({ code: 0, renewed: SEALED, left: 0 });
    expect([await openWith(NEW), await openWith(OLD)]).toEqual([SEALED, 0]);
  });

  it('run again, finds nothing to do and changes nothing', async () => {
    await run({ ...environment, ...rotated });
    const before = await factors();
    expect(await run({ ...environment, ...rotated })).toMatchObject({ code: 0, renewed: 0, left: 0 });
    expect(await run({ ...environment, SECRET_KEY: NEW })).toMatchObject({ code: 0, renewed: 0, left: 0 });
    expect(await factors()).toEqual(before);
  });

  it('run twice at once, renews each secret once', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => run({ ...environment, ...rotated })));
    expect([one!.code, other!.code]).toEqual([0, 0]);
    expect(one!.renewed + other!.renewed).toBe(SEALED);
    expect(await openWith(NEW)).toBe(SEALED);
  });

  it('lets requests read all the while, of which each finds a secret it can open', async () => {
    const reader = await connect(db.urls.DATABASE_URL);
    const box = boxOf(rotated);
    const running = { it: true };
    const rotation = run({ ...environment, ...rotated }).finally(() => (running.it = false));
    const people = [...secrets.keys()];
    let reads = 0;
    for (let at = 0; running.it; at += 1) {
      const id = people[at % PEOPLE]!;
      await reader.query('begin read only');
      await reader.query(`select set_config('app.user_id', $1, true)`, [id]);
      const { rows } = await reader.query<{ secret: string }>(
        `select secret from totp_factors where status = 'enabled'`,
      );
      await reader.query('commit');
      expect(rows.map(({ secret }) => box.open(secret))).toEqual([secrets.get(id)]);
      reads += 1;
    }
    await reader.end();
    expect(await rotation).toMatchObject({ code: 0, renewed: SEALED });
    expect(reads).toBeGreaterThan(0);
  });

  it('tells how many no known key opens, never whose, and renews the others', async () => {
    const lost = [...secrets].slice(-3);
    await db.superuser.query('delete from totp_factors where user_id = any($1)', [lost.map(([id]) => id)]);
    await plant('enabled', lost, LOST);
    const { output, ...result } = await run({ ...environment, ...rotated });
    expect(result).toEqual({ code: 1, renewed: SEALED - 3, left: 3 });
    expect(output).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@/);
    expect([await openWith(NEW), await openWith(LOST)]).toEqual([SEALED - 3, 3]);
    const found = { ...rotated, SECRET_KEYS_PREVIOUS: `${OLD},${LOST}` };
    expect(await run({ ...environment, ...found })).toMatchObject({ code: 0, renewed: 3, left: 0 });
  });

  it('gives up rather than let requests wait behind something long, and loses nothing', async () => {
    const backup = await connect(db.urls.DATABASE_URL);
    await backup.query('begin; lock table totp_factors in access share mode');
    expect(await run({ ...environment, ...rotated })).toMatchObject({ code: 1, renewed: 0, left: 0 });
    await backup.end();
    expect(await openWith(OLD)).toBe(SEALED);
    expect(await run({ ...environment, ...rotated })).toMatchObject({ code: 0, renewed: SEALED });
  });

  it('leaves row security as it was: forced, on the owner too', async () => {
    await run({ ...environment, ...rotated });
    const owner = await connect(db.urls.DATABASE_OWNER_URL);
    const { rows } = await owner.query('select 1 from totp_factors');
    await owner.end();
    expect(rows).toEqual([]);
  });

  it('without the owner’s URL says so, as of any wrong configuration', async () => {
    const { code, output } = await run({ ...environment, ...rotated, DATABASE_OWNER_URL: '' });
    expect(code).toBe(78);
    expect(output).toContain('DATABASE_OWNER_URL');
  });
});
