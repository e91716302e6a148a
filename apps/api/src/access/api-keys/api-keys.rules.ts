import { effective, expand, isSubset, maskOf, rolesIn } from '@bailiwick/rbac';
import { type ApiKey, type Ctx, Refused, type Tx, sql } from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { type Holder, lockHolder } from '../holders/holders.rules.js';
import { administersHere } from '../roles/roles.rules.js';

const MOST_KEYS = 1000;

/** The place of a new key: the member it belongs to, and the keys above it. */
type Place = Pick<ApiKey, 'member_id' | 'parent_id' | 'ancestor_ids' | 'limits'>;

/** Through a link nobody reaches the people who administer the workspace with its own rights, nor their keys. */
export async function refuseKeysOfAdmins(tx: Tx<Ctx>, { member_id }: ApiKey): Promise<void> {
  if (!tx.ctx.scope.viaLinkId) return;
  const { roles } = await lockHolder(tx, member_id, 'share');
  if (administersHere(roles)) throw new Refused('acting_limited');
}

export const placeAtTop = ({ id }: Holder): Place => ({
  member_id: id,
  parent_id: null,
  ancestor_ids: [],
  limits: [],
});

/**
 * Locks all keys above, the uppermost first, in the order of a revocation. Otherwise a revocation would not see a key
 * that is made meanwhile, and would leave it over.
 */
export async function placeBelow(tx: Tx<Ctx>, keyId: string): Promise<Place> {
  const line = await tx.query<ApiKey>(sql`select * from api_keys where workspace_id = ${tx.ctx.workspace.id}
      and id = any((select array_append(k.ancestor_ids, k.id) from api_keys k
        where k.workspace_id = ${tx.ctx.workspace.id} and k.id = ${keyId})::uuid[])
    order by cardinality(ancestor_ids) for share`);
  const parent = line.at(-1);
  if (parent?.id !== keyId || line.length <= parent.ancestor_ids.length) throw fail('unauthenticated');
  return {
    member_id: parent.member_id,
    parent_id: parent.id,
    ancestor_ids: [...parent.ancestor_ids, parent.id],
    limits: [parent.scopes, ...parent.limits],
  };
}

/** Neither the maker of a key nor its owner can put scopes into it that they do not hold. */
export function refuseScopesBeyond(
  ctx: Ctx,
  { roles, permissions: mask }: Holder,
  scopes: readonly string[],
): void {
  const stated = expand(scopes);
  const held = effective({ direct: rolesIn(roles), mask: maskOf(mask) });
  if (!isSubset(stated, held) || !isSubset(stated, ctx.ability.permissions))
    throw new Refused('scope_beyond_own');
}

/** A key can change the keys that it made, never itself or others. */
export function refuseOtherKeys({ principal }: Ctx, { ancestor_ids }: ApiKey): void {
  if (principal.key && !ancestor_ids.includes(principal.key.id)) throw new Refused('session_required');
}

/** @returns when the key ends: as the caller asked, but not after the key above it */
export async function endWithinParent(
  tx: Tx<Ctx>,
  parentId: string | null,
  asked: Date | null,
): Promise<Date | null> {
  if (!parentId) return asked;
  const parent = await tx.one<ApiKey>(sql`select * from api_keys
    where workspace_id = ${tx.ctx.workspace.id} and id = ${parentId}`);
  const end = parent?.expires_at ?? null;
  if (asked && end && asked > end) throw failField('key_outlives_parent', 'expires_at');
  return asked ?? end;
}

export async function endKeysBelow(tx: Tx<Ctx>, id: string, expires_at: Date): Promise<void> {
  await tx.query(sql`update api_keys set expires_at = ${expires_at}, timestamp_updated = now()
    where workspace_id = ${tx.ctx.workspace.id} and ${id}::uuid = any(ancestor_ids)
      and (expires_at is null or expires_at > ${expires_at})`);
}

export async function refuseTooManyKeys(tx: Tx<Ctx>): Promise<void> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from api_keys where workspace_id = ${tx.ctx.workspace.id}`,
  );
  if (row && row.n >= MOST_KEYS) throw fail('too_many_keys');
}
