import { type SystemRole, systemRoles } from '@bailiwick/rbac';
import request from 'supertest';
import { type Character, PASSWORD, cast, stranger } from '../../seeds/cast.js';
import type { TestApp } from './app.js';
import { inviterOf, plantAccount, plantMember } from './arrivals.js';
import { newcomer } from './newcomers.js';

type Method = 'get' | 'post' | 'patch' | 'delete';

/** A person with a session, as a test speaks of them: `await editor.get('workspaces/current')`. */
export class Client {
  constructor(
    readonly url: string,
    readonly cookie = '',
    readonly workspaceId = '',
    /** The id of the person, where the test knows it. */
    readonly userId = '',
    /** An API key, instead of a session. */
    readonly key = '',
  ) {}

  get = (path: string) => this.send('get', path);
  post = (path: string, body?: object) => this.send('post', path).send(body);
  patch = (path: string, body?: object) => this.send('patch', path).send(body);
  delete = (path: string, body?: object) => this.send('delete', path).send(body);

  /** The same session, in another workspace; '' for none. */
  in(workspaceId: string): Client {
    return new Client(this.url, this.cookie, workspaceId, this.userId, this.key);
  }

  /** For what the shorthands do not cover; nothing is awaited yet. */
  send(method: Method, path: string): request.Test {
    const at = path.startsWith('/') ? path : `/api/v2/${path}`;
    const test = request(this.url)[method](at);
    if (this.key) void test.set('authorization', `Bearer ${this.key}`);
    else void test.set('x-requested-with', 'console');
    if (this.cookie) void test.set('cookie', this.cookie);
    if (this.workspaceId) void test.set('x-as-workspace', this.workspaceId);
    return test;
  }
}

/** A program with that key. */
export const withKey = (app: Pick<TestApp, 'url'>, key: string): Client =>
  new Client(app.url, '', '', '', key);

export const signedOut = (app: TestApp) => new Client(app.url);

/** A person with an account, signed in: as `signUp` leaves them, without the way there. */
export async function join(app: TestApp, person: Character): Promise<Client> {
  const { cookie, userId } = await plantAccount(app, person);
  return new Client(app.url, cookie, '', userId);
}

/** Through the door: signs up, confirms by the mailed link, signs in. */
export async function signUp(app: TestApp, person: Character): Promise<Client> {
  const nobody = signedOut(app);
  await nobody.post('auth/sign-up', { ...person, password: PASSWORD }).expect(200);
  const token = await mailedToken(app, person.email, 'verify-email');
  await nobody.post(`auth/email-verifications/${token}`).expect(200);
  return signIn(app, person.email);
}

export async function signIn(app: TestApp, email: string, password = PASSWORD): Promise<Client> {
  const answer = await signedOut(app).post('auth/sign-in', { email, password }).expect(200);
  const cookie = cookieOf(answer);
  const me = await new Client(app.url, cookie).get('me').expect(200);
  return new Client(app.url, cookie, '', me.body.id);
}

export function cookieOf(answer: request.Response): string {
  const [cookie = ''] = (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? [];
  return cookie.split(';')[0] ?? '';
}

/** The token of the newest link of that kind mailed to that address, as soon as there is one. */
export async function mailedToken(app: TestApp, address: string, kind: string): Promise<string> {
  const mail = await app.inbox.waitFor(
    (one) => one.to.includes(address) && one.links.some((l) => l.includes(`/${kind}/`)),
  );
  const link = mail.links.find((one) => one.includes(`/${kind}/`))!;
  return link.slice(link.lastIndexOf('/') + 1);
}

export interface Someone {
  readonly email: string;
  readonly client: Client;
}

/** A new person with an account, signed in. */
export async function someone(app: TestApp): Promise<Someone> {
  const person = newcomer();
  return { email: person.email, client: await join(app, person) };
}

export async function createWorkspace(owner: Client, name: string): Promise<Client> {
  const { body } = await owner.post('workspaces', { name }).expect(200);
  return owner.in(body.id);
}

/**
 * A new member of the inviter's workspace, signed in: as `inviteAndAccept` leaves them, without the way there. Where the
 * inviter acts through a link or with a key, more is written than here is known of: they take the door.
 */
export async function hire(app: TestApp, inviter: Client, person: Character, role: string): Promise<Client> {
  const member = role in systemRoles && (await inviterOf(app, inviter));
  if (!member) return inviteAndAccept(app, inviter, person, role);
  const { cookie, userId } = await plantMember(app, member, person, role as SystemRole);
  return new Client(app.url, cookie, inviter.workspaceId, userId);
}

/** Through the door: invites, and accepts as a person without an account. */
export async function inviteAndAccept(
  app: TestApp,
  inviter: Client,
  person: Character,
  role: string,
): Promise<Client> {
  await inviter.post('workspace-members', { email: person.email, role }).expect(200);
  const token = await mailedToken(app, person.email, 'invitations');
  const { first_name, last_name } = person;
  const answer = await signedOut(app)
    .post(`invitations/by-token/${token}/acceptance`, { first_name, last_name, password: PASSWORD })
    .expect(200);
  return new Client(app.url, cookieOf(answer), inviter.workspaceId, answer.body.user_id);
}

/** Everybody of the cast in the agency, and a stranger who owns a workspace elsewhere. */
export interface Agency extends Record<SystemRole, Client> {
  readonly workspaceId: string;
  readonly stranger: Client;
}

export async function foundAgency(app: TestApp): Promise<Agency> {
  const owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
  const [admin, editor, view, client] = await Promise.all(
    (['admin', 'editor', 'view', 'client'] as const).map((role) => hire(app, owner, cast[role], role)),
  );
  const simon = await createWorkspace(await join(app, stranger), 'Elsewhere');
  return {
    workspaceId: owner.workspaceId,
    owner,
    admin: admin!,
    editor: editor!,
    view: view!,
    client: client!,
    stranger: simon,
  };
}

/** The id of the caller's own membership. */
export async function memberIdOf(client: Client): Promise<string> {
  const { body } = await client.get('me/permissions').expect(200);
  return body.member_id;
}

/** The value an answer gives a cookie of that name; nothing where it gives none. */
export function cookieValue(answer: request.Response, name: string): string | undefined {
  const set = (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? [];
  const pair = set.map((one) => one.split(';')[0] ?? '').find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** Every session of the person has been open for longer than a fresh login lasts. */
export async function goStale(app: TestApp, { userId }: Client): Promise<void> {
  await app.db.superuser.query(
    `update sessions set authenticated_at = now() - interval '11 minutes', reauthenticated_at = null
     where user_id = $1`,
    [userId],
  );
}

/** The newest activities of the person's own log, with how each ended: `account.signed_in done`. */
export async function ownActivities(client: Client): Promise<string[]> {
  const { body } = await client.get('me/activity?limit=100').expect(200);
  return body.items.map((one: { activity: string; outcome: string }) => `${one.activity} ${one.outcome}`);
}
