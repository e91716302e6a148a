import { type Permission, type Visible, decide, visible } from '@bailiwick/rbac';
import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { Caller, Ctx } from '../who/ctx.js';
import type { Scope } from '../who/facts.js';
import type { Door } from './door.js';
import {
  type Cursors,
  type Listing,
  type Page,
  type PageQuery,
  countOf,
  countSql,
  cursorBinding,
  pageSql,
} from './page.js';
import { Hidden, Refused } from '../who/refusals.js';
import { refuseStale } from './version.js';
import { type Sql, identifier, sql } from './sql.js';

/** A row of a tenant table. Property names are column names: the row is the entity, nothing maps. */
export interface TenantRow {
  readonly id: string;
  readonly workspace_id: string;
}

/** So few that the last of them is answered in time with the machine full of other requests. */
const SOME = 5;

/** A transaction bound to one scope. It lives as long as the function it was given to. */
export class Tx<C extends Caller = Caller> {
  constructor(
    readonly ctx: C,
    private readonly door: Door,
    private readonly manager: EntityManager,
    private readonly cursors: Cursors,
    private readonly forUpdate: boolean,
  ) {}

  async query<Row extends object = Record<string, unknown>>(statement: Sql): Promise<Row[]> {
    return (await this.door.send(statement)) as Row[];
  }

  /** A statement whose answer nobody needs: the commit waits for it, or fails with it. */
  write(statement: Sql): void {
    this.door.leave(statement);
  }

  async one<Row extends object>(statement: Sql): Promise<Row | undefined> {
    return (await this.query<Row>(statement))[0];
  }

  /**
   * A row of the caller's workspace, if this may be done to it; locked when the transaction writes.
   * Asks the route's permission unless another is named.
   * @throws Hidden, Refused
   */
  async load<Row extends TenantRow>(
    this: Tx<Ctx>,
    entity: EntityTarget<Row>,
    id: string,
    permission: Permission | undefined = this.ctx.permission,
  ): Promise<Row> {
    const row = await this.one<Row>(sql`select * from ${this.table(entity)}
      where workspace_id = ${this.ctx.workspace.id} and id = ${id} ${this.forUpdate ? sql`for update` : sql``}`);
    if (!row || !permission) throw new Hidden();
    const decision = decide(this.ctx.ability, permission, row, attributes(this.ctx));
    if (decision === 'hidden') throw new Hidden();
    if (decision === 'refused') throw new Refused('permission_required', permission);
    if (this.forUpdate) refuseStale(this.ctx, row);
    return row;
  }

  /** Refuses unless the permission is held for some row of its type. */
  ask(this: Tx<Ctx>, permission: Permission): void {
    if (!this.ctx.ability.mayType(permission)) throw new Refused('permission_required', permission);
  }

  /** What a list under the permission may hold; the route's, unless another is named. */
  visible(this: Tx<Ctx>, permission: Permission | undefined = this.ctx.permission): Visible {
    return permission ? visible(this.ctx.ability, permission) : 'none';
  }

  /**
   * The same transaction in another workspace, for the few deeds that more than one must know of. Who may, and in which,
   * is for the caller to have settled. `work` waits for nothing, so nothing else gets in between.
   */
  inWorkspace(workspaceId: string, work: (tx: Tx) => void): void {
    this.inScope(within(this.ctx.scope, workspaceId), work);
  }

  private inScope(scope: Scope, work: (tx: Tx) => void): void {
    this.door.bind(scope);
    work(this.of(scope));
    this.door.bind(this.ctx.scope);
  }

  /** The same, without saying who: what the other side may not learn of them. */
  bySystem(workspaceId: string, work: (tx: Tx) => void): void {
    const { facts } = this.ctx;
    const unsaid = { ...facts, ip: '0.0.0.0', userAgent: null };
    this.door.bind(within(this.ctx.scope, workspaceId));
    const caller: Caller = {
      facts: unsaid,
      scope: within(this.ctx.scope, workspaceId),
      actor: { type: 'system' },
    };
    work(new Tx(caller, this.door, this.manager, this.cursors, this.forUpdate));
    this.door.bind(this.ctx.scope);
  }

  /**
   * The same in many, some at a time: a statement may take so long from the moment it is sent, so thousands that are sent at
   * once would be given up before their turn comes.
   */
  inEach<Place extends { readonly workspace_id: string }>(
    places: readonly Place[],
    work: (tx: Tx, place: Place) => void,
  ): Promise<void> {
    return this.through(places, work, ({ workspace_id }) => within(this.ctx.scope, workspace_id));
  }

