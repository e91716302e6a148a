import { askedByDefault } from '@bailiwick/rbac';
import { newId } from '@bailiwick/tenancy';
import { PASSWORD } from '../../seeds/cast.js';
import type { TestApp } from './app.js';
import type { TestDatabase } from './database.js';
import { newcomer } from './newcomers.js';
import { Client, cookieOf, createWorkspace, hire, join } from './people.js';

type Database = { readonly db: Pick<TestDatabase, 'superuser'> };

export interface LinkOptions {
  readonly ceiling?: readonly string[];
  readonly kind?: 'consented' | 'managed';
}

/**
 * Puts these workspaces below that one, as if their owners had accepted, past all policies and without what comes of the
 * first acceptance: nobody holds anything there yet. @returns the ids of the links, in the order of the workspaces
 */
export async function linkSubs(
  { db }: Database,
  admin: string,
  subs: readonly string[],
  { ceiling = askedByDefault, kind = 'consented' }: LinkOptions = {},
): Promise<string[]> {
  const ids = subs.map(() => newId());
  const client = await db.superuser.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into group_links (workspace_id, id, admin_workspace_id, kind, status, ceiling, admin_name, sub_name, accepted_at)
       select w.id, s.id, a.id, $4, 'accepted', $5, a.name, w.name, now()
       from unnest($1::uuid[], $2::uuid[]) s (sub, id) join workspaces w on w.id = s.sub, workspaces a where a.id = $3`,
      [subs, ids, admin, kind, ceiling],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
  return ids;
}

/** A role over all of it, or in some of it, given past all rules. */
export async function plantGroupGrant(
  { db }: Database,
  workspaceId: string,
  { memberId, roleId, linkId = null }: { memberId: string; roleId: string; linkId?: string | null },
): Promise<string> {
  const id = newId();
  await db.superuser.query(
    `insert into group_grants (workspace_id, id, member_id, role_id, link_id) values ($1, $2, $3, $4, $5)`,
    [workspaceId, id, memberId, roleId, linkId],
  );
  return id;
}

/** Ends the link, as if the workspace below had left, and nothing but that: lent objects stay. */
export async function endLink({ db }: Database, linkId: string): Promise<void> {
  await db.superuser.query(`update group_links set status = 'left', ended_at = now() where id = $1`, [
    linkId,
  ]);
}

/** Olive owns an agency, Adam is an admin there, and Clara owns the workspace of a client; nothing links them yet. */
export async function agencyAndClient(app: TestApp) {
  const [owner, admin, client] = [newcomer('Olive'), newcomer('Adam'), newcomer('Clara')];
  const olive = await createWorkspace(await join(app, owner), 'Harbour Agency');
  return {
    olive,
    adam: await hire(app, olive, admin, 'admin'),
    clara: await createWorkspace(await join(app, client), 'Quayside Books'),
    emails: { olive: owner.email, adam: admin.email, clara: client.email },
  };
}

/** The owner hands the workspace over, and the heir takes it. @returns the old owner, freshly signed in */
export async function passOn(app: TestApp, owner: Client, heir: Client, email: string): Promise<Client> {
  const proof = await owner.post('auth/reauthentication', { password: PASSWORD }).expect(200);
  const fresh = new Client(app.url, cookieOf(proof), owner.workspaceId, owner.userId);
  await fresh.post('workspaces/current/change-owner', { email, sec: proof.body.sec }).expect(200);
  await heir.post('workspaces/current/change-owner/confirmation').expect(200);
  return fresh;
}
