import {
  type Actor,
  type HeldRole,
  type Role,
  type RoleChangeRefusal,
  type Target,
  effective,
  maskOf,
  refuseRoleChange,
  refuseSuspension,
  rolesIn,
  systemRoles,
} from '@bailiwick/rbac';
import {
  type Ctx,
  type Failure,
  Hidden,
  type Member,
  Refused,
  type Tx,
  heldRoles,
  sql,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { actorOf, administersHere } from '../roles/roles.rules.js';

/** A member with all they hold, for the code that changes it. */
export interface Holder extends Pick<
  Member,
  'workspace_id' | 'id' | 'user_id' | 'email' | 'status' | 'kind'
> {
  /** The name of a program. */
  readonly name: string | null;
  /** Of the account behind a person who joined. */
  readonly account_email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** The mask, in the words of the shared format. */
  readonly permissions: readonly string[] | null;
  readonly roles: readonly HeldRole[];
}

/**
 * Held until the transaction is over, so that what was decided about them stays true; and read only then, since waiting for
 * the lock may have been waiting for their roles to change. @throws Hidden
 */
export async function lockHolder(
  tx: Tx<Ctx>,
  id: string,
  lock: 'update' | 'share' = 'update',
): Promise<Holder> {
  const one = sql`m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}`;
  await tx.query(
    sql`select 1 from workspace_members m where ${one} ${lock === 'update' ? sql`for update` : sql`for share`}`,
  );
  const row = await tx.one<Holder>(sql`select m.*, u.email as account_email, u.first_name, u.last_name,
    ${heldRoles} as roles from workspace_members m left join users u on u.id = m.user_id where ${one}`);
  if (!row) throw new Hidden();
  return row;
}

/**
 * Many at once, held in the order of their ids, so that two who hold the same people do not wait for each other; each once,
 * and those who are not there are left out.
 */
export async function lockHolders(tx: Tx<Ctx>, ids: readonly string[]): Promise<Holder[]> {
  const some = sql`m.workspace_id = ${tx.ctx.workspace.id} and m.id = any(${ids}::uuid[])`;
  tx.write(sql`select 1 from workspace_members m where ${some} order by m.id for update`);
  return tx.query<Holder>(sql`select m.*, u.email as account_email, u.first_name, u.last_name, ${heldRoles} as roles
    from workspace_members m left join users u on u.id = m.user_id where ${some} order by m.id`);
}

/** The same, where a body names them: a field that is wrong, and no row that is not there. @throws unknown_member */
export async function lockNamedHolder(tx: Tx<Ctx>, id: string, lock?: 'update' | 'share'): Promise<Holder> {
  return lockHolder(tx, id, lock).catch((error: unknown) => {
    throw error instanceof Hidden ? failField('unknown_member', 'member_id') : error;
  });
}

/** For a transaction that acts as nobody yet: what the member holds now. */
export async function rolesHeldBy(
  tx: Tx,
  { workspace_id, id }: Pick<Member, 'workspace_id' | 'id'>,
): Promise<Role[]> {
  const row = await tx.one<{ roles: HeldRole[] }>(
    sql`select ${heldRoles} as roles from workspace_members m where m.workspace_id = ${workspace_id} and m.id = ${id}`,
  );
  return rolesIn(row?.roles ?? []);
}

type Bound = Pick<Holder, 'user_id' | 'status' | 'permissions' | 'roles'>;

/** A pending member can do nothing yet, so every member who can invite can change or withdraw the invitation. */
export const isInvited = ({ status }: Pick<Holder, 'status'>): boolean =>
  status === 'pending' || status === 'needs_confirmation';

/**
 * The member to be changed, as the engine sees them. It judges a suspended member by the roles they hold, not by what
 * these permit now.
 */
export function targetOfHolder(ctx: Ctx, holder: Bound): Target {
  const { roles, permissions: mask } = holder;
  return {
    isActor: holder.user_id === ctx.principal.userId,
    isOwner: roles.some(({ id }) => id === systemRoles.owner.id),
    administers: administersHere(roles),
    permissions: isInvited(holder) ? new Set() : effective({ direct: rolesIn(roles), mask: maskOf(mask) }),
  };
}

type Named = Pick<Holder, 'name' | 'first_name' | 'last_name' | 'email'>;

export const displayNameOf = ({ name, first_name, last_name, email }: Named): string =>
  name ?? (`${first_name ?? ''} ${last_name ?? ''}`.trim() || email);

/** By which rule the caller may take something from a member. */
const takingRules = {
  /** Roles, or the membership with all of them: by rank. */
  roles: (judged) => refuseRoleChange({ ...judged, give: [] }),
  /** What roles give, for a while: among equals too. */
  access: refuseSuspension,
  group_grants: (judged) => refuseRoleChange({ ...judged, give: [] }),
  /** What they give up themselves. */
  own: () => undefined,
} satisfies Record<string, (judged: { actor: Actor; target: Target }) => RoleChangeRefusal | undefined>;

/**
 * The one gate of every path by which a member loses something. To be asked when the member's row is locked: a change of
 * the owner holds it too, and is then over or not yet begun.
 * @throws ownership_reversible; Refused by the rule, or owner_role, owner_stays
 */
export async function refuseTaking(
  tx: Tx<Ctx>,
  holder: Holder,
  what: keyof typeof takingRules = 'roles',
): Promise<void> {
  const refusal = await refusalOfTaking(tx, holder, what);
  if (refusal) throw refusal;
}

/** @returns why nothing may be taken from the member, if so: for paths that then leave them as they are */
export async function refusalOfTaking(
  tx: Tx<Ctx>,
  holder: Holder,
  what: keyof typeof takingRules = 'roles',
): Promise<Refused | Failure | undefined> {
  const refusal = takingRules[what]({ actor: actorOf(tx.ctx), target: targetOfHolder(tx.ctx, holder) });
  if (refusal) return new Refused(refusal);
  // What a change of the owner made of a member are roles in the workspace, and no grants over its group.
  return what === 'group_grants' ? undefined : protectionOf(tx, holder);
}

/**
 * The owner stays, and a member who handed the workspace over stays what that made of them while they can reverse it; they
 * themselves may leave. Programs own nothing, so nothing protects them.
 */
async function protectionOf(tx: Tx<Ctx>, { id, kind }: Holder): Promise<Refused | Failure | undefined> {
  if (kind === 'service') return undefined;
  const row = await tx.one<{ is_owner: boolean; until: Date | null }>(sql`
    select w.owner_id = m.user_id as is_owner, (select max(c.reversible_until) from ownership_changes c
        where c.workspace_id = m.workspace_id and c.old_owner_id = m.user_id and c.reversed_at is null
          and c.reversible_until > now()) as until
    from workspace_members m join workspaces w on w.id = m.workspace_id
    where m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}`);
  const isSelf = id === tx.ctx.member.id;
  if (row?.is_owner) return new Refused(isSelf ? 'owner_role' : 'owner_stays');
  return !isSelf && row?.until ? reversibleUntil(row.until) : undefined;
}

export const reversibleUntil = (until: Date): Failure =>
  fail('ownership_reversible', undefined, { until: until.toISOString() });
