import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Client,
  createWorkspace,
  hire,
  inviteAndAccept,
  join,
  signIn,
  signUp,
} from '../../support/people.js';
import { tables } from '../../support/planted.js';
import { settled } from '../../support/until.js';

/** What speaks of one of them, in every table: without what is another for each. */
type Left = Readonly<Record<string, readonly string[]>>;

/** Counts of limits are no rows of a person. */
const RESTLESS = ['throttles', 'backoffs'];

describe('people who come in by the window', () => {
  let app: TestApp;
  let owner: Client;

  beforeAll(async () => {
    app = await sharedApp();
    owner = await createWorkspace(await join(app, newcomer('Olive')), 'Harbour Agency');
  });
  afterAll(() => app.close());

  it('leave what the door leaves of an account, table by table', async () => {
    const [door, window] = [newcomer('Nora'), newcomer('Nora')];
    const came = await signUp(app, door);
    const planted = await join(app, window);
    const left = await leftBy(came.userId, door.email);
    expect(Object.keys(left)).toEqual([
      'account_activity',
      'known_devices',
      'passwords',
      'sessions',
      'sign_up_attempts',
      'users',
    ]);
    expect(await leftBy(planted.userId, window.email)).toEqual(left);
  });

  it.each(['admin', 'view'])('leave what the door leaves of a member who was hired as %s', async (role) => {
    const [door, window] = [newcomer('Nora'), newcomer('Nora')];
    const came = await inviteAndAccept(app, owner, door, role);
    const planted = await hire(app, owner, window, role);
    const left = await leftBy(came.userId, door.email);
    expect(Object.keys(left)).toEqual([
      'access_history',
      'account_activity',
      'audit_log',
      'grants',
      'invitation_tokens',
      'known_devices',
      'member_words',
      'passwords',
      'sessions',
      'users',
      'workspace_members',
    ]);
    expect(await leftBy(planted.userId, window.email)).toEqual(left);
  });

  it('have the password of everybody, hashed as the product hashes', async () => {
    const [door, window] = [newcomer(), newcomer()];
    await signUp(app, door);
    await join(app, window);
    await signIn(app, window.email);
    const { rows } = await app.db.superuser.query<{ parameters: string }>(
      `select substring(hash from '^(.*?\\$.*?\\$.*?\\$.*?\\$)') as parameters from passwords
       join users on id = user_id where email = any($1)`,
      [[door.email, window.email]],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  async function leftBy(userId: string, email: string): Promise<Left> {
    await settled(app);
    const left: [string, string[]][] = [];
    for (const table of await tables(app.db.superuser)) {
      if (RESTLESS.includes(table)) continue;
      const { rows } = await app.db.superuser.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t where position($1 in to_jsonb(t)::text) > 0
           or position($2 in to_jsonb(t)::text) > 0 or to_jsonb(t)->>'member_id' in
             (select m.id::text from workspace_members m where m.user_id = $1::uuid)
         order by to_jsonb(t)->>'id'`,
        [userId, email],
      );
      const texts = rows.map(({ row }) => withoutChance(row, email)).sort();
      if (texts.length > 0) left.push([table, texts]);
    }
    return Object.fromEntries(left);
  }
});

const chances: readonly [RegExp, string][] = [
  [/\$argon2id\$[^"]+/g, 'a password'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'an id'],
  [/(\\+x|\b)[0-9a-f]{32,}\b/g, 'bytes'],
  [/("seq\W+)\d+/g, '$1 a number'],
];
const moment = /\b\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g;

/** Ids, secrets and the moment are others each time; whether there are any, and how long they last, are not. */
function withoutChance(row: object, email: string): string {
  const [, number = ''] = /\.(\d+)@/.exec(email) ?? [];
  const text = JSON.stringify(row)
    .replaceAll(email, 'their address')
    .replaceAll(`"${number}"`, '"their number"')
    .replace(moment, (at) => `${daysFromNow(at)} days from now`);
  return chances.reduce((rest, [chance, name]) => rest.replace(chance, name), text);
}

const daysFromNow = (at: string): number => Math.round((Date.parse(at) - Date.now()) / 86_400_000);
