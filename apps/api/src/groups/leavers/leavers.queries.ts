import { record } from '@bailiwick/audit';
import { type HeldRole, rolesIn } from '@bailiwick/rbac';
import { type Ctx, type Tx, sql } from '@bailiwick/tenancy';
import { type Holder, isInvited } from '../../access/grants/holders.rules.js';
import { unbind } from '../../workspaces/members/members.rules.js';
import type { Left, RemovePerson } from './leavers.schema.js';

/** The person's row in one workspace of the group. */
export interface Place {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly user_id: string;
  readonly status: Holder['status'];
  readonly email: string;
  readonly account_email: string | null;
  readonly name: string | null;
  readonly is_owner: boolean;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  readonly grants: number;
  readonly api_keys: number;
  readonly is_protected: boolean;
}

/** What somebody made in a workspace, and nobody has answered for good or programs run on. */
export interface Made {
  readonly invitations: readonly { readonly id: string; readonly email: string; readonly user_id: string }[];
  /** Theirs too: who is a member takes those along anyway. */
  readonly keys: readonly { readonly id: string; readonly name: string; readonly member_id: string }[];
}

/** What they made in one workspace of the group, whether or not they are in it. */
export interface Legacy extends Made {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
}

type Who = Partial<Pick<RemovePerson, 'user_id' | 'email'>>;

export const placesOf = (tx: Tx<Ctx>, subs: readonly string[], { user_id, email }: Who): Promise<Place[]> =>
  tx.query<Place>(
    sql`select * from group_person(${subs}::uuid[], ${user_id ?? null}::uuid, ${email ?? null}::text)`,
  );

export const legaciesOf = (
  tx: Tx<Ctx>,
  subs: readonly string[],
  { user_id, email }: Who,
): Promise<Legacy[]> =>
  tx.query<Legacy>(
    sql`select * from group_legacy(${subs}::uuid[], ${user_id ?? null}::uuid, ${email ?? null}::text)`,
  );

/** The same in the workspace the transaction is bound to. */
export async function madeHere(tx: Tx<Ctx>, userId: string): Promise<Made> {
  const here = sql`workspace_id = ${tx.ctx.workspace.id}`;
  const [invitations, keys] = await Promise.all([
    tx.query<Made['invitations'][number]>(sql`select id, email, user_id from workspace_members
      where ${here} and issuer_id = ${userId} and kind = 'person' and status in ('pending', 'needs_confirmation')
      order by id`),
    tx.query<Made['keys'][number]>(sql`select id, name, member_id from api_keys
      where ${here} and (created_by = ${userId} or ancestor_ids && array(
        select made.id from api_keys made where made.${here} and made.created_by = ${userId}))
      order by id`),
  ]);
  return { invitations, keys };
}

export const countsOf = ({ invitations, keys }: Made): Left => ({
  invitations: invitations.length,
  service_keys: keys.length,
});

/** Each is on record by itself: where somebody only acted, there is nobody of whose removal it could be a part. */
export function revoke(tx: Tx, workspace_id: string, { invitations, keys }: Made): void {
  revokeInvitations(tx, workspace_id, invitations);
  revokeKeys(tx, workspace_id, keys);
}

function revokeInvitations(tx: Tx, workspace_id: string, invitations: Made['invitations']): void {
  if (invitations.length === 0) return;
  const ids = invitations.map(({ id }) => id);
  // Whoever accepts meanwhile holds the row: they come first and are a member, or find the invitation gone.
  const open = sql`select id from workspace_members where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
    and status in ('pending', 'needs_confirmation')`;
  tx.write(sql`${open} order by id for update`);
  tx.write(sql`update invitation_tokens set ended_as = 'revoked'
    where workspace_id = ${workspace_id} and member_id in (${open}) and ended_as is null`);
  tx.write(sql`delete from grants where workspace_id = ${workspace_id} and member_id in (${open})`);
  tx.write(sql`delete from workspace_members where workspace_id = ${workspace_id} and id in (${open})`);
  for (const { id, email: name, user_id } of invitations)
    record(tx, 'invitation.revoked', { target: { id, name, user_id } });
}

/** Held first, the uppermost before those below: what one of them makes meanwhile is seen, and goes with it. */
function revokeKeys(tx: Tx, workspace_id: string, keys: Made['keys']): void {
  if (keys.length === 0) return;
  const ids = keys.map(({ id }) => id);
  tx.write(sql`select 1 from api_keys where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
    order by cardinality(ancestor_ids), id for update`);
  tx.write(sql`delete from api_keys where workspace_id = ${workspace_id}
    and (id = any(${ids}::uuid[]) or ancestor_ids && ${ids}::uuid[])`);
  for (const { id, name } of keys) record(tx, 'api_key.revoked', { target: { id, name } });
}

export type Row = Pick<Holder, 'workspace_id' | 'id' | 'status' | 'roles' | 'email' | 'user_id'>;

/** Out of one workspace, and on record there. */
export function takeOut(tx: Tx, row: Row, name: string): void {
  const { workspace_id, id, status } = row;
  if (isInvited({ status }))
    tx.write(sql`update invitation_tokens set ended_as = 'revoked'
      where workspace_id = ${workspace_id} and member_id = ${id} and ended_as is null`);
  unbind(tx, { workspace_id, id });
  tx.write(sql`delete from workspace_members where workspace_id = ${workspace_id} and id = ${id}`);
  recordRemoval(tx, row, name);
}

function recordRemoval(tx: Tx, { id, status, roles, email, user_id }: Row, name: string): void {
  if (isInvited({ status })) record(tx, 'invitation.revoked', { target: { id, name: email, user_id } });
  else record(tx, 'member.removed', { target: { id, name, user_id }, before: { roles: roleNames(roles) } });
}

/** How the log speaks of what somebody held. */
const roleNames = (held: readonly HeldRole[]): string[] =>
  rolesIn(held)
    .map(({ name }) => name)
    .sort();

export async function boundBy(
  tx: Tx<Ctx>,
  { workspace_id, id }: Holder,
): Promise<{ grants: number; api_keys: number }> {
  const row = await tx.one<{ grants: number; api_keys: number }>(sql`select
    (select count(*)::int from grants where workspace_id = ${workspace_id} and member_id = ${id}) as grants,
    (select count(*)::int from api_keys where workspace_id = ${workspace_id} and member_id = ${id}) as api_keys`);
  return row ?? { grants: 0, api_keys: 0 };
}

/** Whoever holds a role that all its holders take with them into the group keeps that until they lose the role. */
export async function holdsByRole(tx: Tx<Ctx>, { roles }: Holder): Promise<boolean> {
  const ids = roles.map((role) => role.id);
  const found = await tx.query(sql`select 1 from group_grants
    where workspace_id = ${tx.ctx.workspace.id} and holder_role_id = any(${ids}::uuid[])
      and (expires_at is null or expires_at > now()) limit 1`);
  return found.length > 0;
}
