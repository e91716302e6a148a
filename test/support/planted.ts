import { randomBytes } from 'node:crypto';
import { type SystemRole, systemRoles } from '@bailiwick/rbac';
import { type MemberStatus, newId, newToken, tokenHash } from '@bailiwick/tenancy';
import type { Pool } from 'pg';
import { plant } from './plant.js';
import { plantUnnamed } from './unnamed-tables.js';

export { plant };

export interface PlantedMember {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly memberId: string;
  readonly userId: string;
  readonly email: string;
  readonly role: SystemRole;
}

const bytes = (): string => `\\x${randomBytes(32).toString('hex')}`;
const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

let planted = 0;

async function plantPerson(superuser: Pool): Promise<{ userId: string; email: string }> {
  planted += 1;
  const [userId, email] = [newId(), `person.${planted}@harbour.example`];
  await plant(superuser, 'users', { id: userId, email, first_name: 'Pat', last_name: `Planted ${planted}` });
  return { userId, email };
}

/** A workspace with a head for its log, and the member who owns it. */
export async function plantWorkspace(superuser: Pool, name = 'Harbour Agency'): Promise<PlantedMember> {
  const person = await plantPerson(superuser);
  const workspaceId = newId();
  await plant(superuser, 'workspaces', { id: workspaceId, name, owner_id: person.userId });
  await plant(superuser, 'audit_heads', { workspace_id: workspaceId });
  return plantMember(superuser, { workspaceId, workspaceName: name }, { role: 'owner', person });
}

interface Membership {
  readonly role: SystemRole;
  readonly status?: MemberStatus;
  /** A person who is there already; else a new person. */
  readonly person?: Pick<PlantedMember, 'userId' | 'email'>;
}

export async function plantMember(
  superuser: Pool,
  { workspaceId, workspaceName }: Pick<PlantedMember, 'workspaceId' | 'workspaceName'>,
  { role, status = 'active', person }: Membership,
): Promise<PlantedMember> {
  const { userId, email } = person ?? (await plantPerson(superuser));
  const memberId = newId();
  const workspace_id = workspaceId;
  await plant(superuser, 'workspace_members', { workspace_id, id: memberId, user_id: userId, email, status });
  const role_id = systemRoles[role].id;
  await plant(superuser, 'grants', { workspace_id, id: newId(), member_id: memberId, role_id });
  return { workspaceId, workspaceName, memberId, userId, email, role };
}

/** A session of that person, opened now. */
export async function plantSession(
  superuser: Pool,
  userId: string,
  { idleHours = 1, hours = 1 } = {},
): Promise<{ id: string; token: string; hash: Buffer }> {
  const [id, token] = [newId(), newToken()];
  const hash = tokenHash(token);
  await plant(superuser, 'sessions', {
    id,
    user_id: userId,
    token_hash: `\\x${hash.toString('hex')}`,
    ip: '127.0.0.1',
    idle_expires_at: hoursFromNow(idleHours),
    expires_at: hoursFromNow(hours),
  });
  return { id, token, hash };
}

/** Tables that hold a row of every workspace there is. */
const ofEveryWorkspace = ['workspaces', 'workspace_members', 'grants', 'audit_heads'];

/** A row of this workspace, or of its owner, in every table there is. */
export async function plantEverywhere(superuser: Pool): Promise<PlantedMember> {
  const owner = await plantWorkspace(superuser);
  const session = await plantSession(superuser, owner.userId);
  const above = await plantAbove(superuser, owner.userId);
  const rows = rowsByHand(owner, session.id, above);
  for (const [table, row] of rows) await plant(superuser, table, row);
  for (const table of ['workspace_members', 'grants'])
    await superuser.query(
      `update ${table} set via_link_id = (select id from group_links where workspace_id = $1) where workspace_id = $1`,
      [owner.workspaceId],
    );
  await plantNewTables(superuser, owner);
  return owner;
}

/** A row of this workspace in every table of tenants that no rule asks to be filled by hand. */
export async function plantNewTables(
  superuser: Pool,
  { workspaceId, userId }: Pick<PlantedMember, 'workspaceId' | 'userId'>,
): Promise<void> {
  const anybody = { workspaceId, userId, memberId: '', workspaceName: '', email: '', role: 'owner' } as const;
  const byHand = rowsByHand(anybody, '', '').map(([table]) => table);
  const given = { workspace_id: workspaceId, user_id: userId };
  await plantUnnamed(superuser, given, [...ofEveryWorkspace, ...byHand]);
}

