import { record, recordAccount } from '@bailiwick/audit';
import { Wake } from '@bailiwick/jobs';
import { type SystemRole, systemRoles } from '@bailiwick/rbac';
import {
  type Actor,
  type Caller,
  Member,
  type Scope,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { sessionCookie } from '../../apps/api/src/config.js';
import { PeopleService } from '../../apps/api/src/identity/people/people.service.js';
import { SessionsService } from '../../apps/api/src/identity/sessions/sessions.service.js';
import { DEFAULT_HOURS } from '../../apps/api/src/workspaces/invitations/invitations.schema.js';
import type { Character } from '../../seeds/cast.js';
import type { TestApp } from './app.js';

/**
 * People who come in by the window: they leave the very rows and records that the door leaves, written by the product's
 * own functions, but nothing is hashed, mailed or sent through HTTP. `test/server/identity/arrivals.test.ts` compares the
 * two table by table. A test of the door itself uses `signUp` and `inviteAndAccept` of `people.ts`.
 */
export interface Arrived {
  readonly userId: string;
  readonly cookie: string;
}

/** Of `PASSWORD`, made once and for all, since hashing is slow on purpose. */
const PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$dUc1u0HdPMpptLqvfP8jBQ$95nhl/pyKMrhHbUTGMPwq55XoMLiLEGeZP3n0iR2Edw';

/** Signed up, confirmed the address, signed in. */
export async function plantAccount(app: TestApp, person: Character): Promise<Arrived> {
  const [userId, attemptId] = [newId(), newId()];
  const { email, first_name, last_name } = person;
  return as(app, { userId, person, scope: { address: email } }, async (tx) => {
    await tx.query(sql`insert into sign_up_attempts
      (id, email, password_hash, first_name, last_name, token_hash, expires_at)
      values (${attemptId}, ${email}, ${PASSWORD_HASH}, ${first_name}, ${last_name},
      ${tokenHash(newToken())}, now() + interval '24 hours')`);
    await createAccount(app, tx, { userId, person, attemptId });
    const session = await openSession(app, tx, person);
    recordAccount(tx, 'account.signed_in');
    return { userId, ...session };
  });
}

/** A member of the workspace who invites. */
export interface Inviter {
  readonly workspaceId: string;
  readonly userId: string;
  readonly person: Character;
}

/** Was invited without having an account, and accepted. */
export async function plantMember(
  app: TestApp,
  inviter: Inviter,
  person: Character,
  role: SystemRole,
): Promise<Arrived> {
  const [userId, id] = [newId(), newId()];
  const { workspaceId } = inviter;
  await as(app, { ...inviter, scope: { workspaceId } }, (tx) =>
    invite(tx, { id, userId, email: person.email, role }),
  );
  return as(app, { userId, person, scope: { workspaceId, address: person.email } }, async (tx) => {
    await tx.query(sql`update invitation_tokens set ended_as = 'used'
      where workspace_id = ${workspaceId} and member_id = ${id}`);
    await createAccount(app, tx, { userId, person });
    const session = await openSession(app, tx, person);
    const joined = { user_id: userId, status: 'active', accepted_at: new Date() } as const;
    await tx.change(Member, { workspace_id: workspaceId, id }, joined);
    record(tx, 'invitation.accepted', { target: { id, name: nameOf(person), user_id: userId } });
    return { userId, ...session };
  });
}

/** The member of the workspace whose session the client has; nothing for keys, and for people who act through a link. */
export async function inviterOf(
  { db }: Pick<TestApp, 'db'>,
  { workspaceId, userId }: Pick<Inviter, 'workspaceId' | 'userId'>,
): Promise<Inviter | undefined> {
  const { rows } = await db.superuser.query<Character>(
    `select u.email, u.first_name, u.last_name from workspace_members m join users u on u.id = m.user_id
     where m.workspace_id::text = $1 and m.user_id::text = $2 and m.status = 'active'`,
    [workspaceId, userId],
  );
  return rows[0] && { workspaceId, userId, person: rows[0] };
}

interface Invited {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly role: SystemRole;
}

async function invite(tx: Tx, { id, userId, email, role }: Invited): Promise<void> {
  const { workspaceId, userId: issuer } = tx.ctx.scope;
  const [{ expires_at } = { expires_at: new Date() }] = await tx.query<{ expires_at: Date }>(
    sql`insert into workspace_members (workspace_id, id, user_id, email, status, issuer_id, invitation_expires_at)
      values (${workspaceId}, ${id}, ${userId}, ${email}, 'pending', ${issuer}, now() + make_interval(hours => ${DEFAULT_HOURS}))
      returning invitation_expires_at as expires_at`,
  );
  await tx.query(sql`insert into grants (workspace_id, id, member_id, role_id, granted_by)
    values (${workspaceId}, ${newId()}, ${id}, ${systemRoles[role].id}, ${issuer})`);
  await tx.query(sql`insert into invitation_tokens (workspace_id, id, member_id, email, token_hash, expires_at)
    values (${workspaceId}, ${newId()}, ${id}, ${email}, ${tokenHash(newToken())}, ${expires_at})`);
  record(tx, 'member.invited', {
    target: { id, name: email, user_id: userId },
    after: { email, roles: [role] },
  });
}

interface Account {
  readonly userId: string;
  readonly person: Character;
  readonly attemptId?: string;
}

async function createAccount(app: TestApp, tx: Tx, { userId, person, attemptId }: Account): Promise<void> {
  const people = app.app.get(PeopleService);
  const made = await people.create(tx, { id: userId, ...person, password_hash: PASSWORD_HASH }, attemptId);
  if (!made) throw new Error(`${person.email} has an account`);
}

async function openSession(app: TestApp, tx: Tx, { email }: Character): Promise<{ cookie: string }> {
  const opening = { email, device: undefined, secondFactor: false };
  const { token } = await app.app.get(SessionsService).open(tx, opening);
  return { cookie: `${sessionCookie(app.config)}=${token}` };
}

interface Acting {
  readonly userId: string;
  readonly person: Character;
  readonly scope?: Scope;
}

/** A transaction as if a request of that person had opened it; workers are woken as after a request. */
async function as<T>(app: TestApp, acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { userId, person } = acting;
  const facts = { requestId: newId(), ip: '127.0.0.1', userAgent: null, route: 'test', accounted: false };
  const actor: Actor = { type: 'user', id: userId, name: nameOf(person), email: person.email };
  const caller: Caller = { facts, actor, scope: { ...acting.scope, userId } };
  const result = await app.app.get(TenantDb).run(caller, work);
  app.app.get(Wake).after(facts);
  return result;
}

const nameOf = ({ first_name, last_name }: Character): string => `${first_name} ${last_name}`;
