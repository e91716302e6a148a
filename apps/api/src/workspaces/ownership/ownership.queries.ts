import { systemRoles } from '@bailiwick/rbac';
import {
  type Ctx,
  Hidden,
  type Sql,
  type Tx,
  Workspace,
  accountNameSql,
  newId,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';

const DAYS_TO_CONFIRM = 7;
const HOURS_TO_REVERSE = 72;

/** A member whom a change of the owner is about. */
export interface Party {
  readonly member_id: string;
  readonly user_id: string;
  readonly status: string;
  readonly kind: 'person' | 'service';
  readonly permissions: string[] | null;
  readonly email: string;
  readonly name: string;
}

/** A workspace, and whether the caller can confirm now that they take it over. */
interface LockedWorkspace extends Workspace {
  readonly awaits_owner: boolean;
}

export interface LockedParties {
  readonly workspace: LockedWorkspace;
  readonly party: (userId: string | null) => Party | undefined;
}

/** A role as it was held, so that it can be given back. */
export interface KeptGrant {
  readonly role_id: string;
  readonly granted_by: string | null;
  readonly expires_at?: Date | null;
  readonly reason?: string | null;
  /** Given through this link, with which it ends. */
  readonly via_link_id?: string | null;
}

/**
 * Locks the members in the order of their ids, and then the workspace. A removal of a member locks in that order too,
 * since the row of the workspace forgets its next owner with the member.
 */
export async function lockParties(
  tx: Tx,
  workspaceId: string,
  userIds: readonly string[],
): Promise<LockedParties> {
  const parties =
    await tx.query<Party>(sql`select m.id as member_id, m.user_id, m.status, m.kind, m.permissions,
      u.email, ${accountNameSql('u')} as name
    from workspace_members m join users u on u.id = m.user_id
    where m.workspace_id = ${workspaceId} and m.user_id = any(${userIds}) order by m.id for no key update of m`);
  const workspace = await lockWorkspace(tx, workspaceId);
  return { workspace, party: (userId) => parties.find((one) => one.user_id === userId) };
}

export async function lockWorkspace(tx: Tx, workspaceId: string): Promise<LockedWorkspace> {
  const workspace = await tx.one<LockedWorkspace>(sql`select *,
      pending_owner_id is not null and pending_owner_until > now() as awaits_owner
    from workspaces where id = ${workspaceId} for no key update`);
  if (!workspace) throw new Hidden();
  return workspace;
}

/** The person by the address of their account, or by that at which they were invited. */
export async function findUserId(tx: Tx, workspaceId: string, email: string): Promise<string | undefined> {
  const found = await tx.one<{ user_id: string }>(sql`select m.user_id
    from workspace_members m join users u on u.id = m.user_id
    where m.workspace_id = ${workspaceId} and m.status = 'active' and (u.email = ${email} or m.email = ${email})
    order by u.email = ${email} desc limit 1`);
  return found?.user_id;
}

export const keptGrantsOf = (tx: Tx, workspaceId: string, memberId: string): Promise<KeptGrant[]> =>
  tx.query<KeptGrant & object>(sql`select role_id, granted_by, expires_at, reason, via_link_id from grants
    where workspace_id = ${workspaceId} and member_id = ${memberId} order by role_id`);

/** With no giver: the grants that a member gave go with that member, and these two must not. */
export const systemGrant = (role: 'owner' | 'admin'): KeptGrant => ({
  role_id: systemRoles[role].id,
  granted_by: null,
});

const systemRoleIds = Object.values(systemRoles).map(({ id }) => id);

/** From here on they hold exactly these roles, as far as these still exist. */
export async function replaceGrants(
  tx: Tx,
  workspaceId: string,
  { member_id }: Pick<Party, 'member_id'>,
  { grants, mask }: { grants: readonly KeptGrant[]; mask: readonly string[] | null },
): Promise<void> {
  await tx.query(sql`delete from grants where workspace_id = ${workspaceId} and member_id = ${member_id}`);
  await tx.query(sql`insert into grants (workspace_id, id, member_id, role_id, granted_by, expires_at, reason, via_link_id)
    select ${workspaceId}, gen_random_uuid(), ${member_id}, g.role_id, g.granted_by, g.expires_at, g.reason, g.via_link_id
    from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb)
      as g (role_id uuid, granted_by uuid, expires_at timestamptz, reason text, via_link_id uuid)
    where (g.role_id = any(${systemRoleIds}) or exists (
        select 1 from roles r where r.workspace_id = ${workspaceId} and r.id = g.role_id))
      and (g.via_link_id is null or exists (select 1 from group_links l
        where l.workspace_id = ${workspaceId} and l.id = g.via_link_id and l.status = 'accepted'))`);
  await tx.query(sql`update workspace_members
    set status = 'active', permissions = ${mask}, timestamp_updated = now()
    where workspace_id = ${workspaceId} and id = ${member_id}`);
}

/** No choice of another owner outlives a change. */
export async function setOwner(tx: Tx, workspaceId: string, userId: string): Promise<Workspace> {
  const after =
    await tx.one<Workspace>(sql`update workspaces set owner_id = ${userId}, pending_owner_id = null,
      pending_owner_until = null, timestamp_updated = now()
    where id = ${workspaceId} returning *`);
  if (!after) throw new Hidden();
  return after;
}

export interface OwnershipRow {
  readonly owner_id: string;
  readonly owner_name: string | null;
  readonly pending_owner_id: string | null;
  readonly pending_owner_name: string | null;
  readonly pending_owner_until: Date | null;
  readonly old_owner_id: string | null;
  readonly old_owner_name: string | null;
  readonly reversible_until: Date | null;
}

const nameOf = (userId: Sql): Sql => sql`(select ${accountNameSql('u')} from users u where u.id = ${userId})`;

/** Nothing that is over: no offer whose time has passed, and no change that nobody can reverse any more. */
export const ownershipQuery = (
  workspaceId: string,
): Sql => sql`select w.owner_id, ${nameOf(sql`w.owner_id`)} as owner_name,
  p.id as pending_owner_id, ${nameOf(sql`p.id`)} as pending_owner_name, p.until as pending_owner_until,
  c.old_owner_id, ${nameOf(sql`c.old_owner_id`)} as old_owner_name, c.reversible_until
  from workspaces w
  left join lateral (select w.pending_owner_id as id, w.pending_owner_until as until
    where w.pending_owner_until > now()) p on true
  left join ownership_changes c on c.workspace_id = w.id and c.reversed_at is null and c.reversible_until > now()
  where w.id = ${workspaceId} order by c.reversible_until desc nulls last limit 1`;

export async function setPendingOwner(tx: Tx<Ctx>, userId: string): Promise<Workspace> {
  const { id } = tx.ctx.workspace;
  return tx.change(Workspace, { id }, {
    pending_owner_id: userId,
    pending_owner_until: () => `now() + interval '${DAYS_TO_CONFIRM} days'`,
  } as never);
}

/** What is needed to reverse it. @returns until when that can be done */
export async function keepForReversal(tx: Tx<Ctx>, from: Party, to: Party, token: string): Promise<Date> {
  const { id } = tx.ctx.workspace;
  const grants = await keptGrantsOf(tx, id, to.member_id);
  const [kept] = await tx.query<{ reversible_until: Date }>(sql`insert into ownership_changes
      (workspace_id, id, old_owner_id, new_owner_id, grants_before, mask_before, token_hash, reversible_until)
    values (${id}, ${newId()}, ${from.user_id}, ${to.user_id}, ${JSON.stringify(grants)}, ${to.permissions},
      ${tokenHash(token)}, now() + make_interval(hours => ${HOURS_TO_REVERSE}))
    returning reversible_until`);
  return kept?.reversible_until ?? new Date();
}
