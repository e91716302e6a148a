import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, stranger } from '../../../seeds/cast.js';
import { type TestApp, startApp } from '../../support/app.js';
import {
  type Client,
  createWorkspace,
  hire,
  join,
  signedOut,
  someone,
  withKey,
} from '../../support/people.js';

const many = <T>(n: number, send: () => PromiseLike<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, send));
const statuses = (answers: { status: number }[]) =>
  [...new Set(answers.map((answer) => answer.status))].sort();

describe('rate limits', () => {
  let app: TestApp;
  let owner: Client;
  let elsewhere: Client;

  beforeAll(async () => {
    app = await startApp({ RATE_LIMIT_FACTOR: '1' });
    owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
    elsewhere = await createWorkspace(await join(app, stranger), 'Elsewhere');
  });
  afterAll(() => app.close());

  it('tell on every answer what is left', async () => {
    const { headers } = await elsewhere.get('workspaces/current').expect(200);
    expect(headers['ratelimit-policy']).toBe('"burst";q=100;w=1, "sustained";q=6000;w=60');
    expect(headers['ratelimit']).toMatch(/^"burst";r=\d+;t=\d+, "sustained";r=\d+;t=\d+$/);
  });

  it('are paid by the workspace over all its sessions, and by no other', async () => {
    const editor = await hire(app, owner, cast.editor, 'editor');
    const flood = await many(260, () => owner.get('workspaces/current'));
    expect(statuses(flood)).toEqual([200, 429]);
    const refused = flood.find((answer) => answer.status === 429)!;
    expect(refused.body).toMatchObject({ statusCode: 429, code: 'rate_limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    const [colleague, neighbour] = await Promise.all([
      many(120, () => editor.get('workspaces/current')),
      many(20, () => elsewhere.get('workspaces/current')),
    ]);
    expect(statuses(colleague)).toContain(429);
    expect(statuses(neighbour)).toEqual([200]);
  });

  it('stop one key before it leaves nothing to the people of its workspace', async () => {
    const { client } = await someone(app);
    const place = await createWorkspace(client, 'Of a key');
    const { body } = await place.post('api-keys', { name: 'Greedy', scopes: ['all:read'] }).expect(200);
    const flood = await many(260, () => withKey(app, body.key).get('workspaces/current'));
    const refused = flood.filter(({ status }) => status === 429);
    const left = refused.map(({ headers }) =>
      Number(/"burst";r=(\d+)/.exec(headers['ratelimit'] ?? '')?.[1]),
    );
    expect(Math.max(...left)).toBeGreaterThan(0);
  });

  it('do not hold for the probes of the operator', async () => {
    expect(statuses(await many(300, () => signedOut(app).get('/health/live')))).toEqual([200]);
  });

  it('are tighter where a secret can be guessed, and counted by network', async () => {
    const { email } = cast.owner;
    const guess = () => signedOut(app).post('auth/sign-in', { email, password: 'not this one at all' });
    const answers = [...(await many(40, guess)), ...(await many(40, guess))];
    expect(statuses(answers)).toEqual([401, 429]);
    expect(answers.filter((answer) => answer.status === 401).length).toBeLessThanOrEqual(60);
    const { rows } = await app.db.superuser.query('select key from throttles where hits > 60');
    expect(rows).toHaveLength(1);
  });
});