  /** The same, as one who acts there from here by way of these links: the log here hears of each, too. */
  actInEach<Place extends { readonly workspace_id: string; readonly link_id: string }>(
    places: readonly Place[],
    work: (tx: Tx, place: Place) => void,
  ): Promise<void> {
    const { workspaceId: actingFrom } = this.ctx.scope;
    return this.through(places, work, ({ workspace_id, link_id: viaLinkId }) => ({
      ...within(this.ctx.scope, workspace_id),
      viaLinkId,
      ...(actingFrom !== undefined && { actingFrom }),
    }));
  }

  private async through<Place>(
    places: readonly Place[],
    work: (tx: Tx, place: Place) => void,
    scopeOf: (place: Place) => Scope,
  ): Promise<void> {
    for (const [i, place] of places.entries()) {
      this.inScope(scopeOf(place), (there) => work(there, place));
      if (i % SOME === SOME - 1) await this.query(sql`select 1`);
    }
  }

  /** The same for work that waits for answers; nothing else may be asked of this transaction until it is done. */
  async during<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = within(this.ctx.scope, workspaceId);
    this.door.bind(scope);
    const result = await work(this.of(scope));
    this.door.bind(this.ctx.scope);
    return result;
  }

  private of(scope: Scope): Tx {
    const ctx: Caller = { ...this.ctx, scope };
    return new Tx(ctx, this.door, this.manager, this.cursors, this.forUpdate);
  }

  /** One page, in one trip; a total beside it when asked for, in the same. */
  async page<Row extends object>(listing: Listing, query: PageQuery): Promise<Page<Row>> {
    const { scope, facts } = this.ctx;
    const binding = cursorBinding(scope.workspaceId ?? scope.userId ?? '', facts.route, query);
    const { starting_after: cursor } = query;
    const after = cursor === undefined ? undefined : this.cursors.open(cursor, binding);
    const counting = query.count ? this.one<{ n: number }>(countSql(listing)) : undefined;
    const [rows, count] = await Promise.all([
      this.query<Row>(pageSql(listing, query.limit, after)),
      counting,
    ]);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1) as Record<string, unknown> | undefined;
    const bareKey = listing.key.slice(listing.key.indexOf('.') + 1);
    return {
      items,
      ...(rows.length > items.length && {
        next_starting_after: this.cursors.sign(String(last?.[bareKey]), binding),
      }),
      ...(count && countOf(count.n)),
    };
  }

  async insert<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    values: QueryDeepPartialEntity<Row>,
  ): Promise<Row> {
    const query = this.manager.createQueryBuilder().insert().into(entity).values(values).returning('*');
    const { raw } = (await query.execute()) as { raw: Row[] };
    return raw[0] as Row;
  }

  async update<Row extends TenantRow>(
    row: Row,
    entity: EntityTarget<Row>,
    patch: Partial<Row>,
  ): Promise<Row> {
    const { workspace_id, id } = row;
    return this.change(entity, { workspace_id, id } as Partial<Row>, patch);
  }

  /** Changes exactly one row, or it is hidden: an update that hits nothing is never taken for done. */
  async change<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    key: Partial<Row>,
    patch: Partial<Row>,
  ): Promise<Row> {
    const set = { ...patch, timestamp_updated: () => 'now()' } as unknown as QueryDeepPartialEntity<Row>;
    const query = this.manager.createQueryBuilder().update(entity).set(set).where(key).returning('*');
    const { raw } = (await query.execute()) as { raw: Row[] };
    if (!raw[0]) throw new Hidden();
    return raw[0];
  }

  async remove<Row extends TenantRow>(row: Row, entity: EntityTarget<Row>): Promise<void> {
    const { id, workspace_id } = row;
    const gone = await this.query(
      sql`delete from ${this.table(entity)} where workspace_id = ${workspace_id} and id = ${id} returning id`,
    );
    if (gone.length !== 1) throw new Hidden();
  }

  private table(entity: EntityTarget<ObjectLiteral>): Sql {
    return identifier(this.manager.dataSource.getMetadata(entity).tableName);
  }
}

/** What is done there is not done by way of the link that leads here. */
const within = ({ userId, address }: Scope, workspaceId: string): Scope => ({
  workspaceId,
  ...(userId !== undefined && { userId }),
  ...(address !== undefined && { address }),
});

/** What a condition in the catalogue may compare a row with. */
export function attributes(ctx: Ctx): Record<string, string> {
  return { user_id: ctx.principal.userId, member_id: ctx.member.id };
}
