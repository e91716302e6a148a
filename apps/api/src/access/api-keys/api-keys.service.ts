import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
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
import { type Holder, lockNamedHolder, lockHolder, displayNameOf } from '../holders/holders.rules.js';
import { endsLater } from '../grants/grants.rules.js';
import { NoticesService } from '../notices/notices.service.js';
import {
  type ApiKeyView,
  type CreateApiKey,
  type ListApiKeys,
  type RotateApiKey,
  type UpdateApiKey,
  toApiKey,
} from './api-keys.schema.js';
import {
  refuseKeysOfAdmins,
  placeAtTop,
  placeBelow,
  refuseScopesBeyond,
  refuseOtherKeys,
  endWithinParent,
  endKeysBelow,
  refuseTooManyKeys,
} from './api-keys.rules.js';

/** Long enough to tell keys apart, and far too short to guess the rest. */
const SHOWN = 8;

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
   * With a session, a key of one's own or of a service principal; with a key, one below it.
   * @throws Refused scope_beyond_own; unknown_member, too_many_keys
   */
  async create(ctx: Ctx, body: CreateApiKey): Promise<ApiKeyView> {
    const { name, scopes, member_id: memberId = ctx.member.id } = body;
    // A key of another workspace has nothing below itself here.
    if (ctx.acting && ctx.principal.key) throw new Refused('session_required');
    return this.db.run(ctx, async (tx) => {
      const owner = await this.owner(tx, memberId);
      const place = ctx.principal.key ? await placeBelow(tx, ctx.principal.key.id) : placeAtTop(owner);
      refuseScopesBeyond(ctx, owner, scopes);
      const expires_at = await endWithinParent(tx, place.parent_id, body.expires_at);
      await refuseTooManyKeys(tx);
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

  /** Only a caller who could make such a key can give it more time; a key cannot extend itself. */
  async update(ctx: Ctx, id: string, patch: UpdateApiKey): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const before = await tx.load(ApiKey, id);
      refuseOtherKeys(ctx, before);
      const { name = before.name, expires_at: asked = before.expires_at } = patch;
      const expires_at = await endWithinParent(tx, before.parent_id, asked);
      if (name === before.name && Number(expires_at) === Number(before.expires_at)) {
        unchanged(tx);
        return toApiKey(before);
      }
      if (endsLater(before.expires_at, expires_at)) {
        refuseBeyondLink(ctx, before);
        refuseScopesBeyond(ctx, await lockHolder(tx, before.member_id, 'share'), before.scopes);
      } else await refuseKeysOfAdmins(tx, before);
      const after = await tx.update(before, ApiKey, { name, expires_at, warned_at: null });
      if (expires_at) await endKeysBelow(tx, id, expires_at);
      record(tx, 'api_key.updated', {
        target: targetOf(after),
        before: fields(before),
        after: fields(after),
      });
      return toApiKey(after);
    });
  }

  /** Another secret for the same key. The previous one counts for a while, so that programs can change over. */
  async rotate(ctx: Ctx, id: string, { overlap_hours }: RotateApiKey): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const before = await tx.load(ApiKey, id);
      refuseBeyondLink(ctx, before);
      const owner = await this.owner(tx, before.member_id);
      refuseScopesBeyond(ctx, owner, before.scopes);
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

  /** All keys that it made die with it. */
  async revoke(ctx: Ctx, id: string): Promise<ApiKeyView> {
    return this.db.run(ctx, async (tx) => {
      const row = await tx.load(ApiKey, id);
      await refuseKeysOfAdmins(tx, row);
      const gone = await tx.query(sql`delete from api_keys
        where workspace_id = ${ctx.workspace.id} and (id = ${id} or ${id}::uuid = any(ancestor_ids)) returning id`);
      record(tx, 'api_key.revoked', { target: targetOf(row), before: fields(row), count: gone.length });
      return toApiKey(row);
    });
  }

  /** Nobody makes a key in another person's name: that person would answer for the acts of the key. */
  private async owner(tx: Tx<Ctx>, memberId: string): Promise<Holder> {
    const { ctx } = tx;
    const owner = await lockNamedHolder(tx, memberId, 'share');
    if (memberId === ctx.member.id) return owner;
    if (ctx.principal.key || owner.kind !== 'service') throw new Refused('foreign_key');
    return owner;
  }
}

/** `key_` tells scanners of code what they found. */
function newKey(): { key: string } & Pick<ApiKey, 'prefix' | 'key_hash'> {
  const key = `key_${newToken()}`;
  return { key, prefix: key.slice(0, 4 + SHOWN), key_hash: tokenHash(key) };
}

const targetOf = ({ id, name }: ApiKey) => ({ id, name });
const fields = ({ name, scopes, expires_at }: ApiKey) => ({ name, scopes, expires_at });
