import { createHash } from 'node:crypto';
import { Failure } from '../who/refusals.js';
import { Sql, identifier, joinSql, sql } from './sql.js';
import { mac, sameBytes } from '../secrets/tokens.js';

/** The query of every list. Its other properties are the list's own filters. */
export interface PageQuery {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly count?: boolean | undefined;
}

export interface Page<Row> {
  readonly items: Row[];
  readonly next_starting_after?: string;
  readonly total?: number;
  readonly total_is_exact?: boolean;
}

/** A list: its select, and the one unique column that orders it. */
export interface Listing {
  readonly select: Sql;
  /**
   * Without an index in the order of the list, this finds the rows of one page itself. It gets the key after which the page
   * begins, and how many rows to look at.
   */
  readonly from: Sql | ((after: string | undefined, rows: Sql) => Sql);
  readonly where: readonly Sql[];
  /** Qualified (`m.id`); the select must return it under its bare name. */
  readonly key: string;
  readonly direction: 'asc' | 'desc';
  /**
   * Postgres plans the list again for its values, because the plan depends on the workspace (one workspace can fill most
   * partitions of a table). Postgres plans any other list once; planning is most of the cost of a page.
   */
  readonly planAnew?: true;
}

/** Above this, the count costs more than it is worth. */
const MOST_COUNTED = 10_000;

/**
 * Cursors are opaque to clients, signed, and bound to their reader and their filter. So nobody can forge a cursor or use it
 * in another workspace or another list.
 */
export class Cursors {
  constructor(private readonly key: Buffer) {}

  sign(position: string, binding: string): string {
    return this.sealed(Buffer.from(position).toString('base64url'), binding);
  }

  open(cursor: string, binding: string): string {
    const [text = ''] = cursor.split('.');
    if (!sameBytes(Buffer.from(cursor), Buffer.from(this.sealed(text, binding)))) {
      throw new Failure('invalid_cursor', [
        {
          path: 'starting_after',
          code: 'invalid_cursor',
          message: 'This cursor does not belong to this list.',
        },
      ]);
    }
    return Buffer.from(text, 'base64url').toString();
  }

  private sealed(text: string, binding: string): string {
    const seal = mac(this.key, `${text}\n${binding}`).subarray(0, 16).toString('base64url');
    return `${text}.${seal}`;
  }
}

/** The reader and the filter a cursor belongs to. */
export function cursorBinding(reader: string, list: string, query: PageQuery): string {
  const {
    limit: _,
    starting_after: __,
    count: ___,
    ...filter
  } = query as PageQuery & Record<string, unknown>;
  const sorted = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([reader, list, sorted]))
    .digest('base64url');
}

/** @returns one page, and a total on request; it sends all its statements at once */
export async function readPage<Row extends object>(
  query: <R extends object>(statement: Sql) => Promise<R[]>,
  listing: Listing,
  { limit, starting_after: cursor, count }: PageQuery,
  { open, sign }: Positions,
): Promise<Page<Row>> {
  const after = cursor === undefined ? undefined : open(cursor);
  const counting = count ? query<{ n: number }>(countSql(listing)) : undefined;
  const [rows, counted] = await Promise.all([query<Row>(pageSql(listing, limit, after)), counting]);
  const items = rows.slice(0, limit);
  const last = items.at(-1) as Record<string, unknown> | undefined;
  const bareKey = listing.key.slice(listing.key.indexOf('.') + 1);
  return {
    items,
    ...(rows.length > items.length && { next_starting_after: sign(String(last?.[bareKey])) }),
    ...(counted?.[0] && totalOf(counted[0].n)),
  };
}

/** Turns a position into a cursor of this reader and this list, and back. */
interface Positions {
  readonly open: (cursor: string) => string;
  readonly sign: (position: string) => string;
}

export function pageSql(listing: Listing, limit: number, after: string | undefined): Sql {
  const key = identifier(listing.key);
  const ascending = listing.direction === 'asc';
  const beyond = after === undefined ? [] : [ascending ? sql`${key} > ${after}` : sql`${key} < ${after}`];
  const order = ascending ? sql`asc` : sql`desc`;
  const rows = rowsFor(listing, limit);
  return sql`select ${listing.select} from ${fromOf(listing, after, rows)}
    where ${joinSql([...listing.where, ...beyond], 'and')}
    order by ${key} ${order} limit ${rows}`;
}

const fromOf = ({ from }: Listing, after: string | undefined, rows: Sql): Sql =>
  from instanceof Sql ? from : from(after, rows);

const fetched = [21, 51, 101];

/**
 * One row beyond the page tells whether there is another page. With the limit as a parameter, Postgres assumes a tenth of
 * the table, prefers plans for the given values, and plans each time. The limit is text, so it must be one of few.
 */
function rowsFor({ planAnew }: Listing, limit: number): Sql {
  const rows = planAnew ? undefined : fetched.find((some) => some > limit);
  return rows === undefined ? sql`${limit + 1}` : new Sql([String(rows)], []);
}

export function countSql(listing: Listing): Sql {
  const most = sql`${MOST_COUNTED + 1}`;
  return sql`select count(*)::int as n from (select 1 from ${fromOf(listing, undefined, most)}
    where ${joinSql(listing.where, 'and')} limit ${most}) counted`;
}

export function totalOf(n: number): { total: number; total_is_exact: boolean } {
  return { total: Math.min(n, MOST_COUNTED), total_is_exact: n <= MOST_COUNTED };
}
