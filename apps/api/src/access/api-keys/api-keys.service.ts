import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { effective, expand, isSubset, maskOf, rolesIn } from '@bailiwick/rbac';
import {
  ApiKey,
  type Ctx,
  type Page,
  Refused,
  TenantDb,
  type Tx,
  attributes,
  newId,
  newToken,
  refuseBeyondLink,
  sql,
  tokenHash,
  visibleWhere,
} from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { type Holder, lockNamedHolder, lockHolder, displayNameOf } from '../grants/holders.rules.js';
import { endsLater } from '../grants/grants.rules.js';
import { NoticesService } from '../notices/notices.service.js';
import { administersHere } from '../roles/roles.rules.js';
import {
  type ApiKeyView,
  type CreateApiKey,
  type ListApiKeys,
  type RotateApiKey,
  type UpdateApiKey,
  toApiKey,
} from './api-keys.schema.js';

const MOST_KEYS = 1000;
/** Long enough to tell keys apart, and far too short to guess the rest. */
const SHOWN = 8;

/** Where a new key stands: whose it is, and under which other keys. */
type Place = Pick<ApiKey, 'member_id' | 'parent_id' | 'ancestor_ids' | 'limits'>;

/** Keys for programs. A key never permits more than its owner, its scopes, and every key above it at once. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: NoticesService,
  ) {}

  async list(ctx: Ctx, query: ListApiKeys): Promise<Page<ApiKeyView>> {
    const where = (tx: Tx<Ctx>) => [
      sql`k.workspace_id = ${ctx.workspace.id}`,
      visibleWhere(tx.visible(), attributes(ctx), 'k'),
      ...(query.member_id ? [sql`k.member_id = ${query.member_id}`] : []),
    ];
    const listing = { select: sql`k.*`, from: sql`api_keys k`, key: 'k.id', direction: 'asc' } as const;
    const page = await this.db.read(ctx, (tx) => tx.page<ApiKey>({ ...listing, where: where(tx) }, query));
    return { ...page, items: page.items.map(toApiKey) };
  }

  async read(ctx: Ctx, id: string): Promise<ApiKeyView> {
    return toApiKey(await this.db.read(ctx, (tx) => tx.load(ApiKey, id)));
  }

  /**
   * By a session a key of one's own or of a service principal, by a key one below it.
   * @throws Refused scope_beyond_own; unknown_member, too_many_keys
   */
  async create(ctx: Ctx, body: CreateApiKey): Promise<ApiKeyView> {
    const { name, scopes, member_id: memberId = ctx.member.id } = body;
    // A key of another workspace has nothing below itself here.
    if (ctx.acting && ctx.principal.key) throw new Refused('session_required');
    return this.db.run(ctx, async (tx) => {
      const owner = await this.owner(tx, memberId);
      const place = ctx.principal.key ? await placeBelow(tx, ctx.principal.key.id) : topOf(owner);
      refuseBeyond(ctx, owner, scopes);
      const expires_at = await withinParent(tx, place.parent_id, body.expires_at);
      await refuseTooMany(tx);
      const { key, ...secret } = newKey();
      const row = await tx.insert(ApiKey, {
        ...{ workspace_id: ctx.workspace.id, id: newId(), name, scopes, expires_at },
        ...place,
        ...secret,
        created_by: ctx.principal.userId,
      });
      record(tx, 'api_key.created', {
        target: targetOf(row),
        after: { ...fields(row), owner: displayNameOf(owner) },
      });
      await this.notices.keyCreated(tx, { key: name, owner: displayNameOf(owner) });
      return { ...toApiKey(row), key };
    });
  }

  /** More time is given by whoever could make such a key; a key gives itself none. */
  async update(ctx: Ctx, id: string, patch: UpdateApiKey): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const before = await tx.load(ApiKey, id);
      refuseSideways(ctx, before);
      const { name = before.name, expires_at: asked = before.expires_at } = patch;
      const expires_at = await withinParent(tx, before.parent_id, asked);
      if (name === before.name && Number(expires_at) === Number(before.expires_at)) {
        unchanged(tx);
        return toApiKey(before);
      }
      if (endsLater(before.expires_at, expires_at)) {
        refuseBeyondLink(ctx, before);
        refuseBeyond(ctx, await lockHolder(tx, before.member_id, 'share'), before.scopes);
      } else await refuseOfAdmins(tx, before);
      const after = await tx.update(before, ApiKey, { name, expires_at, warned_at: null });
      if (expires_at) await endBelow(tx, id, expires_at);
      record(tx, 'api_key.updated', {
        target: targetOf(after),
        before: fields(before),
        after: fields(after),
      });
      return toApiKey(after);
    });
  }

  /** Another secret for the same key; that of before counts for a while, so that programs can change over. */
  async rotate(ctx: Ctx, id: string, { overlap_hours }: RotateApiKey): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const before = await tx.load(ApiKey, id);
      refuseBeyondLink(ctx, before);
      const owner = await this.owner(tx, before.member_id);
      refuseBeyond(ctx, owner, before.scopes);
      const { key, ...secret } = newKey();
      const until = await tx.one<{ at: Date }>(
        sql`select now() + make_interval(hours => ${overlap_hours}) as at`,
      );
      const previous =
        overlap_hours > 0 && until
          ? { previous_hash: before.key_hash, previous_valid_until: until.at }
          : { previous_hash: null, previous_valid_until: null };
      const after = await tx.update(before, ApiKey, { ...secret, ...previous });
      record(tx, 'api_key.rotated', { target: targetOf(after), details: { overlap_hours } });
      await this.notices.keyCreated(tx, { key: after.name, owner: displayNameOf(owner) });
      return { ...toApiKey(after), key };
    });
  }

  /** With it die all keys it made. */
  async revoke(ctx: Ctx, id: string): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const row = await tx.load(ApiKey, id);
      await refuseOfAdmins(tx, row);
      const gone = await tx.query(sql`delete from api_keys
        where workspace_id = ${ctx.workspace.id} and (id = ${id} or ${id}::uuid = any(ancestor_ids)) returning id`);
      record(tx, 'api_key.revoked', { target: targetOf(row), before: fields(row), count: gone.length });
      return toApiKey(row);
    });
  }

  /** Nobody makes a key in somebody else's name: what it did would be laid at their door. */
  private async owner(tx: Tx<Ctx>, memberId: string): Promise<Holder> {
    const { ctx } = tx;
    const owner = await lockNamedHolder(tx, memberId, 'share');
    if (memberId === ctx.member.id) return owner;
    if (ctx.principal.key || owner.kind !== 'service') throw new Refused('foreign_key');
    return owner;
  }
}

