import { createHash, randomBytes } from 'node:crypto';
import { totpCode, totpStepAt } from '../../apps/api/src/identity/two-factor/totp.js';
import { PASSWORD } from '../../seeds/cast.js';
import type { TestApp } from './app.js';
import { Client, cookieOf, signedOut } from './people.js';

/** The app on a person's phone, and the recovery codes they wrote down. */
export class Authenticator {
  constructor(
    private readonly app: TestApp,
    readonly userId: string,
    readonly secret: string,
    readonly recoveryCodes: readonly string[] = [],
  ) {}

  /** A code that is right now. A code is taken once, so what was taken before is forgotten first, instead of waited for. */
  async code(): Promise<string> {
    await this.app.db.superuser.query('update totp_factors set last_step = 0 where user_id = $1', [
      this.userId,
    ]);
    return this.sameCode();
  }

  /** The code of this half minute, taken before or not. */
  sameCode(): string {
    return totpCode(this.secret, totpStepAt(new Date()));
  }
}

/** Of six digits, and of no step that is near. */
export function wrongCode({ secret }: Pick<Authenticator, 'secret'>): string {
  const now = totpStepAt(new Date());
  const near = [-2, -1, 0, 1, 2].map((by) => totpCode(secret, now + by));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((one) => !near.includes(one)) ?? ''
  );
}

/** Switches two-factor authentication on, by the session that is given. */
export async function enrol(app: TestApp, client: Client): Promise<Authenticator> {
  const { body } = await client.post('me/two-factor').expect(200);
  const started = new Authenticator(app, client.userId, body.secret);
  const enabled = await client.patch('me/two-factor', { code: await started.code() }).expect(200);
  return new Authenticator(app, client.userId, body.secret, enabled.body.recovery_codes);
}

/** The first step of signing in to an account with a second factor. */
export async function challengeOf(app: TestApp, email: string, password = PASSWORD): Promise<string> {
  const { body } = await signedOut(app).post('auth/sign-in', { email, password }).expect(200);
  return body.challenge;
}

/** Both steps. */
export async function signInByCode(app: TestApp, email: string, by: Authenticator): Promise<Client> {
  const challenge = await challengeOf(app, email);
  const code = await by.code();
  const answer = await signedOut(app).post('auth/two-factor', { challenge, code }).expect(200);
  return new Client(app.url, cookieOf(answer), '', by.userId);
}

/** So many attempts to sign in that wait for their code, at no cost of hashing. */
export async function challenges(app: TestApp, userId: string, howMany: number): Promise<string[]> {
  const tokens = Array.from({ length: howMany }, () => randomBytes(32).toString('base64url'));
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest());
  await app.db.superuser.query(
    `insert into sign_in_challenges (id, user_id, token_hash, expires_at)
     select gen_random_uuid(), $1, hash, now() + interval '10 minutes' from unnest($2::bytea[]) hash`,
    [userId, hashes],
  );
  return tokens;
}