type PlantedRow = readonly [table: string, row: Record<string, unknown>];

function rowsByHand(owner: PlantedMember, session_id: string, above: string): readonly PlantedRow[] {
  const { workspaceId: workspace_id, userId: user_id, memberId: member_id, email } = owner;
  const expires_at = hoursFromNow(1);
  const request = { ip: '127.0.0.1', request_id: newId() };
  const act = {
    id: newId(),
    workspace_id,
    act_id: newId(),
    occurred_at: hoursFromNow(0),
    persons: [user_id],
  };
  const name = { first_name: 'Pat', last_name: 'Planted' };
  const mailed = { id: newId(), email, token_hash: bytes(), expires_at };
  const via_link_id = newId();
  const link = {
    ...{ workspace_id, id: via_link_id, admin_workspace_id: above, admin_name: 'Above' },
    ...{ kind: 'consented', status: 'accepted', ceiling: [], accepted_at: act.occurred_at },
  };
  const since = { last_activity_at: act.occurred_at, joined_at: act.occurred_at };
  const ofPerson = { id: newId(), user_id, token_hash: bytes(), expires_at };
  const sealed = { retention: '1y', sealed_at: act.occurred_at, seq: 1, prev_hash: '\\x', hash: bytes() };
  return [
    ['passwords', { user_id, hash: 'none' }],
    ['account_activity', { id: newId(), user_id, activity: 1201, outcome: 'done', ...request }],
    ['security_log', { id: newId(), kind: 'knock', route: 'GET /', ...request }],
    ['session_entries', { workspace_id, session_id }],
    ['sign_up_attempts', { ...mailed, ...name, password_hash: 'none' }],
    ['invitation_tokens', { ...mailed, workspace_id, member_id }],
    ['group_links', link],
    ['group_blocks', { workspace_id, admin_workspace_id: above }],
    ['group_grants', { workspace_id, id: newId(), member_id, role_id: systemRoles.view.id }],
    ['group_subs', { workspace_id, id: newId(), sub_id: newId(), name: 'Below', members: 1, ...since }],
    [
      'leaver_receipts',
      {
        ...{ workspace_id, id: newId(), user_id, name: 'Pat', email, removed_by: user_id },
        ...{ taken: [], kept: [], hidden_subs: 0 },
      },
    ],
    ['guardrails', { workspace_id, id: newId(), announced: [] }],
    [
      'roles',
      {
        ...{ workspace_id, id: newId(), via_link_id, name: `Own ${planted}`, description: '' },
        ...{ permissions: [], assignable_role_ids: [] },
      },
    ],
    [
      'api_keys',
      {
        workspace_id,
        id: newId(),
        via_link_id,
        member_id,
        name: 'Own',
        prefix: 'key',
        key_hash: bytes(),
        scopes: [],
        limits: [],
        ancestor_ids: [],
        created_by: user_id,
      },
    ],
    [
      'ownership_changes',
      {
        workspace_id,
        id: newId(),
        old_owner_id: newId(),
        new_owner_id: user_id,
        grants_before: [],
        token_hash: bytes(),
        reversible_until: expires_at,
      },
    ],
    ['audit_outbox', { ...act, content: '{}' }],
    ['audit_log', { ...act, ...sealed, activity: 1001, canonical: '{}', body: {} }],
    ['job_outbox', { id: newId(), kind: 'mail', workspace_id, request_id: request.request_id, payload: {} }],
    ['totp_factors', { user_id, status: 'enabled', secret: 'sealed', last_step: 0 }],
    ['recovery_codes', { user_id, code_hash: bytes() }],
    ['sign_in_challenges', { ...ofPerson, attempts: 0 }],
    ['password_resets', ofPerson],
    ['known_devices', { user_id, token_hash: bytes() }],
    ['backoffs', { key: bytes(), failures: 1, blocked_until: expires_at, expires_at }],
    ['throttles', { key: bytes(), hits: 1, resets_at: expires_at }],
    ['idempotency_keys', { workspace_id, key: bytes(), request: bytes(), expires_at }],
  ];
}

/** The workspace above another of that person: its name is all there is of it. */
async function plantAbove(superuser: Pool, owner_id: string): Promise<string> {
  const id = newId();
  await plant(superuser, 'workspaces', { id, name: 'Above', owner_id });
  return id;
}

/** Every table of ours that is reached by its own name; TypeORM's own book-keeping is none of them. */
export async function tables(superuser: Pool): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and not relispartition and relname <> 'migrations' order by 1`,
  );
  return rows.map(({ name }) => name);
}
