import type { HeldRole } from '@bailiwick/rbac';
import { type Ctx, type Tx, sql } from '@bailiwick/tenancy';
import { type Holder, lockHolder, isInvited } from '../../access/holders/holders.rules.js';
import { deleteBindings } from '../../workspaces/members/members.rules.js';
import type { RemovePerson } from './leavers.schema.js';

/** The person's row in one workspace of the group. */
export interface Membership {
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

/** The objects that a person made in a workspace: open invitations, and keys of service principals. */
export interface MadeByPerson {
  readonly invitations: readonly { readonly id: string; readonly email: string; readonly user_id: string }[];
  /** Theirs too: who is a member takes those along anyway. */
  readonly keys: readonly { readonly id: string; readonly name: string; readonly member_id: string }[];
}

/** What they made in one workspace of the group, whether or not they are in it. */
export interface LegacyInSub extends MadeByPerson {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
}

type Who = Partial<Pick<RemovePerson, 'user_id' | 'email'>>;

export const findMemberships = (
  tx: Tx<Ctx>,
  subs: readonly string[],
  { user_id, email }: Who,
): Promise<Membership[]> =>
  tx.query<Membership>(
    sql`select * from group_person(${subs}::uuid[], ${user_id ?? null}::uuid, ${email ?? null}::text)`,
  );

export const findLegacies = (
  tx: Tx<Ctx>,
  subs: readonly string[],
  { user_id, email }: Who,
): Promise<LegacyInSub[]> =>
  tx.query<LegacyInSub>(
    sql`select * from group_legacy(${subs}::uuid[], ${user_id ?? null}::uuid, ${email ?? null}::text)`,
  );

/** The same in the workspace the transaction is bound to. */
export async function findMadeHere(tx: Tx<Ctx>, userId: string): Promise<MadeByPerson> {
  const here = sql`workspace_id = ${tx.ctx.workspace.id}`;
  const [invitations, keys] = await Promise.all([
    tx.query<MadeByPerson['invitations'][number]>(sql`select id, email, user_id from workspace_members
      where ${here} and issuer_id = ${userId} and kind = 'person' and status in ('pending', 'needs_confirmation')
      order by id`),
    tx.query<MadeByPerson['keys'][number]>(sql`select id, name, member_id from api_keys
      where ${here} and (created_by = ${userId} or ancestor_ids && array(
        select made.id from api_keys made where made.${here} and made.created_by = ${userId}))
      order by id`),
  ]);
  return { invitations, keys };
}

export function deleteInvitations(
  tx: Tx,
  workspace_id: string,
  invitations: MadeByPerson['invitations'],
): void {
  if (invitations.length === 0) return;
  const ids = invitations.map(({ id }) => id);
  // A person who accepts meanwhile holds the row: they come first and are a member, or find the invitation gone.
  const open = sql`select id from workspace_members where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
    and status in ('pending', 'needs_confirmation')`;
  tx.write(sql`${open} order by id for update`);
  tx.write(sql`update invitation_tokens set ended_as = 'revoked'
    where workspace_id = ${workspace_id} and member_id in (${open}) and ended_as is null`);
  tx.write(sql`delete from grants where workspace_id = ${workspace_id} and member_id in (${open})`);
  tx.write(sql`delete from workspace_members where workspace_id = ${workspace_id} and id in (${open})`);
}

/** Held first, the uppermost before those below: what one of them makes meanwhile is seen, and goes with it. */
export function deleteKeys(tx: Tx, workspace_id: string, keys: MadeByPerson['keys']): void {
  if (keys.length === 0) return;
  const ids = keys.map(({ id }) => id);
  tx.write(sql`select 1 from api_keys where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])
    order by cardinality(ancestor_ids), id for update`);
  tx.write(sql`delete from api_keys where workspace_id = ${workspace_id}
    and (id = any(${ids}::uuid[]) or ancestor_ids && ${ids}::uuid[])`);
}

export type MemberToGo = Pick<Holder, 'workspace_id' | 'id' | 'status' | 'roles' | 'email' | 'user_id'>;

/** Out of one workspace, with all that binds them there. */
export function deleteMember(tx: Tx, { workspace_id, id, status }: MemberToGo): void {
  if (isInvited({ status }))
    tx.write(sql`update invitation_tokens set ended_as = 'revoked'
      where workspace_id = ${workspace_id} and member_id = ${id} and ended_as is null`);
  deleteBindings(tx, { workspace_id, id });
  tx.write(sql`delete from workspace_members where workspace_id = ${workspace_id} and id = ${id}`);
}

export async function countBindings(
  tx: Tx<Ctx>,
  { workspace_id, id }: Holder,
): Promise<{ grants: number; api_keys: number }> {
  const row = await tx.one<{ grants: number; api_keys: number }>(sql`select
    (select count(*)::int from grants where workspace_id = ${workspace_id} and member_id = ${id}) as grants,
    (select count(*)::int from api_keys where workspace_id = ${workspace_id} and member_id = ${id}) as api_keys`);
  return row ?? { grants: 0, api_keys: 0 };
}

/** A group grant can be for all holders of a role. A person keeps what it gives until they lose that role. */
export async function holdsGroupGrantByRole(tx: Tx<Ctx>, { roles }: Holder): Promise<boolean> {
  const ids = roles.map((role) => role.id);
  const found = await tx.query(sql`select 1 from group_grants
    where workspace_id = ${tx.ctx.workspace.id} and holder_role_id = any(${ids}::uuid[])
      and (expires_at is null or expires_at > now()) limit 1`);
  return found.length > 0;
}

/** The person in the admin workspace, under lock. */
export async function lockHolderHere(
  tx: Tx<Ctx>,
  { user_id, email }: RemovePerson,
): Promise<Holder | undefined> {
  const row = await tx.one<{ id: string }>(sql`select m.id from workspace_members m
    left join users u on u.id = m.user_id
    where m.workspace_id = ${tx.ctx.workspace.id} and m.kind = 'person'
      and (m.user_id = ${user_id ?? null}::uuid or m.email = ${email ?? null}::text or u.email = ${email ?? null}::text)
    order by m.status in ('active', 'suspended') desc limit 1`);
  return row && lockHolder(tx, row.id);
}

/** In the order of the workspaces, as every transaction that locks people of several. */
export const lockMemberships = (tx: Tx, places: readonly Membership[]): Promise<void> =>
  tx.forEach(places, { as: 'caller' }, (there, { workspace_id, member_id }) =>
    there.write(sql`select 1 from workspace_members
      where workspace_id = ${workspace_id} and id = ${member_id} for update`),
  );
