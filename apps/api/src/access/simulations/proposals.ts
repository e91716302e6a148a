import { type Exchange, type Permission, type Role, refuseRoleEdit, systemRole } from '@bailiwick/rbac';
import type { Ctx, Tx } from '@bailiwick/tenancy';
import type { ErrorCode } from '../../errors.js';
import { actorOf } from '../roles/roles.rules.js';
import type { Simulate } from './simulations.schema.js';
import {
  type MemberRoles,
  grantById,
  isRoleGiven,
  isPublishedCopy,
  rolesOfMembersHolding,
  rolesOfMember,
  rolesById,
} from './simulations.queries.js';

/**
 * A change that the caller considers: the members whose roles it touches, their roles afterwards, and the objections to
 * it.
 */
export interface Proposal {
  readonly members: readonly MemberRoles[];
  readonly exchange: (held: readonly Role[]) => Exchange;
  /** The reason for refusing it for every member. */
  readonly refusal?: ErrorCode | undefined;
  /** What each of them is given; their present permissions are asked in any case. */
  readonly give?: readonly Role[];
  /** Nobody has to be outranked for it. */
  readonly outranksNobody?: boolean;
  /** Why it would be refused when all else is settled. */
  readonly refusedLast?: ErrorCode | undefined;
}

type Of<K extends keyof Simulate> = NonNullable<Simulate[K]>;

/** What is not there, or may not be seen, is refused as the act itself would be, and touches nobody. */
export async function propose(tx: Tx<Ctx>, body: Simulate): Promise<Proposal> {
  if (body.role) return edit(tx, body.role);
  if (body.grant) return grant(tx, body.grant);
  if (body.revocation) return revocation(tx, body.revocation);
  if (body.removal) return removal(tx, body.removal);
  if (body.role_deletion) return roleDeletion(tx, body.role_deletion);
  throw new Error('the schema lets exactly one through');
}

const lacking = ({ ability }: Ctx, permission: Permission): ErrorCode | undefined =>
  ability.mayType(permission) ? undefined : 'permission_required';

const nothing = (refusal: ErrorCode): Proposal => ({ members: [], exchange: () => ({}), refusal });

const holds = (held: readonly Role[], id: string): boolean => held.some((one) => one.id === id);

async function edit(tx: Tx<Ctx>, { id, permissions }: Of<'role'>): Promise<Proposal> {
  const lacks = lacking(tx.ctx, 'roles:update');
  if (systemRole(id)) return nothing(lacks ?? 'system_role');
  const before = (await rolesById(tx, [id])).get(id);
  if (!before) return nothing(lacks ?? 'not_found');
  const after = { ...before, permissions: [...new Set(permissions)] };
  const isSame = [...after.permissions].sort().join() === [...before.permissions].sort().join();
  const roles = [...(await rolesById(tx, before.assignable ?? [])).values()];
  const refusal = isSame ? undefined : refuseRoleEdit({ actor: actorOf(tx.ctx), before, after, roles });
  const fixed = (await isPublishedCopy(tx, id)) ? 'published_role' : undefined;
  return {
    members: await rolesOfMembersHolding(tx, id),
    exchange: (held) => (holds(held, id) ? { give: [after] } : {}),
    refusal: lacks ?? fixed ?? refusal,
    outranksNobody: isSame,
  };
}

async function grant(tx: Tx<Ctx>, { member_id, role_id }: Of<'grant'>): Promise<Proposal> {
  const lacks = lacking(tx.ctx, 'grants:create');
  const role = (await rolesById(tx, [role_id])).get(role_id);
  if (!role) return nothing(lacks ?? 'unknown_role');
  const members = await rolesOfMember(tx, member_id);
  if (members.length === 0) return nothing(lacks ?? 'unknown_member');
  const stands = members.some(({ role_ids }) => role_ids.includes(role_id));
  return {
    members,
    exchange: () => ({ give: [role] }),
    give: [role],
    refusal: lacks,
    refusedLast: stands ? 'grant_exists' : undefined,
  };
}

async function revocation(tx: Tx<Ctx>, { grant_id }: Of<'revocation'>): Promise<Proposal> {
  const lacks = lacking(tx.ctx, 'grants:delete');
  const given = await grantById(tx, grant_id);
  if (!given) return nothing(lacks ?? 'not_found');
  return {
    members: await rolesOfMember(tx, given.member_id),
    exchange: () => (given.is_over ? {} : { take: [given.role_id] }),
    refusal: lacks,
  };
}

/** One's own is leaving: anybody may, but the owner. */
async function removal(tx: Tx<Ctx>, { member_id }: Of<'removal'>): Promise<Proposal> {
  const members = await rolesOfMember(tx, member_id);
  const exchange = (held: readonly Role[]) => ({ take: held.map(({ id }) => id) });
  if (member_id === tx.ctx.member.id) {
    const isOwner = tx.ctx.ability.mayType('workspace_ownership:update');
    return { members, exchange, refusal: isOwner ? 'owner_role' : undefined, outranksNobody: true };
  }
  const lacks = lacking(tx.ctx, 'workspace_members:delete');
  return members.length === 0 ? nothing(lacks ?? 'not_found') : { members, exchange, refusal: lacks };
}

async function roleDeletion(tx: Tx<Ctx>, body: Of<'role_deletion'>): Promise<Proposal> {
  const { role_id: id, replacement_role_id: instead } = body;
  const lacks = lacking(tx.ctx, 'roles:delete');
  if (systemRole(id)) return nothing(lacks ?? 'system_role');
  if (!(await rolesById(tx, [id])).has(id)) return nothing(lacks ?? 'not_found');
  const named = instead && instead !== id ? (await rolesById(tx, [instead])).get(instead) : undefined;
  const give = named ? [named] : [];
  const wanting = named ? undefined : instead ? 'unknown_role' : 'role_in_use';
  const fixed = (await isPublishedCopy(tx, id)) ? 'published_role' : undefined;
  return {
    members: await rolesOfMembersHolding(tx, id),
    exchange: (held) => (holds(held, id) ? { take: [id], give } : {}),
    give,
    refusal: lacks ?? fixed ?? ((await isRoleGiven(tx, id)) ? wanting : undefined),
  };
}