/** By way of a link nobody reaches those who administer the workspace by themselves, nor their keys. */
async function refuseOfAdmins(tx: Tx<Ctx>, { member_id }: ApiKey): Promise<void> {
  if (!tx.ctx.scope.viaLinkId) return;
  const { roles } = await lockHolder(tx, member_id, 'share');
  if (administersHere(roles)) throw new Refused('acting_limited');
}

const topOf = ({ id }: Holder): Place => ({ member_id: id, parent_id: null, ancestor_ids: [], limits: [] });

/**
 * All keys above are held, the uppermost first, as whoever revokes one takes it: a key made meanwhile, which the one who
 * revokes does not see yet, would be left over.
 */
async function placeBelow(tx: Tx<Ctx>, keyId: string): Promise<Place> {
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

/** Neither whoever makes a key nor whoever it is for can put into it what they do not hold. */
function refuseBeyond(ctx: Ctx, { roles, permissions: mask }: Holder, scopes: readonly string[]): void {
  const stated = expand(scopes);
  const held = effective({ direct: rolesIn(roles), mask: maskOf(mask) });
  if (!isSubset(stated, held) || !isSubset(stated, ctx.ability.permissions))
    throw new Refused('scope_beyond_own');
}

/** A key touches those it made, never itself or others. */
function refuseSideways({ principal }: Ctx, { ancestor_ids }: ApiKey): void {
  if (principal.key && !ancestor_ids.includes(principal.key.id)) throw new Refused('session_required');
}

/** @returns when it ends: as asked for, but not after the key above it */
async function withinParent(tx: Tx<Ctx>, parentId: string | null, asked: Date | null): Promise<Date | null> {
  if (!parentId) return asked;
  const parent = await tx.one<ApiKey>(sql`select * from api_keys
    where workspace_id = ${tx.ctx.workspace.id} and id = ${parentId}`);
  const end = parent?.expires_at ?? null;
  if (asked && end && asked > end) throw failField('key_outlives_parent', 'expires_at');
  return asked ?? end;
}

async function endBelow(tx: Tx<Ctx>, id: string, expires_at: Date): Promise<void> {
  await tx.query(sql`update api_keys set expires_at = ${expires_at}, timestamp_updated = now()
    where workspace_id = ${tx.ctx.workspace.id} and ${id}::uuid = any(ancestor_ids)
      and (expires_at is null or expires_at > ${expires_at})`);
}

async function refuseTooMany(tx: Tx<Ctx>): Promise<void> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from api_keys where workspace_id = ${tx.ctx.workspace.id}`,
  );
  if (row && row.n >= MOST_KEYS) throw fail('too_many_keys');
}

/** `key_` tells scanners of code what they found. */
function newKey(): { key: string } & Pick<ApiKey, 'prefix' | 'key_hash'> {
  const key = `key_${newToken()}`;
  return { key, prefix: key.slice(0, 4 + SHOWN), key_hash: tokenHash(key) };
}

const targetOf = ({ id, name }: ApiKey) => ({ id, name });
const fields = ({ name, scopes, expires_at }: ApiKey) => ({ name, scopes, expires_at });
