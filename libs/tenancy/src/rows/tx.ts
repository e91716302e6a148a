import { type Permission, type Visible, decide, visible } from '@bailiwick/rbac';
import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { type Caller, type Ctx, attributes } from '../who/ctx.js';
import { type ActingAs, callerElsewhere } from '../who/elsewhere.js';
import type { Door } from './door.js';
import { type Cursors, type Listing, type Page, type PageQuery, cursorBinding, readPage } from './page.js';
import { Hidden, Refused } from '../who/refusals.js';
import { refuseStale } from './version.js';
import { type Sql, identifier, sql } from './sql.js';

/** A row of a tenant table. Property names are column names, so no code maps them. */
interface TenantRow {
  readonly id: string;
  readonly workspace_id: string;
}

/** A workspace in which a transaction continues. */
interface Place {
  readonly workspace_id: string;
}
interface LinkedPlace extends Place {
  readonly link_id: string;
}

/** Two settings, and about three statements of the work. */
const STATEMENTS_A_PLACE = 5;
/**
 * The client gives a statement up 2.25 s after it sent it (`query_timeout`), behind any number of others. The last of 25
 * gets its answer in time if one takes less than 90 ms, on a machine full of other requests.
 */
const STATEMENTS_AHEAD = 25;
const PLACES_AHEAD = STATEMENTS_AHEAD / STATEMENTS_A_PLACE;

/** A transaction bound to one scope. It lives as long as the function that gets it. */
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

  /** A statement without a needed answer: the commit waits for it, or fails with it. */
  write(statement: Sql): void {
    this.door.leave(statement);
  }

  async one<Row extends object>(statement: Sql): Promise<Row | undefined> {
    return (await this.query<Row>(statement))[0];
  }

  /**
   * A row of the caller's workspace, if they have the permission for it; locked when the transaction writes.
   * Asks for the route's permission unless the call names another.
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

  /** Refuses unless the caller has the permission for some row of its type. */
  ask(this: Tx<Ctx>, permission: Permission): void {
    if (!this.ctx.ability.mayType(permission)) throw new Refused('permission_required', permission);
  }

  /** The rows that a list can hold under the permission; the route's, unless the call names another. */
  visible(this: Tx<Ctx>, permission: Permission | undefined = this.ctx.permission): Visible {
    return permission ? visible(this.ctx.ability, permission) : 'none';
  }

  /**
   * Continues the same transaction in another workspace, for the few acts of more than one workspace. The service has
   * already decided who can do this, and where. Until the work is done, use this transaction for nothing else; work that
   * waits for no answer is done at once.
   */
  in<T>(workspaceId: string, as: ActingAs, work: (there: Tx) => T): T {
    const ctx = callerElsewhere(this.ctx, workspaceId, as);
    this.door.bind(ctx.scope);
    const result = work(new Tx(ctx, this.door, this.manager, this.cursors, this.forUpdate));
    if (result instanceof Promise) return result.then((value: unknown) => this.comeBack(value)) as T;
    return this.comeBack(result);
  }

  private comeBack<T>(result: T): T {
    this.door.bind(this.ctx.scope);
    return result;
  }

  /** The same in many workspaces, with work that waits for no answer. */
  forEach<P extends Place>(
    places: readonly P[],
    as: { readonly as: 'caller' },
    work: (there: Tx, place: P) => void,
  ): Promise<void>;
  forEach<P extends LinkedPlace>(
    places: readonly P[],
    as: { readonly as: 'link' },
    work: (there: Tx, place: P) => void,
  ): Promise<void>;
  async forEach<P extends LinkedPlace>(
    places: readonly P[],
    { as }: { readonly as: 'caller' | 'link' },
    work: (there: Tx, place: P) => void,
  ): Promise<void> {
    for (const [i, place] of places.entries()) {
      this.in(place.workspace_id, { as, linkId: place.link_id }, (there) => work(there, place));
      if (i % PLACES_AHEAD === PLACES_AHEAD - 1) await this.query(sql`select 1`);
    }
  }

  /** One page, in one trip, with a total on request. */
  page<Row extends object>(listing: Listing, query: PageQuery): Promise<Page<Row>> {
    const { scope, facts } = this.ctx;
    const binding = cursorBinding(scope.workspaceId ?? scope.userId ?? '', facts.route, query);
    return readPage<Row>((statement) => this.query(statement), listing, query, {
      open: (cursor) => this.cursors.open(cursor, binding),
      sign: (position) => this.cursors.sign(position, binding),
    });
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

  /** Changes exactly one row. An update that finds no row throws Hidden. */
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
